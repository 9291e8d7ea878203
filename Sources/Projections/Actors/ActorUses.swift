package import EventModel

/// Where an event names actors, its parties and its own stream apart: the one list of all such places.
enum ActorUses {
    /// The members of the data in which actors stand.
    static let keys: DataKeys = [
        .quotes, .provisions, .restricts, .appointee, .attribution, .products, .organisation, .members, .into,
        .memberOf,
    ]

    /// Calls `body` with each use and the node of the actor's name.
    ///
    /// - Parameter member: the member of the event's data under a key.
    static func forEach(
        in document: borrowing Document, member: (DataKey) -> Document.Node?,
        _ body: (Use, Document.Node) -> Void
    ) {
        named(member(.quotes), .speaker, .speaker, document, body)
        named(member(.provisions), .assignee, .assignee, document, body)
        named(member(.restricts), .on, .restricted, document, body)
        each(member(.appointee), .appointee, document, body)
        if let attribution = member(.attribution) { inside(attribution, .by, .source, document, body) }
        named(member(.products), .owner, .owner, document, body)
        each(member(.organisation), .organisation, document, body)
        named(member(.members), .ref, .member, document, body)
        each(member(.into), .itself, document, body)
        named(member(.memberOf), .ref, .organisation, document, body)
    }

    /// The actor at `node`, or every one of a list.
    private static func each(
        _ node: Document.Node?, _ use: Use, _ document: borrowing Document,
        _ body: (Use, Document.Node) -> Void
    ) {
        guard let node else { return }
        if case .string = document.kind(node) { return body(use, node) }
        var elements = Elements(document, node)
        while let element = elements.next(document) { each(element, use, document, body) }
    }

    /// The actors that the entries of a list have under `key`.
    private static func named(
        _ list: Document.Node?, _ key: DataKey, _ use: Use, _ document: borrowing Document,
        _ body: (Use, Document.Node) -> Void
    ) {
        guard let list else { return }
        var elements = Elements(document, list)
        while let element = elements.next(document) { inside(element, key, use, document, body) }
    }

    private static func inside(
        _ node: Document.Node, _ key: DataKey, _ use: Use, _ document: borrowing Document,
        _ body: (Use, Document.Node) -> Void
    ) {
        var members = Members(document, node)
        while let (found, value) = members.next(document) {
            if found == key { each(value, use, document, body) }
        }
    }
}

extension EventWords {
    /// The names of its actors, each as often as it names them.
    var actorNames: [String] {
        var names: [String] = []
        forEach(in: .actors) { entry in
            guard let role = document.member(entry, "role"), Role(rawValue: document.string(role)) != nil,
                let ref = document.member(entry, "ref")
            else { return }
            names.append(document.string(ref))
        }
        if let own = subject?.split(separator: "/", maxSplits: 1), own.first == "actor", let slug = own.last {
            names.append(String(slug))
        }
        ActorUses.forEach(in: document, member: { self[$0] }) { _, node in
            names.append(document.string(node))
        }
        return names
    }
}

/// The actors that an event names.
package enum ActorNames {
    /// Every actor that the event at the root of `document` names in whatever place, and those of the event that a
    /// correction puts in the place of another; each once.
    package static func all(in document: Document) -> Set<String> {
        let event = EventWords(document, document.root)
        let replacement = event[.replacement].map { EventWords(document, $0).actorNames } ?? []
        return Set(event.actorNames + replacement)
    }
}
