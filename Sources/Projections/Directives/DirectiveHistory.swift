import EventModel

/// All that is known of one directive, in the order of the world, and what it comes to at a point.
struct DirectiveHistory {
    /// An act with what it names and sets.
    struct Step {
        var fact: Fact
        /// From when the act takes effect: its `effective`, else the day it occurred.
        var effect: Basis
        /// Whether the act says from when, so that it need not be the day it occurred.
        var isEffectStated: Bool
        var expires: StatedDate?
        var due: StatedDate?
        /// Where the parts that it names lie among those of all acts.
        var provisions: Range<Int>
        /// The directive that ended this one, where the act says so; ``Symbol/none`` where it names none.
        var successor: Symbol

        func names(_ scope: Symbol, in all: [Directives.Provision]) -> Bool {
            all[provisions].contains { $0.id == scope }
        }
        /// Whether the act is one of the directive as a whole, or of the part asked for.
        func concerns(_ scope: Symbol, in all: [Directives.Provision]) -> Bool {
            provisions.isEmpty || names(scope, in: all)
        }
        /// Whether it says what is ordered.
        var isOrder: Bool { fact.verb == .issued || fact.verb == .amended }
        /// Whether the parts that it names are of the directive, as against only ended, suspended or carried out.
        var describes: Bool { isOrder || fact.verb == .commenced }
    }

    let subject: Symbol
    let question: Question
    /// Those of all acts.
    private let provisions: [Directives.Provision]
    /// What had occurred by the point, and of what was decided later that which the force rests on.
    let told: [Step]
    /// The names of its parts, in the order in which they are met.
    let parts: [Symbol]
    /// Those parts that the directive itself has, as against those only named in ending, suspending or carrying out.
    private let defined: [Symbol]
    /// Of the whole, every part considered.
    let force: Force
    /// Of each of ``parts``.
    private let forces: [Force]
    /// Whether anything of it is known at the point.
    let isKnown: Bool

    /// - Parameters:
    ///   - steps: by ``Fact``'s order, those that have not begun among them.
    ///   - provisions: the parts that all acts name.
    ///   - verdicts: what other directives say of this one.
    init(
        subject: Symbol, steps: [Step], provisions: [Directives.Provision], verdicts: [Ending], question: Question
    ) {
        self.subject = subject
        self.provisions = provisions
        self.question = question
        let point = question.point
        var parts: [Symbol] = []
        var defined: [Symbol] = []
        // What amendments alone describe in parts has a body besides them.
        var isInParts = false
        for step in steps where step.fact.when.hasBegun(by: point) || step.effect.when.hasBegun(by: point) {
            for provision in provisions[step.provisions] {
                if !parts.contains(provision.id) { parts.append(provision.id) }
                if step.describes, !defined.contains(provision.id) { defined.append(provision.id) }
                isInParts = isInParts || step.describes && step.fact.verb != .amended
            }
        }
        self.parts = parts
        self.defined = defined
        let reckoning = Reckoning(steps: steps, provisions: provisions, verdicts: verdicts, question: question)
        forces = parts.map(reckoning.force)
        force = reckoning.force(of: forces, hasRest: !isInParts)
        let (force, forces) = (force, forces)
        told = steps.filter { step in
            let seq = step.fact.seq
            return step.fact.when.hasBegun(by: point) || force.rests(on: seq) || forces.contains { $0.rests(on: seq) }
        }
        isKnown = !told.isEmpty || verdicts.contains { $0.basis.when.hasBegun(by: point) }
    }

    /// Whether the event that was told at `place` names a part.
    func names(_ part: Symbol, at place: Int) -> Bool { told[place].names(part, in: provisions) }

    func force(of part: Symbol) -> Force { parts.firstIndex(of: part).map { forces[$0] } ?? force }

    /// Whether it was ever described in parts.
    var hasParts: Bool { !defined.isEmpty }

    // MARK: Implementation

    /// How far it was carried out by the point.
    var implementation: TargetStatus {
        if isImplemented(.none) { return .met }
        let duties = parts.filter { defined.contains($0) }
        if !duties.isEmpty, duties.allSatisfy(isImplemented) { return .met }
        if parts.contains(where: isImplemented) { return .partiallyMet }
        // The day that is set for the whole goes before those of its parts.
        if let due { return due.when.hasPassed(by: question.point) ? .notMet : .scheduled }
        return duties.contains { implementation(of: $0) == .notMet } ? .notMet : .scheduled
    }

    func implementation(of part: Symbol) -> TargetStatus {
        if isImplemented(part) { return .met }
        return due(of: part)?.when.hasPassed(by: question.point) ?? false ? .notMet : .scheduled
    }

    private func isImplemented(_ scope: Symbol) -> Bool {
        told.contains { $0.fact.verb == .implemented && $0.concerns(scope, in: provisions) }
    }

    /// The day by which the whole is due, as the last event has it that says so.
    var due: StatedDate? { told.last { $0.due != nil }?.due }

    /// The day by which a part is due: its own, else that of the whole.
    func due(of part: Symbol) -> StatedDate? {
        for step in told.reversed() {
            let own = provisions[step.provisions].last { $0.id == part && $0.due != .none }
            if let own { return question.stated(own.due) }
        }
        return due
    }
}
