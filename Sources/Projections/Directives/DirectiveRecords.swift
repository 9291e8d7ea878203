import EventModel

/// What the state of directives keeps.
extension Directives {
    /// One event of a directive.
    struct Act: Factual, Equatable, ColumnElement {
        var seq: UInt32

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool { limits.holds(seq: seq) }
    }

    /// A date that an act sets.
    struct Term: Equatable, ColumnElement {
        enum Key: UInt32, CaseIterable, Sendable { case effective = 0, expires = 1, due = 2 }

        var date: DateSymbol
        /// The key's number.
        private var code: UInt32

        init(date: DateSymbol, key: Key) {
            self.date = date
            code = key.rawValue
        }

        var key: Key? { Key(rawValue: code) }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.date = numbers.date(date)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool { limits.holds(date) && key != nil }
    }

    /// A part of the directive that an act names.
    struct Provision: Equatable, ColumnElement {
        var id: Symbol
        var due: DateSymbol

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.id = numbers.name(id)
            row.due = numbers.date(due)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool { limits.holds(id) && limits.holds(due) }
    }

    /// What an act of one directive does to another, or to parts of it.
    struct Impact: Equatable, ColumnElement {
        /// Where the act that says so lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol
        /// The relation's code.
        private var code: UInt32

        init(act: UInt32, target: Symbol, type: Relation) {
            self.act = act
            self.target = target
            code = UInt32(type.code)
        }

        var type: Relation { Relation.codes[UInt8(truncatingIfNeeded: code)] ?? .contextOf }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.act = act + place
            row.target = numbers.name(target)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(target) && code <= UInt32(UInt8.max) && type.deed != nil
        }
    }

    /// Which directive did what an act says was done to its own.
    struct Doer: Equatable, ColumnElement {
        /// Where the act lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol
        /// 1 where it is named as what ended the directive, 0 where a relation names it.
        private var code: UInt32

        init(act: UInt32, target: Symbol, ends: Bool) {
            self.act = act
            self.target = target
            code = ends ? 1 : 0
        }

        var ends: Bool { code == 1 }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.act = act + place
            row.target = numbers.name(target)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool { limits.holds(target) && code <= 1 }
    }
}
