import CText

/// Names as numbers: each once, in the order in which they are met.
///
/// Open addressing over one arena of bytes; nothing is allocated for a name already known. The numbers depend on the
/// names and their order alone, so that equal logs give equal archives, to the byte. Where a name lies in the table depends
/// on a seed that is another one in each process, so that nobody can make names that lie in each other's way. A table is larger than what the
/// processor keeps near itself: a slot tells most other names apart, and an entry has the beginning of its name, which
/// is all of it nearly always, so that a name is found with two looks into memory.
struct NameTable: Sendable, Equatable {
    struct Entry: Sendable, Equatable, BitwiseCopyable {
        var start: UInt32
        /// The length of the name in bytes, and above it the tag.
        var label: UInt32
        var beginning: Beginning

        var count: Int { Int(label & 0xFF_FFFF) }
        var range: Range<Int> { Int(start)..<Int(start) + count }
    }

    /// The first bytes of a name; zeros where it is shorter.
    struct Beginning: Sendable, Equatable, BitwiseCopyable {
        static let limit = 24

        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
    }

    /// So many names fit in the 27 bits that states keep them in; they would take ten gigabytes.
    static let limit = 1 << 27

    var texts = Column<UInt8>()
    var names = Column<Entry>()
    /// Number + 1 and above it the mark of the name's hash, or 0 where the place is free; a power of two, at most half
    /// full.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    fileprivate static let numberBits: UInt32 = 0x0FFF_FFFF

    /// That of Swift's own hashing, which can be held still to count instructions.
    fileprivate static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

    static func == (left: Self, right: Self) -> Bool { left.names == right.names && left.texts == right.texts }

    init() {}

    var count: Int { names.count }

    /// The number of the name in `range`; what is not known is known from then on.
    ///
    /// - Parameter tag: tells equal names of different things apart.
    @inline(__always)
    mutating func intern(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
        intern(Name(tag, bytes, range), bytes)
    }

    @inline(__always)
    mutating func intern(_ name: Name, _ bytes: borrowing [UInt8]) -> UInt32 {
        find(name, bytes) ?? append(name, bytes)
    }

