import EventModel

/// What every projection keeps of an event: when it holds, what happened to what, and where the log says so.
///
/// 16 bytes: dates are names, too. Records lie in the order of the log, so that all records of one event are found by
/// its sequence number.
struct FactRecord: Sendable, Hashable {
    var date: DateSymbol
    var seq: UInt32
    var subject: Symbol
    var deed: Deed
}

/// A fact with its date, as questions need it.
struct Fact: Sendable, Hashable, Comparable {
    var when: When
    var seq: UInt32
    var subject: Symbol
    var deed: Deed

    init(_ record: FactRecord, _ symbols: Symbols) {
        when = symbols.when(record.date)
        seq = record.seq
        subject = record.subject
        deed = record.deed
    }

    var verb: Verb { deed.verb }

    /// By earliest, then latest; on one date in the order of a life; and only then in the order of the log.
    static func < (left: Self, right: Self) -> Bool {
        if left.when != right.when { return left.when < right.when }
        if left.deed != right.deed { return left.deed < right.deed }
        return left.seq < right.seq
    }
}

/// A row of a state that begins with the record of a fact.
protocol Factual {
    var record: FactRecord { get }
}

extension FactRecord: Factual {
    var record: FactRecord { self }
}

/// A row of a state with its fact.
struct Dated<Row> {
    var fact: Fact
    var row: Row
}

/// The parties of facts, one flat list for all of them: those of a fact have its place.
struct Parties: Sendable, Equatable {
    private var all: [Party] = []
    private var starts: [UInt32] = []

    /// Takes in the parties of the next fact.
    mutating func append(_ parties: [Party]) {
        starts.append(UInt32(all.count))
        all.append(contentsOf: parties)
    }

    /// Gives the last fact one more party.
    mutating func extend(by party: Party) { all.append(party) }

    subscript(place: Int) -> ArraySlice<Party> {
        all[Int(starts[place])..<(place + 1 < starts.count ? Int(starts[place + 1]) : all.count)]
    }

    var byteCount: Int { all.byteCount + starts.byteCount }
}

extension Array {
    /// The memory of the elements, in bytes.
    var byteCount: Int { count * MemoryLayout<Element>.stride }
}
