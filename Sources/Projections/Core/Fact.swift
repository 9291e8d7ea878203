import EventModel

/// What an entry says of the world, with its date, as questions need it.
struct Fact: Sendable, Hashable, Comparable {
    var when: When
    /// The date as its event has it.
    var date: DateSymbol
    /// The entry that says so: the event's own, or that of a correction.
    var seq: UInt32
    /// The event that it is a fact of.
    var root: UInt32
    /// What decides between facts of one date and one verb: a hash of the event's identity.
    fileprivate var tie: UInt64
    var subject: Symbol
    var deed: Deed

    /// - Parameter root: the event of which `seq` tells.
    init(_ seq: UInt32, of root: UInt32, _ entries: Entries, _ symbols: Symbols) {
        self.seq = seq
        self.root = root
        date = entries.dates[Int(seq)]
        when = symbols.when(date)
        tie = entries.tie(of: root)
        subject = entries.subjects[Int(seq)]
        deed = entries.deed(seq)
    }

    var verb: Verb { deed.verb }

    /// Where a correction says it, the event that it is a fact of.
    var original: UInt32? { root == seq ? nil : root }

    /// The order of the world: by earliest, then latest; on one date in the order of a life; and only then by something
    /// that means nothing but does not depend on arrival.
    static func < (left: Self, right: Self) -> Bool {
        if left.when != right.when { return left.when < right.when }
        if left.deed != right.deed { return left.deed < right.deed }
        return left.tie < right.tie
    }
}

/// A date as it was written, and what it means.
struct StatedDate: Equatable, BitwiseCopyable {
    var symbol: DateSymbol
    var when: When
}

/// A row of a state that is told by an entry.
protocol Factual {
    var seq: UInt32 { get }
}

/// An entry as a row of its own.
struct EntryRow: Factual {
    var seq: UInt32
}

/// A row of a state with its fact.
struct Dated<Row> {
    var fact: Fact
    var row: Row
}

/// Rows in the order of the log.
extension RandomAccessCollection where Element: Factual, Index == Int {
    /// The place of the first row that an entry from `seq` on tells.
    func firstPlace(from seq: UInt32) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].seq < seq { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether no entry tells more than one row, and each comes after the one before.
    var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0.seq < $1.seq } }

    /// The same where an entry may tell several.
    var isInOrder: Bool { zip(self, dropFirst()).allSatisfy { $0.seq <= $1.seq } }
}

extension Sequence where Element: Factual {
    /// Whether each is told by an entry that says something of the world.
    func areFacts(_ limits: ColumnLimits) -> Bool { allSatisfy { limits.isFact($0.seq) } }
}
