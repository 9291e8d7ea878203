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

/// A verb by its code, in the order of a life.
struct Deed: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// That of the verb, as columns keep it.
    let code: UInt8

    var verb: Verb { Verb.codes[code] ?? .issued }

    static let issued = Deed(.issued)
    static let commenced = Deed(.commenced)
    static let amended = Deed(.amended)

    init(_ verb: Verb) { code = verb.code }

    /// - Parameter code: one that ``isCode(_:)``.
    init(code: UInt8) { self.code = code }

    static func isCode(_ code: UInt8) -> Bool { Verb.codes[code] != nil }

    /// The verb of `timeline.KIND.VERB.v1`; nil for other people's types.
    init?(type document: borrowing Document, _ node: Document.Node) {
        guard let verb = Verb.ofType(document.bytes.span.extracting(document.range(node))) else { return nil }
        self.init(verb)
    }

    static func < (left: Self, right: Self) -> Bool { left.code < right.code }
}

/// The closed lists of the model, by their bytes.
enum Vocabulary {
    static let kinds = WordTable(Kind.self)
    static let roles = WordTable(Role.self)
    static let relations = WordTable(Relation.self)
    static let targetStates = WordTable(TargetStatus.self)
    static let flows = WordTable(Flow.self)
    static let attributions = WordTable(AttributionMode.self)
}
