package import EventModel

extension Directives {
    package func forEachRow(_ question: Question, _ body: (JSON) -> Void) {
        forEachHistory(question) { body(DirectiveRow(history: $0, question: question).json($0.force)) }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachHistory(question) { body($0.force.state.rawValue) }
    }

    /// Every directive asked for of which something is known, by name.
    private func forEachHistory(_ question: Question, _ body: (DirectiveHistory) -> Void) {
        let wanted = question.streams(acts, parties)
        let events = question.events(
            named: Array(verdicts.lazy.map(\.target)) + successors.lazy.map(\.target))
        let endings = Dictionary(grouping: verdictsByTarget(question, events), by: \.target)
        let successors = successorsByAct(question, events)
        let dated = acts.indices.compactMap { index -> Dated<Int>? in
            guard question.wants(subject: acts[index].record.subject) else { return nil }
            return question.fact(acts[index].record).map { Dated(fact: $0, row: index) }
        }
        let groups = question.grouped(dated) { $0.fact.subject }
        let known = Set(groups.map { $0.0 })
        let unseen = endings.keys.filter { !known.contains($0) && question.wants(subject: $0) }
        let all = (groups + unseen.map { ($0, []) }).sorted { question.symbols.precedes($0.0, $1.0) }
        for (subject, dated) in all where wanted?.contains(subject) ?? true {
            let history = DirectiveHistory(
                subject: subject, steps: dated.map { step($0, successors, question) }.sorted { $0.fact < $1.fact },
                verdicts: (endings[subject] ?? []).map(\.ending), question: question)
            if history.isKnown, question.wants(class: history.force.state.rawValue) { body(history) }
        }
    }

    private func step(
        _ act: Dated<Int>, _ successors: [UInt32: Symbol], _ question: Question
    ) -> DirectiveHistory.Step {
        DirectiveHistory.Step(
            fact: act.fact, effect: effect(of: act, question), expires: question.when(term(.expires, of: act.row)),
            due: question.when(term(.due, of: act.row)), provisions: provisions(of: act.row),
            successor: successors[UInt32(act.row)] ?? .none)
    }

    private func effect(of act: Dated<Int>, _ question: Question) -> Basis {
        let effective = question.when(term(.effective, of: act.row))
        return Basis(when: effective ?? act.fact.when, fact: act.fact, key: effective == nil ? .occurred : .effective)
    }

    private typealias Events = [Symbol: (seq: UInt32, subject: Symbol)]

    /// The directive that is named, be it by an event of its own; nil where it is none, or `own`.
    private func directive(_ target: Symbol, _ events: Events, but own: Symbol, _ question: Question) -> Symbol? {
        let stream = question.symbols.space(target) == .event ? events[target]?.subject : target
        guard let stream, stream != own, question.symbols.space(stream) == .directive else { return nil }
        return stream
    }

    /// What directives say of others.
    private func verdictsByTarget(_ question: Question, _ events: Events) -> [(target: Symbol, ending: Ending)] {
        verdicts.compactMap { verdict in
            let place = Int(verdict.act)
            guard let fact = question.fact(acts[place].record),
                let target = directive(verdict.target, events, but: fact.subject, question)
            else { return nil }
            let basis = effect(of: Dated(fact: fact, row: place), question)
            return (target, Ending(basis: basis, how: verdict.how, by: fact.subject))
        }
    }

    /// Of each act that ends its directive, the first directive that it names as what ended it.
    private func successorsByAct(_ question: Question, _ events: Events) -> [UInt32: Symbol] {
        let named = successors.lazy.compactMap { successor in
            directive(successor.target, events, but: acts[Int(successor.act)].record.subject, question).map {
                (successor.act, $0)
            }
        }
        return Dictionary(named) { first, _ in first }
    }
}

/// A directive as people see it.
struct DirectiveRow {
    let history: DirectiveHistory
    let question: Question
    /// The words of every event of the history, in its order.
    private let words: [EventWords]
    /// Those of its issue, or of the first that is known.
    private let first: EventWords

    init(history: DirectiveHistory, question: Question) {
        self.history = history
        self.question = question
        words = history.told.map { question.words.of($0.fact.seq) }
        let issue = history.told.firstIndex { $0.fact.verb == .issued } ?? 0
        first = words.indices.contains(issue) ? words[issue] : EventWords()
    }

    func json(_ force: Force) -> JSON {
        let citations = Citations(words)
        return .members([
            ("subject", question.name(history.subject)), ("title", first["title"]), ("force", json(of: force)),
            ("implementation", implementation), ("instrument", first["instrument"]), ("issued", issued),
            ("by", first.actors(.by)), ("to", addressees(.to)), ("lead", addressees(.lead)),
            ("with", first.actors(.with)), ("about", first.actors(.about)), ("modality", first["modality"]),
            ("attribution", first["attribution"]), ("confidence", first["confidence"]),
            ("citations", .integer(citations.count)), ("sources", citations.names),
            ("obligations", Question.list(obligations(force))), ("provisions", provisions), ("history", steps),
        ])
    }

