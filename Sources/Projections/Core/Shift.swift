/// What is not the same to two questions to one state: of which entries and dates an answer may depend on the point.
package struct Shift {
    /// The question at whose point fewer entries are known, and the other.
    let earlier: Question
    let later: Question
    /// Whether a date lies otherwise to one point than to the other, by its symbol.
    private let isMoved: [Bool]

    init(_ one: Question, _ other: Question) {
        (earlier, later) = one.bound <= other.bound ? (one, other) : (other, one)
        let symbols = one.symbols
        isMoved = (0..<symbols.dateCount).map { number in
            let when = symbols.when(DateSymbol(index: UInt32(number)))
            return when.hasBegun(by: one.point) != when.hasBegun(by: other.point)
                || when.hasPassed(by: one.point) != when.hasPassed(by: other.point)
        }
    }

    /// Whether a question about the date may be answered otherwise.
    func moves(_ date: DateSymbol) -> Bool { date != .none && isMoved[Int(date.index)] }

    /// Whether what an entry says may be another fact: it is known at one of the points alone, or its date is moved.
    func moves(_ seq: UInt32) -> Bool {
        if seq >= earlier.bound || moves(later.entries.dates[Int(seq)]) { return true }
        if earlier.effects.holds(seq) != later.effects.holds(seq) { return true }
        return later.entries.isReplacement(seq) && earlier.effects.root(of: seq) != later.effects.root(of: seq)
    }

    /// Whether an actor may go by another name.
    var movesNames: Bool { later.known(later.entries.merges).contains { moves($0.seq) } }

    /// The streams of the rows that it moves; of rows that are known at the later point.
    func streams(of rows: some Sequence<some Factual>) -> Set<Symbol> {
        var streams: Set<Symbol> = []
        for row in rows where moves(row.seq) { streams.insert(later.subject(row.seq)) }
        return streams
    }
}
