/// The form that people write by hand: `directive: SLUG`, and the data beside it.
extension EventReader {
    private static let envelope = ["verb", "id", "ref", "source", "time", "dataschema"]

    /// What the first keys of a short form say. A wrong verb or slug does not keep the rest from being checked.
    struct Head {
        var kind: Kind
        var verb: Verb?
        var slug: String?

        var subject: String? { slug.map { "\(kind.rawValue)/\($0)" } }
    }

    mutating func shortForm(_ node: Document.Node) -> Event? {
        guard let head = head(node, "the event") else { return nil }
        let source = shortAttribute(node, "source", .uriReference) ?? defaults.source
        let time = shortAttribute(node, "time", .instant)
        let schema = shortAttribute(node, "dataschema", .uri)
        let place = Place(kind: head.kind, verb: head.verb, source: source)
        append("{\"data\":")
        object(
            node, head.kind.schema, "the \(head.kind.rawValue)", place,
            alsoKnown: Self.envelope + [head.kind.rawValue])
        guard let verb = head.verb, let slug = head.slug, let subject = head.subject else { return nil }
        remarkOnItself(node, head.kind, slug)
        guard let id = id(node, slug, verb) else { return nil }
        append(",\"datacontenttype\":\"application/json\"")
        append(",\"dataschema\":", schema)
        append(",\"id\":", id)
        append(",\"source\":", source)
        append(",\"specversion\":\"1.0\"")
        append(",\"subject\":", subject)
        append(",\"time\":", time)
        append(",\"type\":", verb.type)
        append("}")
        return finished(EventIdentity(source: source, id: id), verb, at: node)
    }

    /// Appends a member that may be missing.
    private mutating func append(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        append(key)
        write(text)
    }

    /// The event's `id`; where it states none, `SLUG:VERB:OCCURRED`, so that the same fact dropped twice is a duplicate and
    /// a changed one a conflict. A `ref` behind it tells two facts of one day apart.
    private mutating func id(_ node: Document.Node, _ slug: String, _ verb: Verb) -> String? {
        let stated = shortAttribute(node, "id")
        guard let child = statedMember(node, "ref") else {
            return stated ?? ([slug, verb.rawValue] + (occurred(node).map { [$0] } ?? [])).joined(separator: ":")
        }
        guard isScalar(child, .slug, "ref") else { return nil }
        if stated != nil {
            fault(
                child, "the event has an \"id\" and a \"ref\"", expected: "one of them",
                hint: "\"ref\" is for the id that is made where none is stated")
            return nil
        }
        return [slug, verb.rawValue, occurred(node) ?? "", document.string(child)].joined(separator: ":")
    }

    private func occurred(_ node: Document.Node) -> String? {
        statedMember(node, "occurred").map { document.string($0) }
    }

    /// A member that is not null.
    private func statedMember(_ node: Document.Node, _ name: StaticString) -> Document.Node? {
        document.member(node, name).flatMap { document.kind($0) == .null ? nil : $0 }
    }

    /// Kind, verb and slug: what the event is about and what happened to it.
    mutating func head(_ node: Document.Node, _ name: String) -> Head? {
        var first: (kind: Kind, value: Document.Node)?
        for (key, value) in document.walk(node) {
            guard let kind = document.withUTF8(key, { Kind.named($0) }) else { continue }
            if let first {
                fault(
                    key, "\(name) is both \(first.kind.rawValue) and \(kind.rawValue)",
                    expected: "one kind", hint: "write two events")
            } else {
                first = (kind, value)
            }
        }
        guard let (kind, value) = first else {
            noKind(node, name)
            return nil
        }
        let isGood = isScalar(value, kind == .actor ? .actor : .slug, kind.rawValue)
        return Head(kind: kind, verb: shortVerb(node, kind), slug: isGood ? document.string(value) : nil)
    }

    private mutating func shortVerb(_ node: Document.Node, _ kind: Kind) -> Verb? {
        guard let child = statedMember(node, "verb") else {
            if let verb = kind.defaultVerb { return verb }
            fault(
                node, "\(kind.withArticle) must say its \"verb\"",
                expected: listed(kind.verbs.map(\.rawValue), joinedBy: "or"))
            return nil
        }
        let isGood = isScalar(child, .word(kind.verbs.map(\.rawValue)), "verb of \(kind.withArticle)")
        return isGood ? Verb(rawValue: document.string(child)) : nil
    }

    private mutating func noKind(_ node: Document.Node, _ name: String) {
        let kinds = Kind.allCases.map(\.rawValue)
        for (member, _) in document.walk(node) {
            let key = document.string(member)
            if let nearest = nearest(to: key, among: kinds) {
                return fault(
                    member, "unknown kind \(named(key))", expected: listed(kinds, joinedBy: "or"),
                    hint: .ask("\"\(nearest)\""))
            }
        }
        fault(
            node, "\(name) names no kind", expected: "one of the keys \(listed(kinds, joinedBy: "or"))",
            hint: "a first line such as \"directive: a-name-for-it\", or a CloudEvent with \"specversion\"")
    }

    private mutating func shortAttribute(
        _ node: Document.Node, _ name: StaticString, _ check: AttributeCheck = .any
    ) -> String? {
        statedMember(node, name).flatMap { attribute($0, name.description, check, isOptional: true) }
    }
}
