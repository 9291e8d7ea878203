/// What an event is about: three kinds of fact and two of housekeeping. The list is closed.
package enum Kind: String, Sendable, CaseIterable {
    case directive, announcement, investment, actor, correction

    private static let names = KeyTable(allCases.map(\.rawValue))

    /// The kind that is called `name`, in UTF-8; nil for none.
    static func named(_ name: Span<UInt8>) -> Kind? { names.place(of: name).map { allCases[$0] } }

    /// For sentences: `an announcement`.
    package var withArticle: String { ("aeiou".contains(rawValue.prefix(1)) ? "an " : "a ") + rawValue }

    /// The verbs of this kind, in the order of a life.
    package var verbs: [Verb] {
        switch self {
        case .directive:
            [.issued, .commenced, .amended, .suspended, .resumed, .superseded, .revoked, .expired, .implemented]
        case .announcement: [.made, .confirmed, .denied, .withdrawn, .fulfilled]
        case .investment: [.planned, .pledged, .committed, .disbursed, .revised, .cancelled]
        case .actor: [.registered, .renamed, .merged, .joined, .left]
        case .correction: [.corrected, .retracted]
        }
    }

    /// The verb that the short form means when it names none; a correction must say what it does.
    package var defaultVerb: Verb? {
        switch self {
        case .directive: .issued
        case .announcement: .made
        case .investment: .planned
        case .actor: .registered
        case .correction: nil
        }
    }

    /// Whether a thing of this kind can be called `name`, in UTF-8.
    func isName(_ name: Span<UInt8>) -> Bool { self == .actor ? Slug.isActor(name) : Slug.isSlug(name) }

    /// What the data of this kind may hold.
    package var schema: Schema {
        switch self {
        case .directive: .directive
        case .announcement: .announcement
        case .investment: .investment
        case .actor: .actor
        case .correction: .correction
        }
    }
}

/// What happened to the thing an event is about. No verb belongs to two kinds.
package enum Verb: String, Sendable, CaseIterable {
    case issued, commenced, amended, suspended, resumed, superseded, revoked, expired, implemented
    case made, confirmed, denied, withdrawn, fulfilled
    case planned, pledged, committed, disbursed, revised, cancelled
    case registered, renamed, merged, joined, left
    case corrected, retracted

    package var kind: Kind {
        switch self {
        case .issued, .commenced, .amended, .suspended, .resumed, .superseded, .revoked, .expired, .implemented:
            .directive
        case .made, .confirmed, .denied, .withdrawn, .fulfilled: .announcement
        case .planned, .pledged, .committed, .disbursed, .revised, .cancelled: .investment
        case .registered, .renamed, .merged, .joined, .left: .actor
        case .corrected, .retracted: .correction
        }
    }

    /// The CloudEvents type of such an event.
    package var type: String { "timeline.\(kind.rawValue).\(rawValue).v1" }

    private static let types = KeyTable(allCases.map(\.type))

    /// The verb whose type `type` is, in UTF-8; nil for none.
    package static func ofType(_ type: Span<UInt8>) -> Verb? { types.place(of: type).map { allCases[$0] } }
}

/// What an actor does in a fact. The list is closed; its order is the order of the canonical form.
package enum Role: String, Sendable, CaseIterable {
    /// Who orders, announces, plans or pays.
    case by
    /// Whom it is addressed to.
    case to
    /// Who is responsible for it.
    case lead
    /// Who takes part.
    case with
    /// Whom it is about.
    case about
    /// Whom it is meant to serve.
    case `for`
    /// Who provides the money, where that is another than ``by`` (IATI provider-org).
    case provider
    /// Who receives the money (IATI receiver-org).
    case recipient

    private static let names = KeyTable(allCases.map(\.rawValue))

    /// The place among all roles of the one that is called `name`, in UTF-8; nil for none.
    static func index(of name: Span<UInt8>) -> Int? { names.place(of: name) }
}
