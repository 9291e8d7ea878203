package import EventModel

/// Who did what with whom; members, names, products.
///
///     {"subject": "actor/sberbank", "kind": "organisation", "name": "Sberbank", "aliases": ["Sber"],
///      "identifiers": {"wikidata": "Q205012"}, "names": [{"name": "Sberbank", "since": {…}, "seq": 11}],
///      "founded": {"text": "2024-12", …}, "members": [{"ref": "brics", "since": {…}, "until": {…}, "seq": 2}],
///      "memberOf": [{"ref": "ai-alliance-network", "since": {…}, "seq": 2}], "formerMemberOf": [{…}],
///      "products": [{"name": "GigaChat", "since": {…}, "seq": 8}], "merged": ["sber"], "events": 2,
///      "deeds": [{"seq": 0, "roles": ["to", "lead"], "kind": "directive", "verb": "issued",
///                 "subject": "directive/ru-cn-ai-cooperation", "occurred": {…}, "title": "…",
///                 "with": [{"ref": "putin", "role": "by"}]}],
///      "said": [{"seq": 0, "text": "ensure further co-operation …", "lang": "en", "occurred": {…}}]}
///
/// An actor exists from its first use. `deeds` and `said` stand only where a question names its subject or actor;
/// `events` counts them always. What else is asked of events, ``Filter/since`` and ``Filter/until`` choose the events that
/// are counted and told, and so the actors whom such an event names. A merge counts from its own date on: the actor that was merged then has its row under
/// the other's name.
///
/// - `kind`, `name` and `identifiers` are what the last event of the actor to state them says; of a merged actor's events
///   they do not count, but every name and alias that it had is an alias of the other. Where no event says a kind,
///   whatever is founded, joined or left is an `organisation`, also where that was denied; else it is `unknown`.
/// - A membership goes from the first `since` to the last `until` that is told of it, else from the day on which it is
///   told; whoever is registered as a member may have been one for long. What is told of a membership while it is open,
///   or lasts until after that, is of the same one; joining again after leaving is a second. Nobody is their own member.
/// - Whoever left is a former member, and so is one until whose last day the point has passed: `formerMembers`, and
///   `formerMemberOf`.
/// - What was denied or withdrawn in the end founds nothing, joins nobody and makes nothing.
package struct Actors: Projection {
    package static let name = "actors"
    package static let question = "who did what with whom; members, names, products"
    package static let kinds: [Kind] = [.actor]
    package static let classes = ["person", "organisation", "state", "group", "unknown"]

    private(set) var memberships = Column<Membership>()
    private(set) var products = Column<Product>()

    package init() {}

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] = [
        .init("actors.membership") { $1(&$0.memberships) }, .init("actors.product") { $1(&$0.products) },
    ]

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard memberships.isInOrder, memberships.areFacts(limits), products.isInOrder, products.areFacts(limits)
        else { throw .unsound }
    }

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        switch event.kind {
        case .announcement where event.isFact: addAnnounced(event, &symbols)
        case .actor: addOwn(event, &symbols)
        default: break
        }
    }

    private mutating func addAnnounced(_ event: EventView, _ symbols: inout Symbols) {
        if let list = event[.products] { addProducts(list, event, &symbols) }
        guard let node = event[.organisation], let list = event[.members] else { return }
        let organisation = event.symbol(.actor, node, &symbols)
        forEachMembership(list, event, &symbols) { member, since, until in
            memberships.append(
                Membership(seq: event.seq, member: member, organisation: organisation, since: since, until: until))
        }
    }

    private mutating func addOwn(_ event: EventView, _ symbols: inout Symbols) {
        guard let list = event[.memberOf] else { return }
        forEachMembership(list, event, &symbols) { organisation, since, until in
            memberships.append(
                Membership(
                    seq: event.seq, member: event.subject, organisation: organisation, since: since, until: until))
        }
    }

    private mutating func addProducts(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        var elements = Elements(event.document, list)
        while let element = elements.next(event.document) {
            var product = Product(seq: event.seq, name: .none, owner: .none)
            var members = Members(event.document, element)
            while let (key, value) = members.next(event) {
                switch key {
                case .name: product.name = event.symbol(.text, value, &symbols)
                case .owner: product.owner = event.symbol(.actor, value, &symbols)
                default: break
                }
            }
            guard product.name != .none, product.owner != .none else { continue }
            products.append(product)
        }
    }
}

/// Calls `body` with the actor and the dates of each membership in a list.
private func forEachMembership(
    _ list: Document.Node, _ event: EventView, _ symbols: inout Symbols,
    _ body: (Symbol, DateSymbol, DateSymbol) -> Void
) {
    var elements = Elements(event.document, list)
    while let element = elements.next(event.document) {
        var actor: Symbol?
        var since = DateSymbol.none
        var until = DateSymbol.none
        var members = Members(event.document, element)
        while let (key, value) = members.next(event) {
            switch key {
            case .ref: actor = event.symbol(.actor, value, &symbols)
            case .since: since = event.date(value, &symbols)
            case .until: until = event.date(value, &symbols)
            default: break
            }
        }
        if let actor { body(actor, since, until) }
    }
}
