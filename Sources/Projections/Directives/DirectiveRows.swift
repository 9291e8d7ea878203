import EventModel

extension Directives {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachHistory(question) { history in
            if wants(history, question) { body { DirectiveRow(history: history, question: question).row } }
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachHistory(question) { history in
            guard wants(history, question) else { return }
            body(history.force.state.rawValue)
            if !history.contradictions.isEmpty { body(Self.contradictory) }
        }
    }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? {
        var streams: Set<Symbol> = []
        let acts = knownActs(shift.later)
        let subject = { (act: UInt32) in shift.later.subject(acts[Int(act)].seq) }
        let moved = acts.indices.map { place in
            shift.moves(acts[place].seq) || terms[place].contains { shift.moves($0.date) }
                || provisions[place].contains { shift.moves($0.due) }
        }
        for place in acts.indices where moved[place] { streams.insert(subject(UInt32(place))) }
        let links = links(shift.later)
        let (acting, formerlyActing) = (links.doers, self.links(shift.earlier).doers)
        for (place, former) in formerlyActing.enumerated() where acting[place] != former {
            streams.insert(subject(doers[place].act))
        }
        // What ended another directive is contradicted where that one ended it too.
        for (place, doer) in acting.enumerated() where moved[Int(doers[place].act)] {
            if let doer { streams.insert(doer) }
        }
        // What a directive does takes effect with it, and never where it ends before. Where an act comes to affect another
        // directive by an event of it, that event is new, and so moved itself.
        var affected: [Symbol: Set<Symbol>] = [:]
        for (impact, target) in zip(impacts, links.targets) {
            if let target { affected[subject(impact.act), default: []].insert(target) }
        }
        for (place, doer) in acting.enumerated() {
            if let doer { affected[doer, default: []].insert(subject(doers[place].act)) }
        }
        var waiting = Array(streams)
        while let next = waiting.popLast() {
            for stream in affected[next] ?? [] where streams.insert(stream).inserted { waiting.append(stream) }
        }
        return streams
    }

    private func wants(_ history: DirectiveHistory, _ question: Question) -> Bool {
        if question.filter.isWindowed, !history.wasInForce(since: question.filter.since, until: question.filter.until) {
            return false
        }
        return question.wants(class: history.force.state.rawValue)
            || !history.contradictions.isEmpty && question.wants(class: Self.contradictory)
    }
}

/// A directive as people see it.
///
/// An object, since the closures that write it would copy a value.
final class DirectiveRow {
    let history: DirectiveHistory
    let question: Question
    /// The words of every event of the history, in its order.
    private let words: [EventWords]
    /// Those of its issue, which alone says who issued what; of nothing where no event tells of it.
    private let first: EventWords
    /// Those of the last order that names anybody to whom it is addressed, and who leads.
    private let addressed: EventWords?
    private let led: EventWords?

    init(history: DirectiveHistory, question: Question) {
        self.history = history
        self.question = question
        words = question.words.of(history.told.lazy.map { $0.fact.seq })
        let words = words
        first = history.issue.map { words[$0] } ?? EventWords(Document(), nil)
        let last = { (role: Role) -> EventWords? in
            words.indices.last { history.told[$0].isOrder && words[$0].names(role) }.map { words[$0] }
        }
        addressed = last(.to)
        led = last(.lead)
    }

    var row: Row {
        let citations = Citations(words)
        let force = history.force
        return Row { row in
            row.member("subject", name: history.subject, question)
            row.copy(.title, from: first)
            row.member("force") { write(force, to: &$0) }
            row.member("implementation") { implementation in
                implementation.object { object in
                    object.member("state", history.implementation.rawValue)
                    object.member("due", date: history.due?.date.symbol ?? .none, question)
                }
            }
            row.copy(.instrument, from: first)
            row.member("issued", date: history.issue.map { history.told[$0].fact.date } ?? .none, question)
            row.member("knownOnlyBy", knownOnlyBy)
            row.member("by") { first.writeActors(.by, question, to: &$0) }
            row.member("to") { addressed?.writeActors(.to, question, to: &$0) }
            row.member("lead") { led?.writeActors(.lead, question, to: &$0) }
            row.member("with") { first.writeActors(.with, question, to: &$0) }
            row.member("about") { first.writeActors(.about, question, to: &$0) }
            for key: DataKey in [.modality, .attribution, .confidence] { row.copy(key, from: first) }
            row.member("citations", citations.count)
            row.member("sources") { $0.list { citations.writeNames(to: &$0) } }
            row.member("provisions") { $0.list { list in for part in history.parts { write(part, to: &list) } } }
            row.member("amended") { $0.list { writeAmendments(to: &$0) } }
            row.member("contradictions") { $0.list { writeContradictions(to: &$0) } }
            row.member("history") { list in
                list.array { list in
                    for (step, words) in zip(history.told, words) { list.object { write(step, words, to: &$0) } }
                }
            }
        }
    }

    /// What makes it known, where its issue does not.
    private var knownOnlyBy: String? {
        guard history.issue == nil else { return nil }
        return history.told.allSatisfy { Ending.How($0.verb) != nil } ? "end" : "acts"
    }

