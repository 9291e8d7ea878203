import EventModel

/// The attributes of a CloudEvent that projections read.
struct Envelope {
    private(set) var type: Document.Node?
    private(set) var subject: Document.Node?
    private(set) var id: Document.Node?
    private(set) var source: Document.Node?
    private(set) var data: Document.Node?

    /// Of no event.
    init() {}

    init(_ document: borrowing Document, _ event: Document.Node) { self.init(document, event, DataKey.table) }

    /// - Parameter keys: ``DataKey/table``, in the hand of whoever reads many events.
    init(_ document: borrowing Document, _ event: Document.Node, _ keys: borrowing WordTable<DataKey>) {
        guard case .object = document.kind(event) else { return }
        var child = event + 1
        let end = document.next(event)
        while child < end {
            let value = child + 1
            switch ShortWord(document.bytes, document.range(child)).flatMap({ keys[$0] }) {
            case .type: type = value
            case .subject: subject = value
            case .id: id = value
            case .source: source = value
            case .data: data = value
            default: break
            }
            child = document.next(value)
        }
    }
}

/// A verb by its number: verbs of a kind stand in the order of a life, so that of two things of one date the issue
/// comes before the revocation, whichever arrived first.
struct Deed: Sendable, Hashable, Comparable, BitwiseCopyable {
    let rank: UInt8

    var verb: Verb { Vocabulary.verbs[Int(rank)] }

    static let issued = Deed(.issued)
    static let commenced = Deed(.commenced)
    static let amended = Deed(.amended)

    init(_ verb: Verb) {
        // An enumeration of at most 256 cases without payloads is one byte, which numbers its cases.
        rank = unsafe unsafeBitCast(verb, to: UInt8.self)
    }

    /// - Parameter rank: one that ``isRank(_:)``.
    init(rank: UInt8) { self.rank = rank }

    static func isRank(_ rank: UInt8) -> Bool { Int(rank) < Vocabulary.verbs.count }

    /// The verb of `timeline.KIND.VERB.v1`; nil for other people's types.
    init?(type document: borrowing Document, _ node: Document.Node) {
        guard let verb = Verb.ofType(document.bytes.span.extracting(document.range(node))) else { return nil }
        self.init(verb)
    }

    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

}

/// The closed lists of the model, by their bytes.
enum Vocabulary {
    static let verbs = Verb.allCases
    static let kinds = WordTable(Kind.self)
    static let roles = WordTable(Role.self)
    static let allRoles = Role.allCases
    static let relations = WordTable(Relation.self)
    static let targetStates = WordTable(TargetStatus.self)
    static let flows = WordTable(Flow.self)
    static let attributions = WordTable(AttributionMode.self)
}