    /// Those of one event, which nearly always is of the history.
    private func words(of seq: UInt32) -> EventWords {
        history.told.firstIndex { $0.fact.seq == seq }.map { words[$0] } ?? question.words.of(seq)
    }

    private var issued: JSON? {
        guard let place = history.told.firstIndex(where: { $0.fact.verb == .issued }) else { return nil }
        return question.date(words[place]["occurred"], history.told[place].fact.when)
    }

    private var steps: JSON {
        .array(
            zip(history.told, words).map { step, words in
                .members([
                    ("seq", Question.seq(step.fact.seq)), ("original", Question.original(step.fact)),
                    ("verb", .string(step.fact.verb.rawValue)),
                    ("occurred", question.date(words["occurred"], step.fact.when)), ("title", words["title"]),
                ])
            })
    }

    // MARK: Force

    private func json(of force: Force) -> JSON {
        .members([
            ("state", .string(force.state.rawValue)), ("since", force.since.map(date)),
            ("from", force.from.map(date)), ("until", (force.ending?.basis ?? force.expires).map(date)),
            ("suspended", force.suspension.map(json)),
            ("endedBy", force.ending.map(json)),
        ])
    }

    private func date(_ basis: Basis) -> JSON {
        let words = self.words(of: basis.seq)
        switch basis.key {
        case .occurred: return question.date(words["occurred"], basis.when)
        case .effective: return question.date(words["effective"], basis.when)
        case .expires: return question.date(words["expires"], basis.when)
        }
    }

    private func json(of suspension: Basis) -> JSON {
        .members([
            ("since", date(suspension)), ("seq", Question.seq(suspension.seq)),
            ("original", Question.original(suspension.fact)),
        ])
    }

    private func json(of ending: Ending) -> JSON {
        .members([
            ("how", .string(ending.how.rawValue)),
            ("by", ending.by == .none ? nil : question.name(ending.by)),
            ("seq", Question.seq(ending.basis.seq)), ("original", Question.original(ending.basis.fact)),
        ])
    }

    // MARK: Duties

    /// To whom it is addressed, as the last order says that names anybody.
    private func addressees(_ role: Role) -> JSON? {
        for (step, words) in zip(history.told, words).reversed() where step.isOrder {
            if let actors = words.actors(role) { return actors }
        }
        return first.actors(role)
    }

    private var implementation: JSON {
        .members([
            ("state", .string(history.implementation.rawValue)),
            ("due", history.due.map { question.date(words(of: $0.seq)["due"], $0.when) }),
        ])
    }

    /// What the last event that says so has of a part.
    private func words(of part: Symbol, _ key: String) -> JSON? {
        let name = question.symbols.text(part)
        for words in words.reversed() {
            let entry = words.list("provisions").first { $0["id"]?.text?.utf8.elementsEqual(name.utf8) ?? false }
            if let value = entry?[key] { return value }
        }
        return nil
    }

    private func due(of part: Symbol) -> JSON? {
        words(of: part, "due")?.text.flatMap { question.date(text: $0) } ?? implementation["due"]
    }

    private var provisions: JSON? {
        Question.list(
            history.parts.map { part in
                .members([
                    ("id", question.slug(part)), ("text", words(of: part, "text")),
                    ("assignee", words(of: part, "assignee")), ("due", due(of: part)),
                    ("force", json(of: history.force(of: part))),
                    ("implementation", .string(history.implementation(of: part).rawValue)),
                ])
            })
    }

    /// Who owes what to whom, by when: of each part, or of the whole where it has no parts.
    private func obligations(_ force: Force) -> [JSON] {
        guard force.state != .ended else { return [] }
        let addressees = addressees(.to) ?? addressees(.lead)
        var owed: [JSON] = []
        if !history.hasParts, let addressees {
            owed.append(
                obligation(
                    nil, who: addressees, what: first["text"] ?? first["title"], due: implementation["due"],
                    history.implementation))
        }
        return owed
            + history.parts.compactMap { part in
                guard history.force(of: part).state != .ended, let who = words(of: part, "assignee") ?? addressees
                else {
                    return nil
                }
                return obligation(
                    part, who: who, what: words(of: part, "text") ?? first["title"], due: due(of: part),
                    history.implementation(of: part))
            }
    }

    private func obligation(_ part: Symbol?, who: JSON, what: JSON?, due: JSON?, _ status: TargetStatus) -> JSON {
        .members([
            ("provision", part.map(question.slug)), ("who", who), ("what", what), ("toWhom", first.actors(.by)),
            ("due", due), ("status", .string(status.rawValue)),
        ])
    }
}
