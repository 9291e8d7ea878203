/// The words of which long histories are made: nothing in them needs an escape in JSON.
enum Words {
    static let actors = [
        "ministry", "agency", "bank", "university", "company", "council", "institute", "fund", "minister", "court",
    ]
    static let countries = ["RU", "CN", "US", "DE", "FR", "IN", "BR", "ID", "JP", "EU"]
    static let directives = ["decree", "order", "instruction", "law", "regulation", "other"]
    static let announcements = ["launch", "statement", "pledge", "forecast", "report", "notice"]
    static let investments = ["fund", "grant", "plant", "centre", "loan", "budget"]
    static let adverbs = ["First", "Second", "Joint", "Revised", "National", "Regional", "Federal", "Interim"]
    static let matters = [
        "on the use of language models in public offices", "on training computers for universities",
        "on the safety of large models", "for research in artificial intelligence", "on chips and their export",
        "for the digital economy", "on data of public bodies", "for schools and teachers", "on robots in medicine",
        "zur Förderung der künstlichen Intelligenz", "о развитии искусственного интеллекта", "on cloud computing",
    ]
    static let sentences = [
        "The text was published on the day after its signature.",
        "It leaves open who pays for the machines, and by when they are to be delivered.",
        "Two of the bodies named in it had asked for more time.",
        "The ministry expects a first report within the year.",
        "Nothing is said of the measures that were in force before.",
        "According to the statement, further steps depend on the budget of the coming year.",
        "The figures are those of the press service.",
    ]
    static let quotes = [
        "We must know what is being built.", "This is a first step, and it will not be the last.",
        "The money is there; what is missing are people.", "Nobody will be left behind.",
    ]
    static let publishers = ["Gazette", "Courier", "Observer", "Monitor", "Herald", "Agency", "Bulletin", "Review"]
    static let tags = ["ai", "chips", "energy", "schools", "research", "security", "trade", "health"]
    static let indicators = ["workforce with AI skills", "contribution to GDP", "models trained", "schools equipped"]
    static let units = ["percent", "RUB", "models", "schools"]
    static let currencies = ["RUB", "USD", "EUR", "CNY", "INR"]
}
