import EventModel

/// How long one actor belonged to another, as several events tell it.
struct Tenure {
    var actor: Symbol
    /// ``DateSymbol/none`` where nobody says since when, or until when.
    var since: DateSymbol
    var until: DateSymbol
    /// Whether an event tells of its end, and not only until when it was meant to last.
    var hasLeft = false
    /// The event that tells of its begin.
    var told: Fact

    /// The tenures that `memberships` come to at the point, by name and begin.
    ///
    /// - Parameter other: the actor on the far side of a membership.
    static func all(
        of memberships: [Dated<Actors.Membership>], _ question: Question, other: (Actors.Membership) -> Symbol
    ) -> [Tenure] {
        let ordered = memberships.sorted { $0.fact < $1.fact }
        let groups = question.grouped(ordered.indices) { other(ordered[$0].row) }
        return groups.flatMap { actor, places in
            var tenures: [Tenure] = []
            for place in places { Self.add(ordered[place], actor, question, to: &tenures) }
            return tenures.filter { question.when($0.since)?.hasBegun(by: question.point) ?? true }
        }
    }

    private static func add(
        _ dated: Dated<Actors.Membership>, _ actor: Symbol, _ question: Question, to tenures: inout [Tenure]
    ) {
        let (fact, row) = (dated.fact, dated.row)
        let isEnd = fact.verb == .left
        // What is told without a date was so already when it was told; and so may be what is registered.
        let isSinceThen = row.since == .none && !isEnd && fact.verb != .registered
        let since = isSinceThen ? fact.date : row.since
        let until = row.until == .none && isEnd ? fact.date : row.until
        let open = tenures.lastIndex { $0.until == .none }
        guard let place = open ?? (isEnd ? nil : tenures.lastIndex { $0.lasts(at: since, question) }) else {
            tenures.append(Tenure(actor: actor, since: since, until: until, hasLeft: isEnd, told: fact))
            return
        }
        // Told again: what was missing is filled in.
        if !isEnd, tenures[place].since == .none, since != .none {
            tenures[place].since = since
            tenures[place].told = fact
        }
        if until != .none { (tenures[place].until, tenures[place].hasLeft) = (until, isEnd) }
    }

    /// Whether it is over at the point: whoever left has left, and a day until which it lasts has passed.
    func isOver(_ question: Question) -> Bool {
        hasLeft || question.when(until)?.hasPassed(by: question.point) ?? false
    }

    /// Whether it had not ended when another one is said to have begun.
    private func lasts(at since: DateSymbol, _ question: Question) -> Bool {
        guard let until = question.when(until), let since = question.when(since) else { return true }
        return since < until
    }
}
