import EventModel

/// A question to a state: where in time, which rows, and where the words are.
///
/// One object, not a value: everybody who answers has it at hand, and a copy would count two dozen references.
package final class Question {
    let point: Point
    let filter: Filter
    /// How many entries are known at the point: the first so many of the log.
    let bound: Int
    let symbols: Symbols
    let entries: Entries
    let effects: Effects
    /// The states of the fold that it is put to.
    private let states: [any Projection]
    let words: Words
    /// By which names actors go at the point.
    private(set) var merges: ActorMerges
    let dateTexts: DateTexts
    /// The streams asked for; nil for all.
    private(set) var subjects: Set<Symbol>?
    /// The same by symbol, where they are many; else empty.
    private var isSubject: [Bool] = []
    /// The actors asked for in any role, with all that are one with them; nil where none is.
    private(set) var actors: Set<Symbol>?
    private var parties: [PartyCriterion] = []
    private let chosenEntries: Set<UInt32>?
    /// What part of the answer is asked for; nil for all.
    private let share: Share?

    init(
        point: Point, filter: Filter, symbols: Symbols, entries: Entries, effects: Effects,
        states: [any Projection], words: Words, share: Share? = nil
    ) {
        self.point = point
        self.share = share
        self.filter = filter
        self.symbols = symbols
        self.entries = entries
        self.effects = effects
        bound = effects.bound
        self.states = states
        self.words = words.applying(effects)
        dateTexts = DateTexts(symbols)
        chosenEntries = filter.entries.map { Set($0.map { UInt32(truncatingIfNeeded: $0) }) }
        merges = ActorMerges(symbols)
        merges = ActorMerges(self)
        choose()
    }

    /// Finds the streams and actors that are asked for.
    private func choose() {
        let (symbols, merges) = (symbols, merges)
        let named =
            filter.subjects.isEmpty
            ? nil : Set(filter.subjects.flatMap { Self.find($0, in: symbols) }.flatMap(merges.all))
        let chosen = filter.streams.map { Set($0.flatMap { Self.find($0, in: symbols) }) }
        subjects = named.map { $0.intersection(chosen ?? $0) } ?? chosen
        if let subjects, subjects.count > 16 {
            isSubject = Array(repeating: false, count: symbols.count)
            for subject in subjects { isSubject[Int(subject.index)] = true }
        }
        parties = filter.parties.map { PartyCriterion($0) { merges.all(with: Self.actor($0, in: symbols)) } }
        let chosenActors = parties.filter { $0.role == nil }.flatMap { $0.alternatives.flatMap(\.self).flatMap(\.self) }
        actors = chosenActors.isEmpty ? nil : Set(chosenActors)
    }

    /// The name under which an actor goes at the point; every other stream goes by its own.
    func canonical(_ stream: Symbol) -> Symbol { merges.canonical(stream) }

    /// The name by which the actor of a slug goes at the point.
    func name(ofActor slug: String) -> String {
        guard !merges.isEmpty, let actor = symbols.find(.actor, slug) else { return slug }
        return symbols.text(canonical(actor))
    }

    /// The actor of a name; ``Symbol/none`` for one that was never met.
    private static func actor(_ text: String, in symbols: Symbols) -> Symbol {
        find(text, in: symbols).first { symbols.space($0) == .actor } ?? .none
    }

    static func find(_ text: String, in symbols: Symbols) -> [Symbol] {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if let slug = parts.last, let kind = parts.first.flatMap(Kind.init), parts.count == 2 {
            return symbols.find(Symbols.Space(kind), slug).map { [$0] } ?? []
        }
        return Kind.allCases.compactMap { symbols.find(Symbols.Space($0), text) }
    }

    /// The state of a projection, one that the projection asked for needs.
    func state<State: Projection>(of type: State.Type) -> State? { states.lazy.compactMap { $0 as? State }.first }

    // MARK: Filters

    /// Whether the rows of a group are asked for: ``Projection/forEachRow(_:_:)`` asks for each, by its place in the
    /// answer.
    func wants(group: Int) -> Bool { share?.has(group: group) ?? true }

    func wants(subject: Symbol) -> Bool {
        if !filter.kinds.isEmpty {
            guard let kind = symbols.space(subject).kind, filter.kinds.contains(kind) else { return false }
        }
        if !isSubject.isEmpty, subject != .none { return isSubject[Int(subject.index)] }
        return subjects?.contains(subject) ?? true
    }

    func wants(class word: String) -> Bool {
        filter.classes.isEmpty || filter.classes.contains { $0.utf8.elementsEqual(word.utf8) }
    }

    /// Whether something is asked of single events.
    var choosesEvents: Bool { !parties.isEmpty || chosenEntries != nil }

    /// Whether an event is asked for: who must take part in it does, and it is one of the entries that are wanted.
    func wants(event seq: UInt32) -> Bool {
        wants(entry: seq) && (parties.isEmpty || wants(parties: entries.uses(seq)))
    }

    /// Whether an entry is one of those that are wanted, whoever takes part in it.
    func wants(entry seq: UInt32) -> Bool { chosenEntries?.contains(seq) ?? true }

    /// Whether those take part who must.
    func wants(parties uses: ArraySlice<ActorUse>) -> Bool { parties.allSatisfy { $0.isMet(byParties: uses) } }

    /// Whether the actors asked for in any role are among those of a row.
    func wants(actors: Set<Symbol>) -> Bool { parties.allSatisfy { $0.role != nil || $0.isMet(by: actors) } }

    /// The same as ``wants(event:)`` of an event that names actors, also elsewhere than among those who take part.
    func wants(mention seq: UInt32) -> Bool {
        wants(entry: seq) && (parties.isEmpty || parties.allSatisfy { $0.isMet(byMentions: entries.uses(seq)) })
    }

    /// Whether a date lies, at least possibly, in the window asked for; surely, where only that counts which is sure.
    func isInWindow(_ when: When) -> Bool { isInWindow(when, surely: point.certain) }

    func isInWindow(_ when: When, surely: Bool) -> Bool {
        let (since, until) = (filter.since ?? .min, filter.until ?? .max)
        guard when.earliest <= until, when.latest >= since else { return false }
        return !surely || when.earliest >= since && when.surely <= until
    }

    /// The streams of which an event is asked for; nil where nothing is asked of events.
    func streams(of rows: some Sequence<some Factual>) -> Set<Symbol>? {
        guard choosesEvents else { return nil }
        var streams: Set<Symbol> = []
        for row in rows where effects.holds(row.seq) && wants(event: row.seq) { streams.insert(subject(row.seq)) }
        return streams
    }

    /// Whether one thing is asked for, so that few rows are worth many words.
    var isParticular: Bool { filter.isParticular }

    // MARK: Facts

    /// The rows of a state that entries tell which are known at the point: the first of them.
    func known<Rows: RandomAccessCollection<Row>, Row: Factual>(_ rows: Rows) -> Rows.SubSequence
    where Rows.Index == Int { rows[..<rows.firstPlace(from: UInt32(bound))] }

    /// The facts that are known at the point, each a row of its own.
    ///
    /// - Parameter kind: of what; of anything where it is nil.
    func facts(of kind: Kind? = nil) -> LazyFilterSequence<LazyMapSequence<Range<Int>, EntryRow>> {
        let entries = entries
        return (0..<bound).lazy.map { EntryRow(seq: UInt32($0)) }.filter { row in
            entries.isFact(row.seq) && (kind == nil || entries.deed(row.seq).verb.kind == kind)
        }
    }

    /// The stream of what an entry says of the world.
    func subject(_ seq: UInt32) -> Symbol { entries.subjects[Int(seq)] }

    /// Calls `body` with the facts of each stream asked for that had begun by the point, in the order of the world;
    /// streams by name.
    ///
    /// - Parameters:
    ///   - rows: of entries that are known at the point.
    ///   - streams: those wanted; all where it is nil.
    ///   - isWhole: whether also those are wanted that are of another share of the answer.
    func forEachHistory<Row: Factual>(
        _ rows: some Sequence<Row>, of streams: Set<Symbol>? = nil, isWhole: Bool = false,
        _ body: (_ subject: Symbol, _ rows: [Dated<Row>]) -> Void
    ) {
        let rows = rows.filter { wants(subject: subject($0.seq)) }
        let groups = grouped(rows.indices) { subject(rows[$0].seq) }
        for (group, (subject, places)) in groups.enumerated()
        where (isWhole || wants(group: group)) && streams?.contains(subject) ?? true {
            let begun = begun(places.lazy.map { rows[$0] }).sorted { $0.fact < $1.fact }
            if !begun.isEmpty { body(subject, begun) }
        }
    }

    /// Those rows whose facts had begun by the point, in the order of the log.
    func begun<Row: Factual>(_ rows: some Sequence<Row>) -> [Dated<Row>] {
        rows.compactMap { row in begun(row.seq).map { Dated(fact: $0, row: row) } }
    }

    /// The fact that an entry tells if it had begun by the point.
    func begun(_ seq: UInt32) -> Fact? { hasBegun(seq) ? fact(seq) : nil }

    /// Whether an entry tells a fact that had begun by the point.
    func hasBegun(_ seq: UInt32) -> Bool {
        effects.holds(seq) && symbols.when(entries.dates[Int(seq)]).hasBegun(by: point)
    }

    /// The fact that an entry tells; nil where a correction has taken it away.
    ///
    /// The only way from an entry to a fact: no projection can forget corrections.
    func fact(_ seq: UInt32) -> Fact? {
        guard effects.holds(seq) else { return nil }
        return Fact(seq, of: entries.isReplacement(seq) ? effects.root(of: seq) : seq, entries, symbols)
    }

    /// What a date means; nil where none is said.
    func when(_ date: DateSymbol) -> When? { date == .none ? nil : symbols.when(date) }

    /// A date with what it means; nil where none is said.
    func stated(_ date: DateSymbol) -> StatedDate? { when(date).map { StatedDate(symbol: date, when: $0) } }

    // MARK: Targets of relations

    /// What relations point at that name an event by its id: the entry that says what it says, and its stream.
    ///
    /// Where two sources use one id, one event counts of those that were not retracted, the same whichever was recorded
    /// first; an id of no such event is left out.
    func events(named symbols: some Sequence<Symbol>) -> [Symbol: (seq: UInt32, subject: Symbol)] {
        let sought = Array(Set(symbols.filter { self.symbols.space($0) == .event }))
        let found = entries.first(of: sought.map { self.symbols.utf8($0) }, bound: bound, self.symbols) { seq in
            entries.change(at: seq) == nil && effects.entry(of: seq) != nil
        } preferring: {
            entries.tie(of: $0) < entries.tie(of: $1)
        }
        var events: [Symbol: (seq: UInt32, subject: Symbol)] = [:]
        for (symbol, first) in zip(sought, found) {
            guard let seq = first.flatMap({ effects.entry(of: $0) }) else { continue }
            events[symbol] = (seq, subject(seq))
        }
        return events
    }

    /// Whether the log has a fact of a stream, whenever it holds, or a correction of that name.
    var knownStreams: [Bool] {
        var known = [Bool](repeating: false, count: symbols.count)
        for seq in 0..<UInt32(bound) where entries.isFact(seq) && effects.holds(seq) {
            known[Int(subject(seq).index)] = true
        }
        for change in self.known(entries.changes) { known[Int(change.subject.index)] = true }
        return known
    }

    /// Places of a list by a symbol each: symbols by name, the places of one symbol in their order.
    func grouped(_ places: some Sequence<Int>, by key: (Int) -> Symbol) -> [(Symbol, Places)] {
        let places = places.map { UInt32($0) }
        // A few, of one stream, must not cost what all the names of a log do.
        guard places.count > symbols.count / 16 else {
            let groups = Dictionary(grouping: places) { key(Int($0)) }
            return symbols.sorted(groups.keys).map { ($0, Places(groups[$0, default: []][...])) }
        }
        // Sorted by counting: names are compared once a group, not once a place.
        var counts = [UInt32](repeating: 0, count: symbols.count)
        var present: [Symbol] = []
        for place in places {
            let symbol = key(Int(place))
            if counts[Int(symbol.index)] == 0 { present.append(symbol) }
            counts[Int(symbol.index)] += 1
        }
        present = symbols.sorted(present)
        // From here on of each symbol where its next place goes.
        var end: UInt32 = 0
        let ranges = present.map { symbol in
            let start = end
            end += counts[Int(symbol.index)]
            counts[Int(symbol.index)] = start
            return Int(start)..<Int(end)
        }
        var sorted = [UInt32](repeating: 0, count: places.count)
        for place in places {
            let symbol = key(Int(place))
            sorted[Int(counts[Int(symbol.index)])] = place
            counts[Int(symbol.index)] += 1
        }
        return zip(present, ranges).map { ($0, Places(sorted[$1])) }
    }
}

/// Some places of a list.
struct Places: Sequence {
    private let places: ArraySlice<UInt32>

    init(_ places: ArraySlice<UInt32>) { self.places = places }

    var count: Int { places.count }

    func makeIterator() -> some IteratorProtocol<Int> { places.lazy.map { Int($0) }.makeIterator() }
}
