package import EventModel

/// Which rows are wanted; what is empty or absent means all. Alternatives of one kind are joined by "or", kinds by "and".
///
/// What is asked of an event (``parties``, ``entries``) must hold of one event together. A row that is of one event, such as
/// a fact of the timeline, is that event's; a row of a stream is wanted where one of its events is.
package struct Filter: Sendable {
    /// What totals of money are by.
    package enum Total: String, Sendable, CaseIterable {
        case investor, recipient, currency
    }

    /// Streams, `KIND/SLUG`, or slugs of any kind.
    package var subjects: [String] = []
    /// These streams alone, `KIND/SLUG`; the rows are those that they have among all.
    package var streams: Set<String>?
    /// Who must take part in the event; each must hold.
    package var parties: [PartyFilter] = []
    /// The entries that are wanted: those with a text, a tag, whatever the log itself was searched for.
    package var entries: Set<UInt64>?
    package var kinds: [Kind] = []
    /// Of the projection's ``Projection/classes``.
    package var classes: [String] = []
    /// The first and the last second of a window, of UTC since 1970, inclusive. What must lie in it, at least possibly,
    /// each projection says.
    package var since: Int64?
    package var until: Int64?
    /// Sums instead of single investments.
    package var total: Total?

    package init() {}

    /// Whether only what lies in a window of time is wanted.
    var isWindowed: Bool { since != nil || until != nil }

    /// Whether one thing is asked for, so that few rows are worth many words.
    package var isParticular: Bool { !subjects.isEmpty || parties.contains { $0.role == nil } }
}

/// Who must take part in an event: one of several alternatives, each an actor or several together.
package struct PartyFilter: Sendable {
    /// In which role; nil for any.
    package var role: Role?
    /// Slugs, or `actor/SLUG`; those of one alternative take part together.
    package var alternatives: [[String]]

    package init(role: Role? = nil, _ alternatives: [[String]]) {
        self.role = role
        self.alternatives = alternatives
    }
}
