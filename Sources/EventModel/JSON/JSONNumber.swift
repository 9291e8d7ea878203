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

    /// Whether a double stands for the number that is written (RFC 7493 §2.2): a whole number must come out as itself,
    /// a fraction may have the 17 significant digits that tell any two doubles apart. 0.1 and RFC 8785's sample
    /// 333333333.33333329 pass; 9007199254740993, 0.123456789012345678 and 1e400 do not.
    package static func isExact(_ spelling: String) -> Bool {
        guard let value = Double(spelling), value.isFinite else { return false }
        let (written, exponent) = parts(spelling.first == "-" ? String(spelling.dropFirst()) : spelling)
        if written.isEmpty { return true }
        // A number too small for a double, or with more digits than one has.
        guard value != 0, written.count <= 17 else { return false }
        if exponent < written.count { return true }
        return parts(value.magnitude.description) == (written, exponent)
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
