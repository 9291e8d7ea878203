import EventModel

/// Where events stand written, and who says so, each once.
struct Citations {
    private var documents = Distinct()
    private var named = Distinct()

    /// The members by which two publications are told apart.
    private static let identifying: [StaticString] = ["sha256", "url", "title", "publisher", "locator"]

    init(_ events: [EventWords]) {
        for words in events {
            let document = words.document
            words.forEach(in: "citations") { citation in
                documents.add { identity in
                    identity.array { list in
                        document.forEachMember(citation) { key, value in
                            if Self.identifying.contains(where: { document.equals(key, $0) }) {
                                list.excerpt(document, key)
                                list.excerpt(document, value)
                            }
                        }
                    }
                }
                if let publisher = document.member(citation, "publisher") { add(publisher, of: words) }
            }
            if let by = words.node("attribution").flatMap({ document.member($0, "by") }) { add(by, of: words) }
        }
    }

    private mutating func add(_ name: Document.Node, of words: EventWords) {
        if words.document.kind(name) == .string { named.add { $0.excerpt(words.document, name) } }
    }

    var count: Int { documents.count }

    /// Writes the publishers and whoever the events are attributed to, as elements of the list that is open.
    func writeNames(to list: inout JSONText) { named.forEach { list.value($0) } }
}

/// Values, each once, in the order in which they are met: two are the same where their JSON is.
struct Distinct {
    private var table = NameTable()
    private var value = JSONText()

    var count: Int { table.count }

    /// - Parameter write: writes one value, in canonical JSON.
    mutating func add(_ write: (inout JSONText) -> Void) {
        value.removeAll()
        write(&value)
        _ = table.intern(0, value.bytes, value.bytes.indices)
    }

    mutating func add(_ text: String) { add { $0.string(text) } }

    /// Calls `body` with the JSON of each value.
    func forEach(_ body: (ArraySlice<UInt8>) -> Void) {
        for number in 0..<UInt32(table.count) { body(table.utf8(number)) }
    }
}
