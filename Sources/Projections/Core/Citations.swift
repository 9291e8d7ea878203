import EventModel

/// Where events stand written, and who says so, each once.
struct Citations {
    private var documents: [String] = []
    private var named: [String] = []

    init(_ events: [EventWords]) {
        for words in events {
            for citation in words.list("citations") {
                let keys = ["sha256", "url", "title", "publisher", "locator"]
                Self.add(JSON.array(keys.map { citation[$0] ?? .null }).line, to: &documents)
                if let publisher = citation["publisher"]?.text { Self.add(publisher, to: &named) }
            }
            if let by = words["attribution"]?["by"]?.text { Self.add(by, to: &named) }
        }
    }

    var count: Int { documents.count }

    /// The publishers and whoever the events are attributed to.
    var names: JSON? { Question.list(named.map { .string($0) }) }

    private static func add(_ text: String, to list: inout [String]) {
        if !list.contains(where: { $0.utf8.elementsEqual(text.utf8) }) { list.append(text) }
    }
}
