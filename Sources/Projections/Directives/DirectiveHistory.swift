import EventModel

/// All that is known of one directive, in the order of the world, and what it comes to at a point.
struct DirectiveHistory {
    let subject: Symbol
    let question: Question
    /// What all acts describe.
    private let provisions: Column<Directives.Provision>
    /// All acts, by their order.
    let steps: [DirectiveStep]
    /// What had occurred by the point, and of what was decided later that which the force rests on.
    let told: [DirectiveStep]
    private let reckoning: Reckoning
    private let turns: Turns
    /// Of the whole, every part considered.
    let force: Force
    /// Of each of ``parts``.
    private let forces: [Force]
    /// What cannot all be.
    let contradictions: [Contradiction]

    /// - Parameters:
    ///   - steps: by their order, those that have not begun among them.
    ///   - provisions: what all acts describe.
    ///   - endings: which directives it ends, itself among them.
    init(
        subject: Symbol, steps: [DirectiveStep], provisions: Column<Directives.Provision>, endings: [DirectiveEnding],
        question: Question
    ) {
        self.subject = subject
        self.steps = steps
        self.provisions = provisions
        self.question = question
        let point = question.point
        let reckoning = Reckoning(steps: steps, point: point)
        let turns = Turns(steps, point)
        let force = turns.dated(reckoning.force, hasStart: reckoning.hasStart(.none)) { $0.force }
        let forces = reckoning.parts.map { part in
            turns.dated(reckoning.force(of: part), hasStart: reckoning.hasStart(part)) { $0.force(of: part) }
        }
        let told = steps.filter { step in
            if step.fact.when.hasBegun(by: point) { return true }
            if step.relation != nil, step.effect.when.hasBegun(by: point) { return true }
            return ([force] + forces).contains { $0.rests(on: step.fact.seq) }
        }
        (self.reckoning, self.turns, self.force, self.forces, self.told) = (reckoning, turns, force, forces, told)
        contradictions =
            Contradictions(
                subject: subject, told: told, endings: endings, ending: force.ending, reckoning, point
            ).all
    }

    /// Whether anything of it is known at the point.
    var isKnown: Bool { !told.isEmpty }

    /// The names of its parts, in the order in which they are met.
    var parts: [Symbol] { reckoning.parts }

    /// The event that tells of its issue.
    var issue: Int? { told.firstIndex { $0.verb == .issued } }

    func force(of part: Symbol) -> Force { parts.firstIndex(of: part).map { forces[$0] } ?? force }

    /// Whether it was in force, wholly or partly, at a second of a window that the point has reached.
    func wasInForce(since: Int64?, until: Int64?) -> Bool {
        turns.wasInForce(since: since ?? .min, until: until ?? .max)
    }

    // MARK: Implementation

    /// How far it was carried out by the point.
    var implementation: TargetStatus {
        let owed = owed
        if isImplemented(.none) || !reckoning.hasRest && !owed.isEmpty && owed.allSatisfy(isImplemented) { return .met }
        if parts.contains(where: isImplemented) { return .partiallyMet }
        // The day that is set for the whole goes before those of its parts.
        if due != nil { return isLate(.none) ? .notMet : .scheduled }
        return owed.contains { !isImplemented($0) && isLate($0) } ? .notMet : .scheduled
    }

    func implementation(of part: Symbol) -> TargetStatus {
        if isImplemented(part) { return .met }
        return isLate(part) ? .notMet : .scheduled
    }

    /// The parts that it has and that have not ended; of a directive that has ended, all.
    private var owed: [Symbol] {
        let defined = parts.filter { reckoning.defined.contains($0) }
        return force.state == .ended ? defined : defined.filter { force(of: $0).state != .ended }
    }

    /// Whether the day it is due has surely passed, and had before it ended: what has ended is owed no more, and what is
    /// suspended, or is not in force yet, not now.
    private func isLate(_ part: Symbol) -> Bool {
        guard let due = due(of: part)?.when, due.hasPassed(by: question.point) else { return false }
        let force = force(of: part)
        if force.state == .suspended || force.state == .notYet { return false }
        return force.ending.map { due.surelyPrecedes($0.basis.when) } ?? true
    }

    private func isImplemented(_ scope: Symbol) -> Bool {
        told.contains { $0.verb == .implemented && $0.concerns(scope) }
    }

    /// The day by which the whole is due, as the last event has it that says so.
    var due: Basis? {
        told.last { $0.due != nil }.flatMap { step in step.due.map { Basis(date: $0, fact: step.fact) } }
    }

    /// The day by which a part is due: its own, else that of the whole.
    func due(of part: Symbol) -> Basis? {
        for step in part == .none ? [] : told.reversed() {
            let own = provisions[step.provisions].last { $0.id == part && $0.due != .none }
            if let date = own.flatMap({ question.stated($0.due) }) { return Basis(date: date, fact: step.fact) }
        }
        return due
    }

    // MARK: Duties

    /// What is owed: each of its parts that has not ended; and the whole, where there is more to it than its parts, or a
    /// day is set for it that is none of theirs.
    var duties: [Duty] {
        guard force.state != .ended else { return [] }
        let ofParts = parts.filter { force(of: $0).state != .ended }.map { part in
            Duty(part: part, due: due(of: part), state: Duty.State(implementation(of: part)))
        }
        let day = due?.when
        let isWhole = reckoning.hasRest || day != nil && !ofParts.contains { $0.due?.when == day }
        guard isWhole else { return ofParts }
        // How far its parts are is theirs.
        let state: Duty.State =
            implementation == .met ? .done : isLate(.none) && !isImplemented(.none) ? .overdue : .open
        return [Duty(part: .none, due: due, state: state)] + ofParts
    }

    /// The event that says last that a part, or the whole, was carried out.
    func fulfilment(of part: Symbol) -> Fact? {
        told.last { $0.verb == .implemented && $0.concerns(part) }?.fact
    }
}
