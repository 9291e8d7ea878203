extension Decimal {
    /// How a number that people write otherwise is written here: `1,000`, `1e9`, `850bn`, `€5`; nil where there are
    /// several meanings or none.
    static func hint(for text: String) -> String? {
        // A longer one is no number of 20 digits in another form.
        guard text.utf8.count <= 100 else { return nil }
        let plain = String(
            text.map { "−–".contains($0) ? "-" : $0 }.filter { !$0.isWhitespace && $0 != "_" && $0 != "'" })
        let (amount, currency) = withoutCurrency(plain)
        guard let number = plainNumber(amount), isRead(number) else { return nil }
        guard let currency else { return "write \(number)" }
        return "write \(number), and the currency, \(currency), apart from it"
    }

    private static func isRead(_ text: String) -> Bool {
        var cursor = TextCursor(text)
        return (try? read(&cursor)) != nil
    }

    /// The number that is left when groups, powers, zeros too many and words such as `bn` are written out.
    private static func plainNumber(_ text: String) -> String? {
        var digits = text
        var isNegative = false
        if digits.hasPrefix("-") || digits.hasPrefix("+") { isNegative = digits.removeFirst() == "-" }
        guard let (mantissa, exponent) = scaled(digits.lowercased()), let ungrouped = withoutGroups(mantissa) else {
            return nil
        }
        let parts = ungrouped.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0.decimalDigit != nil } })
        else { return nil }
        return (isNegative ? "-" : "")
            + shifted(Array(parts[0].utf8), Array((parts.count == 2 ? parts[1] : "").utf8), by: exponent)
    }

    /// The digits with the point moved by `exponent`, which is not negative.
    private static func shifted(_ integer: [UInt8], _ fraction: [UInt8], by exponent: Int) -> String {
        var integer = integer + fraction.prefix(exponent)
        for _ in fraction.count..<max(fraction.count, exponent) { integer.append(UInt8(ascii: "0")) }
        let rest = fraction.dropFirst(exponent)
        integer = Array(integer.drop { $0 == UInt8(ascii: "0") })
        if integer.isEmpty { integer = [UInt8(ascii: "0")] }
        return String(decoding: integer + (rest.isEmpty ? [] : [UInt8(ascii: ".")] + rest), as: UTF8.self)
    }

    /// A number without its power of ten or the word for it. `b` and `billion` are 10^9.
    private static func scaled(_ text: String) -> (mantissa: String, exponent: Int)? {
        let words = [
            ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("trn", 12), ("bln", 9), ("mln", 6),
            ("bn", 9), ("mn", 6), ("tn", 12), ("k", 3), ("m", 6), ("b", 9),
        ]
        for (word, exponent) in words where text.hasSuffix(word) {
            return (String(text.dropLast(word.count)), exponent)
        }
        let parts = text.split(separator: "e", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (text, 0) }
        guard let exponent = Int(parts[1]), 0...20 ~= exponent else { return nil }
        return (String(parts[0]), exponent)
    }

    /// Without the commas between thousands. `1,5` may be either of two numbers, and stays as it is.
    private static func withoutGroups(_ text: String) -> String? {
        guard text.contains(",") else { return text }
        let point = text.firstIndex(of: ".") ?? text.endIndex
        let groups = text[..<point].split(separator: ",", omittingEmptySubsequences: false)
        guard 1...3 ~= groups[0].utf8.count, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        return groups.joined() + text[point...]
    }

    private static func withoutCurrency(_ text: String) -> (String, String?) {
        for (sign, code) in Currency.signs {
            if text.hasPrefix(sign) { return (String(text.dropFirst(sign.count)), code) }
            if text.hasSuffix(sign) { return (String(text.dropLast(sign.count)), code) }
        }
        for code in [text.prefix(3), text.suffix(3)] where Currency.named(String(code)) != nil {
            let rest = text.hasPrefix(code) ? text.dropFirst(3) : text.dropLast(3)
            return (String(rest), String(code))
        }
        return (text, nil)
    }
}
