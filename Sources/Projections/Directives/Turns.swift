import EventModel

/// The seconds at which the force of a directive may turn, each with the date that makes it turn.
struct Turns {
    private let steps: [DirectiveStep]
    private let point: Point
    /// Those that the point has reached, the last first.
    private let turns: [(second: Int64, basis: Basis)]

    init(_ steps: [DirectiveStep], _ point: Point) {
        self.steps = steps
        self.point = point
        var turns: [Int64: Basis] = [:]
        let add = { (second: Int64, basis: Basis) in
            guard second <= point.asOf else { return }
            turns[second] = turns[second].map { min($0, basis) } ?? basis
        }
        for step in steps {
            add(point.certain ? step.effect.when.surely : step.effect.when.earliest, step.effect)
            // In force until that day, which is its last.
            if let expires = step.expires, expires.when.latest < .max {
                add(expires.when.latest + 1, Basis(date: expires, fact: step.fact))
            }
        }
        self.turns = turns.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether the directive was in force, wholly or partly, at a second from `since` to `until`, up to the point.
    func wasInForce(since: Int64, until: Int64) -> Bool {
        let end = min(until, point.asOf)
        guard since <= end else { return false }
        let seconds = [end] + turns.lazy.map(\.second).filter { since < $0 && $0 <= end } + [since]
        return seconds.contains { second in
            let reckoning = Reckoning(steps: steps, point: Point(asOf: second, certain: point.certain))
            guard reckoning.isBegun else { return false }
            let state = reckoning.force.state
            return state == .inForce || state == .partly
        }
    }

    /// A force that holds at the point, with the date since when its state does; without one where it was so before
    /// anything that is known.
    ///
    /// - Parameter other: what a reckoning of another point says of the same.
    func dated(_ force: Force, by other: (Reckoning) -> Force) -> Force {
        guard force.state != .notYet else { return force }
        var force = force
        for turn in turns {
            force.since = turn.basis
            guard turn.second > .min else { return force }
            let before = Reckoning(steps: steps, point: Point(asOf: turn.second - 1, certain: point.certain))
            if other(before).state != force.state { return force }
        }
        force.since = nil
        return force
    }
}
