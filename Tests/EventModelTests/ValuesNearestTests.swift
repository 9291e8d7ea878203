import EventModel
import Testing

@Suite struct ValuesNearestTests {
    private static let keys = ["title", "occurred", "reported", "text", "instrument", "effective", "by", "to", "tags"]

    @Test(arguments: [
        ("Title", "title"), ("titel", "title"), ("tilte", "title"), ("ocurred", "occurred"), ("occured", "occurred"),
        ("reportd", "reported"), ("instr", "instrument"), ("tag", "tags"), ("effectiv", "effective"), ("texts", "text"),
        ("BY", "by"), ("titles", "title"), ("tittle", "title"), ("effectve", "effective"),
    ])
    func `a slip of the pen finds its word`(_ text: String, _ word: String) {
        #expect(nearest(to: text, among: Self.keys) == word)
    }

    @Test(arguments: ["", "x", "zebra", "organisation", "in", "ab"])
    func `a word that is near none finds none`(_ text: String) {
        #expect(nearest(to: text, among: Self.keys) == nil)
    }

    @Test func `of equals the first is taken, and of no candidates none`() {
        #expect(nearest(to: "cat", among: ["bat", "hat"]) == "bat")
        #expect(nearest(to: "cat", among: []) == nil)
    }

    @Test func `any one change of a word of four letters or more is undone`() {
        var generator = SeededGenerator(seed: 14)
        let words = ["directive", "announcement", "investment", "actor", "correction"]
        for _ in 0..<500 {
            let word = generator.element(of: words)
            var letters = Array(word)
            let place = generator.number(0...letters.count - 2)
            switch generator.number(0...3) {
            case 0: letters.remove(at: place)
            case 1: letters.insert("x", at: place)
            case 2: letters[place] = "x"
            default: letters.swapAt(place, place + 1)
            }
            #expect(nearest(to: String(letters), among: words) == word)
        }
    }
}
