import EventModel

/// What happened, and what is to come, in a window, surely or possibly: every dated fact, in the order of the world.
///
///     {"subject": "announcement/ai-alliance-network", "seq": 2, "id": "ai-alliance-network:made:2024-12",
///      "source": "/desk", "type": "timeline.announcement.made.v1", "kind": "announcement", "verb": "made",
///      "occurred": {"text": "2024-12", "earliest": "2024-12-01T00:00:00Z", "latest": "2024-12-31T23:59:59Z"},
///      "reported": {…}, "title": "AI Alliance Network announced", "category": "launch",
///      "actors": [{"ref": "putin", "role": "by"}], "modality": "asserted", "certainty": "surely"}
///
/// What an event does not state is left out of its row; so it is in the rows of every projection. `certainty` is
/// `surely` where the fact has surely begun by the point and surely lies in the window, else `possibly`; a certain
/// question has the former alone. Corrections are no facts of the world and stand elsewhere. Where one says what an event
/// should have been, the row says that, under the event's own id and source: `seq` is the correction's, and
/// `"original": 2` beside it the event's; so it is in the rows of every projection.
///
/// What is to come are the days that facts of before set, where they are still ahead: `{"subject": "directive/d",
/// "seq": 0, "kind": "directive", "toCome": "due", "expected": {…}, "provision": "audit", "title": …,
/// "certainty": "toCome"}`. `toCome` is `commencement` of a directive or a part that is not yet in force, `expiry` of one
/// that has not ended, `due` of an open duty, and `target`, with its `indicator`, of one that nobody has judged.
package struct Timeline: Projection {
    package static let name = "timeline"
    package static let question = "what happened, and what is to come, in this window, surely or possibly"
    package static let classes = ["surely", "possibly", toCome]
    package static let needs: [any Projection.Type] = [Directives.self, Targets.self]
    /// The class of what is to come.
    static let toCome = "toCome"

    package init() {}

    /// A fact, or what is to come.
    private enum Item {
        case fact(Fact, isSure: Bool)
        case prospect(Prospect)

        var when: When {
            switch self {
            case .fact(let fact, _): fact.when
            case .prospect(let prospect): prospect.date.when
            }
        }
    }

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        var facts: [(fact: Fact, isSure: Bool)] = []
        forEachFact(question) { facts.append(($0, $1)) }
        facts.sort { $0.fact < $1.fact }
        let prospects = Prospect.all(question)
        var next = 0
        let items = facts.flatMap { fact, isSure -> [Item] in
            let before = prospects[next...].prefix { $0.date.when < fact.when }
            next += before.count
            return before.map { .prospect($0) } + [.fact(fact, isSure: isSure)]
        }
        let all = items + prospects[next...].map { .prospect($0) }
        for (group, item) in all.enumerated() where question.wants(group: group) {
            switch item {
            case .fact(let fact, let isSure): body { row(fact, isSure: isSure, question) }
            case .prospect(let prospect): body { prospect.row(question) }
            }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachFact(question) { body(Self.word($1)) }
        for _ in Prospect.all(question) { body(Self.toCome) }
    }

    private func forEachFact(_ question: Question, _ body: (_ fact: Fact, _ isSure: Bool) -> Void) {
        for row in question.facts() where question.entries.dates[Int(row.seq)] != .always {
            guard question.wants(subject: question.subject(row.seq)), question.wants(event: row.seq) else { continue }
            guard let fact = question.fact(row.seq),
                let isSure = Self.certainty(of: fact.when, question),
                question.wants(class: Self.word(isSure))
            else { continue }
            body(fact, isSure)
        }
    }

    /// Whether it surely happened by the point and in the window; nil where it is not of them, or not surely enough.
    private static func certainty(of when: When, _ question: Question) -> Bool? {
        guard when.earliest <= question.point.asOf else { return nil }
        guard question.isInWindow(when, surely: false) else { return nil }
        let isSure = when.surely <= question.point.asOf && question.isInWindow(when, surely: true)
        return isSure || !question.point.certain ? isSure : nil
    }

    private static func word(_ isSure: Bool) -> String { isSure ? "surely" : "possibly" }

    private func row(_ fact: Fact, isSure: Bool, _ question: Question) -> Row {
        let words = question.words.of(fact.seq)
        return Row { row in
            row.member("subject", name: question.canonical(fact.subject), question)
            row.place(fact)
            words.writeIdentity(to: &row)
            row.member("type", fact.verb.type)
            row.member("kind", fact.verb.kind.rawValue)
            row.member("verb", fact.verb.rawValue)
            row.member("occurred", date: fact.date, question)
            row.member(.reported, dateOf: words)
            for key: DataKey in [.title, .name, .category, .actors, .modality] { row.copy(key, from: words) }
            row.member("certainty", Self.word(isSure))
        }
    }
}
