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

    /// What one directive says of another: that it ends it.
    struct Verdict: Sendable, Equatable, Archivable {
        /// Where the act that says so lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol
        /// How, by its number.
        private var code: UInt32

        init(act: UInt32, target: Symbol, how: Ending.How) {
            self.act = act
            self.target = target
            code = UInt32(how.number)
        }

        var how: Ending.How { Ending.How.numbered[Int(code)] }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            limits.holds(target) && Int(code) < Ending.How.numbered.count
        }
    }

    /// What an act that ends a directive names as what ended it.
    struct Successor: Sendable, Equatable, Archivable {
        /// Where the act lies.
        var act: UInt32
        /// The directive, or one of its events by its id.
        var target: Symbol

        func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(target) }
    }
}
