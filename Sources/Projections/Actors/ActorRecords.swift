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

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(member) && limits.holds(organisation) && limits.holds(since)
                && limits.holds(until)
        }
    }

    struct Product: Factual, Equatable, ColumnElement {
        var seq: UInt32
        var name: Symbol
        var owner: Symbol

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && limits.holds(name) && limits.holds(owner)
        }
    }
}
