import EventModel

/// Amounts of money as people read them.
///
/// Prose says them in full, to the last digit: `850,000,000,000 RUB`. Tables say them short, where that is shorter: from
/// a million on in `m` (10⁶), `bn` (10⁹) and `trn` (10¹²), with at most three decimals: `850bn RUB`, `11.2trn RUB`. What
/// that does not say to the last digit is rounded to three digits, and `≈` says so: two different amounts never look the
/// same without it.
enum AmountText {
    /// `850,000,000,000 RUB`; `unknown`, or how many are.
    static func exact(_ value: JSON) -> Styled { text(value, grouped, ("at least", "at most")) }

    /// `850bn RUB`, in one piece.
    static func short(_ value: JSON) -> Styled { text(value, short, ("≥", "≤")).glued }

    private typealias Bounds = (least: String, most: String)

    private static func text(_ value: JSON, _ spell: (String) -> String, _ bounds: Bounds) -> Styled {
        guard let amount = number(value, spell, bounds) else {
            let count = value["count"]?.count ?? 1
            return Styled(count > 1 ? "\(Grouped.text(count)) unknown" : "unknown", .open)
        }
        return Styled([amount, value["currency"]?.text].compactMap { $0 }.joined(separator: " "), .strong)
    }

    /// `30–50`, `at most 50`, `at least 30`, or one number.
    private static func number(_ value: JSON, _ spell: (String) -> String, _ bounds: Bounds) -> String? {
        if let number = value["value"]?.text.map(spell) {
            switch value["bound"]?.text {
            case "upTo": return "\(bounds.most) \(number)"
            case "atLeast": return "\(bounds.least) \(number)"
            default: return number
            }
        }
        switch (value["min"]?.text.map(spell), value["max"]?.text.map(spell)) {
        // Both may be rounded: that is said once, and of two that are then the same one.
        case (let least?, let most?) where least == most: return least
        case (let least?, let most?):
            return "\(least)–\(least.hasPrefix("≈ ") && most.hasPrefix("≈ ") ? String(most.dropFirst(2)) : most)"
        case (let least?, nil): return "\(bounds.least) \(least)"
        case (nil, let most?): return "\(bounds.most) \(most)"
        default: return nil
        }
    }

    // MARK: Digits

    /// A decimal of any length with commas between thousands and without superfluous zeros; as it stands where it is none.
    static func grouped(_ text: String) -> String { Digits(text)?.grouped ?? text }

    /// A decimal for a table: `850bn`, `≈ 1.23m`, `762,000`.
    static func short(_ text: String) -> String { Digits(text)?.short ?? text }

    /// A decimal by its digits, as many as there are: sums are longer than what one event can state.
    private struct Digits {
        private static let units = ["", "", "m", "bn", "trn"]

        var isNegative: Bool
        /// Without leading zeros, at least one.
        var integer: String
        /// Without zeros at its end.
        var fraction: String

        init?(_ text: String) {
            var rest = text[...]
            isNegative = rest.hasPrefix("-")
            if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
            let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
            let isDigits = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { $0.isDigit } }
            guard 1...2 ~= parts.count, parts.allSatisfy(isDigits) else { return nil }
            integer = String(parts[0].drop { $0 == "0" })
            if integer.isEmpty { integer = "0" }
            fraction = parts.count == 2 ? Self.trimmed(parts[1]) : ""
            if integer == "0", fraction.isEmpty { isNegative = false }
        }

        var grouped: String { sign + Grouped.separated(integer) + (fraction.isEmpty ? "" : ".\(fraction)") }

        private var sign: String { isNegative ? "-" : "" }

        var short: String {
            let unit = min((integer.utf8.count - 1) / 3, Self.units.count - 1)
            guard unit >= 2 else { return grouped }
            let whole = integer.dropLast(3 * unit)
            let rest = Self.trimmed(integer.suffix(3 * unit) + fraction)
            if rest.utf8.count <= 3 { return sign + Self.written(whole, rest) + Self.units[unit] }
            return "≈ \(sign)\(rounded(whole, rest, unit))"
        }

        /// To three digits, or to its integer where that has more.
        private func rounded(_ whole: Substring, _ rest: String, _ unit: Int) -> String {
            let places = max(0, 3 - whole.utf8.count)
            var digits = Array((whole + rest.prefix(places)).utf8)
            if let next = rest.dropFirst(places).utf8.first, next >= UInt8(ascii: "5") {
                var place = digits.count - 1
                while place >= 0, digits[place] == UInt8(ascii: "9") {
                    digits[place] = UInt8(ascii: "0")
                    place -= 1
                }
                if place >= 0 { digits[place] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
            }
            let text = String(decoding: digits, as: UTF8.self)
            let integer = text.dropLast(places)
            // 999.6 million are about one billion.
            if integer.utf8.count == 4, unit + 1 < Self.units.count { return "1" + Self.units[unit + 1] }
            return Self.written(integer, Self.trimmed(text.suffix(places))) + Self.units[unit]
        }

        private static func written(_ whole: Substring, _ rest: String) -> String {
            Grouped.separated(String(whole)) + (rest.isEmpty ? "" : ".\(rest)")
        }

        private static func trimmed(_ digits: some StringProtocol) -> String {
            var text = String(digits)
            while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
            return text
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
