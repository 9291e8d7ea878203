import EventModel

/// What holds of a directive at a point, by all of its acts: the force of a day is what held on it, whenever that was
/// decided.
struct Reckoning {
    /// By their order, those that have not begun among them.
    private let steps: [DirectiveStep]
    private let point: Point
    /// The parts that acts have named, in the order in which they are met.
    private(set) var parts: [Symbol] = []
    /// Those of them that the directive itself has, as against those only named in ending, suspending or carrying out.
    private(set) var defined: [Symbol] = []
    /// Whether there is more to it than its parts: what amendments alone describe in parts has a body besides them.
    private(set) var hasRest = true
    private let startOfWhole: Basis?
    private let contents: Contents

    /// What there is among the acts: most have little, and what they do not have need not be looked for.
    private struct Contents {
        private var deeds: UInt64 = 0
        private(set) var hasScopes = false
        private(set) var hasExpiries = false

        init(_ steps: [DirectiveStep]) {
            // By places, as an act that is taken out of the list is copied.
            for place in steps.indices {
                deeds |= 1 << UInt64(steps[place].deed.code)
                if !steps[place].scope.isEmpty { hasScopes = true }
                if steps[place].expires != nil || steps[place].relation == .continues { hasExpiries = true }
            }
        }

        func has(_ verbs: Verb...) -> Bool { verbs.contains { deeds & 1 << UInt64($0.code) != 0 } }

        var hasEndings: Bool { has(.revoked, .superseded, .expired) }
    }

    init(steps: [DirectiveStep], point: Point) {
        self.steps = steps
        self.point = point
        contents = Contents(steps)
        startOfWhole = Self.startOfWhole(steps)
        guard contents.hasScopes else { return }
        for step in steps where !step.scope.isEmpty {
            // A part that is to commence is there before it does; one that is to be added, ended or suspended is not.
            guard step.verb == .commenced || step.fact.when.hasBegun(by: point) || hasBegun(step.effect) else {
                continue
            }
            for part in step.scope {
                // An amendment by another directive says nothing of how this one is divided.
                if step.relation == nil || step.verb != .amended, !parts.contains(part) { parts.append(part) }
                if step.describes, !defined.contains(part) { defined.append(part) }
            }
            if step.describes, step.verb != .amended { hasRest = false }
        }
        // Of what is all described in parts there are no others.
        if !hasRest { parts.removeAll { !defined.contains($0) } }
    }

    /// Whether anything of the directive has begun.
    var isBegun: Bool { steps.contains { $0.fact.when.hasBegun(by: point) || $0.effect.when.hasBegun(by: point) } }

    private func hasBegun(_ basis: Basis) -> Bool { basis.when.hasBegun(by: point) }

    // MARK: One part, or the whole

    /// Whether anything says from when a part, or the whole, is in force.
    func hasStart(_ part: Symbol) -> Bool { start(of: part) != nil }

    /// Of one part; ``Symbol/none`` for the whole, as if it had no parts.
    func force(of part: Symbol) -> Force {
        let start = start(of: part)
        let isToCome = start.map { !hasBegun($0) } ?? false
        let renewals = renewals(of: part)
        let expiry = expiry(of: part, renewals)
        var force = Force(state: .inForce, began: isToCome ? nil : start, expires: expiry)
        if let ending = endings(of: part, expiry, renewals).min(by: { $0.precedes($1) }) {
            force.state = .ended
            force.ending = ending
            if let start, ending.basis.when.surelyPrecedes(start.when) { force.began = nil }
        } else if isToCome {
            force.state = .notYet
            force.from = start
        } else if let suspension = suspension(of: part) {
            force.state = .suspended
            force.suspension = suspension
        }
        return force
    }

