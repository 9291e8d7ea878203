package import EventModel

/// The state of a log: the projections that were asked for, folded from its first entry to some entry.
///
///     var fold = Fold([Directives.self])
///     fold.apply(entry.document, event: entry.event, seq: entry.seq, recorded: entry.recorded)
///     fold.rows(of: Directives.self, at: Point(asOf: endOfToday), words: words)
package struct Fold: Sendable {
    package private(set) var symbols = Symbols()
    private var projections: [any Projection]
    /// How many entries were folded, other people's events among them.
    package private(set) var count: UInt64 = 0
    /// The last entry folded: its sequence number, and when it was recorded, in microseconds of UTC since 1970.
    package private(set) var head: (seq: UInt64, recorded: Int64)?
    /// Memory that is used again for every event; no part of the state.
    private var view = EventView()

    /// - Parameter chosen: what a question needs; a projection that is not asked for costs nothing.
    package init(_ chosen: [any Projection.Type] = Projections.all) {
        projections = chosen.map { $0.init() }
    }

    /// Takes in the next entry of the log.
    ///
    /// - Parameters:
    ///   - event: the node of the canonical event within `document`.
    ///   - seq: below 2^32.
    ///   - recorded: in microseconds of UTC since 1970.
    package mutating func apply(_ document: Document, event: Document.Node, seq: UInt64, recorded: Int64) {
        count += 1
        head = (seq, recorded)
        if view.read(document, event, seq: seq, recorded: recorded, &symbols) {
            for index in projections.indices { projections[index].apply(view, &symbols) }
        }
        view.release()
    }

    /// The answer of one projection; nil where it was not chosen.
    package func rows(
        of type: any Projection.Type, at point: Point, _ filter: Filter = Filter(), words: Words
    ) -> [JSON]? {
        guard let projection = projections.first(where: { Swift.type(of: $0) == type }) else { return nil }
        return projection.rows(Question(point: point, filter: filter, symbols: symbols, words: words))
    }

    /// The memory of the states, in bytes, by the projections' names; `symbols` for the names they share.
    package var byteCounts: [(name: String, bytes: Int)] {
        [("symbols", symbols.byteCount)] + projections.map { (Swift.type(of: $0).name, $0.byteCount) }
    }
}

extension Fold: Equatable {
    /// Whether two states are the same to the last fact.
    package static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.head?.seq == right.head?.seq && left.head?.recorded == right.head?.recorded
            && left.symbols == right.symbols && left.projections.count == right.projections.count
            && zip(left.projections, right.projections).allSatisfy { $0.isEqual(to: $1) }
    }
}
