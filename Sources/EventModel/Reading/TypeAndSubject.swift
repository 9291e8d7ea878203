/// The two attributes by which an event is one of the timeline's.
extension EventReader {
    enum EventType {
        /// A type of the timeline.
        case own(Verb)
        /// Somebody else's, kept as it is.
        case foreign
    }

    /// What a type stands for; those that begin with `timeline.` must be known.
    mutating func eventType(_ node: Document.Node) -> EventType? {
        if let verb = document.withUTF8(node, { Verb.ofType($0) }) { return .own(verb) }
        guard document.isOwnType(node) else { return .foreign }
        let type = document.string(node)
        let known = Verb.allCases.map(\.type)
        fault(
            node, "unknown type \(quoted(type))", expected: "timeline.KIND.VERB.v1, such as \(Verb.issued.type)",
            hint: nearest(to: type, among: known).map { .ask("\"\($0)\"") })
        return nil
    }

    /// Whether a subject is `KIND/SLUG`, the stream that an event of the timeline belongs to; false with a fault.
    mutating func isOwnSubject(_ child: Document.Node?, _ kind: Kind, of node: Document.Node) -> Bool {
        guard let child, document.kind(child) != .null else {
            fault(node, "the event has no \"subject\"", expected: "\"\(kind.rawValue)/SLUG\"")
            return false
        }
        guard isAttribute(child, "subject") else { return false }
        // Where the slug begins.
        let start = kind.rawValue.utf8.count + 1
        let isStream = document.withUTF8(child) { text in
            text.count >= start && text[start - 1] == UInt8(ascii: "/")
                && Kind.named(text.extracting(0..<start - 1)) == kind
        }
        guard isStream else {
            fault(
                child, "the subject \(description(child)) does not go with the type",
                expected: "\"\(kind.rawValue)/SLUG\"")
            return false
        }
        if document.withUTF8(child, { kind.isName($0.extracting(start..<$0.count)) }) {
            if kind == .actor {
                let place = document.withUTF8(child) { Country.table.place(of: $0.extracting(start..<$0.count)) }
                note(place, isCurrency: false, child, "the subject")
            }
            return true
        }
        let slug = String(decoding: document.utf8(child)[start...], as: UTF8.self)
        guard var failure = kind == .actor ? Slug.actorFault(in: slug) : Slug.fault(in: slug) else { return true }
        failure.hint = failure.hint?.within { "\(kind.rawValue)/\($0)" }
        fault(child, "the subject", failure, expected: "\"\(kind.rawValue)/SLUG\"")
        return false
    }
}

extension Document {
    /// Whether the object at `node` is to be a CloudEvent, not the short form of one.
    func isCloudEvent(_ node: Node) -> Bool {
        if member(node, "specversion") != nil { return true }
        return member(node, "type") != nil && member(node, "source") != nil && member(node, "id") != nil
    }

    /// Whether a type is the timeline's to define.
    func isOwnType(_ node: Node) -> Bool { utf8(node).starts(with: "timeline.".utf8) }

    /// Whether the object at `node` is to be a CloudEvent of somebody else's type, whose data may hold any value of JSON.
    package func isForeignEvent(_ node: Node) -> Bool {
        guard isCloudEvent(node), let type = member(node, "type"), kind(type) == .string else { return false }
        return !isOwnType(type)
    }
}
