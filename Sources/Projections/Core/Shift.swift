/// What is not the same to two questions, put from two points to a log as it was known then: of which records and dates an
/// answer may depend on the point.
package struct Shift {
    /// The question to the state with fewer entries, and that to the one with more.
    let earlier: Question
    let later: Question
    /// Whether a date lies otherwise to one point than to the other, by its symbol.
    private let isMoved: [Bool]

    init(earlier: Question, later: Question) {
        self.earlier = earlier
        self.later = later
        let symbols = later.symbols
        let (one, other) = (earlier.point, later.point)
        isMoved = (0..<symbols.dateCount).map { number in
            let when = symbols.when(DateSymbol(index: UInt32(number)))
            return when.hasBegun(by: one) != when.hasBegun(by: other)
                || when.hasPassed(by: one) != when.hasPassed(by: other)
        }
    }

    /// Whether a question about the date may be answered otherwise.
    func moves(_ date: DateSymbol) -> Bool { date != .none && isMoved[Int(date.index)] }

    /// Whether the record may be another fact: it is of one of the states alone, or its date is moved.
    func moves(_ record: FactRecord) -> Bool {
        let seq = record.seq
        if seq >= earlier.identities.count || moves(record.date) { return true }
        if earlier.effects.holds(seq) != later.effects.holds(seq) { return true }
        return record.isReplacement && earlier.effects.root(of: seq) != later.effects.root(of: seq)
    }

    /// Whether an actor may go by another name.
    var movesNames: Bool { later.identities.merges.contains { moves($0.record) } }

    /// What a name of the earlier state is in the later one, which may number names otherwise; nil where it has none such.
    func renumbered(_ symbol: Symbol) -> Symbol? {
        later.symbols.find(earlier.symbols.space(symbol), earlier.symbols.text(symbol))
    }

    /// The streams of the records that it moves.
    func streams<Row: Factual>(of rows: [Row]) -> Set<Symbol> {
        var streams: Set<Symbol> = []
        for row in rows where moves(row.record) { streams.insert(row.record.subject) }
        return streams
    }
}
