import EventModel

/// What stands in a template where nothing is known yet.
extension Shape {
    /// A value that is right as it stands.
    var example: String {
        switch self {
        case .line: "one line"
        case .prose: "some text"
        case .edtf: "2025-01-02"
        case .instant: "2025-01-02T09:30:00Z"
        case .slug: "a-name"
        case .actor: "some-actor"
        case .reference: "directive/another-one"
        case .decimal: "\"1000000\""
        case .currency: "EUR"
        case .country: "DE"
        case .language: "en"
        case .uri: "https://example.org/page"
        case .sha256: String(repeating: "0", count: 64)
        case .wikidata: "Q7747"
        case .lei: "529900T8BM49AURSDO55"
        case .word(let words): words.first ?? ""
        case .list(let element): "[\(element.example)]"
        case .amount: "\"1000000 EUR\""
        case .identity: "a-name:made:2025-01-02"
        case .object, .replacement: "{}"
        }
    }

    /// What is to be written over; most of it no check lets pass.
    var placeholder: String {
        switch self {
        case .line: "<one line>"
        case .prose: "<text>"
        case .edtf: "<date>"
        case .actor: "<actor>"
        case .amount: "<amount>"
        case .identity: "<id>"
        case .list(let element): "[\(element.placeholder)]"
        default: "<\(example)>"
        }
    }

    /// The words to choose from, where there is such a list.
    var words: [String]? {
        switch self {
        case .word(let words): words
        case .list(let element): element.words
        default: nil
        }
    }
}

extension Role {
    /// What it says, for templates: a few words.
    var note: String {
        switch self {
        case .by: "who orders, announces, plans or pays; one actor or a [list]"
        case .to: "whom it is addressed to"
        case .lead: "who is responsible for it"
        case .with: "who takes part"
        case .about: "whom it is about"
        case .for: "whom it is meant to serve"
        case .provider: "who provides the money, where that is another than by"
        case .recipient: "who receives the money"
        }
    }
}
