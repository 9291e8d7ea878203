import EventModel

/// Somebody in a role of an event, in four bytes.
struct Party: Sendable, Hashable, BitwiseCopyable {
    private var packed: UInt32

    init(actor: Symbol, role: Role) {
        packed = actor.index << 3 | UInt32(Self.code(role))
    }

    var actor: Symbol { Symbol(index: packed >> 3) }
    var role: Role { Vocabulary.allRoles[Int(packed & 7)] }

    private static func code(_ role: Role) -> UInt8 {
        switch role {
        case .by: 0
        case .to: 1
        case .lead: 2
        case .with: 3
        case .about: 4
        case .for: 5
        case .provider: 6
        case .recipient: 7
        }
    }
}

extension Party: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool { limits.holds(actor) }
}
