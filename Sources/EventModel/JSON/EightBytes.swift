/// Eight bytes of a text looked at together, which is how most of every text is passed over.
public enum EightBytes {
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// How many of the eight come before the first that means something in a JSON string: a quote, a backslash, or what
    /// lies below 0x20; 8 where none does.
    @inlinable @inline(__always)
    package static func plainInJSON(_ word: UInt64) -> Int {
        // Sets the high bit of every byte that is one of those (Mycroft's zero-byte test); a borrow may also mark the
        // byte above a true hit, never one below it. Without its second bit a quote is a space, which comes next to the
        // controls, and those stay below it.
        let quotesAndControls = (word ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
        let backslashes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- ones
        return firstHit((quotesAndControls | backslashes) & ~word)
    }

    /// How many of the eight come before the first that is no printable ASCII; 8 where all of them are.
    @inline(__always)
    static func printableASCII(_ word: UInt64) -> Int {
        // The high bit of a byte above 0x7F is its own; of one below 0x20 or of 0x7F it comes from the subtraction or the
        // sum. Both may also mark a byte above a true hit, never one below it.
        firstHit(word | (word &- 0x2020_2020_2020_2020) | (word &+ ones))
    }

    /// Whether none of the eight lies below 0x20.
    @inline(__always)
    static func isAboveControls(_ word: UInt64) -> Bool {
        (word &- 0x2020_2020_2020_2020) & ~word & highBits == 0
    }

    @inlinable @inline(__always)
    static func firstHit(_ marked: UInt64) -> Int {
        UInt64(littleEndian: marked & highBits).trailingZeroBitCount / 8
    }
}

extension Span where Element == UInt8 {
    /// The eight bytes from `index` on.
    @inline(__always)
    func word(_ index: Int) -> UInt64 {
        // Bounds are checked, and any eight bytes are a UInt64.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    }

    /// The four bytes from `index` on.
    @inline(__always)
    func halfWord(_ index: Int) -> UInt64 {
        // Bounds are checked, and any four bytes are a UInt32.
        UInt64(unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
    }

    /// The bytes as an array of their own.
    func array() -> [UInt8] {
        // The buffer is valid for the closure, and its bytes are copied there.
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Whether both are the same bytes.
    package func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard word(index) == other.word(index) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}

extension [UInt8] {
    /// Appends bytes that stand somewhere else.
    @inline(__always)
    package mutating func append(_ text: Span<UInt8>) {
        // The buffer is valid for the closure, and its bytes are copied there.
        unsafe text.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
