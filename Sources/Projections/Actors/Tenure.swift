import EventModel

/// How long one actor belonged to another, as several events tell it.
struct Tenure {
    var actor: Symbol
    /// Nil where nobody says since when.
    var since: When?
    var until: When?
    /// The events that tell of its begin and of its end.
    var sinceSeq: UInt32
    var untilSeq: UInt32?

    /// The tenures that `memberships` come to at the point, by name and begin.
    ///
    /// - Parameter other: the actor on the far side of a membership.
    static func all(
        of memberships: [Dated<Actors.Membership>], _ question: Question, other: (Actors.Membership) -> Symbol
    ) -> [Tenure] {
        let groups = question.grouped(memberships.sorted { $0.fact < $1.fact }) { other($0.row) }
        return groups.flatMap { actor, memberships in
            var tenures: [Tenure] = []
            for membership in memberships { Self.add(membership, actor, to: &tenures) }
            return tenures.filter { $0.since?.hasBegun(by: question.point) ?? true }
        }
    }

    private static func add(_ dated: Dated<Actors.Membership>, _ actor: Symbol, to tenures: inout [Tenure]) {
        let (fact, membership) = (dated.fact, dated.row)
        let open = tenures.lastIndex { $0.until == nil }
        if fact.verb == .left {
            let until = membership.until ?? fact.when
            if let open {
                tenures[open].until = until
                tenures[open].untilSeq = fact.seq
            } else {
                tenures.append(
                    Tenure(
                        actor: actor, since: membership.since, until: until, sinceSeq: fact.seq, untilSeq: fact.seq))
            }
            return
        }
        // What is told without a date was so already when it was told.
        let since = membership.since ?? (fact.when == .always || fact.verb == .registered ? nil : fact.when)
        let untilSeq = membership.until == nil ? nil : fact.seq
        guard let open else {
            tenures.append(
                Tenure(actor: actor, since: since, until: membership.until, sinceSeq: fact.seq, untilSeq: untilSeq))
            return
        }
        // Told again: what was missing is filled in.
        if tenures[open].since == nil, let since {
            tenures[open].since = since
            tenures[open].sinceSeq = fact.seq
        }
        if let until = membership.until {
            tenures[open].until = until
            tenures[open].untilSeq = fact.seq
        }
    }
}