    /// When the whole or a part comes into force: a part as it commenced by name; else with the whole, or with the
    /// amendment that adds it where that is later.
    private func start(of part: Symbol) -> Basis? {
        let whole = startOfWhole
        guard part != .none else { return whole }
        var commencement: Basis?
        var start = whole
        var isOrdered = false
        for step in contents.hasScopes ? steps : [] where step.names(part) {
            if step.verb == .commenced { commencement = commencement.map { min($0, step.effect) } ?? step.effect }
            guard step.isOrder else { continue }
            if isOrdered || step.verb != .amended {
                Self.move(&start, by: step)
            } else {
                start = start.map { max($0, step.effect) } ?? step.effect
            }
            isOrdered = true
        }
        return commencement ?? start
    }

    /// As it commenced; else as its issue says, or was, and as amendments of the whole put it off or forward.
    static func startOfWhole(_ steps: [DirectiveStep]) -> Basis? {
        var commencement: Basis?
        var first: Int?
        var stated: Int?
        // By places, as an act that is taken out of the list is copied.
        for place in steps.indices {
            switch steps[place].deed {
            case .commenced where steps[place].scope.isEmpty:
                commencement = commencement.map { min($0, steps[place].effect) } ?? steps[place].effect
            case .issued:
                if steps[place].isEffectStated, first == nil || !follows(steps[place], anEndIn: steps) {
                    stated = place
                }
                first = first ?? place
            default: break
            }
        }
        if let commencement { return commencement }
        var start = (stated ?? first).map { steps[$0].effect }
        for place in steps.indices where steps[place].scope.isEmpty && steps[place].deed == .amended {
            move(&start, by: steps[place])
        }
        return start
    }

    /// Whether a day surely before an act takes effect was an end of the whole, or was set as one.
    private static func follows(_ act: DirectiveStep, anEndIn steps: [DirectiveStep]) -> Bool {
        steps.contains { step in
            guard step.scope.isEmpty || step.verb == .issued else { return false }
            if let expires = step.expires, expires.when.surelyPrecedes(act.effect.when) { return true }
            return Ending.How(step.verb) != nil && step.effect.when.surelyPrecedes(act.effect.when)
        }
    }

    /// What is in force already when it is amended stays so: the amendment's `effective` is then of its own text alone.
    private static func move(_ start: inout Basis?, by order: DirectiveStep) {
        guard order.verb == .amended, order.isEffectStated, let before = start,
            order.fact.when.surely < before.when.earliest
        else { return }
        start = order.effect
    }

    /// The acts that put off or lift the expiry of a part, or of the whole, or set it; what an amendment or a continuation
    /// says of parts is of them alone.
    private func renewals(of part: Symbol) -> [DirectiveStep] {
        guard contents.hasExpiries else { return [] }
        return steps.filter { step in
            (step.expires != nil || step.liftsExpiry) && (step.verb == .issued || step.concerns(part))
        }
    }

    /// The last day of a part, or of the whole, as the last act to say so has it. Where that had passed, it stays until an
    /// act that sets another one takes effect.
    private func expiry(of part: Symbol, _ renewals: [DirectiveStep]) -> Basis? {
        var expiry: Basis?
        for step in renewals {
            if let current = expiry {
                if current.when.surelyPrecedes(step.effect.when) {
                    if !hasBegun(step.effect) { continue }
                } else if step.liftsExpiry, let expires = step.expires, expires.when <= current.when {
                    // What continues it ends nothing sooner.
                    continue
                }
            }
            expiry = step.expires.map { Basis(date: $0, fact: step.fact) }
        }
        return expiry
    }

    /// Every end of a part, or of the whole, that the point has reached; without those that lie before a day from which it
    /// is in force again.
    func endings(of part: Symbol) -> [Ending] {
        let renewals = renewals(of: part)
        return endings(of: part, expiry(of: part, renewals), renewals)
    }

