import EventModel

/// What every projection keeps of an event: when it holds, what happened to what, and where the log says so.
///
/// 16 bytes: dates are names, too. Records lie in the order of the log and are kept for ever; which of them count is
/// decided when a question is put (``Effects``).
struct FactRecord: Sendable, Hashable, BitwiseCopyable {
    var date: DateSymbol
    var seq: UInt32
    var subject: Symbol
    /// The deed's rank, and above it whether a correction tells it.
    private var code: UInt32

    init(date: DateSymbol, seq: UInt32, subject: Symbol, deed: Deed, isReplacement: Bool) {
        self.date = date
        self.seq = seq
        self.subject = subject
        code = UInt32(deed.rank) | (isReplacement ? 0x100 : 0)
    }

    var deed: Deed { Deed(rank: UInt8(truncatingIfNeeded: code)) }

    /// Whether it is what a correction says that another event should have been.
    var isReplacement: Bool { code & 0x100 != 0 }
}

extension FactRecord: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool {
        limits.holds(date) && limits.holds(seq: seq) && limits.holds(subject) && code & ~0x1FF == 0
            && Deed.isRank(UInt8(truncatingIfNeeded: code))
    }
}

/// A fact with its date, as questions need it.
struct Fact: Sendable, Hashable, Comparable {
    var when: When
    /// The date as its event has it.
    var date: DateSymbol
    /// The entry that says so: the event's own, or that of a correction.
    var seq: UInt32
    /// The event that it is a fact of.
    var root: UInt32
    /// What decides between facts of one date and one verb: a hash of the event's identity.
    private var tie: UInt64
    var subject: Symbol
    var deed: Deed

    init(_ record: FactRecord, when: When, root: UInt32, tie: UInt64) {
        self.when = when
        self.root = root
        self.tie = tie
        date = record.date
        seq = record.seq
        subject = record.subject
        deed = record.deed
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

extension Array {
    /// The memory of the elements, in bytes.
    var byteCount: Int { count * MemoryLayout<Element>.stride }
}