    /// The number of the name in `range`; nil where it was never met.
    @inline(__always)
    func find(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32? {
        find(Name(tag, bytes, range), bytes)
    }

    // Whoever has several names to look up asks for the slots of all, then for the entries of all, and only then looks
    // them up: waiting for memory once, instead of twice a name.

    /// Has the slot fetched in which the name is looked for first.
    @inline(__always)
    func fetchSlot(_ name: Name) {
        // The place lies in the array, and nothing is read from it.
        unsafe slots.withUnsafeBufferPointer { unsafe ctext_prefetch($0.baseAddress?.advanced(by: place(name))) }
    }

    /// Has the entry fetched to which that slot leads.
    @inline(__always)
    func fetchEntry(_ name: Name) {
        let number = Int(slots[place(name)] & Self.numberBits) - 1
        guard number >= 0 && number < names.count else { return }
        // The number is that of an entry, and nothing is read from it.
        unsafe names.elements.withUnsafeBufferPointer { unsafe ctext_prefetch($0.baseAddress?.advanced(by: number)) }
    }

    private func place(_ name: Name) -> Int { Int(name.hash) & (slots.count - 1) }

    func utf8(_ number: UInt32) -> ArraySlice<UInt8> { texts.slice(names[Int(number)].range) }

    /// The order of names by their bytes.
    func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (first, second) = (names[Int(left)], names[Int(right)])
        let shorter = min(first.count, second.count)
        // UInt8 has no padding that could be uninitialised.
        let bytes = unsafe texts.elements.span.bytes
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
            let (one, two) = (texts[Int(first.start) + offset], texts[Int(second.start) + offset])
            if one != two { return one < two }
            offset += 1
        }
        return first.count < second.count
    }

    /// Of two names the one whose order is less comes first, tags before names; where they are equal, nothing is said.
    struct Order: Equatable, BitwiseCopyable {
        fileprivate var tag: UInt64 = 0
        fileprivate var beginning = Beginning()

        @inline(__always)
        static func < (left: Self, right: Self) -> Bool {
            if left.tag != right.tag { return left.tag < right.tag }
            if left.beginning.first != right.beginning.first { return left.beginning.first < right.beginning.first }
            if left.beginning.second != right.beginning.second { return left.beginning.second < right.beginning.second }
            return left.beginning.third < right.beginning.third
        }
    }

    func order(of number: UInt32) -> Order {
        let entry = names[Int(number)]
        // The first byte is the lowest, and weighs most.
        return Order(
            tag: UInt64(entry.label >> 24),
            beginning: Beginning(
                first: entry.beginning.first.byteSwapped, second: entry.beginning.second.byteSwapped,
                third: entry.beginning.third.byteSwapped))
    }

    func tag(_ number: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: names[Int(number)].label >> 24) }

    // MARK: The table

    /// A name that is looked for: where it stands, what is compared of it, and its hash.
    struct Name {
        fileprivate var range: Range<Int>
        fileprivate var label: UInt32
        fileprivate var beginning: Beginning
        fileprivate var hash: UInt32

        /// - Parameter range: of at most 2^24 bytes, as no line is longer.
        @inline(__always)
        init(_ tag: UInt8, _ bytes: borrowing [UInt8], _ range: Range<Int>) {
            self.range = range
            label = UInt32(tag) << 24 | UInt32(range.count)
            beginning = Beginning(bytes, range)
            var value = StableHash.pair(UInt64(label) ^ NameTable.seed, beginning.first)
            if range.count > 8 { value = StableHash.pair(value ^ beginning.second, beginning.third) }
            if range.count > Beginning.limit {
                let rest = range.lowerBound + Beginning.limit..<range.upperBound
                value = StableHash.pair(value, StableHash.of(bytes, rest))
            }
            hash = UInt32(truncatingIfNeeded: value ^ (value >> 32))
        }

        /// What a slot says of the name besides its number.
        fileprivate var mark: UInt32 { hash & ~NameTable.numberBits }
    }

    @inline(__always)
    func find(_ name: Name, _ bytes: borrowing [UInt8]) -> UInt32? {
        var place = place(name)
        while slots[place] != 0 {
            let slot = slots[place]
            if slot & ~Self.numberBits == name.mark {
                let number = slot & Self.numberBits &- 1
                let entry = names[Int(number)]
                if entry.label == name.label, entry.beginning == name.beginning,
                    name.range.count <= Beginning.limit || isSame(entry, bytes, name.range)
                {
                    return number
                }
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isSame(_ entry: Entry, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> Bool {
        texts.slice(entry.range).elementsEqual(bytes[range])
    }

    private mutating func append(_ name: Name, _ bytes: borrowing [UInt8]) -> UInt32 {
        precondition(names.count < Self.limit, "more names than memory can hold")
        let number = UInt32(names.count)
        names.append(Entry(start: UInt32(texts.count), label: name.label, beginning: name.beginning))
        texts.append(contentsOf: bytes[name.range])
        if names.count * 2 > slots.count { grow(to: names.count * 2) } else { fill(name, number) }
        return number
    }

    private mutating func fill(_ name: Name, _ number: UInt32) {
        var place = place(name)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = number + 1 | name.mark
    }

    /// Makes a table of so many slots at least.
    private mutating func grow(to count: Int) {
        var size = 64
        while size < count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for number in names.indices {
            fill(Name(tag(UInt32(number)), texts.elements, names[number].range), UInt32(number))
        }
    }
}

extension NameTable.Beginning {
    /// The first bytes of `range`.
    @inline(__always)
    init(_ bytes: borrowing [UInt8], _ range: Range<Int>) {
        let count = range.count
        guard range.lowerBound + Self.limit <= bytes.count else {
            for index in 0..<min(count, Self.limit) {
                let byte = UInt64(bytes[range.lowerBound + index]) << UInt64(index % 8 * 8)
                switch index {
                case ..<8: first |= byte
                case ..<16: second |= byte
                default: third |= byte
                }
            }
            return
        }
        // UInt8 has no padding that could be uninitialised.
        let raw = unsafe bytes.span.bytes
        // In bounds by the lines above; any eight bytes are a UInt64.
        first = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound, as: UInt64.self)
        second = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound + 8, as: UInt64.self)
        third = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound + 16, as: UInt64.self)
        first = Self.cut(first, to: count)
        second = Self.cut(second, to: count - 8)
        third = Self.cut(third, to: count - 16)
    }

    /// A word of whose bytes only the first `count` count.
    @inline(__always)
    private static func cut(_ word: UInt64, to count: Int) -> UInt64 {
        // Shifts beyond the width leave nothing.
        count >= 8 ? word : word & ~(UInt64.max << UInt64(max(0, count) * 8))
    }
}

// MARK: - Columns

extension NameTable {
    /// Makes the table of what was read.
    mutating func finishReading() throws(ColumnError) {
        guard names.count <= Self.limit else { throw .unsound }
        for name in names where name.range.upperBound > texts.count { throw .unsound }
        grow(to: max(64, names.count * 2))
    }
}

extension NameTable.Entry: ColumnElement {
    // Whether its bytes are there is for the table to ask.
    func isSound(_ limits: ColumnLimits) -> Bool { true }
}
