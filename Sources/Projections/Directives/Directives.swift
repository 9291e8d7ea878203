package import EventModel

/// What is in force on a date, since when, and what ended it.
///
///     {"subject": "directive/ru-cn-ai-cooperation", "title": "Strengthen cooperation with China in …",
///      "force": {"state": "inForce", "since": {"text": "[..2025-01-02]", "latest": "2025-01-02T23:59:59Z"},
///                "began": {…}},
///      "implementation": {"state": "scheduled"},
///      "instrument": "instruction", "issued": {"text": "[..2025-01-02]", …},
///      "by": ["putin"], "to": ["ru-government", "sberbank"], "lead": ["sberbank"], "with": ["CN"],
///      "attribution": {"mode": "reported", "by": "reuters"}, "citations": 1, "sources": ["reuters"],
///      "history": [{"seq": 0, "verb": "issued", "occurred": {…}, "title": "…"}]}
///
/// `force.state` is `notYet`, `inForce`, `partly`, `suspended` or `ended` (ELI); `force.since` is since when that state
/// holds, `force.began` when it came into force at first, or `force.from` when it will; `force.until` when it ended or is
/// to expire, `force.suspended` since when it is suspended, and `force.endedBy` how: `{"how": "revoked",
/// "by": "directive/other", "who": ["ministry"], "seq": 7}`, `by` where another directive did it, `who` the actors by whom
/// the event that says so is. `implementation.state` is `scheduled`,
/// `partiallyMet`, `met` or `notMet` (OCDS). A directive with provisions has `"provisions": [{"id": "audit", "text": …,
/// "assignee": […], "due": {…}, "force": {…}, "implementation": …}]`.
///
/// - The force of a day is what held on it, whenever that was decided. An ending, a suspension, a resumption with an
///   earlier `effective` holds from then on, and what an amendment says of `effective` and `expires` does not wait for
///   the amendment's own day. `history` lists what had occurred by the day, and of what was decided later that on which
///   `since`, `began`, `suspended` or `endedBy` rests.
/// - What another directive's issue, commencement or amendment does to this one by a relation is an act in its history,
///   as of that one's `effective`: `{"seq": 7, "relation": "revokes", "by": "directive/other", …}`, of the parts that the
///   relation names, or of the whole. `amends` changes no dates; `continues` puts the expiry off to the other's `expires`,
///   or for good. `amended` lists what amended it: `{"by": "directive/other", "occurred": {…}, "seq": 7}`.
/// - It comes into force as it first commences, also where that is still to come, a part by its own commencement before
///   that of the whole; else at the `effective` that its last issue states; else as it was issued. An amendment's
///   `effective` moves a beginning that is surely still to come when it is amended, of the parts that it names or, where
///   it names none, of the whole. What may be in force by then stays so. A part that an amendment adds comes into
///   force with the amendment, though not before the whole.
/// - Of endings the first counts; of several on one date the one that names another directive, then an expiry before a
///   revocation before a supersession, then the order of the world.
/// - Suspensions and resumptions follow one another as they take effect; it is suspended since the first that nothing
///   has resumed, and where its parts were suspended one by one, since the last of them was.
/// - Its parts are those that were named in issuing, commencing or amending it; where amendments alone name any, the rest
///   of it counts as one more. Others, named only in ending, suspending or carrying them out, make it `partiallyMet`, and
///   leave the rest owed. What the whole comes to by its parts is a table in ``Reckoning``.
/// - Where the whole has a due date, only that makes it `notMet`; else that of any part.
/// - `title`, `by` and what else stands in the row are those of its issue. Where no event tells of its issue nobody has
///   said them, and `knownOnlyBy` is `end` where all that is known ends it, else `acts`. `to` and `lead` are each as the
///   last issue or amendment to name any has them: they owe what is still owed.
/// - ``Filter/since`` and ``Filter/until`` choose the directives that were in force, wholly or partly, within that window.
/// - `contradictions` are what cannot all be, as sources contradict each other: see ``Contradiction``.
package struct Directives: Projection {
    package static let name = "directives"
    package static let question = "what is in force on a date, since when, and what ended it"
    package static let kinds: [Kind] = [.directive]
    package static let classes = Force.State.allCases.map(\.rawValue) + [contradictory]
    /// The class of what sources contradict each other about.
    static let contradictory = "contradictory"

    private(set) var acts = Column<Act>()
    /// Of each act, the parts that it names, and the dates that it sets.
    private(set) var provisions = Lists<Provision>()
    private(set) var terms = Lists<Term>()
    private(set) var impacts = Column<Impact>()
    /// Of each impact, the parts of its target.
    private(set) var impactParts = Lists<Symbol>()
    private(set) var doers = Column<Doer>()

    package init() {}

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard case .directive = event.kind, event.isFact else { return }
        acts.append(Act(seq: event.seq))
        provisions.appendRow()
        terms.appendRow()
        add(.effective, event[.effective], event, &symbols)
        add(.expires, event[.expires], event, &symbols)
        add(.due, event[.due], event, &symbols)
        if let list = event[.provisions] { addProvisions(list, event, &symbols) }
        if let node = event[.endedBy], let target = Reference.target(event, node, &symbols) {
            addDoer(target, ends: true, symbols)
        }
        if let list = event[.relations] { addRelations(list, event, &symbols) }
    }

    /// A directive does something to others as it comes or changes, not as it goes.
    private static func affectsOthers(_ verb: Verb) -> Bool {
        verb == .issued || verb == .commenced || verb == .amended
    }

    private mutating func add(
        _ key: Term.Key, _ node: Document.Node?, _ event: EventView, _ symbols: inout Symbols
    ) {
        guard let node else { return }
        let date = event.date(node, &symbols)
        if date != .none { terms.append(Term(date: date, key: key)) }
    }

    private mutating func addProvisions(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        var entries = Elements(event.document, list)
        while let entry = entries.next(event.document) {
            var provision = Provision(id: .none, due: .none)
            var members = Members(event.document, entry)
            while let (key, value) = members.next(event) {
                switch key {
                case .id: provision.id = event.symbol(.text, value, &symbols)
                case .due: provision.due = event.date(value, &symbols)
                default: break
                }
            }
            if provision.id != .none { provisions.append(provision) }
        }
    }

    private mutating func addRelations(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        let affectsOthers = Self.affectsOthers(event.verb)
        var entries = Elements(event.document, list)
        while let entry = entries.next(event.document) {
            guard let relation = Reference(event, entry, &symbols) else { continue }
            if relation.type.namesDoer {
                if event.verb != .issued, event.verb != .commenced { addDoer(relation.target, ends: false, symbols) }
            } else if affectsOthers, relation.type.deed != nil, Self.isDirective(relation.target, symbols) {
                impacts.append(Impact(act: UInt32(acts.count - 1), target: relation.target, type: relation.type))
                impactParts.appendRow()
                guard let parts = relation.provisions else { continue }
                var names = Elements(event.document, parts)
                while let name = names.next(event.document) { impactParts.append(event.symbol(.text, name, &symbols)) }
            }
        }
    }

    private mutating func addDoer(_ target: Symbol, ends: Bool, _ symbols: Symbols) {
        guard Self.isDirective(target, symbols) else { return }
        doers.append(Doer(act: UInt32(acts.count - 1), target: target, ends: ends))
    }

    /// Whether a name may be a directive's: one, or an event's id.
    private static func isDirective(_ target: Symbol, _ symbols: Symbols) -> Bool {
        let space = symbols.space(target)
        return space == .event || space == .directive
    }

    // MARK: What is known

    /// The acts that are known at the point.
    func knownActs(_ question: Question) -> Slice<Column<Act>> { question.known(acts) }

    /// What they do to other directives.
    func knownImpacts(_ question: Question) -> Slice<Column<Impact>> {
        let count = knownActs(question).count
        return impacts[..<Self.firstPlace(impacts.count) { Int(impacts[$0].act) >= count }]
    }

    /// Who did what they tell.
    func knownDoers(_ question: Question) -> Slice<Column<Doer>> {
        let count = knownActs(question).count
        return doers[..<Self.firstPlace(doers.count) { Int(doers[$0].act) >= count }]
    }

    /// The first of so many places that fits, as do all after it; their number where none does.
    private static func firstPlace(_ count: Int, where fits: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if fits(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    func term(_ key: Term.Key, of act: Int) -> DateSymbol { terms[act].first { $0.key == key }?.date ?? .none }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] =
        [
            .init("directives") { $1(&$0.acts) },
            .init("directives.impact", pointingBehind: { $0.acts.count }) { $1(&$0.impacts) },
            .init("directives.doer", pointingBehind: { $0.acts.count }) { $1(&$0.doers) },
        ]
        + OwnedColumn.lists("directives.provision") { $1(&$0.provisions) }
        + OwnedColumn.lists("directives.term") { $1(&$0.terms) }
        + OwnedColumn.lists("directives.part") { $1(&$0.impactParts) }

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard acts.isAscending, acts.areFacts(limits), provisions.isSound(rows: acts.count),
            terms.isSound(rows: acts.count), impactParts.isSound(rows: impacts.count)
        else { throw .unsound }
        for places in [impacts.map(\.act), doers.map(\.act)] {
            var last: UInt32 = 0
            for place in places {
                guard place >= last, Int(place) < acts.count else { throw .unsound }
                last = place
            }
        }
    }
}
