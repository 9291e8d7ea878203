import EventModel

/// How the history of each directive is gathered from its own acts and from those of others.
extension Directives {
    /// Which directives the impacts and the doers are, each nil where it is none.
    struct Links {
        /// Of each impact, the directive that it is on.
        var targets: [Symbol?]
        /// Of each doer that is named, the directive.
        var doers: [Symbol?]
    }

    /// Finds by their ids the events that directives name as what they affect, or what affected them: in one pass for all.
    func links(_ question: Question) -> Links {
        let (impacts, doers) = (knownImpacts(question), knownDoers(question))
        let events = question.events(named: Array(impacts.lazy.map(\.target)) + doers.lazy.map(\.target))
        return Links(
            targets: impacts.map { directive($0.target, events, question) },
            doers: doers.map { directive($0.target, events, question) })
    }

    /// Calls `body` with every directive asked for of which something is known, by name, whatever its force is.
    ///
    /// - Parameter isWhole: whether also those are wanted that are of another share of the answer.
    func forEachHistory(_ question: Question, isWhole: Bool = false, _ body: (DirectiveHistory) -> Void) {
        let acts = knownActs(question)
        let wanted = question.streams(of: acts)
        let links = links(question)
        let doings = Doings(self, links, question)
        let impacts = impactsByTarget(doings, links, question)
        let doers = doersByAct(links, question)
        // Of what others affect there need not be an act.
        let others = Array(impacts.steps.keys)
        let chosen = acts.indices.lazy.filter { question.wants(subject: question.subject(acts[$0].seq)) }
        let groups = question.grouped(Array(chosen) + others.indices.map { acts.count + $0 }) { place in
            place < acts.count ? question.subject(acts[place].seq) : others[place - acts.count]
        }
        for (group, (subject, places)) in groups.enumerated()
        where (isWhole || question.wants(group: group)) && wanted?.contains(subject) ?? true {
            var steps = impacts.steps[subject] ?? []
            for place in places where place < acts.count {
                if let step = step(place, doer: doers[UInt32(place)], question).flatMap(doings.settled) {
                    steps.append(step)
                }
            }
            let history = DirectiveHistory(
                subject: subject, steps: steps.sorted(by: <), provisions: provisions.all,
                endings: impacts.endings[subject] ?? [], question: question)
            if history.isKnown { body(history) }
        }
    }

    /// What an act says; nil where a correction has taken it away.
    func step(_ place: Int, doer: Symbol? = nil, _ question: Question) -> DirectiveStep? {
        guard let fact = question.fact(acts[place].seq) else { return nil }
        let described = provisions.range(of: place)
        return DirectiveStep(
            fact: fact, deed: fact.deed, effect: effect(of: place, fact, question),
            scope: provisions[place].map(\.id), doer: doer ?? .none,
            isEffectStated: term(.effective, of: place) != .none, expires: question.stated(term(.expires, of: place)),
            due: question.stated(term(.due, of: place)), provisions: described)
    }

    /// What an impact does to another directive, by what the act says; nil where a correction has taken it away.
    func step(ofImpact index: Int, _ question: Question) -> DirectiveStep? {
        let impact = impacts[index]
        let place = Int(impact.act)
        guard let verb = impact.type.deed, let fact = question.fact(acts[place].seq) else { return nil }
        return DirectiveStep(
            fact: fact, deed: Deed(verb), effect: effect(of: place, fact, question),
            scope: Array(impactParts[index]), doer: fact.subject, relation: impact.type,
            expires: impact.type == .continues ? question.stated(term(.expires, of: place)) : nil)
    }

    private func effect(of place: Int, _ fact: Fact, _ question: Question) -> Basis {
        let occurred = StatedDate(symbol: fact.date, when: fact.when)
        return Basis(date: question.stated(term(.effective, of: place)) ?? occurred, fact: fact)
    }

    private typealias Events = [Symbol: (seq: UInt32, subject: Symbol)]

    /// The directive that is named, or one of whose events is; nil for anything else.
    private func directive(_ target: Symbol, _ events: Events, _ question: Question) -> Symbol? {
        let stream = question.symbols.space(target) == .event ? events[target]?.subject : target
        guard let stream, question.symbols.space(stream) == .directive else { return nil }
        return stream
    }

    /// What directives do to each other, as far as one that is asked for has part in it.
    private func impactsByTarget(_ doings: Doings, _ links: Links, _ question: Question) -> Impacts {
        var found = Impacts()
        for (index, target) in links.targets.enumerated() {
            if let target, let step = doings.step(index) { found.add(step, to: target, question) }
        }
        for (doer, other) in zip(doers, links.doers) {
            let place = Int(doer.act)
            guard let other, let fact = question.fact(acts[place].seq), Ending.How(fact.verb) != nil else {
                continue
            }
            if other != fact.subject {
                guard provisions[place].isEmpty else { continue }
                found.addEnding(of: fact.subject, effect(of: place, fact, question), by: other, question)
            } else if doer.ends {
                found.addEnding(
                    of: other, Basis(date: StatedDate(symbol: fact.date, when: fact.when), fact: fact), by: other,
                    question)
            }
        }
        return found
    }

    private struct Impacts {
        /// By the directive that they are done to.
        var steps: [Symbol: [DirectiveStep]] = [:]
        /// Which directives each one ends as a whole, itself among them.
        var endings: [Symbol: [DirectiveEnding]] = [:]

        mutating func add(_ step: DirectiveStep, to target: Symbol, _ question: Question) {
            if Ending.How(step.verb) != nil, step.scope.isEmpty || target == step.doer {
                addEnding(of: target, step.effect, by: step.doer, question)
            }
            if target != step.doer, question.wants(subject: target) { steps[target, default: []].append(step) }
        }

        mutating func addEnding(of target: Symbol, _ basis: Basis, by doer: Symbol, _ question: Question) {
            if question.wants(subject: doer) {
                endings[doer, default: []].append(DirectiveEnding(of: target, basis: basis))
            }
        }
    }

    /// Of each act of a directive asked for, the first other directive that it names as what did it.
    private func doersByAct(_ links: Links, _ question: Question) -> [UInt32: Symbol] {
        let named = zip(doers, links.doers).lazy.compactMap { doer, other -> (UInt32, Symbol)? in
            let own = question.subject(acts[Int(doer.act)].seq)
            guard question.wants(subject: own), let other, other != own else { return nil }
            return (doer.act, other)
        }
        return Dictionary(named) { first, _ in first }
    }
}