    private func endings(of part: Symbol, _ expiry: Basis?, _ renewals: [DirectiveStep]) -> [Ending] {
        var endings: [Ending] = []
        for step in contents.hasEndings ? steps : [] where step.concerns(part) && hasBegun(step.effect) {
            guard let how = Ending.How(step.verb) else { continue }
            // Only what expired is in force again by another expiry.
            let isUndone =
                how == .expired
                && renewals.contains { renewal in
                    hasBegun(renewal.effect) && step.effect.when.surelyPrecedes(renewal.effect.when)
                }
            if !isUndone { endings.append(Ending(basis: step.effect, how: how, by: step.doer)) }
        }
        // In force until that day, which is its last. What the act that sets it follows did not end this one.
        if let expiry, expiry.when.hasPassed(by: point) {
            endings.append(Ending(basis: expiry, how: .expired, by: .none, isForeseen: true))
        }
        return endings
    }

    /// The suspension that nothing has resumed: the first since the last resumption, as they take effect.
    private func suspension(of part: Symbol) -> Basis? {
        guard contents.has(.suspended) else { return nil }
        let turns = steps.filter { step in
            (step.verb == .suspended || step.verb == .resumed) && step.concerns(part) && hasBegun(step.effect)
        }
        guard !turns.isEmpty else { return nil }
        var suspension: Basis?
        for step in turns.sorted(by: { ($0.effect.when, $0.deed, $0.fact) < ($1.effect.when, $1.deed, $1.fact) }) {
            suspension = step.verb == .suspended ? suspension ?? step.effect : nil
        }
        return suspension
    }

    // MARK: The whole by its parts

    /// Of the whole, every part considered.
    var force: Force {
        let whole = force(of: .none)
        guard !parts.isEmpty else { return whole }
        let forces = parts.map(force)
        let state = Self.state(of: whole.state, Set(forces.map(\.state)), hasRest: hasRest)
        guard state != whole.state || state == .ended && !hasRest else { return whole }
        var force = Force(state: state, expires: whole.state == .ended ? lastExpiry(of: forces) : whole.expires)
        if state == .notYet {
            force.from = (forces.map(\.from) + [whole.from]).compactMap(\.self).min()
        } else {
            force.began = (forces.map(\.began) + [whole.began]).compactMap(\.self).min()
        }
        switch state {
        case .suspended: force.suspension = whole.suspension ?? forces.compactMap(\.suspension).max()
        case .partly: force.suspension = whole.suspension
        case .ended: force.ending = Self.last(of: forces.compactMap(\.ending))
        case .notYet, .inForce: break
        }
        return force
    }

    /// The day on which the last part is to expire that has not ended; nil where one of them is to stay.
    private func lastExpiry(of parts: [Force]) -> Basis? {
        let left = parts.filter { $0.state != .ended }
        let days = left.compactMap(\.expires)
        return days.count == left.count ? days.max() : nil
    }

    /// What a directive is whose parts have come to something. A part that has ended is no more; what is left is its other
    /// parts and, where only amendments name parts, the rest of it. The first line that applies decides:
    ///
    /// | the whole by itself | what is left | it is |
    /// |---|---|---|
    /// | anything | nothing | ended |
    /// | in force | something not yet in force | partly |
    /// | not ended, or has no rest | all in force, and no part has ended | in force |
    /// | anything | something in force | partly |
    /// | anything | something suspended, or the whole is | suspended |
    /// | anything | all not yet in force | not yet |
    private static func state(of whole: Force.State, _ parts: Set<Force.State>, hasRest: Bool) -> Force.State {
        let left = parts.union(hasRest ? [whole] : []).subtracting([.ended])
        if left.isEmpty { return .ended }
        if whole == .inForce, left.contains(.notYet) { return .partly }
        if left == [.inForce], whole != .ended || !hasRest, !parts.contains(.ended) { return .inForce }
        if left.contains(.inForce) || left.contains(.partly) { return .partly }
        return left.contains(.suspended) || whole == .suspended ? .suspended : .notYet
    }

    private static func last(of endings: [Ending]) -> Ending? {
        let last = endings.map(\.basis.when).max()
        return endings.filter { $0.basis.when == last }.min { $0.precedes($1) }
    }
}
