import EventModel

/// Where events stand written, and who says so, each once.
struct Citations {
    private var documents = Distinct()
    private var named = Distinct()

    init(_ events: [EventWords]) {
        for words in events {
            for citation in words.list("citations") {
                let keys = ["sha256", "url", "title", "publisher", "locator"]
                documents.add(JSON.array(keys.map { citation[$0] ?? .null }).line)
                if let publisher = citation["publisher"]?.text { named.add(publisher) }
            }
            if let by = words["attribution"]?["by"]?.text { named.add(by) }
        }
    }

    var count: Int { documents.texts.count }

    /// The publishers and whoever the events are attributed to.
    var names: JSON? { Question.list(named.texts.map { .string($0) }) }
}

/// Texts, each once, in the order in which they are met: two are the same where their bytes are.
struct Distinct {
    private(set) var texts: [String] = []
    private var seen: Set<[UInt8]> = []

    mutating func add(_ text: String) {
        if seen.insert(Array(text.utf8)).inserted { texts.append(text) }
    }
}
