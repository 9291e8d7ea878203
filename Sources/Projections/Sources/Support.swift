import EventModel

/// The sources that one event names, counted without keeping their names.
struct Support {
    /// Those with a name: publishers.
    private var publishers = FewHashes()
    /// Publications without a publisher.
    private var publications = FewHashes()
    /// Who says so.
    private var speaker: UInt64?
    private var mode: AttributionMode?

    init(_ event: borrowing EventView) {
        if let list = event[.citations] {
            var elements = Elements(event.document, list)
            while let citation = elements.next(event.document) { addCitation(citation, event) }
        }
        if let node = event[.attribution] { readAttribution(node, event) }
    }

    var count: Int {
        guard let speaker, !publishers.contains(speaker) else { return publishers.count + publications.count }
        return publishers.count + max(1, publications.count)
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
            publishers.insert(SourceName.hash(event.document, publisher))
        } else if let publication = hash ?? address ?? title {
            publications.insert(StableHash.of(event.document.bytes, event.document.range(publication)))
        }
    }

    private mutating func readAttribution(_ node: Document.Node, _ event: borrowing EventView) {
        var members = Members(event.document, node)
        while let (key, value) = members.next(event) {
            switch key {
            case .mode: mode = event.word(value, of: Vocabulary.attributions)
            case .by: speaker = SourceName.hash(event.document, value)
            default: break
            }
        }
    }
}

/// A set that allocates nothing as long as it is small, which it nearly always is.
struct FewHashes {
    private var first: [4 of UInt64] = .init(repeating: 0)
    private var rest: [UInt64] = []
    private(set) var count = 0

    func contains(_ hash: UInt64) -> Bool {
        for index in 0..<min(count, 4) where first[index] == hash { return true }
        return rest.contains(hash)
    }

    mutating func insert(_ hash: UInt64) {
        guard !contains(hash) else { return }
        if count < 4 { first[count] = hash } else { rest.append(hash) }
        count += 1
    }
}
