import EventModel

/// All that is known of one directive, in the order of the world, and what it comes to at a point.
struct DirectiveHistory {
    /// An act with what it names and sets.
    struct Step {
        var fact: Fact
        /// From when the act takes effect: its `effective`, else the day it occurred.
        var effect: Basis
        var expires: When?
        var due: When?
        var provisions: ArraySlice<Directives.Provision>

        func names(_ scope: Symbol) -> Bool { provisions.contains { $0.id == scope } }
        /// Whether the act is one of the directive as a whole, or of the part asked for.
        func concerns(_ scope: Symbol) -> Bool { provisions.isEmpty || names(scope) }
    }

    let subject: Symbol
    /// By ``Fact``'s order, those that have not begun among them.
    let steps: [Step]
    /// What other directives say of this one.
    let verdicts: [Ending]
    let question: Question

    /// What had begun by the point.
    let begun: [Step]
    /// The names of its parts, in the order in which they are met.
    let parts: [Symbol]
    /// Those parts that the directive itself has, as against those only named in ending or suspending them.
    private let defined: Set<Symbol>

    init(subject: Symbol, steps: [Step], verdicts: [Ending], question: Question) {
        self.subject = subject
        self.steps = steps
        self.verdicts = verdicts
        self.question = question
        begun = steps.filter { $0.fact.when.hasBegun(by: question.point) }
        var parts: [Symbol] = []
        var defined: Set<Symbol> = []
        for step in begun {
            for provision in step.provisions {
                if !parts.contains(provision.id) { parts.append(provision.id) }
                if step.fact.verb == .issued || step.fact.verb == .amended || step.fact.verb == .commenced {
                    defined.insert(provision.id)
                }
            }
        }
        self.parts = parts
        self.defined = defined
    }

    /// Whether anything of it is known at the point.
    var isKnown: Bool {
        !begun.isEmpty || verdicts.contains { $0.basis.when.hasBegun(by: question.point) }
    }

    // MARK: Force

    /// Of the whole, every part considered.
    var force: Force {
        var whole = force(of: .none)
        guard whole.state != .ended, !parts.isEmpty else { return whole }
        var states = Set(parts.map { force(of: $0).state })
        if defined.isEmpty { states.insert(whole.state) }
        if states.count == 1, let only = states.first {
            whole.state = only
        } else if states == [.suspended, .ended] {
            whole.state = .suspended
        } else {
            whole.state = .partly
        }
        if whole.state == .ended { whole.ending = lastEndingOfParts }
        if whole.state == .suspended, whole.suspension == nil {
            whole.suspension = parts.compactMap { force(of: $0).suspension }.max()
        }
        return whole
    }

    private var lastEndingOfParts: Ending? {
        parts.compactMap { force(of: $0).ending }.max { $0.precedes($1, question.symbols) }
    }

    /// Of one part; ``Symbol/none`` for the whole, as if it had no parts.
    func force(of scope: Symbol) -> Force {
        let since = start(of: scope)
        var force = Force(state: .inForce, since: since, expires: scope == .none ? expiry : nil)
        if let ending = ending(of: scope) {
            force.state = .ended
            force.ending = ending
        } else if let since, !since.when.hasBegun(by: question.point) {
            force.state = .notYet
        } else if let suspension = suspension(of: scope) {
            force.state = .suspended
            force.suspension = suspension
        }
        return force
    }

    /// When it comes into force: as it commenced; else as the last word on it says; else as it was issued.
    private func start(of scope: Symbol) -> Basis? {
        let commenced = steps.filter { $0.fact.verb == .commenced }
        let own = commenced.filter { scope != .none && $0.names(scope) }
        if let first = own.map(\.effect).min() { return first }
        if let first = commenced.filter({ $0.provisions.isEmpty }).map(\.effect).min() { return first }
        let stated = begun.last { $0.effect.key == .effective && ($0.fact.verb == .issued || $0.fact.verb == .amended) }
        if let stated { return stated.effect }
        return begun.first { $0.fact.verb == .issued }?.effect
    }

    private var expiry: Basis? {
        guard let step = begun.last(where: { $0.expires != nil }), let when = step.expires else { return nil }
        return Basis(when: when, fact: step.fact, key: .expires)
    }

    private func ending(of scope: Symbol) -> Ending? {
        var endings = verdicts
        for step in steps where step.concerns(scope) {
            if let how = Ending.How(step.fact.verb) {
                endings.append(Ending(basis: step.effect, how: how, by: .none))
            }
        }
        endings = endings.filter { $0.basis.when.hasBegun(by: question.point) }
        // In force until that day, which is its last.
        if let expiry, expiry.when.hasPassed(by: question.point) {
            endings.append(Ending(basis: expiry, how: .expired, by: .none))
        }
        return endings.min { $0.precedes($1, question.symbols) }
    }

    /// The suspension that nothing has resumed.
    private func suspension(of scope: Symbol) -> Basis? {
        var suspension: Basis?
        let turns = steps.filter { step in
            (step.fact.verb == .suspended || step.fact.verb == .resumed) && step.concerns(scope)
                && step.effect.when.hasBegun(by: question.point)
        }
        for step in turns.sorted(by: {
            ($0.effect.when, $0.fact.deed, $0.fact) < ($1.effect.when, $1.fact.deed, $1.fact)
        }) {
            suspension = step.fact.verb == .suspended ? suspension ?? step.effect : nil
        }
        return suspension
    }

    // MARK: Implementation

    /// How far it was carried out by the point.
    var implementation: TargetStatus {
        if isImplemented(.none) { return .met }
        let duties = parts.filter { defined.contains($0) }
        let met = (duties.isEmpty ? parts : duties).filter(isImplemented)
        if !met.isEmpty { return !duties.isEmpty && met.count == duties.count ? .met : .partiallyMet }
        if let due { return due.when.hasPassed(by: question.point) ? .notMet : .scheduled }
        return duties.contains { implementation(of: $0) == .notMet } ? .notMet : .scheduled
    }

    func implementation(of part: Symbol) -> TargetStatus {
        if isImplemented(part) { return .met }
        let own = begun.reversed().lazy.compactMap { step in
            step.provisions.last { $0.id == part && $0.due != .none }?.due
        }.first
        let due = own.flatMap(question.when) ?? due?.when
        return due?.hasPassed(by: question.point) ?? false ? .notMet : .scheduled
    }

    private func isImplemented(_ scope: Symbol) -> Bool {
        begun.contains { $0.fact.verb == .implemented && $0.concerns(scope) }
    }

    /// The day by which the whole is due, and the event that says so last.
    var due: (when: When, seq: UInt32)? {
        begun.last { $0.due != nil }.flatMap { step in step.due.map { ($0, step.fact.seq) } }
    }
}
