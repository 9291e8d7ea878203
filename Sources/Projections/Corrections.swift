package import EventModel

/// What we believed, when, and why it changed: every correction of the log, in its order.
///
///     {"subject": "correction/alliance-date", "seq": 12, "verb": "corrected", "standing": "applies",
///      "of": {"source": "/desk", "id": "ai-alliance-network:made:2024-12"}, "target": {"subject": "…", "seq": 2},
///      "reason": "The press release is dated 11 December.", "recorded": "2025-01-09T12:00:00.000000Z",
///      "occurred": {…}, "title": "…", "replacement": {"type": "…", "subject": "…", "title": "…", "occurred": {…}}}
///
/// Our record changed when the correction was recorded, so the point in the world's time chooses none of them; a prefix
/// of the log does. ``Filter/subject`` names the correction or the stream corrected.
///
/// `standing` is `applies` where what the correction says counts, `replaced` where another correction of the same thing,
/// or one of this one, counts instead, and `retracted` where this one was taken back. `target` is what it names, as it
/// was recorded; where that is a correction, `"root": {"subject": "…", "seq": 2}` is the event that it changes in the
/// end. A correction of what the log does not hold changes nothing and has none of the three.
package struct Corrections: Projection {
    package static let name = "corrections"
    package static let version = 1
    package static let question = "what we believed, when, and why it changed"
    package static let classes = Kind.correction.verbs.map(\.rawValue)

    private struct Entry: Sendable, Equatable, Archivable {
        /// In microseconds of UTC since 1970.
        var recorded: Int64
        var seq: UInt32
        /// The rank of ``deed``.
        private var code: UInt32

        init(_ event: EventView) {
            recorded = event.recorded
            seq = event.seq
            code = UInt32(event.deed.rank)
        }

        var deed: Deed { Deed(rank: UInt8(truncatingIfNeeded: code)) }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            limits.holds(seq: seq) && code <= UInt32(UInt8.max) && Deed.isRank(UInt8(truncatingIfNeeded: code))
        }
    }

    private var entries: [Entry] = []

    package init() {}

    package var byteCount: Int { entries.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        if event.kind == .correction { entries.append(Entry(event)) }
    }

    // MARK: Rows

    package func forEachRow(_ question: Question, _ body: (JSON) -> Void) {
        forEachEntry(question) { body(row($0, $1, question)) }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachEntry(question) { entry, _ in body(entry.deed.verb.rawValue) }
    }

    private typealias Change = (target: UInt32?, root: UInt32?, standing: Effects.Standing?)

    private func forEachEntry(_ question: Question, _ body: (Entry, Change) -> Void) {
        for entry in entries where question.wants(class: entry.deed.verb.rawValue) {
            let change = question.effects.change(entry.seq)
            let concerned = [entry.seq, change.target, change.root].compactMap { $0 }
            guard concerned.contains(where: { question.wants(subject: subject($0, question)) }) else { continue }
            body(entry, change)
        }
    }

    private func subject(_ seq: UInt32, _ question: Question) -> Symbol { question.identities.subjects[Int(seq)] }

    /// An entry as it was recorded.
    private func place(_ seq: UInt32, _ question: Question) -> JSON {
        .members([("subject", question.name(subject(seq, question))), ("seq", Question.seq(seq))])
    }

    private func row(
        _ entry: Entry, _ change: Change, _ question: Question
    ) -> JSON {
        let words = question.words.entry(entry.seq)
        let replacement = words["replacement"].map { replacement in
            JSON.members([
                ("type", replacement["type"]), ("subject", replacement["subject"]),
                ("title", replacement["data"]?["title"]),
                ("occurred", replacement["data"]?["occurred"]?.text.flatMap { question.date(text: $0) }),
            ])
        }
        return .members([
            ("subject", question.name(subject(entry.seq, question))), ("seq", Question.seq(entry.seq)),
            ("verb", .string(entry.deed.verb.rawValue)), ("standing", change.standing.map { .string($0.rawValue) }),
            ("of", words["of"]), ("target", change.target.map { place($0, question) }),
            ("root", change.root.flatMap { $0 == change.target ? nil : place($0, question) }),
            ("reason", words["reason"]),
            ("recorded", .string(Instant(microseconds: entry.recorded).description)),
            ("occurred", question.date("occurred", of: words)), ("title", words["title"]),
            ("attribution", words["attribution"]), ("replacement", replacement),
        ])
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) { writer.append(entries) }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        entries = try reader.array(bytes)
    }
}
