/// A whole number of any size, not negative: the few that no integer of the machine holds.
package struct WholeNumber {
    /// Billions, the lowest first.
    private var parts: [UInt64] = []

    private static let base: UInt64 = 1_000_000_000

    package init() {}

    /// The value of a double that is a whole number, without its sign.
    init(_ value: Double) {
        // A significand of 53 bits, and a power of two.
        let significand = value.magnitude.significandBitPattern | 1 << 52
        let power = Int(value.exponent) - 52
        let whole = power < 0 ? significand >> UInt64(-power) : significand
        append(whole >> 32, base: 1 << 32)
        append(whole & 0xFFFF_FFFF, base: 1 << 32)
        for _ in 0..<max(0, power) / 32 { append(0, base: 1 << 32) }
        if power > 0 { append(0, base: 1 << UInt64(power % 32)) }
    }

    /// Takes one more digit of a number that is written in `base`, at most 2^32.
    package mutating func append(_ digit: UInt64, base: UInt64) {
        var carry = digit
        for index in parts.indices {
            let product = parts[index] * base + carry
            parts[index] = product % Self.base
            carry = product / Self.base
        }
        while carry > 0 {
            parts.append(carry % Self.base)
            carry /= Self.base
        }
    }

    /// In decimal digits, without leading zeros; empty for 0.
    package var digits: String {
        guard let first = parts.last else { return "" }
        return parts.dropLast().reversed().reduce(String(first)) { digits, part in
            let next = String(part)
            return digits + String(repeating: "0", count: 9 - next.utf8.count) + next
        }
    }
}
