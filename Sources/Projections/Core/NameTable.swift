/// Names as numbers: each once, in the order in which they are met.
///
/// Open addressing over one arena of bytes; nothing is allocated for a name already known. The numbers depend on the
/// names and their order alone, so that equal logs give equal tables, to the byte.
struct NameTable: Sendable, Equatable {
    struct Entry: Sendable, Equatable, BitwiseCopyable {
        var start: UInt32
        var count: UInt32
        var hash: UInt32
        /// One of 256; as wide as the others, so that no byte of an entry is undefined.
        var tag: UInt32
    }

    /// So many names fit in the 27 bits that states keep them in; they would take ten gigabytes.
    static let limit = 1 << 27

    private var arena: [UInt8] = []
    private var entries: [Entry] = []
    /// Number + 1, or 0 where the place is free; a power of two, at most half full.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    init() {}

    var count: Int { entries.count }
    var byteCount: Int { arena.count + entries.byteCount + slots.byteCount }

    /// The number of the name in `range`; what is not known is known from then on.
    ///
    /// - Parameter tag: tells equal names of different things apart.
    @inline(__always)
    mutating func intern(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
        let hash = Self.hash(tag, bytes, range)
        if let known = find(tag, hash, bytes, range) { return known }
        return append(tag, hash, bytes, range)
    }

    /// The number of the name in `range`; nil where it was never met.
    @inline(__always)
    func find(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32? {
        find(tag, Self.hash(tag, bytes, range), bytes, range)
    }

    func utf8(_ number: UInt32) -> ArraySlice<UInt8> {
        let entry = entries[Int(number)]
        return arena[Int(entry.start)..<Int(entry.start) + Int(entry.count)]
    }

    /// The order of names by their bytes.
    func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (first, second) = (entries[Int(left)], entries[Int(right)])
        let shorter = Int(min(first.count, second.count))
        // UInt8 has no padding that could be uninitialised.
        let bytes = unsafe arena.span.bytes
        precondition(Int(max(first.start, second.start)) + shorter <= bytes.byteCount)
        var offset = 0
        while offset + 8 <= shorter {
            // In bounds by the lines above; any eight bytes are a UInt64.
            let one = unsafe bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: Int(first.start) + offset, as: UInt64.self)
            let two = unsafe bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: Int(second.start) + offset, as: UInt64.self)
            if one != two { return UInt64(bigEndian: one) < UInt64(bigEndian: two) }
            offset += 8
        }
        while offset < shorter {
            let (one, two) = (arena[Int(first.start) + offset], arena[Int(second.start) + offset])
            if one != two { return one < two }
            offset += 1
        }
        return first.count < second.count
    }

    func tag(_ number: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: entries[Int(number)].tag) }

    /// The hash of a name's bytes alone.
    func stableHash(_ number: UInt32) -> UInt64 {
        let entry = entries[Int(number)]
        return StableHash.of(arena, Int(entry.start)..<Int(entry.start) + Int(entry.count))
    }

    // MARK: The table

    @inline(__always)
    private func find(
        _ tag: UInt8, _ hash: UInt32, _ bytes: borrowing [UInt8], _ range: Range<Int>
    ) -> UInt32? {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot] - 1)]
            if entry.hash == hash, entry.tag == UInt32(tag), Int(entry.count) == range.count,
                Self.equal(arena, Int(entry.start), bytes, range)
            {
                return slots[slot] - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    @inline(__always)
    private static func equal(
        _ arena: borrowing [UInt8], _ start: Int, _ bytes: borrowing [UInt8], _ range: Range<Int>
    ) -> Bool {
        // UInt8 has no padding that could be uninitialised.
        let left = unsafe arena.span.bytes
        let right = unsafe bytes.span.bytes
        precondition(start + range.count <= left.byteCount && range.upperBound <= right.byteCount)
        var offset = 0
        while offset + 8 <= range.count {
            // In bounds by the lines above; any eight bytes are a UInt64.
            let one = unsafe left.unsafeLoadUnaligned(fromUncheckedByteOffset: start + offset, as: UInt64.self)
            let two = unsafe right.unsafeLoadUnaligned(
                fromUncheckedByteOffset: range.lowerBound + offset, as: UInt64.self)
            guard one == two else { return false }
            offset += 8
        }
        while offset < range.count {
            guard arena[start + offset] == bytes[range.lowerBound + offset] else { return false }
            offset += 1
        }
        return true
    }

    private mutating func append(
        _ tag: UInt8, _ hash: UInt32, _ bytes: borrowing [UInt8], _ range: Range<Int>
    ) -> UInt32 {
        precondition(entries.count < Self.limit, "more names than memory can hold")
        let number = UInt32(entries.count)
        entries.append(Entry(start: UInt32(arena.count), count: UInt32(range.count), hash: hash, tag: UInt32(tag)))
        arena.append(contentsOf: bytes[range])
        if entries.count * 2 > slots.count { grow() } else { fill(hash, number) }
        return number
    }

    private mutating func fill(_ hash: UInt32, _ number: UInt32) {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = number + 1
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (number, entry) in entries.enumerated() { fill(entry.hash, UInt32(number)) }
    }

    /// Without a seed: the state of a log is the same on every machine.
    @inline(__always)
    private static func hash(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
        let value = StableHash.of(bytes, range) ^ (UInt64(tag) &* 0x9E37_79B9_7F4A_7C15)
        return UInt32(truncatingIfNeeded: value ^ (value >> 32))
    }
}

// MARK: - Archive

extension NameTable {
    func archive(into writer: inout ArchiveWriter) {
        writer.append(arena)
        writer.append(entries)
        writer.append(slots)
    }

    init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        arena = try reader.array(bytes)
        entries = try reader.array(bytes)
        slots = try reader.array(bytes)
        guard entries.count <= Self.limit, slots.count >= 64, slots.count & (slots.count - 1) == 0,
            entries.count * 2 <= slots.count
        else { throw .unsound }
        for entry in entries where Int(entry.start) + Int(entry.count) > arena.count { throw .unsound }
        // A search ends at a free place: at least half of them must be free.
        var used = 0
        for slot in slots where slot != 0 {
            guard Int(slot) <= entries.count else { throw .unsound }
            used += 1
        }
        guard used == entries.count else { throw .unsound }
    }
}

extension NameTable.Entry: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool { tag <= UInt32(UInt8.max) }
}
