extension Decimal {
    /// How a number that people write otherwise is written here: `1,000,000`, `1e9`, `850bn`, `€5`; nil where nothing can be
    /// meant. What may have two meanings, such as `1,000`, is asked.
    static func hint(for text: String) -> Hint? {
        // A longer one is no number of 20 digits in another form.
        guard text.utf8.count <= 100 else { return nil }
        let plain = String(text.bare.map { "−–".contains($0) ? "-" : $0 })
        let (amount, currency) = withoutCurrency(plain)
        guard let (number, isSure) = plainNumber(amount), isRead(number) else { return nil }
        guard let currency else { return isSure ? .write(number) : .ask(number) }
        let apart = "\(number), with the currency, \(currency.code), apart from it"
        return isSure && currency.isSure ? Hint("write \(apart)") : Hint("did you mean \(apart)?")
    }

    private static func isRead(_ text: String) -> Bool {
        var cursor = TextCursor(text)
        return (try? read(&cursor)) != nil
    }

    /// The number that is left when groups, powers, zeros too many and words such as `bn` are written out, and whether it
    /// can be meant alone.
    private static func plainNumber(_ text: String) -> (number: String, isSure: Bool)? {
        var digits = text
        var isNegative = false
        if digits.hasPrefix("-") || digits.hasPrefix("+") { isNegative = digits.removeFirst() == "-" }
        guard let scaled = scaled(digits.lowercased()), let ungrouped = withoutGroups(scaled.mantissa.trimmed) else {
            return nil
        }
        let parts = ungrouped.number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0.decimalDigit != nil } })
        else { return nil }
        let fraction = Array((parts.count == 2 ? parts[1] : "").utf8)
        return (
            (isNegative ? "-" : "") + shifted(Array(parts[0].utf8), fraction, by: scaled.exponent),
            scaled.isSure && ungrouped.isSure
        )
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

    /// A number without its power of ten or the word for it. `billion` is 10^9; a single letter may be a unit.
    private static func scaled(_ text: String) -> (mantissa: String, exponent: Int, isSure: Bool)? {
        let words = [
            ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("trn", 12), ("bln", 9), ("mln", 6),
            ("bn", 9), ("mn", 6), ("tn", 12), ("k", 3), ("m", 6), ("b", 9),
        ]
        for (word, exponent) in words where text.hasSuffix(word) {
            return (String(text.dropLast(word.count)), exponent, word.utf8.count > 1)
        }
        let parts = text.split(separator: "e", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (text, 0, true) }
        guard let exponent = Int(parts[1]), 0...20 ~= exponent else { return nil }
        return (String(parts[0]), exponent, true)
    }

    /// Without what stands between thousands: commas, or else blanks, apostrophes, underscores. `1,000` may be one, too, and
    /// `1,5` stays as it is.
    private static func withoutGroups(_ text: String) -> (number: String, isSure: Bool)? {
        guard let separator = text.first(where: { $0 == "," || $0 == "'" || $0 == "’" || $0 == "_" || $0.isWhitespace })
        else { return (text, true) }
        let point = text.firstIndex(of: ".") ?? text.endIndex
        let groups = text[..<point].split(separator: separator, omittingEmptySubsequences: false)
        guard 1...3 ~= groups[0].utf8.count, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        let isSure = separator != "," || groups.count > 2 || point < text.endIndex
        return (groups.joined() + text[point...], isSure)
    }

    private static func withoutCurrency(_ text: String) -> (String, (code: String, isSure: Bool)?) {
        for sign in Currency.signs {
            let currency = (sign.code, sign.isSure)
            if text.hasPrefix(sign.text) { return (String(text.dropFirst(sign.text.count)).trimmed, currency) }
            if text.hasSuffix(sign.text) { return (String(text.dropLast(sign.text.count)).trimmed, currency) }
        }
        for code in [text.prefix(3), text.suffix(3)] where Currency.named(String(code)) != nil {
            let rest = text.hasPrefix(code) ? text.dropFirst(3) : text.dropLast(3)
            return (String(rest).trimmed, (String(code), true))
        }
        return (text, nil)
    }
}
