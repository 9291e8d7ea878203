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
package struct Directives: Projection {
    package static let name = "directives"
    package static let version = 1
    package static let question = "what is in force on a date; who owes what to whom, by when"
    package static let classes = Force.State.allCases.map(\.rawValue)

    /// One event of a directive.
    struct Act: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// Where its own begin in the flat lists; they end where the next act's begin.
        var provisions: UInt32
        var terms: UInt32

        func isSound(_ limits: ArchiveLimits) -> Bool { record.isSound(limits) }
    }

    /// A date that an act sets.
    struct Term: Sendable, Equatable, Archivable {
        enum Key: UInt32, Sendable { case effective, expires, due }

        var date: DateSymbol
        /// A key by its number.
        private var code: UInt32

        init(date: DateSymbol, key: Key) {
            self.date = date
            code = key.rawValue
        }

        var key: Key? { Key(rawValue: code) }

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(date) && key != nil }
    }

    /// A part of the directive that an act names.
    struct Provision: Sendable, Equatable, Archivable {
        var id: Symbol
        var due: DateSymbol

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(id) && limits.holds(due) }
    }

    /// What one directive says of another: that it ends it.
    struct Verdict: Sendable, Equatable, Archivable {
        /// Where the act that says so lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol
        /// How, by its number.
        private var code: UInt32

        init(act: UInt32, target: Symbol, how: Ending.How) {
            self.act = act
            self.target = target
            code = UInt32(how.number)
        }

        var how: Ending.How { Ending.How.numbered[Int(code)] }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            limits.holds(target) && Int(code) < Ending.How.numbered.count
        }
    }

    private(set) var acts: [Act] = []
    private(set) var parties = Parties()
    private(set) var provisions: [Provision] = []
    private(set) var terms: [Term] = []
    private(set) var verdicts: [Verdict] = []

    package init() {}

    package var byteCount: Int {
        acts.byteCount + parties.byteCount + provisions.byteCount + terms.byteCount + verdicts.byteCount
    }

    // MARK: Folding

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard event.kind == .directive, let record = event.record else { return }
        acts.append(Act(record: record, provisions: UInt32(provisions.count), terms: UInt32(terms.count)))
        parties.append(event.parties)
        add(.effective, event[.effective], event, &symbols)
        add(.expires, event[.expires], event, &symbols)
        add(.due, event[.due], event, &symbols)
        if let list = event[.provisions] { addProvisions(list, event, &symbols) }
        if let list = event[.relations], Self.endsOthers(event.verb) { addVerdicts(list, event, &symbols) }
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
            while let (key, value) = members.next(event.document) {
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

    private mutating func addVerdicts(_ list: Document.Node, _ event: EventView, _ symbols: inout Symbols) {
        var entries = Elements(event.document, list)
        while let entry = entries.next(event.document) {
            guard let relation = Reference(event, entry, &symbols), let how = Ending.How(relation.type) else {
                continue
            }
            let space = symbols.space(relation.target)
            guard space == .event || space == .directive else { continue }
            verdicts.append(Verdict(act: UInt32(acts.count - 1), target: relation.target, how: how))
        }
    }

    // MARK: The flat lists

    func provisions(of index: Int) -> ArraySlice<Provision> {
        let end = index + 1 < acts.count ? Int(acts[index + 1].provisions) : provisions.count
        return provisions[Int(acts[index].provisions)..<end]
    }

    func term(_ key: Term.Key, of index: Int) -> DateSymbol {
        let end = index + 1 < acts.count ? Int(acts[index + 1].terms) : terms.count
        return terms[Int(acts[index].terms)..<end].first { $0.key == key }?.date ?? .none
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(acts)
        parties.archive(into: &writer)
        writer.append(provisions)
        writer.append(terms)
        writer.append(verdicts)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        acts = try reader.array(bytes)
        parties = try Parties(from: &reader, bytes, count: acts.count)
        provisions = try reader.array(bytes)
        terms = try reader.array(bytes)
        verdicts = try reader.array(bytes)
        try reader.checkStarts(acts.map(\.provisions), end: provisions.count)
        try reader.checkStarts(acts.map(\.terms), end: terms.count)
        for verdict in verdicts where Int(verdict.act) >= acts.count { throw .unsound }
    }
}