    private func write(_ step: DirectiveStep, _ words: EventWords, to object: inout JSONText) {
        if let relation = step.relation {
            object.place(step.fact)
            object.member("relation", relation.rawValue)
        } else {
            object.fact(step.fact)
        }
        object.member("by", name: step.doer == .none ? nil : step.doer, question)
        if step.relation != nil, !step.scope.isEmpty { object.member("provisions", slugs: step.scope, question) }
        object.member("occurred", date: step.fact.date, question)
        object.copy(.title, from: words)
    }

    /// Writes what amended it; what is said from both sides, once.
    private func writeAmendments(to list: inout JSONText) {
        var written: [DirectiveStep] = []
        for step in history.told where step.verb == .amended {
            let isWritten = written.contains { other in
                step.doer != .none && other.doer == step.doer && other.scope == step.scope
                    && other.effect.when.mayBeOneDay(with: step.effect.when)
            }
            if isWritten { continue }
            written.append(step)
            list.object { amendment in
                amendment.member("by", name: step.doer == .none ? nil : step.doer, question)
                if !step.scope.isEmpty { amendment.member("provisions", slugs: step.scope, question) }
                amendment.member("occurred", date: step.fact.date, question)
                amendment.place(step.fact)
            }
        }
    }

    private func writeContradictions(to list: inout JSONText) {
        for contradiction in history.contradictions {
            list.object { object in
                object.member("kind", contradiction.kind.rawValue)
                object.member("seqs") { $0.array { seqs in contradiction.facts.forEach { seqs.integer($0.seq) } } }
            }
        }
    }

    // MARK: Force

    private func write(_ force: Force, to output: inout JSONText) {
        output.object { object in
            object.member("state", force.state.rawValue)
            member("since", force.since, of: &object)
            member("began", force.began, of: &object)
            member("from", force.from, of: &object)
            member("until", force.ending?.basis ?? force.expires, of: &object)
            if let suspension = force.suspension {
                object.member("suspended") { suspended in
                    suspended.object { object in
                        member("since", suspension, of: &object)
                        object.place(suspension.fact)
                    }
                }
            }
            if let ending = force.ending {
                object.member("endedBy") { ended in
                    ended.object { object in
                        object.member("how", ending.how.rawValue)
                        object.member("by", name: ending.by == .none ? nil : ending.by, question)
                        object.member("who") { writeDoers(of: ending, to: &$0) }
                        object.place(ending.basis.fact)
                    }
                }
            }
        }
    }

    /// Writes the actors who ended it. Those who set an expiry did so before, and not to end it.
    private func writeDoers(of ending: Ending, to list: inout JSONText) {
        guard !ending.isForeseen, let place = history.told.firstIndex(where: { $0.fact.seq == ending.basis.seq })
        else { return }
        words[place].writeActors(.by, question, to: &list)
    }

    private func member(_ key: StaticString, _ basis: Basis?, of object: inout JSONText) {
        if let basis { object.member(key, date: basis.date.symbol, question) }
    }

    // MARK: Parts

    /// What the last event that says so has of a part.
    private func value(_ key: StaticString, of part: Symbol) -> Excerpt? {
        guard part != .none else { return nil }
        let name = question.symbols.text(part)
        for (step, words) in zip(history.told, words).reversed() where step.relation == nil && step.names(part) {
            var named: Document.Node?
            words.forEach(in: .provisions) { provision in
                if named == nil, let id = words.document.member(provision, "id"), words.document.equals(id, name) {
                    named = provision
                }
            }
            if let value = named.flatMap({ words.document.member($0, key) }) { return Excerpt(words, value) }
        }
        return nil
    }

    private func write(_ part: Symbol, to list: inout JSONText) {
        list.object { object in
            object.member("id", slug: part, question)
            if let text = value("text", of: part) { object.member("text") { $0.excerpt(text) } }
            if let assignee = value("assignee", of: part) {
                object.member("assignee") { write(actors: assignee, to: &$0) }
            }
            object.member("due", date: history.due(of: part)?.date.symbol ?? .none, question)
            object.member("force") { write(history.force(of: part), to: &$0) }
            object.member("implementation", history.implementation(of: part).rawValue)
        }
    }

    // MARK: Duties

    /// Writes who owes a part, or the whole: its assignees, else to whom the directive is addressed, else who leads.
    func writeDebtors(of part: Symbol, to output: inout JSONText) {
        if let assignee = value("assignee", of: part) { return write(actors: assignee, to: &output) }
        if let addressed { return addressed.writeActors(.to, question, to: &output) }
        led?.writeActors(.lead, question, to: &output)
    }

    /// Writes a list of actors.
    private func write(actors: Excerpt, to output: inout JSONText) {
        let words = actors.words
        guard case .array = words.document.kind(actors.node) else { return output.excerpt(actors) }
        output.array { list in
            var written = ActorList(question)
            var elements = Elements(words.document, actors.node)
            while let element = elements.next(words.document) { written.write(element, of: words, to: &list) }
        }
    }

    /// Writes what a part demands, else what the directive does.
    func writeDemand(of part: Symbol, to output: inout JSONText) {
        if let text = value("text", of: part) { return output.excerpt(text) }
        first.write(part == .none && first.has(.text) ? .text : .title, to: &output)
    }

    /// Writes to whom it is owed: who issued it.
    func writeCreditors(to output: inout JSONText) { first.writeActors(.by, question, to: &output) }

    func writeTitle(to row: inout JSONText) { row.copy(.title, from: first) }
}
