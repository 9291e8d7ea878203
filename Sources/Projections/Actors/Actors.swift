import EventModel

/// Who did what with whom; members, names, products.
///
///     {"subject": "actor/sberbank", "kind": "organisation", "name": "Sberbank", "aliases": ["Sber"],
///      "identifiers": {"wikidata": "Q205012"}, "names": [{"name": "Sberbank", "since": {…}, "seq": 11}],
///      "founded": {"text": "2024-12", …}, "members": [{"ref": "brics", "since": {…}, "until": {…}, "seq": 2}],
///      "memberOf": [{"ref": "ai-alliance-network", "since": {…}, "seq": 2}],
///      "products": [{"name": "GigaChat", "since": {…}, "seq": 8}], "merged": ["sber"], "events": 2,
///      "deeds": [{"seq": 0, "roles": ["to", "lead"], "kind": "directive", "verb": "issued",
///                 "subject": "directive/ru-cn-ai-cooperation", "occurred": {…}, "title": "…",
///                 "with": [{"ref": "putin", "role": "by"}]}],
///      "said": [{"seq": 0, "text": "ensure further co-operation …", "lang": "en", "occurred": {…}}]}
///
/// An actor exists from its first use. `kind` is what an event says of it, else `organisation` for what is founded or
/// joined, else `unknown`. `deeds` and `said` stand only where a question names its subject or actor; `events` counts
/// them always. A merge counts from its own date on: the actor that was merged then has its row under the other's name.
package struct Actors: Projection {
    package static let name = "actors"
    package static let version = 1
    package static let question = "who did what with whom; members, names, products"
    package static let classes = ["person", "organisation", "state", "group", "unknown"]

    private(set) var mentions: [Mention] = []
    private(set) var parts: [Part] = []
    var memberships: [Membership] = []
    private(set) var products: [Product] = []
    private(set) var merges: [Merge] = []

    package init() {}

    package var byteCount: Int {
        mentions.byteCount + parts.byteCount + memberships.byteCount + products.byteCount + merges.byteCount
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(mentions)
        writer.append(parts)
        writer.append(memberships)
        writer.append(products)
        writer.append(merges)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        mentions = try reader.array(bytes)
        parts = try reader.array(bytes)
        memberships = try reader.array(bytes)
        products = try reader.array(bytes)
        merges = try reader.array(bytes)
        try reader.checkStarts(mentions.map(\.parts), end: parts.count)
    }

    func parts(of index: Int) -> ArraySlice<Part> {
        parts[Int(mentions[index].parts)..<(index + 1 < mentions.count ? Int(mentions[index + 1].parts) : parts.count)]
    }

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard let record = event.record else { return }
        let launch = event[.category].map { event.document.equals($0, "launch") } ?? false
        mentions.append(Mention(record: record, parts: parts.count, isLaunch: launch))
        if event.kind == .actor { parts.append(Part(actor: event.subject, use: .itself)) }
        for party in event.parties { parts.append(Part(actor: party.actor, use: Use(party.role))) }
        addNamed(event[.quotes], .speaker, as: .speaker, event, &symbols)
        addNamed(event[.provisions], .assignee, as: .assignee, event, &symbols)
        addNamed(event[.restricts], .on, as: .restricted, event, &symbols)
        add(event[.appointee], as: .appointee, event, &symbols)
        addAttribution(event, &symbols)
        switch event.kind {
        case .announcement: addAnnounced(record, event, &symbols)
        case .actor: addOwn(record, event, &symbols)
        default: break
        }
    }

    /// The actor at `node`, or every one of a list.
    private mutating func add(
        _ node: Document.Node?, as use: Use, _ event: EventView, _ symbols: inout Symbols
    ) {
        guard let node else { return }
        if event.document.kind(node) == .string {
            parts.append(Part(actor: event.symbol(.actor, node, &symbols), use: use))
        } else {
            var elements = Elements(event.document, node)
            while let element = elements.next(event.document) { add(element, as: use, event, &symbols) }
        }
    }

    /// The actors that the entries of a list have under `name`.
    private mutating func addNamed(
        _ list: Document.Node?, _ name: DataKey, as use: Use, _ event: EventView, _ symbols: inout Symbols
    ) {
        guard let list else { return }
        var elements = Elements(event.document, list)
        while let element = elements.next(event.document) {
            var members = Members(event.document, element)
            while let (key, value) = members.next(event.document) {
                if key == name { add(value, as: use, event, &symbols) }
            }
        }
    }

    private mutating func addAttribution(_ event: EventView, _ symbols: inout Symbols) {
        guard let node = event[.attribution] else { return }
        var members = Members(event.document, node)
        while let (key, value) = members.next(event.document) {
            if key == .by { add(value, as: .source, event, &symbols) }
        }
    }

    private mutating func addAnnounced(_ record: FactRecord, _ event: EventView, _ symbols: inout Symbols) {
        if let list = event[.products] { addProducts(list, record, event, &symbols) }
        guard let node = event[.organisation] else { return }
        let organisation = event.symbol(.actor, node, &symbols)
        parts.append(Part(actor: organisation, use: .organisation))
        guard let list = event[.members] else { return }
        forEachMembership(list, event, &symbols) { member, since, until in
            memberships.append(
                Membership(record: record, member: member, organisation: organisation, since: since, until: until))
            parts.append(Part(actor: member, use: .member))
        }
    }

    private mutating func addOwn(_ record: FactRecord, _ event: EventView, _ symbols: inout Symbols) {
        if event.verb == .merged, let node = event[.into] {
            let into = event.symbol(.actor, node, &symbols)
            merges.append(Merge(record: record, into: into))
            parts.append(Part(actor: into, use: .itself))
        }
        guard let list = event[.memberOf] else { return }
        forEachMembership(list, event, &symbols) { organisation, since, until in
            memberships.append(
                Membership(
                    record: record, member: event.subject, organisation: organisation, since: since, until: until))
            parts.append(Part(actor: organisation, use: .organisation))
        }
    }

    private mutating func addProducts(
        _ list: Document.Node, _ record: FactRecord, _ event: EventView, _ symbols: inout Symbols
    ) {
        var elements = Elements(event.document, list)
        while let element = elements.next(event.document) {
            var product = Product(record: record, name: .none, owner: .none)
            var members = Members(event.document, element)
            while let (key, value) = members.next(event.document) {
                switch key {
                case .name: product.name = event.symbol(.text, value, &symbols)
                case .owner: product.owner = event.symbol(.actor, value, &symbols)
                default: break
                }
            }
            guard product.name != .none, product.owner != .none else { continue }
            products.append(product)
            parts.append(Part(actor: product.owner, use: .owner))
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
        while let (key, value) = members.next(event.document) {
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
