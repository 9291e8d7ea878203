import EventModel

/// Baseline to goal, due, met or overdue: what any event's `targets` say, by stream and indicator.
///
///     {"subject": "announcement/ru-ai-workforce-2030", "indicator": "workforce with AI skills", "kind": "target",
///      "status": "scheduled", "unit": "percent", "baseline": {"value": "5", "period": "2023", "asstated": "5%"},
///      "goal": {"value": "80", "due": "2030", "duequalifier": "by", "asstated": "80%"},
///      "due": {"text": "2030", "earliest": "2030-01-01T00:00:00Z", "latest": "2030-12-31T23:59:59Z"},
///      "gap": {"value": "75", "unit": "percent", "derived": true}, "by": ["RU"], "stated": {"text": …}, "seqs": [5]}
///
/// `status` is `scheduled`, `partiallyMet`, `met` or `notMet` as stated last (OCDS), or `overdue` where the point has
/// surely passed the due date of a target that nobody has judged; that it is scheduled is no judgement. `gap` is goal
/// less baseline, exact, and only where the events that state them last state them in one unit: it is worked out, never
/// stated. Of several events each member is the last one stated, and so is the goal's `due`, which a later goal may
/// leave out. What is asked of events is asked of those that state the target; ``Filter/since`` and ``Filter/until`` choose what is due in that window.
package struct Targets: Projection {
    package static let name = "targets"
    package static let question = "baseline to goal, due, met or overdue"
    package static let classes = TargetStatus.allCases.map(\.rawValue) + ["overdue"]

    /// One target of one event.
    struct Entry: Factual, Equatable, ColumnElement {
        var seq: UInt32
        var indicator: Symbol
        var due: DateSymbol
        /// Its place in the event's list.
        var place: UInt32
        /// The status's code, plus one; 0 where none is stated.
        private var code: UInt32

        init(seq: UInt32, place: UInt32) {
            self.seq = seq
            self.place = place
            indicator = .none
            due = .none
            code = 0
        }

        var status: TargetStatus? {
            get { code == 0 ? nil : TargetStatus.codes[UInt8(truncatingIfNeeded: code - 1)] }
            set { code = newValue.map { UInt32($0.code) + 1 } ?? 0 }
        }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            row.indicator = numbers.name(indicator)
            row.due = numbers.date(due)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(indicator) && limits.holds(due)
                && (code == 0 || code <= UInt32(UInt8.max) && status != nil)
        }
    }

    private var entries = Column<Entry>()

    package init() {}

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard let list = event[.targets], event.isFact else { return }
        var elements = Elements(event.document, list)
        var place: UInt32 = 0
        while let element = elements.next(event.document) {
            var entry = Entry(seq: event.seq, place: place)
            place += 1
            var members = Members(event.document, element)
            while let (key, value) = members.next(event) {
                switch key {
                case .indicator: entry.indicator = event.symbol(.text, value, &symbols)
                case .status: entry.status = event.word(value, of: Vocabulary.targetStates)
                case .goal: entry.due = Self.due(value, event, &symbols)
                default: break
                }
            }
            guard entry.indicator != .none else { continue }
            entries.append(entry)
        }
    }

    private static func due(_ goal: Document.Node, _ event: EventView, _ symbols: inout Symbols) -> DateSymbol {
        var members = Members(event.document, goal)
        while let (key, value) = members.next(event) {
            if key == .due { return event.date(value, &symbols) }
        }
        return .none
    }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] = [.init("targets") { $1(&$0.entries) }]

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard entries.isInOrder, entries.areFacts(limits) else { throw .unsound }
    }

    // MARK: Rows

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachTarget(question) { indicator, entries, status in
            if question.wants(class: status) { body { row(indicator, entries, status: status, question) } }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachTarget(question) { _, _, status in
            if question.wants(class: status) { body(status) }
        }
    }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? {
        let known = shift.later.known(entries)
        var streams = shift.streams(of: known)
        for entry in known where shift.moves(entry.due) { streams.insert(shift.later.subject(entry.seq)) }
        return streams
    }

    /// Calls `body` with every target asked for, whatever its status is.
    ///
    /// - Parameter isWhole: whether also those are wanted that are of another share of the answer.
    func forEachTarget(
        _ question: Question, isWhole: Bool = false,
        _ body: (_ indicator: Symbol, _ entries: [Dated<Entry>], _ status: String) -> Void
    ) {
        let wanted = chosen(question)
        question.forEachHistory(question.known(entries), of: wanted?.streams, isWhole: isWhole) { _, entries in
            for (indicator, places) in question.grouped(entries.indices, by: { entries[$0].row.indicator }) {
                let stated = places.map { entries[$0] }
                let status = Self.status(stated, question)
                let isChosen = wanted.map { wanted in stated.contains { wanted.seqs.contains($0.fact.seq) } } ?? true
                if isChosen, Self.isInWindow(stated, question) { body(indicator, stated, status) }
            }
        }
    }

    /// The events that are asked for, and their streams; nil where nothing is asked of events.
    private func chosen(_ question: Question) -> (seqs: Set<UInt32>, streams: Set<Symbol>)? {
        guard question.choosesEvents else { return nil }
        let chosen = question.known(entries).filter { question.wants(event: $0.seq) }
        return (Set(chosen.map(\.seq)), Set(chosen.map { question.subject($0.seq) }))
    }

    /// - Parameter entries: of one stream, at least one.
    private func row(
        _ indicator: Symbol, _ entries: [Dated<Entry>], status: String, _ question: Question
    ) -> Row {
        let last = entries[entries.count - 1]
        let stated = entries.map { Stated($0, question) }
        let words = stated[stated.count - 1].words
        return Row { row in
            row.member("subject", name: last.fact.subject, question)
            row.member("indicator", slug: indicator, question)
            row.copy("kind", from: stated)
            row.member("status", status)
            for key: StaticString in ["unit", "baseline", "goal"] { row.copy(key, from: stated) }
            row.member("due", date: Self.lastDue(entries) ?? .none, question)
            row.member("gap") { Self.write(gapOf: stated, to: &$0) }
            row.member("by") { words.writeActors(.by, question, to: &$0) }
            row.copy(.title, from: words)
            row.member("stated", date: last.fact.date, question)
            row.copy(.attribution, from: words)
            row.member("seqs") { $0.array { list in for entry in entries { list.integer(entry.fact.seq) } } }
        }
    }

    /// A target as one event states it.
    fileprivate struct Stated {
        let words: EventWords
        private let target: Document.Node?

        init(_ entry: Dated<Entry>, _ question: Question) {
            words = question.words.of(entry.fact.seq)
            target = words.element(Int(entry.row.place), of: .targets)
        }

        func node(_ key: StaticString) -> Document.Node? { target.flatMap { words.document.member($0, key) } }

        func text(_ key: StaticString) -> String? { node(key).flatMap(words.text) }

        /// The `value` of a member.
        func value(of key: StaticString) -> String? {
            node(key).flatMap { words.document.member($0, "value") }.flatMap(words.text)
        }
    }

    private static func status(_ entries: [Dated<Entry>], _ question: Question) -> String {
        let stated = entries.last { $0.row.status != nil }?.row.status ?? .scheduled
        let due = lastDue(entries).flatMap(question.when)
        guard stated == .scheduled, due?.hasPassed(by: question.point) ?? false else { return stated.rawValue }
        return "overdue"
    }

    /// Whether it is due in the window asked for.
    private static func isInWindow(_ entries: [Dated<Entry>], _ question: Question) -> Bool {
        guard question.filter.isWindowed else { return true }
        return lastDue(entries).flatMap(question.when).map(question.isInWindow) ?? false
    }

    /// The last one stated, also where a later event states a goal without one.
    static func lastDue(_ entries: [Dated<Entry>]) -> DateSymbol? {
        entries.last { $0.row.due != .none }?.row.due
    }

    /// Goal less baseline, each as stated last and both in one unit; nothing where they cannot be compared.
    private static func write(gapOf stated: [Stated], to output: inout JSONText) {
        let value = { (key: StaticString) -> (units: Int128, unit: String)? in
            for stated in stated.reversed() {
                guard let text = stated.value(of: key) else { continue }
                return (try? Decimal(text)).map { ($0.units, stated.text("unit") ?? "") }
            }
            return nil
        }
        guard let baseline = value("baseline"), let goal = value("goal"),
            baseline.unit.utf8.elementsEqual(goal.unit.utf8)
        else { return }
        output.object { gap in
            gap.member("value", Decimal(units: goal.units - baseline.units).description)
            gap.member("unit", goal.unit.isEmpty ? nil : goal.unit)
            gap.member("derived") { $0.bool(true) }
        }
    }
}

extension JSONText {
    /// What the last event says of a target that says it at all.
    fileprivate mutating func copy(_ key: StaticString, from stated: [Targets.Stated]) {
        guard let last = stated.last(where: { $0.node(key) != nil }), let node = last.node(key) else { return }
        member(key) { $0.excerpt(last.words.document, node) }
    }
}
