/// Who every entry of the log is, by its number, and what the corrections among them say of others.
///
/// One place for what relations and corrections need to find an event that they name. 20 bytes an entry and 16 more a
/// correction; there is no index, for it would cost every entry what few questions need: those look for all they want
/// in one pass.
package struct Identities: Sendable, Equatable {
    /// The hash of an entry's id, by which relations name it; 0 for other people's events, here as below.
    private(set) var ids: [UInt64] = []
    /// The hash of its source and its id, by which corrections name it.
    private(set) var wholes: [UInt64] = []
    /// Its stream as it was recorded; ``Symbol/none`` for other people's events.
    private(set) var subjects: [Symbol] = []
    /// In the order of the log.
    private(set) var changes: [Change] = []
    /// When the last entry was recorded, in microseconds of UTC since 1970.
    private(set) var recorded: Int64 = 0

    /// What one correction says of what it names.
    struct Change: Sendable, Equatable, BitwiseCopyable {
        /// The hash of source and id of what it names.
        var target: UInt64
        var seq: UInt32
        private var code: UInt32

        enum Saying: Equatable {
            /// That it should have been this event, of this stream.
            case content(Symbol)
            /// That it should not have been.
            case nothing
            /// Nothing that can be understood; it changes nothing.
            case nonsense
        }

        init(target: UInt64, seq: UInt32, saying: Saying) {
            self.target = target
            self.seq = seq
            switch saying {
            case .content(let subject): code = subject.index
            case .nothing: code = .max
            case .nonsense: code = .max - 1
            }
        }

        // The two highest numbers name no symbol: see NameTable.limit.
        var saying: Saying {
            switch code {
            case .max: .nothing
            case .max - 1: .nonsense
            default: .content(Symbol(index: code))
            }
        }
    }

    package init() {}

    /// How many entries there are, other people's events among them.
    var count: Int { ids.count }

    /// The memory in use, in bytes.
    package var byteCount: Int { ids.byteCount + wholes.byteCount + subjects.byteCount + changes.byteCount }

    // MARK: Folding

    /// Makes room for so many more entries.
    mutating func reserve(_ count: Int) {
        ids.reserveCapacity(ids.count + count)
        wholes.reserveCapacity(wholes.count + count)
        subjects.reserveCapacity(subjects.count + count)
    }

    /// Takes in the next entry; what it does not say of itself, for other people's events.
    mutating func append(id: UInt64 = 0, whole: UInt64 = 0, subject: Symbol = .none, recorded: Int64) {
        ids.append(id)
        wholes.append(whole)
        subjects.append(subject)
        self.recorded = recorded
    }

    /// Takes in what the last entry, a correction, says.
    mutating func append(_ change: Change) { changes.append(change) }

    // MARK: Finding

    /// The change that the entry `seq` makes, by its place among the changes; nil where it is no correction.
    func change(at seq: UInt32) -> Int? {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].seq < seq { low = middle + 1 } else { high = middle }
        }
        return low < changes.count && changes[low].seq == seq ? low : nil
    }

    /// The first entry with each of the hashes that `sought` holds, in ``ids`` or in ``wholes``.
    ///
    /// - Parameter counts: whether an entry may be the one.
    static func first(
        of sought: [UInt64], in hashes: [UInt64], where counts: (_ seq: UInt32) -> Bool
    ) -> [UInt64: UInt32] {
        guard !sought.isEmpty else { return [:] }
        // Nearly all others are told by one bit, without the set.
        var size = 1_024
        while size < sought.count * 16 { size *= 2 }
        var filter = [UInt64](repeating: 0, count: size / 64)
        let mask = UInt64(size - 1)
        for hash in sought { filter[Int((hash & mask) / 64)] |= 1 << (hash & 63) }
        let wanted = Set(sought)
        var found: [UInt64: UInt32] = [:]
        for place in hashes.indices {
            let hash = hashes[place]
            guard filter[Int((hash & mask) / 64)] & 1 << (hash & 63) != 0, wanted.contains(hash),
                found[hash] == nil, counts(UInt32(place))
            else { continue }
            found[hash] = UInt32(place)
        }
        return found
    }
}

// MARK: - Archive

extension Identities {
    /// Rises with every change of what an archive of the identities holds.
    package static let version = 1

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(UInt64(bitPattern: recorded))
        writer.append(ids)
        writer.append(wholes)
        writer.append(subjects)
        writer.append(changes)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        recorded = Int64(bitPattern: try reader.integer(bytes))
        ids = try reader.array(bytes)
        wholes = try reader.array(bytes)
        subjects = try reader.array(bytes)
        changes = try reader.array(bytes)
        guard ids.count == reader.entries, wholes.count == ids.count, subjects.count == ids.count else {
            throw .unsound
        }
        var last: UInt32?
        for change in changes {
            if let last, change.seq <= last { throw .unsound }
            last = change.seq
        }
    }
}

extension Identities.Change: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool {
        guard limits.holds(seq: seq) else { return false }
        guard case .content(let subject) = saying else { return true }
        return limits.holds(subject)
    }
}
