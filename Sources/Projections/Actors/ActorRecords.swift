import EventModel

/// What the state of actors keeps.
extension Actors {
    /// How an event uses an actor: in a role, or in a field of its own.
    enum Use: String, Sendable, CaseIterable, Numbered {
        case by, to, lead, with, about, `for`, provider, recipient
        case speaker, source, appointee, organisation, member, owner, assignee, restricted, itself

        static let numbered = allCases

        init(_ role: Role) {
            switch role {
            case .by: self = .by
            case .to: self = .to
            case .lead: self = .lead
            case .with: self = .with
            case .about: self = .about
            case .for: self = .for
            case .provider: self = .provider
            case .recipient: self = .recipient
            }
        }
    }

    /// An actor in a use, in four bytes.
    struct Part: Sendable, Equatable, Archivable {
        private var packed: UInt32

        init(actor: Symbol, use: Use) { packed = actor.index << 5 | UInt32(use.number) }

        var actor: Symbol { Symbol(index: packed >> 5) }
        var use: Use { Use.numbered[Int(packed & 31)] }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            limits.holds(actor) && Int(packed & 31) < Use.numbered.count
        }
    }

    /// One event that names actors.
    struct Mention: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// Where its parts begin; they end where the next mention's begin.
        var parts: UInt32
        /// 1 for a launch, 2 for what says what the actor is, or is called.
        private var code: UInt32

        init(record: FactRecord, parts: Int, isLaunch: Bool, describes: Bool) {
            self.record = record
            self.parts = UInt32(parts)
            code = (isLaunch ? 1 : 0) | (describes ? 2 : 0)
        }

        var isLaunch: Bool { code & 1 != 0 }
        var describes: Bool { code & 2 != 0 }

        func isSound(_ limits: ArchiveLimits) -> Bool { record.isSound(limits) && code <= 3 }
    }

    /// That one actor belongs to another, from some day, to some day.
    struct Membership: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        var member: Symbol
        var organisation: Symbol
        var since: DateSymbol
        var until: DateSymbol

        func isSound(_ limits: ArchiveLimits) -> Bool {
            record.isSound(limits) && limits.holds(member) && limits.holds(organisation) && limits.holds(since)
                && limits.holds(until)
        }
    }

    struct Product: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        var name: Symbol
        var owner: Symbol

        func isSound(_ limits: ArchiveLimits) -> Bool {
            record.isSound(limits) && limits.holds(name) && limits.holds(owner)
        }
    }

    struct Merge: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        var into: Symbol

        func isSound(_ limits: ArchiveLimits) -> Bool { record.isSound(limits) && limits.holds(into) }
    }
}
