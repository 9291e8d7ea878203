import EventModel

/// A relation as an event states it: its type, and the stream or the event it points at.
struct Reference {
    var type: Relation
    /// The stream, or the id of the event in the space of events.
    var target: Symbol
    /// The parts of the target that it is about, as a list.
    private(set) var provisions: Document.Node?

    /// The relation at `node`; nil where it is none of the model's.
    init?(_ event: borrowing EventView, _ node: Document.Node, _ symbols: inout Symbols) {
        var type: Relation?
        var target: Document.Node?
        var members = Members(event.document, node)
        while let (key, value) = members.next(event) {
            switch key {
            case .type: type = event.word(value, of: Vocabulary.relations)
            case .target: target = value
            case .provisions: provisions = value
            default: break
            }
        }
        guard let type, let target, let name = Self.target(event, target, &symbols) else { return nil }
        self.type = type
        self.target = name
    }

    /// The stream, or the event by its id, that the text at `node` names; nil for a kind that the model does not have.
    static func target(_ event: borrowing EventView, _ node: Document.Node, _ symbols: inout Symbols) -> Symbol? {
        let range = event.document.range(node)
        guard !event.document.isEscaped(node), let slash = slash(event.document, range) else {
            // Both are canonical, so that equal ids have equal bytes, escapes included.
            return symbols.intern(.event, event.document.bytes, range)
        }
        guard let kind = ShortWord(event.document.bytes, range.lowerBound..<slash).flatMap({ Vocabulary.kinds[$0] })
        else { return nil }
        return symbols.intern(Symbols.Space(kind), event.document.bytes, slash + 1..<range.upperBound)
    }

    /// Where `KIND` ends; nil for an event's id, which holds a colon.
    private static func slash(_ document: borrowing Document, _ range: Range<Int>) -> Int? {
        var slash: Int?
        for index in range {
            if document.bytes[index] == UInt8(ascii: ":") { return nil }
            if slash == nil, document.bytes[index] == UInt8(ascii: "/") { slash = index }
        }
        return slash
    }
}

extension Relation {
    /// Whether the target of such a relation of an event that says what was done to its own stream is who did it.
    var namesDoer: Bool { self == .follows || self == .implements || self == .partOf }
}
