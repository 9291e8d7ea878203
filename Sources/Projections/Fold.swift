package import EventModel

/// The state of a log: the projections that were asked for, folded from its first entry to some entry.
///
/// Every entry is folded into the names, the entries and the projections that they concern; a correction twice, as
/// what it is and as the event that it says another should have been. A question works out which of both counts.
///
///     var fold = Fold([Directives.self])
///     fold.apply(entry.document, event: entry.event, seq: entry.seq, recorded: entry.recorded)
///     fold.rows(of: Directives.self, at: Point(asOf: endOfToday), words: words)
package struct Fold: Sendable {
    package private(set) var symbols = Symbols()
    package private(set) var entries = Entries()
    private(set) var projections: [any Projection]
    /// How many entries were folded, other people's events among them.
    package private(set) var count: UInt64 = 0
    /// Memory that is used again for every event; no part of the state. It is taken out while an event is read, so that
    /// nothing of it is copied for whoever changes the rest.
    private var view: EventView?
    /// What the corrections come to, where it was worked out for several questions; no part of the state, either.
    private var settled: [Int: Effects] = [:]

    /// - Parameter chosen: what a question needs; a projection that is not asked for costs nothing.
    package init(_ chosen: [any Projection.Type] = Projections.all) {
        projections = Projections.needed(by: chosen).map { $0.init() }
    }

    init(_ symbols: Symbols, _ entries: Entries, _ projections: [any Projection]) {
        self.symbols = symbols
        self.entries = entries
        self.projections = projections
        count = UInt64(entries.count)
    }

    /// How many entries are known of the first `known`; all where it is nil.
    private func bound(_ known: UInt64?) -> Int { Int(min(known ?? count, count)) }

    /// Whether an event names the stream `name`, `KIND/SLUG`, or one of any kind by its slug.
    ///
    /// - Parameter known: how many entries of the log are known; nil for all.
    package func knows(_ name: String, known: UInt64? = nil) -> Bool {
        Question.find(name, in: symbols).contains { symbols.isKnown($0, by: bound(known)) }
    }

    /// Where in its file the line of an entry begins, in bytes, as it was told when the entry was taken in; nil for entries
    /// that were not.
    package func byteOffset(of seq: UInt64) -> Int? { entries.byteOffset(of: seq) }

    /// Makes room for so many more entries.
    package mutating func reserve(_ count: Int) {
        entries.reserve(count)
        for index in projections.indices { projections[index].reserve(count) }
    }

    /// Takes in the next entry of the log. One that was taken in before is passed over, so that whoever has to begin the
    /// log again can.
    ///
    /// - Parameters:
    ///   - event: the node of the canonical event within `document`.
    ///   - seq: at most ``count``, as numbers begin at 0 and leave no gap; below 2^32.
    ///   - recorded: in microseconds of UTC since 1970.
    ///   - place: where the log has the entry, for whoever looks for it there, or counts batches.
    package mutating func apply(
        _ document: Document, event: Document.Node, seq: UInt64, recorded: Int64,
        place: EntryPlace = EntryPlace()
    ) {
        guard seq >= count else { return }
        // A log's entries are numbered from 0 without gaps; its reader answers for that, and stops where it is not so.
        precondition(seq == count, "a fold takes every entry of the log in its order")
        count += 1
        settled = [:]
        symbols.entry = UInt32(seq)
        var view = view.take() ?? EventView()
        apply(document, event, seq, recorded, place, &view)
        view.release()
        self.view = view
    }

    private mutating func apply(
        _ document: Document, _ event: Document.Node, _ seq: UInt64, _ recorded: Int64, _ place: EntryPlace,
        _ view: inout EventView
    ) {
        guard view.read(document, event, seq: seq, recorded: recorded, &symbols) else {
            return entries.append(at: place)
        }
        guard case .correction = view.kind else {
            entries.append(view, at: place, &symbols)
            return apply(view)
        }
        entries.append(correction: view, of: view.target(&symbols), at: place)
        apply(view)
        guard view.readReplacement(&symbols) else { return entries.appendNothing(at: place) }
        entries.appendContent(view, at: place, &symbols)
        apply(view)
    }

    private mutating func apply(_ view: borrowing EventView) {
        for index in projections.indices { projections[index].apply(view, &symbols) }
    }

    /// Adds a fold of the entries that follow, which was numbered from 0: what comes of it is the same to the byte as if
    /// this one had taken them in.
    ///
    /// - Parameter other: of the same projections.
    package mutating func append(_ other: Fold) {
        settled = [:]
        let numbers = symbols.append(other.symbols, entries: UInt32(count))
        entries.append(other.entries, numbers)
        for index in projections.indices {
            Self.append(other.projections[index], to: &projections[index], numbers)
        }
        count += other.count
    }

    private static func append<State: Projection>(
        _ other: any Projection, to state: inout State, _ numbers: Renumbering
    ) {
        if let other = other as? State { state.append(other, numbers) }
    }

    /// Calls `body` with each row of the answer of one projection; not at all where it was not chosen.
    package func forEachRow(
        of type: any Projection.Type, at point: Point, _ filter: Filter = Filter(), words: Words,
        _ body: (Row) -> Void
    ) {
        projection(type)?.forEachRow(question(point, filter, words)) { row in body(row()) }
    }

    /// How many rows that answer has.
    package func rowCount(
        of type: any Projection.Type, at point: Point, _ filter: Filter = Filter(), words: Words
    ) -> Int {
        var count = 0
        projection(type)?.forEachRow(question(point, filter, words)) { _ in count += 1 }
        return count
    }

    /// The part of that answer that the `share`-th of `count` makes, who work on it together; block by block, to be put
    /// together in turns.
    package func forEachBlock(
        of type: any Projection.Type, at point: Point, _ filter: Filter, words: Words, share: Int, of count: Int,
        _ body: @escaping ([Row]) -> Void
    ) {
        var rows: [Row] = []
        let share = Share(share, of: count) {
            body(rows)
            rows.removeAll()
        }
        projection(type)?.forEachRow(question(point, filter, words, share)) { row in rows.append(row()) }
        share.finishBlock()
    }

    /// Calls `body` with what each row of the answer of one projection is, by the words of its classes.
    package func forEachClass(
        of type: any Projection.Type, at point: Point, _ filter: Filter = Filter(), words: Words,
        _ body: (String) -> Void
    ) {
        projection(type)?.forEachClass(question(point, filter, words), body)
    }

    /// The directives of which an entry from `first` on says what cannot be, by name: see timeline-event(5), FORCE.
    package func contradictions(
        from first: UInt64, words: Words
    ) -> [(subject: String, what: String, seqs: [UInt64])] {
        var found: [(subject: String, what: String, seqs: [UInt64])] = []
        let question = question(Point(asOf: .max), Filter(), words)
        state(of: Directives.self)?.forEachHistory(question) { history in
            for contradiction in history.contradictions {
                let seqs = contradiction.facts.map { UInt64($0.seq) }
                guard seqs.contains(where: { $0 >= first }) else { continue }
                found.append((symbols.subject(history.subject), contradiction.kind.sentence, seqs))
            }
        }
        return found
    }

    private func projection(_ type: any Projection.Type) -> (any Projection)? {
        projections.first { Swift.type(of: $0) == type }
    }

    /// The state of one projection; nil where it was not chosen.
    func state<State: Projection>(of type: State.Type) -> State? { projection(type) as? State }

    /// The same, with what the corrections come to worked out that are known at these points, for whoever asks more than
    /// one question.
    package func settled(at points: Point...) -> Fold {
        var fold = self
        for point in points { fold.settled[bound(point.known)] = effects(point) }
        return fold
    }

    private func effects(_ point: Point) -> Effects {
        let bound = bound(point.known)
        return settled[bound] ?? Effects(entries, bound: bound, symbols)
    }

    func question(_ point: Point, _ filter: Filter, _ words: Words, _ share: Share? = nil) -> Question {
        Question(
            point: point, filter: filter, symbols: symbols, entries: entries, effects: effects(point),
            states: projections, words: words, share: share)
    }

    /// Calls `body` with each row of the answer of one projection to a question to this fold.
    func forEachRow(of type: any Projection.Type, _ question: Question, _ body: (Row) -> Void) {
        projection(type)?.forEachRow(question) { row in body(row()) }
    }

    /// The streams of one projection whose rows may not be the same to both questions of `shift`; nil for all.
    func streams(of type: any Projection.Type, movedBy shift: Shift) -> Set<Symbol>? {
        projection(type).flatMap { $0.streams(movedBy: shift) }
    }

    /// The answer of one projection, none where it was not chosen.
    package func rows(
        of type: any Projection.Type, at point: Point, _ filter: Filter = Filter(), words: Words
    ) -> [JSON] {
        var rows: [JSON] = []
        forEachRow(of: type, at: point, filter, words: words) { rows.append($0.json) }
        return rows
    }

    /// The memory of the states, in bytes, by the projections' names; `symbols` and `entries` for what they share.
    package var byteCounts: [(name: String, bytes: Int)] {
        [("symbols", symbols.byteCount), ("entries", entries.byteCount)]
            + projections.map { (Swift.type(of: $0).name, $0.byteCount) }
    }
}

/// Where the log has an entry.
package struct EntryPlace: Sendable {
    /// Where in its file the line begins, in bytes.
    package var byteOffset: Int
    /// Whether it is the first of its batch.
    package var beginsBatch: Bool

    package init(byteOffset: Int = 0, beginsBatch: Bool = true) {
        self.byteOffset = byteOffset
        self.beginsBatch = beginsBatch
    }
}

extension Fold: Equatable {
    /// Whether two states are the same to the last fact.
    package static func == (left: Self, right: Self) -> Bool {
        left.symbols == right.symbols && left.entries == right.entries
            && left.projections.count == right.projections.count
            && zip(left.projections, right.projections).allSatisfy { $0.isEqual(to: $1) }
    }
}
