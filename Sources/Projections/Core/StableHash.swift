/// A hash that is the same everywhere and for ever, and so is easily made the same of two texts: it finds, and never decides.
enum StableHash {
    static func of(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt64 {
        // UInt8 has no padding that could be uninitialised.
        let raw = unsafe bytes.span.bytes
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(range.count)
        var index = range.lowerBound
        while index + 8 <= range.upperBound, index + 8 <= raw.byteCount {
            // In bounds by the line above; any eight bytes are a UInt64.
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            hash = mix(hash ^ UInt64(littleEndian: word))
            index += 8
        }
        var rest: UInt64 = 0
        while index < range.upperBound {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        return mix(hash ^ rest)
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        let bytes = Array(bytes)
        return of(bytes, bytes.indices)
    }

    static func of(_ text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        return of(bytes, bytes.indices)
    }

    /// Of two things in their order.
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { mix(mix(first ^ 0xCBF2_9CE4_8422_2325) ^ second) }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
