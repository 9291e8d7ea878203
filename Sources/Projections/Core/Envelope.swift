import EventModel

/// The attributes of a CloudEvent that projections read.
struct Envelope {
    private(set) var type: Document.Node?
    private(set) var subject: Document.Node?
    private(set) var id: Document.Node?
    private(set) var source: Document.Node?
    private(set) var data: Document.Node?

    private enum Attribute: String, CaseIterable { case type, subject, id, source, data }
    private static let table = WordTable(Attribute.self)

    /// Of no event.
    init() {}

    init(_ document: borrowing Document, _ event: Document.Node) {
        guard document.kind(event) == .object else { return }
        var child = event + 1
        let end = document.next(event)
        while child < end {
            let value = child + 1
            switch ShortWord(document.bytes, document.range(child)).flatMap({ Self.table[$0] }) {
            case .type: type = value
            case .subject: subject = value
            case .id: id = value
            case .source: source = value
            case .data: data = value
            case nil: break
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

    init(_ verb: Verb) {
        rank = UInt8(Vocabulary.verbs.firstIndex(of: verb) ?? 0)
    }

    /// - Parameter rank: one that ``isRank(_:)``.
    init(rank: UInt8) { self.rank = rank }

    static func isRank(_ rank: UInt8) -> Bool { Int(rank) < Vocabulary.verbs.count }

    /// The verb of `timeline.KIND.VERB.v1`; nil for other people's types.
    init?(type document: borrowing Document, _ node: Document.Node) {
        let range = document.range(node)
        let prefix = "timeline.".utf8.count
        let suffix = ".v1".utf8.count
        guard range.count > prefix + suffix, document.bytes[range.lowerBound + prefix - 1] == UInt8(ascii: "."),
            let timeline = ShortWord(document.bytes, range.lowerBound..<range.lowerBound + prefix),
            timeline == Vocabulary.typePrefix,
            let version = ShortWord(document.bytes, range.upperBound - suffix..<range.upperBound),
            version == Vocabulary.typeSuffix
        else { return nil }
        var dot = range.lowerBound + prefix
        let end = range.upperBound - suffix
        let kind = dot
        while dot < end, document.bytes[dot] != UInt8(ascii: ".") { dot += 1 }
        guard dot < end, let verb = ShortWord(document.bytes, dot + 1..<end).flatMap({ Vocabulary.deeds[$0] }),
            ShortWord(document.bytes, kind..<dot).flatMap({ Vocabulary.kinds[$0] }) == verb.verb.kind
        else { return nil }
        self = verb
    }

    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    static let all = Vocabulary.verbs.indices.map { Deed(rank: UInt8($0)) }
}

/// The closed lists of the model, by their bytes.
enum Vocabulary {
    static let verbs = Verb.allCases
    static let deeds = WordTable(Deed.all.map { ($0.verb.rawValue, $0) })
    static let kinds = WordTable(Kind.self)
    static let roles = WordTable(Role.self)
    static let allRoles = Role.allCases
    static let relations = WordTable(Relation.self)
    static let targetStates = WordTable(TargetStatus.self)
    static let flows = WordTable(Flow.self)
    static let attributions = WordTable(AttributionMode.self)
    static let typePrefix = ShortWord("timeline.")
    static let typeSuffix = ShortWord(".v1")
}
