extension Unicode.Scalar {
    /// `U+0085`: the number by which people look a character up.
    package var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// Whether it is one of the 66 that Unicode will never give a character: U+FDD0 to U+FDEF, and the last two of each
    /// plane.
    package var isNoncharacter: Bool { value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= value }
}
