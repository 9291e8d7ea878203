import EventModel

/// The seconds at which the force of a directive may turn, each with the date that makes it turn.
struct Turns {
    private let steps: [DirectiveStep]
    private let point: Point
    /// Whether no act is of parts: then nothing is in force, suspended or ended before the first turn.
    private let isPlain: Bool
    /// Those that the point has reached, the last first.
    private let turns: [(second: Int64, basis: Basis)]

    init(_ steps: [DirectiveStep], _ point: Point) {
        self.steps = steps
        self.point = point
        isPlain = steps.allSatisfy { $0.scope.isEmpty }
        var all: [(second: Int64, basis: Basis)] = []
        all.reserveCapacity(steps.count)
        for step in steps {
            let begins = point.certain ? step.effect.when.surely : step.effect.when.earliest
            if begins <= point.asOf { all.append((begins, step.effect)) }
            // In force until that day, which is its last.
            if let expires = step.expires, expires.when.latest < point.asOf {
                all.append((expires.when.latest + 1, Basis(date: expires, fact: step.fact)))
            }
        }
        guard all.count > 1 else {
            turns = all
            return
        }
        all.sort { $0.second == $1.second ? $0.basis < $1.basis : $0.second > $1.second }
        // Of one second the first date counts.
        turns = all.indices.filter { $0 == 0 || all[$0 - 1].second != all[$0].second }.map { all[$0] }
    }

    /// Whether the directive was in force, wholly or partly, at a second from `since` to `until`, up to the point.
    func wasInForce(since: Int64, until: Int64) -> Bool {
        let end = min(until, point.asOf)
        guard since <= end else { return false }
        let seconds = [end] + turns.lazy.map(\.second).filter { since < $0 && $0 <= end } + [since]
        return seconds.contains { second in
            let reckoning = Reckoning(steps: steps, point: Point(asOf: second, certain: point.certain))
            // What nobody knows to have begun was in force before anything that is known.
            guard reckoning.isBegun || !reckoning.hasStart(.none) else { return false }
            let state = reckoning.force.state
            return state == .inForce || state == .partly
        }
    }

    /// A force that holds at the point, with the date since when its state does; without one where it was so before
    /// anything that is known.
    ///
    /// - Parameters:
    ///   - hasStart: whether there is a day on which it comes into force: before the first turn it is then not yet in force,
    ///     else nobody knows that it was not.
    ///   - other: what a reckoning of another point says of the same.
    func dated(_ force: Force, hasStart: Bool, by other: (Reckoning) -> Force) -> Force {
        guard force.state != .notYet else { return force }
        var force = force
        for (place, turn) in turns.enumerated() {
            force.since = turn.basis
            guard turn.second > .min else { return force }
            let before =
                if isPlain, place == turns.count - 1 {
                    hasStart ? Force.State.notYet : .inForce
                } else {
                    other(
                        Reckoning(steps: steps, point: Point(asOf: turn.second - 1, certain: point.certain))
                    ).state
                }
            if before != force.state { return force }
        }
        force.since = nil
        return force
    }
}
