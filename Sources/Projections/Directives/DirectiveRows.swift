import EventModel

extension Directives {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachHistory(question) { history in body { DirectiveRow(history: history, question: question).row } }
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
        let unseen = endings.keys.filter { !known.contains($0) }
        let all = (groups + unseen.map { ($0, []) }).sorted { question.symbols.precedes($0.0, $1.0) }
        for (group, (subject, dated)) in all.enumerated()
        where question.wants(group: group) && wanted?.contains(subject) ?? true {
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

    /// What directives say of others that are asked for.
    private func verdictsByTarget(_ question: Question, _ events: Events) -> [(target: Symbol, ending: Ending)] {
        verdicts.compactMap { verdict in
            let place = Int(verdict.act)
            guard let fact = question.fact(acts[place].record),
                let target = directive(verdict.target, events, but: fact.subject, question),
                question.wants(subject: target)
            else { return nil }
            let basis = effect(of: Dated(fact: fact, row: place), question)
            return (target, Ending(basis: basis, how: verdict.how, by: fact.subject))
        }
    }

    /// Of each act that ends a directive asked for, the first directive that it names as what ended it.
    private func successorsByAct(_ question: Question, _ events: Events) -> [UInt32: Symbol] {
        let named = successors.lazy.compactMap { successor -> (UInt32, Symbol)? in
            let own = acts[Int(successor.act)].record.subject
            guard question.wants(subject: own) else { return nil }
            return directive(successor.target, events, but: own, question).map { (successor.act, $0) }
        }
        return Dictionary(named) { first, _ in first }
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
    /// Those of its issue, or of the first that is known.
    private let first: EventWords

    init(history: DirectiveHistory, question: Question) {
        self.history = history
        self.question = question
        words = history.told.map { question.words.of($0.fact.seq) }
        let issue = history.told.firstIndex { $0.fact.verb == .issued } ?? 0
        first = words.indices.contains(issue) ? words[issue] : EventWords()
    }

    var row: Row {
        let citations = Citations(words)
        let force = history.force
        return Row { row in
            row.member("subject", name: history.subject, question)
            row.copy("title", from: first)
            row.member("force") { write(force, to: &$0) }
            row.member("implementation") { implementation in
                implementation.object { object in
                    object.member("state", history.implementation.rawValue)
                    object.member("due") { writeDue(to: &$0) }
                }
            }
            row.copy("instrument", from: first)
            if let issue = history.told.firstIndex(where: { $0.fact.verb == .issued }) {
                row.member("issued", history.told[issue].fact.when, from: words[issue])
            }
            row.member("by") { first.writeActors(.by, to: &$0) }
            row.member("to") { writeAddressees(.to, to: &$0) }
            row.member("lead") { writeAddressees(.lead, to: &$0) }
            row.member("with") { first.writeActors(.with, to: &$0) }
            row.member("about") { first.writeActors(.about, to: &$0) }
            for key: StaticString in ["modality", "attribution", "confidence"] { row.copy(key, from: first) }
            row.member("citations", citations.count)
            row.member("sources") { $0.list { citations.writeNames(to: &$0) } }
            if force.state != .ended { row.member("obligations") { $0.list { writeObligations(to: &$0) } } }
            row.member("provisions") { $0.list { list in for part in history.parts { write(part, to: &list) } } }
            row.member("history") { list in
                list.array { list in
                    for (step, words) in zip(history.told, words) { list.object { Self.write(step, words, to: &$0) } }
                }
            }
        }
    }

    private static func write(_ step: DirectiveHistory.Step, _ words: EventWords, to object: inout JSONText) {
        object.fact(step.fact)
        object.member("occurred", step.fact.when, from: words)
        object.copy("title", from: words)
    }

    /// Those of one event, which nearly always is of the history.
    private func words(of seq: UInt32) -> EventWords {
        history.told.firstIndex { $0.fact.seq == seq }.map { words[$0] } ?? question.words.of(seq)
    }

    // MARK: Force

    private func write(_ force: Force, to output: inout JSONText) {
        output.object { object in
            object.member("state", force.state.rawValue)
            member("since", force.since, of: &object)
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
                        object.place(ending.basis.fact)
                    }
                }
            }
        }
    }

    private func member(_ key: StaticString, _ basis: Basis?, of object: inout JSONText) {
        if let basis { object.member(key, basis.when, as: basis.key.name, from: words(of: basis.seq)) }
    }

    // MARK: Duties

    /// To whom it is addressed, as the last order says that names anybody.
    private func addressees(_ role: Role) -> EventWords? {
        let last = words.indices.last { history.told[$0].isOrder && words[$0].names(role) }
        if let last { return words[last] }
        return first.names(role) ? first : nil
    }

    private func writeAddressees(_ role: Role, to output: inout JSONText) {
        addressees(role)?.writeActors(role, to: &output)
    }

    /// The day by which the whole is due.
    private func writeDue(to output: inout JSONText) {
        guard let due = history.due else { return }
        let words = self.words(of: due.seq)
        output.date(due.when) { words.write("due", to: &$0) }
    }

    /// What the last event that says so has of a part.
    private func value(_ key: StaticString, of part: Symbol) -> (words: EventWords, node: Document.Node)? {
        let name = question.symbols.text(part)
        for words in words.reversed() {
            var entry: Document.Node?
            words.forEach(in: "provisions") { provision in
                if entry == nil, let id = words.document.member(provision, "id"), words.document.equals(id, name) {
                    entry = provision
                }
            }
            if let value = entry.flatMap({ words.document.member($0, key) }) { return (words, value) }
        }
        return nil
    }

    private func copy(_ key: StaticString, of part: Symbol, to object: inout JSONText) {
        guard let value = value(key, of: part) else { return }
        object.member(key) { $0.excerpt(value.words.document, value.node) }
    }

    private func writeDue(of part: Symbol, to object: inout JSONText) {
        if let text = value("due", of: part).flatMap({ $0.words.text($0.node) }),
            EDTF.bounds(utf8: text.utf8.span) != nil
        {
            object.member("due", dateText: text)
        } else {
            object.member("due") { writeDue(to: &$0) }
        }
    }

    private func write(_ part: Symbol, to list: inout JSONText) {
        list.object { object in
            object.member("id", slug: part, question)
            copy("text", of: part, to: &object)
            copy("assignee", of: part, to: &object)
            writeDue(of: part, to: &object)
            object.member("force") { write(history.force(of: part), to: &$0) }
            object.member("implementation", history.implementation(of: part).rawValue)
        }
    }

    /// Who owes what to whom, by when: of each part, or of the whole where it has no parts.
    private func writeObligations(to list: inout JSONText) {
        let role: Role = addressees(.to) == nil ? .lead : .to
        let addressees = addressees(role)
        if !history.hasParts, let addressees {
            list.object { owed in
                owed.member("who") { addressees.writeActors(role, to: &$0) }
                owed.member("what") { first.write(first.has("text") ? "text" : "title", to: &$0) }
                owed.member("toWhom") { first.writeActors(.by, to: &$0) }
                owed.member("due") { writeDue(to: &$0) }
                owed.member("status", history.implementation.rawValue)
            }
        }
        for part in history.parts where history.force(of: part).state != .ended {
            let assignee = value("assignee", of: part)
            if assignee == nil, addressees == nil { continue }
            list.object { owed in
                owed.member("provision", slug: part, question)
                owed.member("who") { who in
                    if let assignee { return who.excerpt(assignee.words.document, assignee.node) }
                    addressees?.writeActors(role, to: &who)
                }
                owed.member("what") { what in
                    if let text = value("text", of: part) { return what.excerpt(text.words.document, text.node) }
                    first.write("title", to: &what)
                }
                owed.member("toWhom") { first.writeActors(.by, to: &$0) }
                writeDue(of: part, to: &owed)
                owed.member("status", history.implementation(of: part).rawValue)
            }
        }
    }
}
