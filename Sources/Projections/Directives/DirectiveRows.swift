import EventModel

extension Directives {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        forEachHistory(question) { history in body { DirectiveRow(history: history, question: question).row } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        forEachHistory(question) { body($0.force.state.rawValue) }
    }

    package func streams(movedBy shift: Shift, from earlier: Self) -> Set<Symbol>? {
        var streams: Set<Symbol> = []
        let moved = acts.indices.map { place in
            shift.moves(acts[place].record) || terms(of: place).contains { shift.moves($0.date) }
                || provisions[provisions(of: place)].contains { shift.moves($0.due) }
        }
        for place in acts.indices where moved[place] { streams.insert(acts[place].record.subject) }
        // Where an act comes to end another directive by an event of it, that event is new, and so moved itself.
        for (verdict, target) in zip(verdicts, targets(shift.later)) where moved[Int(verdict.act)] {
            if let target { streams.insert(target) }
        }
        let (enders, formerEnders) = (enders(shift.later), earlier.enders(shift.earlier))
        for (place, former) in formerEnders.enumerated() where enders[place] != former.flatMap(shift.renumbered) {
            streams.insert(acts[Int(successors[place].act)].record.subject)
        }
        return streams
    }

    /// Of each verdict, the directive that it ends.
    private func targets(_ question: Question) -> [Symbol?] {
        let events = events(question)
        return verdicts.map { directive($0.target, events, but: acts[Int($0.act)].record.subject, question) }
    }

    /// Of each act that names what ended its directive, that one.
    private func enders(_ question: Question) -> [Symbol?] {
        let events = events(question)
        return successors.map { directive($0.target, events, but: acts[Int($0.act)].record.subject, question) }
    }

    /// The events that directives name as what they end, or what ended them.
    private func events(_ question: Question) -> Events {
        question.events(named: Array(verdicts.lazy.map(\.target)) + successors.lazy.map(\.target))
    }

    /// Every directive asked for of which something is known, by name.
    private func forEachHistory(_ question: Question, _ body: (DirectiveHistory) -> Void) {
        let wanted = question.streams(acts, parties)
        let events = events(question)
        let endings = Dictionary(grouping: verdictsByTarget(question, events), by: \.target)
        let successors = successorsByAct(question, events)
        // Of what others end there need not be an act.
        let ended = Array(endings.keys)
        let chosen = acts.indices.lazy.filter { question.wants(subject: acts[$0].record.subject) }
        let groups = question.grouped(Array(chosen) + ended.indices.map { acts.count + $0 }) { place in
            place < acts.count ? acts[place].record.subject : ended[place - acts.count]
        }
        for (group, (subject, places)) in groups.enumerated()
        where question.wants(group: group) && wanted?.contains(subject) ?? true {
            var steps: [DirectiveHistory.Step] = []
            steps.reserveCapacity(places.count)
            for place in places where place < acts.count {
                if let step = step(place, successors, question) { steps.append(step) }
            }
            let history = DirectiveHistory(
                subject: subject, steps: steps.sorted { $0.fact < $1.fact },
                provisions: provisions, verdicts: (endings[subject] ?? []).map(\.ending), question: question)
            if history.isKnown, question.wants(class: history.force.state.rawValue) { body(history) }
        }
    }

    /// What an act says; nil where a correction has taken it away.
    private func step(
        _ place: Int, _ successors: [UInt32: Symbol], _ question: Question
    ) -> DirectiveHistory.Step? {
        guard let fact = question.fact(acts[place].record) else { return nil }
        return DirectiveHistory.Step(
            fact: fact, effect: effect(of: place, fact, question), isEffectStated: term(.effective, of: place) != .none,
            expires: question.stated(term(.expires, of: place)), due: question.stated(term(.due, of: place)),
            provisions: provisions(of: place), successor: successors[UInt32(place)] ?? .none)
    }

