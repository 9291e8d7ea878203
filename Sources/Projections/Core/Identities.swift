/// Who every entry of the log is, by its number, and what the corrections among them say of others.
///
/// One place for what relations and corrections need to find an event that they name. 24 bytes and a bit an entry and 16
/// more a correction; there is no index, for it would cost every entry what few questions need: those look for all they
/// want in one pass.
package struct Identities: Sendable, Equatable {
    /// The hash of an entry's id, by which relations name it; 0 for other people's events, here as below.
    private(set) var ids: [UInt64] = []
    /// The hash of its source and its id, by which corrections name it.
    private(set) var wholes: [UInt64] = []
    /// Its stream as it was recorded; ``Symbol/none`` for other people's events.
    private(set) var subjects: [Symbol] = []
    /// Where its line begins in its file, in bytes; a hint for whoever looks for it there.
    private var offsets: [UInt32] = []
    /// A bit for each entry: whether it is the first of its batch.
    private var beginnings: [UInt64] = []
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
    package var byteCount: Int {
        ids.byteCount + wholes.byteCount + subjects.byteCount + offsets.byteCount + beginnings.byteCount
            + changes.byteCount
    }

    // MARK: Folding

    /// Makes room for so many more entries.
    mutating func reserve(_ count: Int) {
        ids.reserveCapacity(ids.count + count)
        wholes.reserveCapacity(wholes.count + count)
        subjects.reserveCapacity(subjects.count + count)
        offsets.reserveCapacity(offsets.count + count)
    }

    /// Takes in the next entry; what it does not say of itself, for other people's events.
    mutating func append(
        id: UInt64 = 0, whole: UInt64 = 0, subject: Symbol = .none, recorded: Int64, place: EntryPlace
    ) {
        if count % 64 == 0 { beginnings.append(0) }
        if place.beginsBatch { beginnings[count / 64] |= 1 << UInt64(count % 64) }
        ids.append(id)
        wholes.append(whole)
        subjects.append(subject)
        offsets.append(UInt32(clamping: place.byteOffset))
        self.recorded = recorded
    }

    /// Whether the entry is the first of its batch.
    func beginsBatch(_ seq: Int) -> Bool { beginnings[seq / 64] & 1 << UInt64(seq % 64) != 0 }

    func byteOffset(of seq: UInt64) -> Int? {
        seq < UInt64(offsets.count) ? Int(offsets[Int(seq)]) : nil
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

    /// For each of the hashes that `sought` holds, the first entry that has it in ``ids`` or in ``wholes``; nil where none
    /// has.
    ///
    /// - Parameters:
    ///   - counts: whether an entry may be the one.
    ///   - precedes: whether an entry is to be taken rather than another one before it.
    static func first(
        of sought: [UInt64], in hashes: [UInt64], where counts: (_ seq: UInt32) -> Bool,
        preferring precedes: (_ seq: UInt32, _ other: UInt32) -> Bool = { _, _ in false }
    ) -> [UInt32?] {
        guard !sought.isEmpty else { return [] }
        let table = HashTable(sought)
        var found = [UInt32?](repeating: nil, count: sought.count)
        for place in hashes.indices {
            guard let wanted = table.place(of: hashes[place]), counts(UInt32(place)) else { continue }
            if let other = found[wanted], !precedes(UInt32(place), other) { continue }
            found[wanted] = UInt32(place)
        }
        // The same hash can be sought more than once.
        return sought.map { table.place(of: $0).flatMap { found[$0] } }
    }
}

/// Finds a hash among some, of which nearly all that are asked for are none.
private struct HashTable {
    private let hashes: [UInt64]
    /// A bit tells nearly all others.
    private var filter: [UInt64]
    /// The place of a hash, plus one; 0 where the slot is free. Three quarters are at least.
    private var slots: [UInt32]
    private let mask: Int

    init(_ hashes: [UInt64]) {
        self.hashes = hashes
        var size = 1_024
        while size < hashes.count * 16 { size *= 2 }
        filter = Array(repeating: 0, count: size / 64)
        slots = Array(repeating: 0, count: size / 4)
        mask = size - 1
        for (place, hash) in hashes.enumerated() {
            filter[(Int(truncatingIfNeeded: hash) & mask) / 64] |= 1 << (hash & 63)
            var slot = start(hash)
            while slots[slot] != 0, hashes[Int(slots[slot]) - 1] != hash { slot = (slot + 1) & (mask / 4) }
            if slots[slot] == 0 { slots[slot] = UInt32(place) + 1 }
        }
    }

    /// By other bits than the filter: those that pass it would all begin alike.
    private func start(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & (mask / 4) }

    /// The first place of a hash.
    @inline(__always)
    func place(of hash: UInt64) -> Int? {
        guard filter[(Int(truncatingIfNeeded: hash) & mask) / 64] & 1 << (hash & 63) != 0 else { return nil }
        var slot = start(hash)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if hashes[place] == hash { return place }
            slot = (slot + 1) & (mask / 4)
        }
        return nil
    }
}

// MARK: - Archive

extension Identities {
    /// Rises with every change of what an archive of the identities holds.
    package static let version = 2

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(UInt64(bitPattern: recorded))
        writer.append(ids)
        writer.append(wholes)
        writer.append(subjects)
        writer.append(offsets)
        writer.append(beginnings)
        writer.append(changes)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        recorded = Int64(bitPattern: try reader.integer(bytes))
        ids = try reader.array(bytes)
        wholes = try reader.array(bytes)
        subjects = try reader.array(bytes)
        offsets = try reader.array(bytes)
        beginnings = try reader.array(bytes)
        changes = try reader.array(bytes)
        guard ids.count == reader.entries, wholes.count == ids.count, subjects.count == ids.count,
            offsets.count == ids.count, beginnings.count == (ids.count + 63) / 64
        else {
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
