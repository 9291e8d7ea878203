import EventModel

/// What directives do to each other, and when that takes effect: with the directive that does it, and never where that one
/// ends before.
///
/// Whether something is done depends on what was done before it alone, so that one pass in the order of the effects
/// settles all, however directives are entangled.
struct Doings {
    private let state: Directives
    private let question: Question
    /// Of each impact, the directive that it is on.
    private let targets: [Symbol?]
    /// The acts of each directive that does something, by their places.
    private var acts: [Symbol: [Int]] = [:]
    /// What is done, by the places of the impacts; those that nobody asks for are left out.
    private var steps: [Int: DirectiveStep] = [:]
    private var lives: [Symbol: Life] = [:]

    /// What of a directive decides when that is done which it does.
    private struct Life {
        /// When it was issued first.
        var issued: When?
        /// When it comes into force; nil where nobody says.
        var start: StatedDate?
        /// The last second of the first end that is known by now; of what has none, the last there is.
        var firstEnd = Int64.max

        /// - Parameter steps: its own acts, by their order.
        init(_ steps: [DirectiveStep]) {
            issued = steps.first { $0.verb == .issued }?.fact.when
            start = Reckoning.startOfWhole(steps)?.date
            for step in steps where Ending.How(step.verb) != nil && step.scope.isEmpty {
                firstEnd = min(firstEnd, step.effect.when.latest)
            }
            let last = steps.last { $0.expires != nil && ($0.scope.isEmpty || $0.verb == .issued) }
            if let expires = last?.expires { firstEnd = min(firstEnd, expires.when.latest) }
        }
    }

    init(_ state: Directives, _ links: Directives.Links, _ question: Question) {
        self.state = state
        self.question = question
        targets = links.targets
        guard !links.targets.isEmpty || !links.doers.isEmpty else { return }
        acts = Self.acts(of: state, links.doers, question)
        settle(gather(links.doers))
    }

    /// What an impact that is asked for does; nil where a correction has taken it away, or the directive that would have
    /// done it ended before.
    func step(_ index: Int) -> DirectiveStep? { steps[index] }

    /// An act as it is done: one that tells of the issue of the directive which did it, and no day of its own, takes effect
    /// with that one; nil where that one ended before.
    func settled(_ step: DirectiveStep) -> DirectiveStep? {
        guard step.doer != .none, !step.isEffectStated, let life = lives[step.doer],
            let issued = life.issued, issued.mayBeOneDay(with: step.fact.when), let start = life.start,
            step.fact.when.surelyPrecedes(start.when)
        else { return step }
        if life.firstEnd < start.when.earliest { return nil }
        var step = step
        step.effect.date = start
        return step
    }

    // MARK: Gathering

    private static func acts(
        of state: Directives, _ doers: [Symbol?], _ question: Question
    ) -> [Symbol: [Int]] {
        var isDoer = [Bool](repeating: false, count: question.symbols.count)
        let subject = { (act: Directives.Act) in question.subject(act.seq) }
        for impact in state.knownImpacts(question) { isDoer[Int(subject(state.acts[Int(impact.act)]).index)] = true }
        for case let doer? in doers { isDoer[Int(doer.index)] = true }
        var acts: [Symbol: [Int]] = [:]
        for (place, act) in state.knownActs(question).enumerated() where isDoer[Int(subject(act).index)] {
            acts[subject(act), default: []].append(place)
        }
        return acts
    }

    private mutating func life(of directive: Symbol) -> Life {
        if let known = lives[directive] { return known }
        let life = Life((acts[directive] ?? []).compactMap { state.step($0, question) }.sorted(by: <))
        lives[directive] = life
        return life
    }

    /// The impacts that are asked for, and those on which it depends whether they are done.
    private mutating func gather(_ doers: [Symbol?]) -> [(index: Int, step: DirectiveStep)] {
        var onDirective: [Symbol: [Int]] = [:]
        for (index, target) in targets.enumerated() {
            if let target { onDirective[target, default: []].append(index) }
        }
        var found: [(index: Int, step: DirectiveStep)] = []
        var isFound = [Bool](repeating: false, count: targets.count)
        var waiting: [Symbol] = []
        var isMet: Set<Symbol> = []
        func add(_ index: Int) {
            guard !isFound[index], let target = targets[index], var step = state.step(ofImpact: index, question) else {
                return
            }
            isFound[index] = true
            // What the issue does is done as the directive comes into force, whenever that is in the end; what an amendment
            // does, no sooner.
            if target != step.doer, acts[step.doer]?.count ?? 0 > 1, let start = life(of: step.doer).start,
                step.fact.verb == .issued || step.effect.when.surelyPrecedes(start.when)
            {
                step.effect.date = start
            }
            found.append((index, step))
            if Self.isLate(step), isMet.insert(step.doer).inserted { waiting.append(step.doer) }
        }
        for (index, target) in targets.enumerated() {
            let doer = question.subject(state.acts[Int(state.impacts[index].act)].seq)
            if let target, question.wants(subject: target) || question.wants(subject: doer) { add(index) }
        }
        for (place, doer) in doers.enumerated() {
            guard let doer, question.wants(subject: question.subject(state.acts[Int(state.doers[place].act)].seq))
            else {
                continue
            }
            _ = life(of: doer)
            if isMet.insert(doer).inserted { waiting.append(doer) }
        }
        while let next = waiting.popLast() { for index in onDirective[next] ?? [] { add(index) } }
        return found
    }

    /// Whether its effect surely comes after the act, so that its directive may end between.
    private static func isLate(_ step: DirectiveStep) -> Bool { step.fact.when.surelyPrecedes(step.effect.when) }

    // MARK: Settling

    private mutating func settle(_ impacts: [(index: Int, step: DirectiveStep)]) {
        for (index, step) in impacts.sorted(by: { $0.step.effect.when.latest < $1.step.effect.when.latest }) {
            if targets[index] != step.doer, Self.isLate(step),
                life(of: step.doer).firstEnd < step.effect.when.earliest
            {
                continue
            }
            steps[index] = step
            if let target = targets[index], target != step.doer, Ending.How(step.verb) != nil, step.scope.isEmpty {
                let first = min(life(of: target).firstEnd, step.effect.when.latest)
                lives[target]?.firstEnd = first
            }
        }
    }
}
