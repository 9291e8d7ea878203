import EventModel

/// What the state of directives keeps.
extension Directives {
    /// One event of a directive.
    struct Act: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// Where its own begin in the flat lists; they end where the next act's begin.
        var provisions: UInt32
        var terms: UInt32

        func isSound(_ limits: ArchiveLimits) -> Bool { record.isSound(limits) }
    }

    /// A date that an act sets.
    struct Term: Sendable, Equatable, Archivable {
        enum Key: UInt32, Sendable { case effective, expires, due }

        var date: DateSymbol
        /// A key by its number.
        private var code: UInt32

        init(date: DateSymbol, key: Key) {
            self.date = date
            code = key.rawValue
        }

        var key: Key? { Key(rawValue: code) }

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(date) && key != nil }
    }

    /// A part of the directive that an act names.
    struct Provision: Sendable, Equatable, Archivable {
        var id: Symbol
        var due: DateSymbol

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(id) && limits.holds(due) }
    }

    /// What an act of one directive does to another, or to parts of it.
    struct Impact: Sendable, Equatable, Archivable {
        /// Where the act that says so lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol
        /// Where the parts of the target begin in the flat list; they end where the next impact's begin.
        var parts: UInt32
        /// The relation by its number.
        private var code: UInt32

        init(act: UInt32, target: Symbol, type: Relation, parts: Int) {
            self.act = act
            self.target = target
            self.parts = UInt32(parts)
            code = UInt32(type.number)
        }

        var type: Relation { Relation.numbered[Int(code)] }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            limits.holds(target) && Int(code) < Relation.numbered.count && type.deed != nil
        }
    }

    /// Which directive did what an act says was done to its own.
    struct Doer: Sendable, Equatable, Archivable {
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

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(target) && code <= 1 }
    }
}
