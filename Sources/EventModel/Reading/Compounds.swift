/// Values with rules of their own: money, identities, and the event that stands instead of another.
extension EventReader {
    // MARK: Money

    /// `{value, currency, …}` or `{kind: unknown}`; in short `"850000000000 RUB"` or `unknown`.
    mutating func amount(_ node: Document.Node, _ name: String, _ place: Place) -> JSON? {
        switch document.kind(node) {
        case .string: return shortAmount(node, name, place)
        case .object: break
        default:
            fault(
                node, "\(name) cannot be \(description(node))", expected: expectation(.amount), hint: amountHint(node))
            return nil
        }
        let before = faults.count
        guard let amount = object(node, .amount, name, place), faults.count == before else { return nil }
        let isUnknown = amount["kind"] != nil
        let isStated = amount["value"] != nil
        if isUnknown == isStated {
            fault(
                node, isUnknown ? "\(name) is unknown and has a value" : "\(name) says not how much",
                expected: "either \"value\" and \"currency\", or \"kind\": \"unknown\"")
        } else if isStated, amount["currency"] == nil {
            fault(node, "\(name) has no \"currency\"", expected: expectation(.currency))
        } else if isUnknown, amount["currency"] != nil {
            fault(node, "\(name) is unknown and has a currency", hint: "leave \"currency\" out")
        }
        return amount
    }

    private func amountHint(_ node: Document.Node) -> String? {
        document.kind(node) == .number
            ? "a binary number is not exact: write \"\(Fault.excerpt(document.string(node))) RUB\", in quotes, with its currency"
            : nil
    }

    private mutating func shortAmount(_ node: Document.Node, _ name: String, _ place: Place) -> JSON? {
        let text = document.string(node)
        if same(text, "unknown") { return .members([("kind", .string("unknown"))]) }
        // A decimal has 31 characters at most, a code three.
        let parts = text.utf8.count <= 100 ? text.split(separator: " ").map(String.init) : []
        guard parts.count == 2 else {
            fault(node, "\(name) \(quoted(text)) is no amount", expected: expectation(.amount))
            return nil
        }
        if let failure = Decimal.fault(in: parts[0]) ?? Currency.fault(in: parts[1]) {
            fault(node, name, failure, expected: expectation(.amount))
            return nil
        }
        return .members([("value", .string(parts[0])), ("currency", .string(parts[1]))])
    }

    // MARK: Identities

    /// The event that `node` names: its id alone, or `{source, id}`.
    mutating func identity(_ node: Document.Node, _ place: Place) -> EventIdentity? {
        var source = place.source
        var id: String?
        switch document.kind(node) {
        case .string: id = eventID(document.string(node), node, "of")?.text
        case .object:
            for (key, value) in document.members(node) where !isFull {
                switch document.string(key) {
                case "source": source = attribute(value, "source", checkedBy: URIReference.fault) ?? source
                case "id": id = attribute(value, "id")
                default: unknownKey(key, among: ["source", "id"], in: "of")
                }
            }
            if document.member(node, "id") == nil { fault(node, "of has no \"id\"", expected: expectation(.identity)) }
        default: fault(node, "of cannot be \(description(node))", expected: expectation(.identity))
        }
        return id.map { EventIdentity(source: source, id: $0) }
    }

    // MARK: Replacement

    /// What a corrected event should have been, in either form, as `{type, subject, data}`.
    mutating func replacement(_ node: Document.Node, _ place: Place) -> JSON? {
        guard document.kind(node) == .object else {
            fault(node, "replacement cannot be \(description(node))", expected: expectation(.replacement))
            return nil
        }
        let isLong = document.member(node, "data") != nil
        if let correction = correction(replacing: node, isLong: isLong) {
            fault(
                correction, "a replacement cannot be a correction itself",
                expected: listed(Kind.allCases.filter { $0 != .correction }.map(\.rawValue), joinedBy: "or"),
                hint: "to take a correction back, retract it; to change what it says, give the event as it should "
                    + "have been")
            return nil
        }
        guard let head = isLong ? longHead(node) : head(node, "the replacement") else { return nil }
        let inner = Place(kind: head.kind, verb: head.verb, source: place.source)
        let schema = head.kind.schema
        let data =
            isLong
            ? document.member(node, "data").flatMap { object($0, schema, "data", inner) }
            : object(node, schema, "the replacement", inner, alsoKnown: [head.kind.rawValue, "verb"])
        guard let data, let verb = head.verb, let subject = head.subject else { return nil }
        return .members([("type", .string(verb.type)), ("subject", .string(subject)), ("data", data)])
    }

    /// Where a replacement says that it is a correction; nil where it does not.
    private func correction(replacing node: Document.Node, isLong: Bool) -> Document.Node? {
        guard isLong else { return document.member(node, "correction") }
        guard let type = document.member(node, "type") else { return nil }
        let text = document.string(type)
        return Kind.correction.verbs.contains { same($0.type, text) } ? type : nil
    }

    /// Type and subject of a replacement in the long form; its id, source and time stay those of the event it replaces.
    private mutating func longHead(_ node: Document.Node) -> Head? {
        for (key, _) in document.members(node)
        where !isFull && !["type", "subject", "data"].contains(document.string(key)) {
            unknownKey(key, among: ["type", "subject", "data"], in: "the replacement")
        }
        guard let typeNode = document.member(node, "type") else {
            fault(node, "the replacement has no \"type\"", expected: "a type such as \(Verb.issued.type)")
            return nil
        }
        guard let type = attribute(typeNode, "type"), case .own(let verb)? = eventType(type, typeNode) else {
            fault(typeNode, "a replacement must be an event of the timeline", expected: Verb.issued.type)
            return nil
        }
        let subject = ownSubject(node, verb.kind)
        return Head(
            kind: verb.kind, verb: verb, slug: subject.map { String($0.dropFirst(verb.kind.rawValue.count + 1)) })
    }
}

extension EventIdentity {
    /// `{source, id}`.
    package var json: JSON { .members([("source", .string(source)), ("id", .string(id))]) }
}
