/// The form that people write by hand: `directive: SLUG`, and the data beside it.
extension EventReader {
    private static let envelope = ["verb", "id", "source", "time", "dataschema"]

    /// What the first keys of a short form say. A wrong verb or slug does not keep the rest from being checked.
    struct Head {
        var kind: Kind
        var verb: Verb?
        var slug: String?

        var subject: String? { slug.map { "\(kind.rawValue)/\($0)" } }
    }

    mutating func shortForm(_ node: Document.Node) -> Event? {
        guard let head = head(node, "the event") else { return nil }
        let source = shortAttribute(node, "source", checkedBy: URIReference.fault) ?? defaults.source
        let time = shortAttribute(node, "time", checkedBy: Instant.fault)
        let schema = shortAttribute(node, "dataschema", checkedBy: URIReference.absoluteFault)
        let place = Place(kind: head.kind, verb: head.verb, source: source)
        let data = object(
            node, head.kind.schema, "the \(head.kind.rawValue)", place,
            alsoKnown: Self.envelope + [head.kind.rawValue])
        guard let data, let verb = head.verb, let slug = head.slug, let subject = head.subject else { return nil }
        let id = shortAttribute(node, "id") ?? Self.defaultID(slug, verb, occurred: data["occurred"]?.text)
        let envelope: [(key: String, value: JSON?)] = [
            ("specversion", .string("1.0")),
            ("id", .string(id)),
            ("source", .string(source)),
            ("type", .string(verb.type)),
            ("subject", .string(subject)),
            ("time", time.map { .string($0) }),
            ("datacontenttype", .string("application/json")),
            ("dataschema", schema.map { .string($0) }),
            ("data", data),
        ]
        return finished(.members(envelope), verb: verb, at: node)
    }

    /// `SLUG:VERB:OCCURRED`, so that the same fact dropped twice is a duplicate and a changed one a conflict.
    private static func defaultID(_ slug: String, _ verb: Verb, occurred: String?) -> String {
        ([slug, verb.rawValue] + (occurred.map { [$0] } ?? [])).joined(separator: ":")
    }

    /// Kind, verb and slug: what the event is about and what happened to it.
    mutating func head(_ node: Document.Node, _ name: String) -> Head? {
        let kinds = Kind.allCases.map(\.rawValue)
        let members = document.members(node)
        let named = members.filter { member in kinds.contains { same($0, document.string(member.key)) } }
        guard let first = named.first, let kind = Kind(rawValue: document.string(first.key)) else {
            noKind(node, members, kinds, name)
            return nil
        }
        for other in named.dropFirst() {
            fault(
                other.key, "\(name) is both \(kind.rawValue) and \(document.string(other.key))",
                expected: "one kind", hint: "write two events")
        }
        let place = Place(kind: kind, verb: nil, source: defaults.source)
        let slug = scalar(first.value, kind == .actor ? .actor : .slug, kind.rawValue, place)
        return Head(kind: kind, verb: shortVerb(node, kind), slug: slug?.text)
    }

    private mutating func shortVerb(_ node: Document.Node, _ kind: Kind) -> Verb? {
        guard let child = document.member(node, "verb"), document.kind(child) != .null else {
            if let verb = kind.defaultVerb { return verb }
            fault(
                node, "a \(kind.rawValue) must say its \"verb\"",
                expected: listed(kind.verbs.map(\.rawValue), joinedBy: "or"))
            return nil
        }
        let place = Place(kind: kind, verb: nil, source: defaults.source)
        let text = scalar(child, .word(kind.verbs.map(\.rawValue)), "verb of a \(kind.rawValue)", place)
        return text?.text.flatMap(Verb.init)
    }

    private mutating func noKind(
        _ node: Document.Node, _ members: [(key: Document.Node, value: Document.Node)], _ kinds: [String],
        _ name: String
    ) {
        for member in members {
            let key = document.string(member.key)
            if let nearest = nearest(to: key, among: kinds) {
                fault(
                    member.key, "unknown kind \(quoted(key))", expected: listed(kinds, joinedBy: "or"),
                    hint: "did you mean \"\(nearest)\"?")
                return
            }
        }
        fault(
            node, "\(name) names no kind", expected: "one of the keys \(listed(kinds, joinedBy: "or"))",
            hint: "write \"directive: a-name-for-it\", or a CloudEvent with \"specversion\"")
    }

    private mutating func shortAttribute(
        _ node: Document.Node, _ name: StaticString,
        checkedBy check: (String) -> Fault? = { _ in nil }
    ) -> String? {
        guard let child = document.member(node, name), document.kind(child) != .null else { return nil }
        return attribute(child, name.description, checkedBy: check)
    }
}
