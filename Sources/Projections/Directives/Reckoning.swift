import EventModel

/// What holds of a directive at a point, by all of its acts: the force of a day is what held on it, whenever that was
/// decided. Only ``DirectiveHistory/told`` waits for the day on which it was.
struct Reckoning {
    /// By ``Fact``'s order, those that have not begun among them.
    let steps: [DirectiveHistory.Step]
    /// The parts that all acts name.
    let provisions: [Directives.Provision]
    /// What other directives say of this one.
    let verdicts: [Ending]
    let question: Question
    private let expiry: Basis?
    private let startOfWhole: Basis?

    init(
        steps: [DirectiveHistory.Step], provisions: [Directives.Provision], verdicts: [Ending], question: Question
    ) {
        self.steps = steps
        self.provisions = provisions
        self.verdicts = verdicts
        self.question = question
        let last = steps.last { $0.expires != nil }
        expiry = last.flatMap { step in step.expires.map { Basis(date: $0, fact: step.fact) } }
        startOfWhole = Self.startOfWhole(steps)
    }

    private func hasBegun(_ basis: Basis) -> Bool { basis.when.hasBegun(by: question.point) }

    // MARK: One part, or the whole

    /// Of one part; ``Symbol/none`` for the whole, as if it had no parts.
    func force(of scope: Symbol) -> Force {
        let start = start(of: scope)
        let isToCome = start.map { !hasBegun($0) } ?? false
        var force = Force(state: .inForce, since: isToCome ? nil : start, expires: expiry)
        if let ending = ending(of: scope) {
            force.state = .ended
            force.ending = ending
        } else if isToCome {
            force.state = .notYet
            force.from = start
        } else if let suspension = suspension(of: scope) {
            force.state = .suspended
            force.suspension = suspension
        }
        return force
    }

    /// When the whole or a part comes into force: a part as it commenced by name; else with the whole, or with the
    /// amendment that adds it where that is later.
    private func start(of scope: Symbol) -> Basis? {
        let whole = startOfWhole
        guard scope != .none else { return whole }
        var commencement: Basis?
        var start = whole
        var isOrdered = false
        for step in steps where step.names(scope, in: provisions) {
            if step.fact.verb == .commenced { commencement = commencement.map { min($0, step.effect) } ?? step.effect }
            guard step.isOrder else { continue }
            if isOrdered || step.fact.verb != .amended {
                Self.move(&start, by: step)
            } else {
                start = start.map { max($0, step.effect) } ?? step.effect
            }
            isOrdered = true
        }
        return commencement ?? start
    }

    /// As it commenced; else as its issue says, or was, and as amendments of the whole put it off or forward.
    private static func startOfWhole(_ steps: [DirectiveHistory.Step]) -> Basis? {
        var commencement: Basis?
        for step in steps where step.fact.verb == .commenced && step.provisions.isEmpty {
            commencement = commencement.map { min($0, step.effect) } ?? step.effect
        }
        if let commencement { return commencement }
        let stated =
            steps.last { $0.fact.verb == .issued && $0.isEffectStated }
            ?? steps.first { $0.fact.verb == .issued }
        var start = stated?.effect
        for step in steps where step.provisions.isEmpty { move(&start, by: step) }
        return start
    }

    /// What is in force already when it is amended stays so: the amendment's `effective` is then of its own text alone.
    private static func move(_ start: inout Basis?, by order: DirectiveHistory.Step) {
        guard order.fact.verb == .amended, order.isEffectStated, let before = start,
            order.fact.when.surely < before.when.earliest
        else { return }
        start = order.effect
    }

    private func ending(of scope: Symbol) -> Ending? {
        var endings = verdicts.filter { hasBegun($0.basis) }
        for step in steps where step.concerns(scope, in: provisions) && hasBegun(step.effect) {
            if let how = Ending.How(step.fact.verb) {
                endings.append(Ending(basis: step.effect, how: how, by: step.successor))
            }
        }
        // In force until that day, which is its last. Whatever the act that sets it follows did not end this one.
        if let expiry, expiry.when.hasPassed(by: question.point) {
            endings.append(Ending(basis: expiry, how: .expired, by: .none))
        }
        return endings.min { $0.precedes($1) }
    }

    /// The suspension that nothing has resumed: the first since the last resumption, as they take effect.
    private func suspension(of scope: Symbol) -> Basis? {
        var suspension: Basis?
        let turns = steps.filter { step in
            (step.fact.verb == .suspended || step.fact.verb == .resumed) && step.concerns(scope, in: provisions)
                && hasBegun(step.effect)
        }
        for step in turns.sorted(by: {
            ($0.effect.when, $0.fact.deed, $0.fact) < ($1.effect.when, $1.fact.deed, $1.fact)
        }) {
            suspension = step.fact.verb == .suspended ? suspension ?? step.effect : nil
        }
        return suspension
    }

    // MARK: The whole by its parts

    /// Of the whole, every part considered.
    ///
    /// - Parameters:
    ///   - parts: what holds of each.
    ///   - hasRest: whether there is more to it than these.
    func force(of parts: [Force], hasRest: Bool) -> Force {
        let whole = force(of: .none)
        guard whole.state != .ended, !parts.isEmpty else { return whole }
        var states = Set(parts.map(\.state))
        if hasRest { states.insert(whole.state) }
        let state = Self.state(of: states)
        guard state != whole.state else { return whole }
        var force = Force(state: state, expires: whole.expires)
        if state == .notYet {
            force.from = (parts.map(\.from) + [whole.from]).compactMap(\.self).min()
        } else {
            force.since = (parts.map(\.since) + [whole.since]).compactMap(\.self).min()
        }
        switch state {
        case .suspended: force.suspension = whole.suspension ?? parts.compactMap(\.suspension).max()
        case .partly: force.suspension = whole.suspension
        case .ended: force.ending = Self.last(of: parts.compactMap(\.ending))
        default: break
        }
        return force
    }

    /// What has ended is no more; what is left decides, and only where something is in force is it so in part.
    private static func state(of states: Set<Force.State>) -> Force.State {
        let left = states.subtracting([.ended])
        guard left.count <= 1 else { return .partly }
        return left == [.inForce] && states.contains(.ended) ? .partly : left.first ?? .ended
    }

    private static func last(of endings: [Ending]) -> Ending? {
        let last = endings.map(\.basis.when).max()
        return endings.filter { $0.basis.when == last }.min { $0.precedes($1) }
    }
}
