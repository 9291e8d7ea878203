import EventModel

/// The sources that one event names, counted without keeping their names.
struct Support {
    /// Those with a name: publishers.
    private var publishers = FewTexts()
    /// Publications without a publisher.
    private var publications = FewTexts()
    /// Whether somebody else than a publisher says so.
    private var hasSpeaker = false
    private var mode: AttributionMode?

    init(_ event: borrowing EventView) {
        if let list = event[.citations] {
            var elements = Elements(event.document, list)
            while let citation = elements.next(event.document) { addCitation(citation, event) }
        }
        if let node = event[.attribution] { readAttribution(node, event) }
    }

    var count: Int {
        publishers.count + (hasSpeaker ? max(1, publications.count) : publications.count)
    }

    var standing: Standing {
        if mode == .unattributed { return .unattributed }
        switch count {
        case 0: return .none
        case 1: return .single
        default: return .several
        }
    }

    private mutating func addCitation(_ node: Document.Node, _ event: borrowing EventView) {
        var publisher: Document.Node?
        var hash: Document.Node?
        var address: Document.Node?
        var title: Document.Node?
        var members = Members(event.document, node)
        while let (key, value) = members.next(event) {
            switch key {
            case .publisher: publisher = value
            case .sha256: hash = value
            case .url: address = value
            case .title: title = value
            default: break
            }
        }
        if let publisher {
            let name = SourceName(event.document, publisher)
            publishers.insert(name.hash, publisher) { name.isSame(as: SourceName(event.document, $0), event.document) }
        } else if let publication = hash ?? address ?? title {
            let bytes = event.document.bytes.span
            let text = bytes.extracting(event.document.range(publication))
            publications.insert(StableHash.of(event.document.bytes, event.document.range(publication)), publication) {
                text.isSame(as: bytes.extracting(event.document.range($0)))
            }
        }
    }

    private mutating func readAttribution(_ node: Document.Node, _ event: borrowing EventView) {
        var members = Members(event.document, node)
        while let (key, value) = members.next(event) {
            switch key {
            case .mode: mode = event.word(value, of: Vocabulary.attributions)
            case .by:
                let name = SourceName(event.document, value)
                hasSpeaker = !publishers.contains(name.hash) {
                    name.isSame(as: SourceName(event.document, $0), event.document)
                }
            default: break
            }
        }
    }
}

/// A set of texts of one document, by their nodes, that allocates nothing as long as it is small, which it nearly always is.
struct FewTexts {
    private var first: [4 of UInt64] = .init(repeating: 0)
    private var firstNodes: [4 of Document.Node] = .init(repeating: 0)
    private var rest: [(hash: UInt64, node: Document.Node)] = []
    private(set) var count = 0

    /// - Parameter isSame: whether the text at a node that has the hash is the one that is looked for.
    func contains(_ hash: UInt64, _ isSame: (Document.Node) -> Bool) -> Bool {
        for index in 0..<min(count, 4) where first[index] == hash && isSame(firstNodes[index]) { return true }
        return rest.contains { $0.hash == hash && isSame($0.node) }
    }

    mutating func insert(_ hash: UInt64, _ node: Document.Node, _ isSame: (Document.Node) -> Bool) {
        guard !contains(hash, isSame) else { return }
        if count < 4 { (first[count], firstNodes[count]) = (hash, node) } else { rest.append((hash, node)) }
        count += 1
    }
}
