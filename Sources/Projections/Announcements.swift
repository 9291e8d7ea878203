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
/// not say who. ``Filter/since`` and ``Filter/until`` choose announcements of which an event lies in that window.
package struct Announcements: Projection {
    package static let name = "announcements"
    package static let question = "what was announced, confirmed, denied, withdrawn"
    package static let kinds: [Kind] = [.announcement]
    package static let classes = Kind.announcement.verbs.map(\.rawValue)

    package init() {}

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachHistory(question) { subject, facts, last in body { row(subject, facts, last, question) } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachHistory(question) { body($2.verb.rawValue) }
    }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? {
        shift.streams(of: shift.later.facts(of: .announcement))
    }

    private func forEachHistory(
        _ question: Question, _ body: (_ subject: Symbol, _ facts: [Fact], _ last: Fact) -> Void
    ) {
        let all = question.facts(of: .announcement)
        question.forEachHistory(all, of: question.streams(of: all)) { subject, rows in
            let facts = rows.map(\.fact)
            guard let last = facts.last, question.wants(class: last.verb.rawValue),
                !question.filter.isWindowed || facts.contains(where: { question.isInWindow($0.when) })
            else { return }
            body(subject, facts, last)
        }
    }

    private func row(_ subject: Symbol, _ facts: [Fact], _ last: Fact, _ question: Question) -> Row {
        let words = question.words.of(facts.lazy.map { $0.seq })
        let place = facts.firstIndex { $0.verb == .made }
        let first = words[place ?? 0]
        let citations = Citations(words)
        return Row { row in
            row.member("subject", name: subject, question)
            row.member("status", last.verb.rawValue)
            row.member("since", date: last.date, question)
            row.copy(.category, from: words.last(with: .category))
            row.copy(.title, from: first)
            row.member("by") { first.writeActors(.by, question, to: &$0) }
            row.member("to") { first.writeActors(.to, question, to: &$0) }
            row.member("with") { first.writeActors(.with, question, to: &$0) }
            row.member("about") { first.writeActors(.about, question, to: &$0) }
            if let place { row.member("announced", date: facts[place].date, question) }
            for key: DataKey in [.post, .appointee, .products, .organisation, .members, .restricts] {
                row.copy(key, from: words.last(with: key))
            }
            for key: DataKey in [.modality, .attribution, .confidence] { row.copy(key, from: first) }
            row.member("citations", citations.count)
            row.member("sources") { $0.list { citations.writeNames(to: &$0) } }
            row.member("history") { list in
                list.array { list in
                    for (fact, words) in zip(facts, words) {
                        list.object { Self.write(fact, words, question, to: &$0) }
                    }
                }
            }
        }
    }

    private static func write(_ fact: Fact, _ words: EventWords, _ question: Question, to step: inout JSONText) {
        step.fact(fact)
        step.member("occurred", date: fact.date, question)
        step.copy(.title, from: words)
        step.copy(.attribution, from: words)
    }
}
