package import LinuxIO
package import TransparencyLog

/// Where an event came from: what an entry keeps beside it.
package struct Origin: Sendable, Hashable {
    /// Below the drop folder.
    package var file: RelativePath
    /// SHA-256 of the whole file, 32 bytes.
    package var sha256: [UInt8]
    /// The file's owner.
    package var uid: UInt32
    /// Their login name; nil where the system has none.
    package var userName: String?

    package init(file: RelativePath, sha256: [UInt8], uid: UInt32, userName: String?) {
        self.file = file
        self.sha256 = sha256
        self.uid = uid
        self.userName = userName
    }
}

/// What is appended in one write and made durable by one fdatasync: all of it is in the log, or nothing.
///
/// All but its place is settled here: whoever sequences it reads no clock, host name or path but to give it that place,
/// and every node that applies it writes the same bytes.
package struct Batch: Sendable {
    /// In canonical form. The reader of the file keeps the same bytes; only the lines that are written are copies.
    private(set) var events: [[UInt8]] = []
    /// Of each file what its lines have in common, from the file on, and behind which event it ends.
    private(set) var heads: [(bytes: [UInt8], end: Int)] = []
    /// How many bytes the events and their heads have.
    private(set) var byteCount = 0
    /// The last file that was asked for.
    private var shared: (origin: Origin, bytes: [UInt8])?
    /// The file of the last event.
    private var last: Origin?

    package init() {}

    package var count: Int { events.count }
    package var isEmpty: Bool { events.isEmpty }

    /// How many bytes of canonical form an event of that origin may have; see ``EntryLine/roomForEvent(_:)``.
    package mutating func roomForEvent(from origin: Origin) -> Int {
        EntryLine.roomForEvent(behind: head(of: origin))
    }

    /// Adds one event.
    ///
    /// - Parameter event: its canonical form (RFC 8785), at most ``EntryLine/roomForEvent(_:)`` bytes.
    package mutating func add(_ event: [UInt8], from origin: Origin) {
        let head = head(of: origin)
        precondition(
            event.count <= EntryLine.roomForEvent(behind: head), "intake refuses what is too long for a line")
        events.append(event)
        byteCount += head.count + event.count
        if last != origin {
            heads.append((head, 0))
            last = origin
        }
        heads[heads.count - 1].end = events.count
    }

    private mutating func head(of origin: Origin) -> [UInt8] {
        if let shared, shared.origin == origin { return shared.bytes }
        let head = EntryLine.origin(origin)
        shared = (origin, head)
        return head
    }
}

/// A batch that is in the log, durably.
package struct AppendedBatch: Sendable {
    /// Its lines in the Merkle tree over the log.
    package let leaves: TreePiece
    /// The first entry of the segment that it stands in.
    package let segment: UInt64
    /// When it was recorded, in microseconds of UTC since 1970.
    package let recorded: Int64
}

/// The place of a batch in the log: what sequencing decides.
package struct Placement: Sendable, Hashable {
    /// The sequence number of its first entry.
    package var first: UInt64
    /// When it was recorded, in microseconds of UTC since 1970; later than every batch before it.
    package var recorded: Int64

    /// 0000-01-01T00:00:00.000000Z
    package static let earliest: Int64 = -62_167_219_200_000_000
    /// 9999-12-31T23:59:59.999999Z
    package static let latest: Int64 = 253_402_300_799_999_999

    package init(first: UInt64, recorded: Int64) {
        self.first = first
        self.recorded = recorded
    }
}

/// How far the log reaches.
package struct LogHead: Sendable, Hashable {
    /// How many entries there are: the sequence number of the next one.
    package var size: UInt64
    /// When the last batch was recorded, in microseconds of UTC since 1970; nil for an empty log.
    package var recorded: Int64?

    package static let empty = LogHead(size: 0, recorded: nil)

    package init(size: UInt64, recorded: Int64?) {
        self.size = size
        self.recorded = recorded
    }
}

/// Gives a batch its place: the only point where an append meets a clock, or later a cluster's agreement.
package protocol Sequencer {
    /// The place of the batch that follows `head`.
    mutating func place(after head: LogHead) -> Placement
}

/// The sequencer of a single node: its own clock, which never goes back in the log even where it does in the machine.
package struct LocalSequencer: Sequencer {
    private let now: @Sendable () -> Int64
    /// What a clock beyond all years leaves for the batches that follow, a microsecond each: a day of them.
    private static let reserve: Int64 = 86_400_000_000

    /// - Parameter now: microseconds of UTC since 1970.
    package init(now: @escaping @Sendable () -> Int64 = { Clock.now() }) { self.now = now }

    package func place(after head: LogHead) -> Placement {
        // A line has room for a year of four digits, whatever a broken clock says, and each batch needs a later time.
        let now = min(max(now(), Placement.earliest), Placement.latest - Self.reserve)
        return Placement(first: head.size, recorded: head.recorded.map { max(now, $0 + 1) } ?? now)
    }
}
