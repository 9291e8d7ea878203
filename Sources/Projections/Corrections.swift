package import EventModel

/// What we believed, when, and why it changed: every correction of the log, in its order.
///
///     {"subject": "correction/alliance-date", "seq": 12, "verb": "corrected",
///      "of": {"source": "/desk", "id": "ai-alliance-network:made:2024-12"}, "target": {"subject": "…", "seq": 2},
///      "reason": "The press release is dated 11 December.", "recorded": "2025-01-09T12:00:00.000000Z",
///      "occurred": {…}, "title": "…", "replacement": {"type": "…", "subject": "…", "title": "…", "occurred": {…}}}
///
/// Our record changed when the correction was recorded, so the point in the world's time chooses none of them; a prefix
/// of the log does. ``Filter/subject`` names the correction or the stream corrected.
package struct Corrections: Projection {
    package static let name = "corrections"
    package static let version = 1
    package static let question = "what we believed, when, and why it changed"
    package static let classes = Kind.correction.verbs.map(\.rawValue)

    private struct Entry: Sendable, Equatable {
        var seq: UInt32
        var subject: Symbol
        /// In microseconds of UTC since 1970.
        var recorded: Int64
        /// The corrected event, by the hashes of its source and its id.
        var target: UInt64
        var deed: Deed
    }

    /// An event by the hashes of its source and its id: what corrections point at.
    private struct Name: Sendable, Equatable {
        var identity: UInt64
        var seq: UInt32
        var subject: Symbol
    }

    private var entries: [Entry] = []
    private var names: [Name] = []

    package init() {}

    package var byteCount: Int { entries.byteCount + names.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        names.append(Name(identity: event.fullIdentity, seq: event.seq, subject: event.subject))
        guard event.kind == .correction else { return }
        entries.append(
            Entry(
                seq: event.seq, subject: event.subject, recorded: event.recorded,
                target: event[.of].map { Self.identity($0, event) } ?? 0, deed: event.deed))
    }

    private static func identity(_ node: Document.Node, _ event: EventView) -> UInt64 {
        var source: UInt64 = 0
        var id: UInt64 = 0
        var members = Members(event.document, node)
        while let (key, value) = members.next(event.document) {
            switch key {
            case .source: source = StableHash.of(event.document.bytes, event.document.range(value))
            case .id: id = StableHash.of(event.document.bytes, event.document.range(value))
            default: break
            }
        }
        return StableHash.pair(source, id)
    }

    // MARK: Rows

    package func rows(_ question: Question) -> [JSON] {
        let needed = Set(entries.map(\.target))
        let named = names.lazy.filter { needed.contains($0.identity) }.map { ($0.identity, $0) }
        let targets = Dictionary(named) { first, _ in first }
        return entries.filter { entry in
            question.wants(class: entry.deed.verb.rawValue)
                && (question.wants(subject: entry.subject)
                    || targets[entry.target].map { question.wants(subject: $0.subject) } ?? false)
        }.map { row($0, targets[$0.target], question) }
    }

    private static func json(_ name: Name, _ question: Question) -> JSON {
        .members([("subject", question.name(name.subject)), ("seq", Question.seq(name.seq))])
    }

    private func row(_ entry: Entry, _ target: Name?, _ question: Question) -> JSON {
        let words = question.words.of(entry.seq)
        let replacement = words["replacement"].map { replacement in
            JSON.members([
                ("type", replacement["type"]), ("subject", replacement["subject"]),
                ("title", replacement["data"]?["title"]),
                ("occurred", replacement["data"]?["occurred"]?.text.flatMap { question.date(text: $0) }),
            ])
        }
        return .members([
            ("subject", question.name(entry.subject)), ("seq", Question.seq(entry.seq)),
            ("verb", .string(entry.deed.verb.rawValue)), ("of", words["of"]),
            ("target", target.map { Self.json($0, question) }),
            ("reason", words["reason"]),
            ("recorded", .string(Instant(microseconds: entry.recorded).description)),
            ("occurred", question.date("occurred", of: words)), ("title", words["title"]),
            ("attribution", words["attribution"]), ("replacement", replacement),
        ])
    }
}