    private func effect(of place: Int, _ fact: Fact, _ question: Question) -> Basis {
        let occurred = StatedDate(symbol: fact.date, when: fact.when)
        return Basis(date: question.stated(term(.effective, of: place)) ?? occurred, fact: fact)
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
            let basis = effect(of: place, fact, question)
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
    /// Those of the last order that names anybody to whom it is addressed, and who leads.
    private let addressed: EventWords?
    private let led: EventWords?

    init(history: DirectiveHistory, question: Question) {
        self.history = history
        self.question = question
        words = question.words.of(history.told.lazy.map { $0.fact.seq })
        let issue = history.told.firstIndex { $0.fact.verb == .issued } ?? 0
        let first = words.indices.contains(issue) ? words[issue] : EventWords(Document(), nil)
        self.first = first
        let words = words
        let last = { (role: Role) -> EventWords? in
            let place = words.indices.last { history.told[$0].isOrder && words[$0].names(role) }
            return place.map { words[$0] } ?? (first.names(role) ? first : nil)
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
                    object.member("due", date: history.due?.symbol ?? .none, question)
                }
            }
            row.copy(.instrument, from: first)
            if let issue = history.told.firstIndex(where: { $0.fact.verb == .issued }) {
                row.member("issued", date: history.told[issue].fact.date, question)
            }
            row.member("by") { first.writeActors(.by, to: &$0) }
            row.member("to") { addressed?.writeActors(.to, to: &$0) }
            row.member("lead") { led?.writeActors(.lead, to: &$0) }
            row.member("with") { first.writeActors(.with, to: &$0) }
            row.member("about") { first.writeActors(.about, to: &$0) }
            for key: DataKey in [.modality, .attribution, .confidence] { row.copy(key, from: first) }
            row.member("citations", citations.count)
            row.member("sources") { $0.list { citations.writeNames(to: &$0) } }
            if force.state != .ended { row.member("obligations") { $0.list { writeObligations(to: &$0) } } }
            row.member("provisions") { $0.list { list in for part in history.parts { write(part, to: &list) } } }
            row.member("history") { list in
                list.array { list in
                    for (step, words) in zip(history.told, words) { list.object { write(step, words, to: &$0) } }
                }
            }
        }
    }

    private func write(_ step: DirectiveHistory.Step, _ words: EventWords, to object: inout JSONText) {
        object.fact(step.fact)
        object.member("occurred", date: step.fact.date, question)
        object.copy(.title, from: words)
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
        if let basis { object.member(key, date: basis.date.symbol, question) }
    }

    // MARK: Duties

    /// What the last event that says so has of a part.
    private func value(_ key: StaticString, of part: Symbol) -> Excerpt? {
        let name = question.symbols.text(part)
        for (place, words) in words.enumerated().reversed() where history.names(part, at: place) {
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
            for key: StaticString in ["text", "assignee"] {
                if let value = value(key, of: part) { object.member(key) { $0.excerpt(value) } }
            }
            object.member("due", date: history.due(of: part)?.symbol ?? .none, question)
            object.member("force") { write(history.force(of: part), to: &$0) }
            object.member("implementation", history.implementation(of: part).rawValue)
        }
    }

    /// Who owes what to whom, by when: of each part, or of the whole where it has no parts.
    private func writeObligations(to list: inout JSONText) {
        let role: Role = addressed == nil ? .lead : .to
        let addressees = addressed ?? led
        if !history.hasParts, let addressees {
            list.object { owed in
                owed.member("who") { addressees.writeActors(role, to: &$0) }
                owed.member("what") { first.write(first.has(.text) ? .text : .title, to: &$0) }
                owed.member("toWhom") { first.writeActors(.by, to: &$0) }
                owed.member("due", date: history.due?.symbol ?? .none, question)
                owed.member("status", history.implementation.rawValue)
            }
        }
        for part in history.parts where history.force(of: part).state != .ended {
            let assignee = value("assignee", of: part)
            if assignee == nil, addressees == nil { continue }
            list.object { owed in
                owed.member("provision", slug: part, question)
                owed.member("who") { who in
                    if let assignee { return who.excerpt(assignee) }
                    addressees?.writeActors(role, to: &who)
                }
                owed.member("what") { what in
                    if let text = value("text", of: part) { return what.excerpt(text) }
                    first.write(.title, to: &what)
                }
                owed.member("toWhom") { first.writeActors(.by, to: &$0) }
                owed.member("due", date: history.due(of: part)?.symbol ?? .none, question)
                owed.member("status", history.implementation(of: part).rawValue)
            }
        }
    }
}
