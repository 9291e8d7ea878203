import EventModel

/// Whether a directive, or a part of it, holds.
struct Force {
    enum State: String, CaseIterable, Sendable { case notYet, inForce, partly, suspended, ended }

    var state: State
    /// Since when this state holds; nil where nobody says.
    var since: Basis?
    /// When it came into force at first; nil where it never did, or nobody says.
    var began: Basis?
    /// When it will.
    var from: Basis?
    var ending: Ending?
    /// The day it is to expire.
    var expires: Basis?
    /// The suspension that holds.
    var suspension: Basis?

    /// Whether it would be another one without an entry.
    func rests(on seq: UInt32) -> Bool {
        since?.seq == seq || began?.seq == seq || suspension?.seq == seq || ending?.basis.seq == seq
    }
}

/// A date, and the event that states it.
struct Basis: Comparable {
    var date: StatedDate
    var fact: Fact

    var when: When { date.when }
    var seq: UInt32 { fact.seq }

    static func < (left: Self, right: Self) -> Bool {
        left.when == right.when ? left.fact < right.fact : left.when < right.when
    }
}

/// How a directive ended.
struct Ending {
    enum How: String, Sendable {
        case revoked, superseded, expired

        /// What a verb does to its directive; nil for those that end nothing.
        init?(_ verb: Verb) {
            switch verb {
            case .revoked: self = .revoked
            case .superseded: self = .superseded
            case .expired: self = .expired
            default: return nil
            }
        }
    }

    var basis: Basis
    var how: How
    /// The directive that ended it; ``Symbol/none`` where nobody says which.
    var by: Symbol
    /// Whether it is the day that an act had set before, as against what an event tells to have ended it.
    var isForeseen = false

    /// The first ending counts; of several on one date the one that says most: who names another directive, then as the
    /// names of the ways to end go, then the order of the world. Never the order of arrival.
    func precedes(_ other: Self) -> Bool {
        if basis.when != other.basis.when { return basis.when < other.basis.when }
        if (by == .none) != (other.by == .none) { return other.by == .none }
        if how != other.how { return how.rawValue < other.how.rawValue }
        return basis.fact < other.basis.fact
    }
}
