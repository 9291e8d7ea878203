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

    /// Whether a double keeps every digit that is written: its shortest spelling, or its 17 significant digits, are
    /// the digits themselves. 0.1 and 333333333.33333329 are kept; 9007199254740993 and 1e400 are not.
    package static func isExact(_ spelling: String) -> Bool {
        guard let value = Double(spelling), value.isFinite else { return false }
        let (written, writtenExponent) = parts(spelling.first == "-" ? String(spelling.dropFirst()) : spelling)
        if written.isEmpty { return true }
        // A number too small for a double, or with more digits than one has.
        guard value != 0, written.count <= 17 else { return false }
        let (shortest, exponent) = parts(value.magnitude.description)
        if written == shortest, writtenExponent == exponent { return true }
        return written.count == 17 && isSeventeenDigits(written, writtenExponent, of: value.magnitude)
    }

    /// Whether `value`, rounded to 17 significant digits, reads 0.digits × 10^exponent: programs that print every
    /// digit of a double write such numbers. Said only of fractions of everyday size, where Int128 can tell exactly.
    private static func isSeventeenDigits(_ digits: String, _ exponent: Int, of value: Double) -> Bool {
        // value = significand × 2^-binary, written = number × 10^-decimal: compare them times 2^binary × 10^decimal.
        let binary = 52 - Int(value.exponent)
        let decimal = 17 - exponent
        guard let number = Int128(digits), (0...68).contains(binary), (0...22).contains(decimal) else { return false }
        let significand = Int128(value.significandBitPattern | 1 << 52)
        let power = (0..<decimal).reduce(Int128(1)) { power, _ in power * 10 }
        let (scaled, overflow) = significand.multipliedReportingOverflow(by: power)
        let difference = (number << binary) - scaled
        return !overflow && difference.magnitude << 1 <= UInt128(1) << binary
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
                exponent += Int(rest) ?? 0
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
