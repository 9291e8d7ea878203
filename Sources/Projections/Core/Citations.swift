import EventModel

/// Where events stand written, and who says so, each once.
struct Citations {
    private var publications = Distinct<Publication>()
    private var named = Distinct<Named>()

    init(_ events: [EventWords]) {
        let keys = DataKey.table
        publications.reserve(events.count)
        named.reserve(events.count)
        for words in events {
            words.forEach(in: .citations) { citation in
                let publication = Publication(words, citation, keys)
                publications.add(publication)
                if let publisher = publication.publisher { add(Excerpt(words, publisher)) }
            }
            if let by = words[.attribution].flatMap({ words.document.member($0, "by") }) { add(Excerpt(words, by)) }
        }
    }

    private mutating func add(_ name: Excerpt) {
        let document = name.words.document
        if document.kind(name.node) == .string {
            named.add(Named(source: SourceName(document, name.node), name: name))
        }
    }

    var count: Int { publications.values.count }

    /// Writes the publishers and whoever the events are attributed to, as elements of the list that is open; each as it is
    /// spelled first.
    func writeNames(to list: inout JSONText) { for named in named.values { list.excerpt(named.name) } }
}

/// A source as it is spelled, told apart as ``Support`` counts it.
private struct Named: Hashable {
    let source: SourceName
    let name: Excerpt

    static func == (left: Self, right: Self) -> Bool {
        left.source.isSame(as: right.source, left.name.words.document, in: right.name.words.document)
    }

    // By its text: anybody can make names that have one hash without a seed.
    func hash(into hasher: inout Hasher) { hasher.combine(SourceName.key(name.words.document.string(name.node))) }
}

/// A publication by the members by which two are told apart.
private struct Publication: Hashable {
    private let words: EventWords
    private var url: Document.Node?
    private var sha256: Document.Node?
    private var title: Document.Node?
    private(set) var publisher: Document.Node?
    private var locator: Document.Node?

    init(_ words: EventWords, _ citation: Document.Node, _ keys: borrowing WordTable<DataKey>) {
        self.words = words
        var members = Members(words.document, citation)
        while let (key, value) = members.next(words.document, keys) {
            switch key {
            case .url: url = value
            case .sha256: sha256 = value
            case .title: title = value
            case .publisher: publisher = value
            case .locator: locator = value
            default: break
            }
        }
    }

    static func == (left: Self, right: Self) -> Bool {
        let isSame = { (one: Document.Node?, other: Document.Node?) -> Bool in
            guard let one, let other else { return one == other }
            return Excerpt(left.words, one) == Excerpt(right.words, other)
        }
        return isSame(left.url, right.url) && isSame(left.sha256, right.sha256) && isSame(left.title, right.title)
            && isSame(left.publisher, right.publisher) && isSame(left.locator, right.locator)
    }

    func hash(into hasher: inout Hasher) {
        for node in [url, sha256, title, publisher, locator] { hasher.combine(node.map { Excerpt(words, $0) }) }
    }
}

/// Values, each once, in the order in which they are met.
struct Distinct<Value: Hashable> {
    private(set) var values: [Value] = []
    /// The same, once they are many.
    private var known: Set<Value> = []

    mutating func reserve(_ count: Int) { values.reserveCapacity(count) }

    mutating func add(_ value: Value) {
        if values.count < Self.many {
            if values.contains(value) { return }
        } else {
            if known.isEmpty { known = Set(values) }
            guard known.insert(value).inserted else { return }
        }
        values.append(value)
    }

    /// Fewer are faster looked through.
    private static var many: Int { 16 }
}
