import EventModel

/// Up to 16 bytes as two integers: keys and the words of closed lists compare in two steps, without a String.
///
/// Longer texts are no short words; none of the model's keys or words is longer.
struct ShortWord: Hashable, Sendable {
    var low: UInt64
    var high: UInt64

    static let limit = 16

    /// The bytes of a literal, which must be at most ``limit``.
    init(_ text: String) {
        precondition(text.utf8.count <= Self.limit, "a word of the model has at most 16 bytes")
        low = 0
        high = 0
        for (index, byte) in text.utf8.enumerated() { set(byte, at: index) }
    }

    /// The bytes of `range`; nil where they are too many.
    @inline(__always)
    init?(_ bytes: borrowing [UInt8], _ range: Range<Int>) {
        let count = range.count
        guard count <= Self.limit else { return nil }
        if range.lowerBound + Self.limit <= bytes.count {
            // UInt8 has no padding that could be uninitialised.
            let raw = unsafe bytes.span.bytes
            // In bounds by the line above; any eight bytes are a UInt64.
            low = unsafe UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound, as: UInt64.self))
            high = unsafe UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound + 8, as: UInt64.self))
            // The masking shifts never see 64 bits or more: whole words are told apart before.
            if count < 8 { low &= 1 &<< UInt64(count &* 8) &- 1 }
            high &= count <= 8 ? 0 : .max &>> UInt64((16 &- count) &* 8)
        } else {
            low = 0
            high = 0
            for index in range { set(bytes[index], at: index - range.lowerBound) }
        }
    }

    private mutating func set(_ byte: UInt8, at index: Int) {
        if index < 8 {
            low |= UInt64(byte) << UInt64(index * 8)
        } else {
            high |= UInt64(byte) << UInt64((index - 8) * 8)
        }
    }

    @inline(__always)
    var mixed: UInt64 {
        var value = (low ^ (high &* 0xFF51_AFD7_ED55_8CCD)) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
        return value
    }
}

/// A closed list of words, looked up by their bytes.
struct WordTable<Value: Sendable>: Sendable {
    private struct Place: Sendable {
        /// Empty where the place is free: no word is empty.
        var word: ShortWord
        var value: Value?
    }

    private var places: [Place]
    private let mask: Int

    init(_ entries: [(word: String, value: Value)]) {
        // A quarter full: one probe finds nearly every word.
        var size = 16
        while size < entries.count * 4 { size *= 2 }
        places = Array(repeating: Place(word: ShortWord(""), value: nil), count: size)
        mask = size - 1
        for entry in entries {
            let word = ShortWord(entry.word)
            var slot = Int(truncatingIfNeeded: word.mixed) & mask
            while places[slot].value != nil { slot = (slot + 1) & mask }
            places[slot] = Place(word: word, value: entry.value)
        }
    }

    @inline(__always)
    subscript(word: ShortWord) -> Value? {
        var slot = Int(truncatingIfNeeded: word.mixed) & mask
        while true {
            let place = places[slot]
            if place.word == word || place.value == nil { return place.value }
            slot = (slot + 1) & mask
        }
    }
}

extension WordTable where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// Every case by its name.
    init(_ type: Value.Type) {
        self.init(Value.allCases.map { ($0.rawValue, $0) })
    }
}
