package import EventModel

/// What we believed, when, and why it changed: every correction of the log, in its order.
///
///     {"subject": "correction/alliance-date", "seq": 12, "verb": "corrected", "standing": "applies",
///      "of": {"source": "/desk", "id": "ai-alliance-network:made:2024-12"}, "target": {"subject": "…", "seq": 2},
///      "reason": "The press release is dated 11 December.", "recorded": "2025-01-09T12:00:00.000000Z",
///      "occurred": {…}, "title": "…", "replacement": {"type": "…", "subject": "…", "title": "…", "occurred": {…}}}
///
/// Our record changed when the correction was recorded, so the point in the world's time chooses none of them; a prefix
/// of the log does. ``Filter/subjects`` name the correction or the stream corrected; what is asked of events is asked of the
/// correction, of what it says and of what it corrects; ``Filter/since`` and ``Filter/until`` are of when it was recorded.
///
/// `standing` is `applies` where what the correction says counts, `replaced` where another correction of the same thing,
/// or one of this one, counts instead, and `retracted` where this one was taken back. `target` is what it names, as it
/// was recorded; where that is a correction, `"root": {"subject": "…", "seq": 2}` is the event that it changes in the
/// end. A correction of what the log does not hold changes nothing and has none of the three.
package struct Corrections: Projection {
    package static let name = "corrections"
    package static let question = "what we believed, when, and why it changed"
    package static let kinds = Kind.allCases
    package static let classes = Kind.correction.verbs.map(\.rawValue)

    private struct Entry: Factual, Equatable, ColumnElement {
        /// In microseconds of UTC since 1970.
        var recorded: Int64
        var seq: UInt32
        /// The code of ``deed``.
        private var code: UInt32

        init(_ event: borrowing EventView) {
            recorded = event.recorded
            seq = event.seq
            code = UInt32(event.deed.code)
        }

        var deed: Deed { Deed(code: UInt8(truncatingIfNeeded: code)) }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && code <= UInt32(UInt8.max) && Deed.isCode(UInt8(truncatingIfNeeded: code))
        }
    }

    private var entries = Column<Entry>()
    /// Who takes part in the corrections themselves, not in what they say.
    private var uses = Lists<ActorUse>()

    package init() {}

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard case .correction = event.kind else { return }
        entries.append(Entry(event))
        uses.appendRow()
        for use in event.uses { uses.append(use) }
    }

    /// Calls `body` with every correction that is known: its entry, what it does, and the actors that it names.
    func forEachCorrection(
        _ question: Question, _ body: (_ seq: UInt32, _ deed: Deed, _ uses: ArraySlice<ActorUse>) -> Void
    ) {
        for (place, entry) in question.known(entries).enumerated() { body(entry.seq, entry.deed, uses[place]) }
    }

    // MARK: Rows

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachEntry(question) { entry, change in body { row(entry, change, question) } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachEntry(question) { entry, _ in body(entry.deed.verb.rawValue) }
    }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? {
        let (before, after) = (shift.earlier.effects, shift.later.effects)
        var streams: Set<Symbol> = []
        for entry in shift.later.known(entries)
        where entry.seq >= shift.earlier.bound || before.change(entry.seq) != after.change(entry.seq) {
            streams.insert(stream(entry.seq, shift.later))
        }
        return streams
    }

    private typealias Change = (target: UInt32?, root: UInt32?, standing: Effects.Standing?)

    private func forEachEntry(_ question: Question, _ body: (Entry, Change) -> Void) {
        for (group, entry) in question.known(entries).enumerated()
        where question.wants(group: group) && question.wants(class: entry.deed.verb.rawValue) {
            let change = question.effects.change(entry.seq)
            let concerned = [entry.seq, change.target, change.root].compactMap { $0 }
            guard isInWindow(entry, question),
                concerned.contains(where: { question.wants(subject: stream($0, question)) }),
                !question.choosesEvents || wants(events: concerned, uses[group], question)
            else { continue }
            body(entry, change)
        }
    }

    /// When it was recorded, in whole seconds: our record has no other time.
    private func isInWindow(_ entry: Entry, _ question: Question) -> Bool {
        let second = Instant(microseconds: entry.recorded).seconds
        return second >= question.filter.since ?? .min && second <= question.filter.until ?? .max
    }

    /// Whether the correction is asked for, or what it says, or what it corrects.
    private func wants(events: [UInt32], _ own: ArraySlice<ActorUse>, _ question: Question) -> Bool {
        if question.wants(entry: events[0]), question.wants(parties: own) { return true }
        return events.contains { question.wants(event: $0) }
    }

    private func stream(_ seq: UInt32, _ question: Question) -> Symbol { question.entries.stream(of: seq) }

    private func row(_ entry: Entry, _ change: Change, _ question: Question) -> Row {
        let words = question.words.entry(entry.seq)
        return Row { row in
            write(entry.seq, question, to: &row)
            row.member("verb", entry.deed.verb.rawValue)
            row.member("standing", change.standing?.rawValue)
            row.copy(.of, from: words)
            if let target = change.target { row.member("target") { $0.object { write(target, question, to: &$0) } } }
            if let root = change.root, root != change.target {
                row.member("root") { $0.object { write(root, question, to: &$0) } }
            }
            row.copy(.reason, from: words)
            row.member("recorded", Instant(microseconds: entry.recorded).description)
            row.member(.occurred, dateOf: words)
            row.copy(.title, from: words)
            row.copy(.attribution, from: words)
            row.member("replacement") { write(replacementOf: words, to: &$0) }
        }
    }

    /// An entry as it was recorded.
    private func write(_ seq: UInt32, _ question: Question, to object: inout JSONText) {
        object.member("subject", name: stream(seq, question), question)
        object.member("seq", seq)
    }

    private func write(replacementOf words: EventWords, to output: inout JSONText) {
        guard let replacement = words[.replacement] else { return }
        let event = EventWords(words.document, replacement)
        output.object { object in
            for key: StaticString in ["type", "subject"] {
                if let value = words.document.member(replacement, key) {
                    object.member(key) { $0.excerpt(words.document, value) }
                }
            }
            object.copy(.title, from: event)
            object.member(.occurred, dateOf: event)
        }
    }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] =
        [.init("corrections") { $1(&$0.entries) }] + OwnedColumn.lists("corrections.use") { $1(&$0.uses) }

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard entries.isAscending, uses.isSound(rows: entries.count) else { throw .unsound }
    }
}
