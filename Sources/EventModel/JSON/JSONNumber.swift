/// Numbers as ECMAScript writes them, which is how RFC 8785 §3.2.2.3 writes them.
package enum JSONNumber {
    /// The canonical spelling of a JSON number; nil where it lies beyond the range of a double.
    package static func canonical(_ spelling: String) -> String? {
        guard let value = Double(spelling), value.isFinite else { return nil }
        return canonical(value)
    }

    /// The shortest digits that read back as `value`, laid out by ECMA-262 Number::toString.
    package static func canonical(_ value: Double) -> String {
        if value == 0 { return "0" }
        let (digits, exponent) = parts(value.magnitude.description)
        let sign = value < 0 ? "-" : ""
        let count = digits.count
        // `exponent` is ECMA-262's n: the value is 0.digits × 10^n.
        switch exponent {
        case count...21:
            return sign + digits + String(repeating: "0", count: exponent - count)
        case 1..<count:
            return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        case -5...0:
            return sign + "0." + String(repeating: "0", count: -exponent) + digits
        default:
            let power = exponent - 1
            let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
            return sign + mantissa + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
        }
    }

    /// What a double, which every number of JSON is read into (RFC 7493 §2.2), makes another number of.
    package enum Loss: Sendable, Hashable {
        /// It lies beyond the largest double.
        case tooLarge
        /// It is not 0, but so near to it that the nearest double is 0.
        case tooSmall
        /// It has more than the 17 significant digits that tell any two doubles apart.
        case tooManyDigits
        /// The nearest double is another number, this one.
        case nearest(String)
    }

    /// How many significant digits tell any two doubles apart.
    package static let significantDigits = 17

    /// What a double would lose of the number that is written; nil where it keeps it.
    ///
    /// A whole number is kept where it is the value of a double, rounded to as many digits as are written: 2^53 and
    /// 9223372036854775808 are, as are the 9223372036854776000 of the canonical form and the 9.9999999999999992e22 of
    /// other programs; 9007199254740993 is not. Any other number may have 17 significant digits: 0.1 and RFC 8785's sample
    /// 333333333.33333329 are kept. Below the normal doubles, which have fewer digits, it must be the shortest spelling.
    package static func loss(of spelling: String) -> Loss? {
        let (written, exponent) = parts(spelling.first == "-" ? String(spelling.dropFirst()) : spelling)
        if written.isEmpty { return nil }
        guard let value = Double(spelling), value.isFinite else { return .tooLarge }
        guard value != 0 else { return .tooSmall }
        if exponent >= written.count {
            let whole = WholeNumber(value).digits
            if rounded(whole, to: written.count) == (written, exponent) { return nil }
            return .nearest((value < 0 ? "-" : "") + whole)
        }
        if written.count > significantDigits { return .tooManyDigits }
        if value.isNormal || parts(value.magnitude.description) == (written, exponent) { return nil }
        return .nearest(canonical(value))
    }

    /// The first significant digits of a whole number, rounded, as ``parts(_:)`` has them.
    private static func rounded(_ whole: String, to count: Int) -> (digits: String, exponent: Int) {
        var digits = [0] + whole.utf8.map { Int($0 - UInt8(ascii: "0")) }
        if digits.count > count + 1 {
            let isUp = digits[count + 1] >= 5
            digits.removeSubrange((count + 1)...)
            if isUp, let last = digits.lastIndex(where: { $0 < 9 }) {
                digits.removeSubrange((last + 1)...)
                digits[last] += 1
            }
        }
        // The 0 in front is there for a carry.
        let isLonger = digits[0] > 0
        if !isLonger { digits.removeFirst() }
        while digits.last == 0 { digits.removeLast() }
        return (digits.map(String.init).joined(), whole.utf8.count + (isLonger ? 1 : 0))
    }

    /// Significant digits without zeros around them, and the power of ten n for which the value is 0.digits × 10^n.
    private static func parts(_ spelling: String) -> (digits: String, exponent: Int) {
        var digits = ""
        var exponent = 0
        var seenPoint = false
        var rest = Substring(spelling)
        while let character = rest.first {
            rest = rest.dropFirst()
            switch character {
            case ".": seenPoint = true
            case "e", "E":
                // An exponent beyond an Int belongs to a zero, or to a number that no double holds.
                exponent = exponent.addingReportingOverflow(Int(rest) ?? 0).partialValue
                rest = ""
            default:
                if !seenPoint { exponent += 1 }
                if digits.isEmpty, character == "0" {
                    exponent -= 1
                } else {
                    digits.append(character)
                }
            }
        }
        while digits.last == "0" { digits.removeLast() }
        return (digits, digits.isEmpty ? 0 : exponent)
    }
}
