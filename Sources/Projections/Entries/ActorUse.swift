import EventModel

/// How an event uses an actor: in a role, or in a field of its own.
enum Use: String, Coded {
    case by, to, lead, with, about, `for`, provider, recipient
    case speaker, source, appointee, organisation, member, owner, assignee, restricted, itself

    static let codes = Codes<Self>()

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

    /// The role; nil for what is named elsewhere. Who has to do a part of a directive is one to whom it is addressed.
    var role: Role? {
        switch self {
        case .by: .by
        case .to, .assignee: .to
        case .lead: .lead
        case .with: .with
        case .about: .about
        case .for: .for
        case .provider: .provider
        case .recipient: .recipient
        case .speaker, .source, .appointee, .organisation, .member, .owner, .restricted, .itself: nil
        }
    }

    var code: UInt8 {
        switch self {
        case .by: 0
        case .to: 1
        case .lead: 2
        case .with: 3
        case .about: 4
        case .for: 5
        case .provider: 6
        case .recipient: 7
        case .speaker: 8
        case .source: 9
        case .appointee: 10
        case .organisation: 11
        case .member: 12
        case .owner: 13
        case .assignee: 14
        case .restricted: 15
        case .itself: 16
        }
    }
}

/// An actor in a use, in four bytes.
struct ActorUse: Equatable, ColumnElement {
    private var packed: UInt32

    init(actor: Symbol, use: Use) { packed = actor.index << 5 | UInt32(use.code) }

    var actor: Symbol { Symbol(index: packed >> 5) }
    var use: Use { Use.codes[UInt8(packed & 31)] ?? .itself }

    func isSound(_ limits: ColumnLimits) -> Bool {
        limits.holds(actor) && Use.codes[UInt8(packed & 31)] != nil
    }

    func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
        var use = self
        use.packed = numbers.name(actor).index << 5 | packed & 31
        return use
    }
}

/// Who must take part in an event.
struct PartyCriterion {
    let role: Role?
    /// Of each alternative those who take part together, each by all the names of one actor.
    let alternatives: [[[Symbol]]]

    /// - Parameter names: all the names of the actor that is called so.
    init(_ filter: PartyFilter, _ names: (String) -> [Symbol]) {
        role = filter.role
        alternatives = filter.alternatives.map { $0.map(names) }
    }

    /// Whether they take part, in the role that is asked for or, where none is, in any.
    func isMet(byParties uses: ArraySlice<ActorUse>) -> Bool {
        isMet { actor in
            uses.contains { use in
                guard use.actor == actor, let own = use.use.role else { return false }
                return role == nil || own == role
            }
        }
    }

    /// Whether the event names them in whatever place; where a role is asked for, in that role itself.
    func isMet(byMentions uses: ArraySlice<ActorUse>) -> Bool {
        let use = role.map(Use.init)
        return isMet { actor in uses.contains { $0.actor == actor && (use == nil || $0.use == use) } }
    }

    /// Whether the actors themselves are among these, in whatever role.
    func isMet(by actors: Set<Symbol>) -> Bool { isMet(actors.contains) }

    private func isMet(_ takesPart: (Symbol) -> Bool) -> Bool {
        alternatives.contains { $0.allSatisfy { $0.contains(where: takesPart) } }
    }
}
