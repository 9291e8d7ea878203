import EventModel

/// Whose money the events of one investment speak of, on one side: its investors, or its recipients.
///
/// | the event names | its amount is of |
/// |---|---|
/// | the side's own role (`provider`, `recipient`) | those |
/// | a role that stands for it (`by`; `to` and `for`), and promises or pays | those |
/// | the same, of another verb, and they have promised or paid before | those |
/// | none of these | those of the last event before it that names any; else who speaks of it |
struct Holders {
    /// The actors in the side's own role, and those in the roles that stand for it.
    private let own: Role
    private let substitutes: [Role]
    private let question: Question
    /// Those of the last event that names any.
    private var last: [Symbol] = []
    /// Those whom an event names that neither promises nor pays.
    private var speakers: [Symbol] = []
    /// Everybody whom an event has named.
    private var named: Set<Symbol> = []

    static func investors(_ question: Question) -> Self { Self(.provider, [.by], question) }
    static func recipients(_ question: Question) -> Self { Self(.recipient, [.to, .for], question) }

    private init(_ own: Role, _ substitutes: [Role], _ question: Question) {
        self.own = own
        self.substitutes = substitutes
        self.question = question
    }

    /// Takes in the next event, in the order of the world.
    ///
    /// - Parameter moves: whether the event promises or pays.
    /// - Returns: whose the event's amount is, by name, and whether the event itself names them.
    mutating func take(_ uses: ArraySlice<ActorUse>, moves: Bool) -> (actors: [Symbol], areNamed: Bool) {
        let owners = actors(uses) { $0 == own }
        let others = actors(uses, where: substitutes.contains)
        if !owners.isEmpty {
            last = owners
        } else if !others.isEmpty, moves || named.isSuperset(of: others) {
            last = others
        } else {
            if !others.isEmpty { speakers = others }
            return (last.isEmpty ? speakers : last, false)
        }
        named.formUnion(last)
        return (last, true)
    }

    private func actors(_ uses: ArraySlice<ActorUse>, where isMeant: (Role) -> Bool) -> [Symbol] {
        let meant = uses.filter { $0.use.role.map(isMeant) ?? false }.map { question.canonical($0.actor) }
        return Set(meant).sorted(by: question.symbols.precedes)
    }
}
