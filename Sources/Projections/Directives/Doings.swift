import EventModel

/// What directives do to each other, and when that takes effect: with the directive that does it, and never where that one
/// ends before.
final class Doings {
    private let state: Directives
    /// Of each impact, the directive that it is on; nil where it is on none.
    let targets: [Symbol?]
    private let question: Question
    /// The acts of the directives that do something, by their places.
    private lazy var acts = actsByDoer()
    private var starts: [Symbol: Basis?] = [:]
    private var ends: [Symbol: [Basis]] = [:]
    /// The impacts on each directive.
    private var impacts: [Symbol: [Int]] = [:]

    /// Of each act that names who did what it tells, the directive; nil where that is none.
    private let doers: [Symbol?]

    init(_ state: Directives, targets: [Symbol?], doers: [Symbol?], _ question: Question) {
        self.doers = doers
        self.state = state
        self.targets = targets
        self.question = question
        guard !state.impacts.isEmpty || !state.doers.isEmpty else { return }
        for (index, target) in targets.enumerated() {
            if let target { impacts[target, default: []].append(index) }
        }
    }

    private func actsByDoer() -> [Symbol: [Int]] {
        var isDoer = [Bool](repeating: false, count: question.symbols.count)
        for impact in state.impacts { isDoer[Int(state.acts[Int(impact.act)].record.subject.index)] = true }
        for case let doer? in doers { isDoer[Int(doer.index)] = true }
        var acts: [Symbol: [Int]] = [:]
        for (place, act) in state.acts.enumerated() where isDoer[Int(act.record.subject.index)] {
            acts[act.record.subject, default: []].append(place)
        }
        return acts
    }

    /// What an impact does; nil where a correction has taken it away, or the directive that would have done it ended before.
    func step(_ index: Int) -> DirectiveStep? { step(index, within: []) }

    private func step(_ index: Int, within visited: Set<Symbol>) -> DirectiveStep? {
        guard var step = state.step(ofImpact: index, question) else { return nil }
        if targets[index] == step.doer { return step }
        // What the issue does is done as the directive comes into force, whenever that is in the end.
        if step.fact.verb == .issued, acts[step.doer]?.count ?? 0 > 1, let start = start(of: step.doer) {
            step.effect.date = start.date
        }
        return isVoid(step, within: visited) ? nil : step
    }

    /// Has an act that tells of the issue of the directive which did it, and no day of its own, take effect with that one.
    func putOff(_ step: inout DirectiveStep) {
        guard step.doer != .none, !step.isEffectStated, step.verb != .amended, let start = start(of: step.doer),
            step.fact.when.surelyPrecedes(start.when),
            ownSteps(step.doer).contains(where: { $0.verb == .issued && $0.fact.when.mayBeOneDay(with: step.fact.when) }
            )
        else { return }
        var later = step
        later.effect.date = start.date
        if !isVoid(later, within: []) { step = later }
    }

    /// Whether the directive that does it ends between the act and its effect.
    private func isVoid(_ step: DirectiveStep, within visited: Set<Symbol>) -> Bool {
        guard step.fact.when.surelyPrecedes(step.effect.when), !visited.contains(step.doer) else { return false }
        return ends(of: step.doer, within: visited).contains { $0.when.surelyPrecedes(step.effect.when) }
    }

    private func ownSteps(_ directive: Symbol) -> [DirectiveStep] {
        (acts[directive] ?? []).compactMap { state.step($0, question) }.sorted(by: <)
    }

    /// When a directive comes into force, by its own acts; nil where nobody says.
    private func start(of directive: Symbol) -> Basis? {
        if let known = starts[directive] { return known }
        let start = Reckoning.startOfWhole(ownSteps(directive))
        starts[directive] = start
        return start
    }

    /// The days on which a directive ends as a whole, by its own acts and by those of others.
    private func ends(of directive: Symbol, within visited: Set<Symbol>) -> [Basis] {
        if let known = ends[directive] { return known }
        let own = ownSteps(directive)
        var found = own.filter { Ending.How($0.verb) != nil && $0.scope.isEmpty }.map(\.effect)
        if let last = own.last(where: { $0.expires != nil && ($0.scope.isEmpty || $0.verb == .issued) }),
            let expires = last.expires
        {
            found.append(Basis(date: expires, fact: last.fact))
        }
        for index in impacts[directive] ?? [] {
            guard let step = step(index, within: visited.union([directive])), Ending.How(step.verb) != nil,
                step.scope.isEmpty, step.doer != directive
            else { continue }
            found.append(step.effect)
        }
        // What was found on the way round a circle is not all.
        if visited.isEmpty { ends[directive] = found }
        return found
    }
}
