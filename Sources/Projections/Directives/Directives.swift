import EventModel

/// What is in force on a date; who owes what to whom, by when.
///
///     {"subject": "directive/ru-cn-ai-cooperation", "title": "Strengthen cooperation with China in …",
///      "force": {"state": "inForce", "since": {"text": "[..2025-01-02]", "latest": "2025-01-02T23:59:59Z"}},
///      "implementation": {"state": "scheduled"},
///      "instrument": "instruction", "issued": {"text": "[..2025-01-02]", …},
///      "by": ["putin"], "to": ["ru-government", "sberbank"], "lead": ["sberbank"], "with": ["CN"],
///      "attribution": {"mode": "reported", "by": "reuters"}, "citations": 1, "sources": ["reuters"],
///      "obligations": [{"who": ["ru-government", "sberbank"], "what": "Instruction to …", "toWhom": ["putin"],
///                       "status": "scheduled"}],
///      "history": [{"seq": 0, "verb": "issued", "occurred": {…}, "title": "…"}]}
///
/// `force.state` is `notYet`, `inForce`, `partly`, `suspended` or `ended` (ELI); `force.since` is when it came into
/// force, or `force.from` when it will; `force.until` when it ended or is to expire, `force.suspended` since when it is
/// suspended, and `force.endedBy` how: `{"how": "revoked", "by": "directive/other", "seq": 7}`, `by` where another
/// directive did it. `implementation.state` is `scheduled`, `partiallyMet`, `met` or `notMet` (OCDS). A directive with
/// provisions has `"provisions": [{"id": "audit", "text": …, "assignee": […], "due": {…}, "force": {…}, "implementation": …}]`.
///
/// - The force of a day is what held on it, whenever that was decided. An ending, a suspension, a resumption with an
///   earlier `effective` holds from then on, and what an amendment says of `effective` and `expires` does not wait for
///   the amendment's own day. `history` lists what had occurred by the day, and of what was decided later that on which
///   `since`, `suspended` or `endedBy` rests.
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
///   of it counts as one more. Others, named only in ending, suspending
///   or carrying them out, make it `partly` in force and `partiallyMet`, and leave the rest owed. Of all parts those
///   that have not ended decide; a whole that is what they are not has the first of their `since` and the last of their
///   endings.
/// - Where the whole has a due date, only that makes it `notMet`; else that of any part.
/// - `by` and what else stands in the row are those of its issue, else of its first event; `to` and `lead` each as the
///   last issue or amendment to name any has them: they owe what is still owed.
package struct Directives: Projection {
    package static let name = "directives"
    package static let version = 2
    package static let question = "what is in force on a date; who owes what to whom, by when"
    package static let classes = Force.State.allCases.map(\.rawValue)

    private(set) var acts: [Act] = []
    private(set) var parties = Parties()
    private(set) var provisions: [Provision] = []
    private(set) var terms: [Term] = []
    private(set) var verdicts: [Verdict] = []
    private(set) var successors: [Successor] = []

    package init() {}

    package var byteCount: Int {
        acts.byteCount + parties.byteCount + provisions.byteCount + terms.byteCount + verdicts.byteCount
            + successors.byteCount
    }

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard case .directive = event.kind, let record = event.record else { return }
        acts.append(Act(record: record, provisions: UInt32(provisions.count), terms: UInt32(terms.count)))
        parties.append(event.parties.span)
        add(.effective, event[.effective], event, &symbols)
        add(.expires, event[.expires], event, &symbols)
        add(.due, event[.due], event, &symbols)
        if let list = event[.provisions] { addProvisions(list, event, &symbols) }
        if let list = event[.relations] { addRelations(list, event, &symbols) }
    }

    /// A directive ends others as it comes or changes, not as it goes.
    private static func endsOthers(_ verb: Verb) -> Bool {
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
                case .assignee: addAssignees(value, event, &symbols)
                default: break
                }
            }
            if provision.id != .none { provisions.append(provision) }
        }
    }

    /// Whoever has to do a part takes part.
    private mutating func addAssignees(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        var entries = Elements(event.document, list)
        while let entry = entries.next(event.document) {
            parties.extend(by: Party(actor: event.symbol(.actor, entry, &symbols), role: .to))
        }
    }

    private mutating func addRelations(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        let isEnd = Ending.How(event.verb) != nil
        guard isEnd || Self.endsOthers(event.verb) else { return }
        var entries = Elements(event.document, list)
        while let entry = entries.next(event.document) {
            guard let relation = Reference(event, entry, &symbols) else { continue }
            let space = symbols.space(relation.target)
            guard space == .event || space == .directive else { continue }
            let act = UInt32(acts.count - 1)
            if isEnd {
                if relation.type.namesDoer { successors.append(Successor(act: act, target: relation.target)) }
            } else if let how = Ending.How(relation.type) {
                verdicts.append(Verdict(act: act, target: relation.target, how: how))
            }
        }
    }

    // MARK: The flat lists

    func provisions(of index: Int) -> Range<Int> {
        Int(acts[index].provisions)..<(index + 1 < acts.count ? Int(acts[index + 1].provisions) : provisions.count)
    }

    func term(_ key: Term.Key, of index: Int) -> DateSymbol {
        terms(of: index).first { $0.key == key }?.date ?? .none
    }

    func terms(of index: Int) -> ArraySlice<Term> {
        terms[Int(acts[index].terms)..<(index + 1 < acts.count ? Int(acts[index + 1].terms) : terms.count)]
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(acts)
        parties.archive(into: &writer)
        writer.append(provisions)
        writer.append(terms)
        writer.append(verdicts)
        writer.append(successors)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        acts = try reader.array(bytes)
        parties = try Parties(from: &reader, bytes, count: acts.count)
        provisions = try reader.array(bytes)
        terms = try reader.array(bytes)
        verdicts = try reader.array(bytes)
        successors = try reader.array(bytes)
        try reader.checkStarts(acts.map(\.provisions), end: provisions.count)
        try reader.checkStarts(acts.map(\.terms), end: terms.count)
        for act in verdicts.map(\.act) + successors.map(\.act) where Int(act) >= acts.count { throw .unsound }
    }
}
