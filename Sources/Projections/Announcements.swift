package import EventModel

/// What was announced, confirmed, denied, withdrawn, fulfilled.
///
///     {"subject": "announcement/ai-alliance-network", "status": "made", "since": {"text": "2024-12", …},
///      "category": "launch", "title": "AI Alliance Network announced", "by": ["putin"],
///      "announced": {"text": "2024-12", …}, "organisation": "ai-alliance-network", "members": [{"ref": "brics"}],
///      "attribution": {"mode": "editorial"}, "citations": 1,
///      "history": [{"seq": 2, "verb": "made", "occurred": {…}, "title": "…", "attribution": {…}}]}
///
/// `status` is the last verb of the history and `since` its date. `post`, `appointee`, `products`, `organisation`,
/// `members` and `restricts` stand as the last event to state them has them; an appointment without `appointee` does
/// not say who.
package struct Announcements: Projection {
    package static let name = "announcements"
    package static let version = 1
    package static let question = "what was announced, confirmed, denied, withdrawn"
    package static let classes = Kind.announcement.verbs.map(\.rawValue)

    private var records: [FactRecord] = []
    private var parties = Parties()

    package init() {}

    package var byteCount: Int { records.byteCount + parties.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard event.kind == .announcement, let record = event.record else { return }
        records.append(record)
        parties.append(event.parties)
    }

    package func forEachRow(_ question: Question, _ body: (JSON) -> Void) {
        forEachHistory(question) { body(row($0, $1, $2, question)) }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachHistory(question) { body($2.verb.rawValue) }
    }

    private func forEachHistory(
        _ question: Question, _ body: (_ subject: Symbol, _ facts: [Fact], _ last: Fact) -> Void
    ) {
        let wanted = question.streams(records, parties)
        for (subject, rows) in question.histories(records) {
            let facts = rows.map(\.fact)
            guard wanted?.contains(subject) ?? true, let last = facts.last,
                question.wants(class: last.verb.rawValue)
            else { continue }
            body(subject, facts, last)
        }
    }

    private func row(_ subject: Symbol, _ facts: [Fact], _ last: Fact, _ question: Question) -> JSON {
        let words = facts.map { question.words.of($0.seq) }
        let place = facts.firstIndex { $0.verb == .made }
        let first = words[place ?? 0]
        let citations = Citations(words)
        let latest = { (key: StaticString) in words.reversed().lazy.compactMap { $0[key] }.first }
        return .members([
            ("subject", question.name(subject)), ("status", .string(last.verb.rawValue)),
            ("since", question.date(words.last?["occurred"], last.when)), ("category", latest("category")),
            ("title", first["title"]), ("by", first.actors(.by)), ("to", first.actors(.to)),
            ("with", first.actors(.with)), ("about", first.actors(.about)),
            ("announced", place.map { question.date(first["occurred"], facts[$0].when) }),
            ("post", latest("post")), ("appointee", latest("appointee")), ("products", latest("products")),
            ("organisation", latest("organisation")), ("members", latest("members")),
            ("restricts", latest("restricts")), ("modality", first["modality"]),
            ("attribution", first["attribution"]), ("confidence", first["confidence"]),
            ("citations", .integer(citations.count)), ("sources", citations.names),
            ("history", .array(zip(facts, words).map { Self.step($0, $1, question) })),
        ])
    }

    private static func step(_ fact: Fact, _ words: EventWords, _ question: Question) -> JSON {
        .members([
            ("seq", Question.seq(fact.seq)), ("original", Question.original(fact)),
            ("verb", .string(fact.verb.rawValue)), ("occurred", question.date(words["occurred"], fact.when)),
            ("title", words["title"]), ("attribution", words["attribution"]),
        ])
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(records)
        parties.archive(into: &writer)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        records = try reader.array(bytes)
        parties = try Parties(from: &reader, bytes, count: records.count)
    }
}
