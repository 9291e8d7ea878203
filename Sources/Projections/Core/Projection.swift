package import EventModel

/// A pure function of the log: `state(n+1) = apply(state(n), entry(n+1))`, without clock or I/O.
///
/// A state keeps facts by valid time, in columns of small structs without references, in the order of the log;
/// what they come to is decided when a question is put, so that neither batching nor the order of arrival changes an
/// answer. Facts of one event are told by its sequence number. A correction comes as what it is, and then as the event
/// that it puts in place of another; which of both counts is the question's affair (``Question/fact(_:)``).
package protocol Projection: ColumnOwner {
    /// The word by which people ask for it.
    static var name: String { get }
    /// The question it answers.
    static var question: String { get }
    /// The words by which ``Filter/class`` chooses rows; empty where there are none.
    static var classes: [String] { get }

    /// The kinds of stream that its rows can be of.
    static var kinds: [Kind] { get }
    /// The projections whose states it answers from besides its own.
    static var needs: [any Projection.Type] { get }

    /// Makes room for so many more events, where every one adds to the state: what grows little by little is copied
    /// again and again, and lies in memory twice.
    mutating func reserve(_ count: Int)

    /// Takes in one event of the timeline.
    mutating func apply(_ event: EventView, _ symbols: inout Symbols)

    /// Calls `body` for each row of the answer, with what makes it: an answer can be long, no more than a row of it need
    /// lie in memory, and of a row that nobody looks at nothing need be read.
    ///
    /// Rows come in groups, such as those of one stream. Before it works on one, a projection asks the question whether
    /// it is wanted, for all groups in the order of the answer.
    func forEachRow(_ question: Question, _ body: (() -> Row) -> Void)

    /// Calls `body` with what each row is by the words of ``classes``, for whoever only counts rows; a row that is
    /// several things at once counts for each.
    func forEachClass(_ question: Question, _ body: (String) -> Void)

    /// The streams whose rows may not be the same to both questions of `shift`, rather too many than too few; nil for all.
    func streams(movedBy shift: Shift) -> Set<Symbol>?

}

extension Projection {
    package static var kinds: [Kind] { Kind.allCases.filter { $0 != .correction } }
    package static var needs: [any Projection.Type] { [] }

    // Most projections keep something of few events alone, and some nothing that the entries do not.
    package mutating func reserve(_ count: Int) {}
    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {}
    package static var columns: [OwnedColumn<Self>] { [] }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? { nil }

    func isEqual(to other: any Projection) -> Bool {
        (other as? Self).map { $0 == self } ?? false
    }
}
