import EventModel

/// What the state of actors keeps.
extension Actors {
    /// That one actor belongs to another, from some day, to some day.
    struct Membership: Factual, Equatable, ColumnElement {
        var seq: UInt32
        var member: Symbol
        var organisation: Symbol
        var since: DateSymbol
        var until: DateSymbol

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            row.member = numbers.name(member)
            row.organisation = numbers.name(organisation)
            row.since = numbers.date(since)
            row.until = numbers.date(until)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(member) && limits.holds(organisation) && limits.holds(since)
                && limits.holds(until)
        }
    }

    struct Product: Factual, Equatable, ColumnElement {
        var seq: UInt32
        var name: Symbol
        var owner: Symbol

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            row.name = numbers.name(name)
            row.owner = numbers.name(owner)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(name) && limits.holds(owner)
        }
    }
}
