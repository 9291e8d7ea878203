import EventModel

/// How long one actor belonged to another, as several events tell it.
struct Tenure {
    var actor: Symbol
    /// Nil where nobody says since when.
    var since: When?
    var until: When?
    /// The events that tell of its begin and of its end.
    var told: Fact
    var endTold: Fact?

    /// The tenures that `memberships` come to at the point, by name and begin.
    ///
    /// - Parameter other: the actor on the far side of a membership.
    static func all(
        of memberships: [Dated<Actors.Membership>], _ question: Question, other: (Actors.Membership) -> Symbol
    ) -> [Tenure] {
        let groups = question.grouped(memberships.sorted { $0.fact < $1.fact }) { other($0.row) }
        return groups.flatMap { actor, memberships in
            var tenures: [Tenure] = []
            for membership in memberships { Self.add(membership, actor, question, to: &tenures) }
            return tenures.filter { $0.since?.hasBegun(by: question.point) ?? true }
        }
    }

    private static func add(
        _ dated: Dated<Actors.Membership>, _ actor: Symbol, _ question: Question, to tenures: inout [Tenure]
    ) {
        let fact = dated.fact
        let stated = question.when(dated.row.since)
        let until = question.when(dated.row.until)
        let open = tenures.lastIndex { $0.until == nil }
        if fact.verb == .left {
            let end = until ?? fact.when
            if let open {
                tenures[open].until = end
                tenures[open].endTold = fact
            } else {
                tenures.append(
                    Tenure(
                        actor: actor, since: stated, until: end, told: fact, endTold: fact))
            }
            return
        }
        // What is told without a date was so already when it was told.
        let since = stated ?? (fact.when == .always || fact.verb == .registered ? nil : fact.when)
        let endTold = until == nil ? nil : fact
        guard let open else {
            tenures.append(
                Tenure(actor: actor, since: since, until: until, told: fact, endTold: endTold))
            return
        }
        // Told again: what was missing is filled in.
        if tenures[open].since == nil, let since {
            tenures[open].since = since
            tenures[open].told = fact
        }
        if let until {
            tenures[open].until = until
            tenures[open].endTold = fact
        }
    }
}
