/// Values with rules of their own: identities, and the event that stands instead of another.
extension EventReader {
    // MARK: Identities

    /// The event that `node` names: its id alone, or `{source, id}`.
    mutating func identity(_ node: Document.Node, _ place: Place) {
        var source = place.source
        var id: String?
        switch document.kind(node) {
        case .string: if isEventID(node, "of") { id = document.string(node) }
        case .object:
            for (key, value) in document.walk(node) where !isFull {
                if document.equals(key, "source" as StaticString) {
                    source = attribute(value, "source", .uriReference, isOptional: true) ?? source
                } else if document.equals(key, "id" as StaticString) {
                    id = attribute(value, "id")
                } else {
                    unknownKey(key, among: ["source", "id"], in: "of")
                }
            }
            if document.member(node, "id") == nil { fault(node, "of has no \"id\"", expected: expectation(.identity)) }
        default: fault(node, "of cannot be \(description(node))", expected: expectation(.identity))
        }
        guard let id else { return }
        corrects = (EventIdentity(source: source, id: id), document.offset(node))
        append("{\"id\":")
        write(id)
        append(",\"source\":")
        write(source)
        append("}")
    }

    // MARK: Replacement

    /// What a corrected event should have been, in either form, as `{type, subject, data}`.
    mutating func replacement(_ node: Document.Node, _ place: Place) {
        // Its codes are those of its own date.
        let outer = codes
        codes = []
        defer { codes = outer }
        guard document.kind(node) == .object else {
            return fault(
                node, "replacement cannot be \(description(node))", expected: expectation(.replacement))
        }
        let isLong = document.member(node, "data") != nil
        if let correction = correction(replacing: node, isLong: isLong) {
            return fault(
                correction, "a replacement cannot be a correction itself",
                expected: listed(Kind.allCases.filter { $0 != .correction }.map(\.rawValue), joinedBy: "or"),
                hint: Hint(
                    "to take a correction back, retract it; to change what it says, give the event as it should "
                        + "have been"))
        }
        guard let head = isLong ? longHead(node) : head(node, "the replacement") else { return }
        let inner = Place(kind: head.kind, verb: head.verb, source: place.source)
        let schema = head.kind.schema
        append("{\"data\":")
        if let data = document.member(node, "data") {
            object(data, schema, "data", inner)
        } else {
            object(node, schema, "the replacement", inner, alsoKnown: [head.kind.rawValue, "verb"])
        }
        guard let verb = head.verb, let subject = head.subject else { return }
        append(",\"subject\":")
        write(subject)
        append(",\"type\":")
        write(verb.type)
        append("}")
    }

    /// Where a replacement says that it is a correction; nil where it does not.
    private func correction(replacing node: Document.Node, isLong: Bool) -> Document.Node? {
        guard isLong else { return document.member(node, "correction") }
        guard let type = document.member(node, "type") else { return nil }
        return document.withUTF8(type, { Verb.ofType($0) })?.kind == .correction ? type : nil
    }

    /// Type and subject of a replacement in the long form; its id, source and time stay those of the event it replaces.
    private mutating func longHead(_ node: Document.Node) -> Head? {
        for (key, _) in document.walk(node)
        where !isFull && !["type", "subject", "data"].contains(document.string(key)) {
            unknownKey(key, among: ["type", "subject", "data"], in: "the replacement")
        }
        guard let typeNode = document.member(node, "type") else {
            fault(node, "the replacement has no \"type\"", expected: "a type such as \(Verb.issued.type)")
            return nil
        }
        guard isAttribute(typeNode, "type"), case .own(let verb)? = eventType(typeNode) else {
            fault(typeNode, "a replacement must be an event of the timeline", expected: Verb.issued.type)
            return nil
        }
        let subject = document.member(node, "subject")
        let isGood = isOwnSubject(subject, verb.kind, of: node)
        return Head(
            kind: verb.kind, verb: verb,
            slug: isGood ? subject.map { String(document.string($0).dropFirst(verb.kind.rawValue.count + 1)) } : nil)
    }
}
