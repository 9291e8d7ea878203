/// Dates in English words, for hints: `2nd of January 2025`, `Jan 2025`, `circa 1900`, `Q1 2025`, `the 1990s`.
enum DateWords {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let seasons = ["spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24]
    private static let marks: [String: String] = [
        "about": "~", "around": "~", "circa": "~", "c": "~", "ca": "~", "approximately": "~", "approx": "~",
        "roughly": "~",
        "perhaps": "?", "probably": "?", "possibly": "?", "maybe": "?",
    ]

    /// What several words say of one date, in lower case.
    static func date(_ text: String) -> String? {
        var words = words(of: text)
        var mark = ""
        if let first = words.first, let found = marks[first] {
            mark = found
            words.removeFirst()
        }
        guard let date = season(words) ?? period(words) ?? era(words) ?? day(words) else { return nil }
        return date + mark
    }

    /// `by 2 January 2025`, `since 2024`, `from 2024 to 2026`; what lies between two dates may be all or some of that time.
    static func range(_ text: String) -> (date: String, isSure: Bool)? {
        let text = text.trimmed
        for (prefix, before, after) in [("by ", "[..", "]"), ("until ", "../", ""), ("since ", "", "/..")] {
            guard text.hasPrefix(prefix) else { continue }
            return part(String(text.dropFirst(prefix.count))).map { (before + $0 + after, true) }
        }
        var rest = text
        for prefix in ["from ", "between "] where rest.hasPrefix(prefix) { rest = String(rest.dropFirst(prefix.count)) }
        for separator in [" to ", " until ", " and ", " - "] {
            let parts = rest.split(at: separator)
            guard parts.count == 2 else { continue }
            let dates = parts.compactMap { part($0) }
            if dates.count == 2 { return (dates.joined(separator: "/"), !text.hasPrefix("between ")) }
        }
        return nil
    }

    private static func part(_ text: String) -> String? {
        let text = text.trimmed
        return EDTF.isRead(text) ? text : date(text)
    }

    /// Runs of letters and digits, without those that add nothing; none where there are signs that may mean something.
    private static func words(of text: String) -> [String] {
        let text = text.trimmed
        guard text.allSatisfy({ $0.isLetter || $0.isNumber || $0.isWhitespace || ",.'’\"-".contains($0) }),
            !text.hasPrefix("-"), !text.hasSuffix("-"), !text.hasPrefix(".."), !text.hasSuffix("..")
        else { return [] }
        return text.split { !$0.isLetter && !$0.isNumber }.map { String($0) }.filter {
            !["of", "the", "in", "on", "year"].contains($0)
        }
    }

    /// A year with a season, a quarter or a half, in either order.
    private static func season(_ words: [String]) -> String? {
        guard words.count == 2 else { return season(ofOneWord: words) }
        for (year, name) in [(words[0], words[1]), (words[1], words[0])] where isYear(year) {
            if let code = seasons[name] { return "\(year)-\(code)" }
            if let code = quarter(name) { return "\(year)-\(code)" }
        }
        return nil
    }

    /// `2025q1`
    private static func season(ofOneWord words: [String]) -> String? {
        guard words.count == 1, isYear(String(words[0].prefix(4))), let code = quarter(String(words[0].dropFirst(4)))
        else { return nil }
        return "\(words[0].prefix(4))-\(code)"
    }

    private static func quarter(_ name: String) -> Int? {
        guard name.utf8.count == 2, let number = Int(name.dropFirst()) else { return nil }
        if name.hasPrefix("q"), 1...4 ~= number { return 32 + number }
        return name.hasPrefix("h") && 1...2 ~= number ? 39 + number : nil
    }

    /// `1990s`, `19th century`
    private static func period(_ words: [String]) -> String? {
        if words.count == 1, words[0].hasSuffix("0s"), isYear(String(words[0].dropLast())) {
            return "\(words[0].dropLast(2))X"
        }
        guard words.count == 2, words[1] == "century", let century = ordinal(words[0]), 1...99 ~= century else {
            return nil
        }
        return (century < 11 ? "0" : "") + "\(century - 1)XX"
    }

    /// `44 bc`, `ad 476`: 1 BC is the year 0.
    private static func era(_ words: [String]) -> String? {
        guard words.count == 2, let number = words.compactMap({ Int($0) }).first, 1...9_999 ~= number else {
            return nil
        }
        let isBefore = ["bc", "bce"].contains(words[1])
        guard isBefore || words[0] == "ad" || ["ad", "ce"].contains(words[1]) else { return nil }
        let year = String(isBefore ? number - 1 : number)
        return (isBefore && number > 1 ? "-" : "") + String(repeating: "0", count: 4 - year.utf8.count) + year
    }

    /// A year, a month by name, and perhaps a day, in any order.
    private static func day(_ words: [String]) -> String? {
        if words.count == 1, isYear(words[0]) { return words[0] }
        guard words.count == 2 || words.count == 3, let year = words.first(where: isYear),
            let month = words.firstIndex(where: { self.month($0) != nil }), let number = self.month(words[month])
        else { return nil }
        let name = number < 10 ? "0\(number)" : "\(number)"
        if words.count == 2 { return "\(year)-\(name)" }
        let days = words.indices.filter { $0 != month && !isYear(words[$0]) }.compactMap { ordinal(words[$0]) }
        guard let day = days.first, 1...31 ~= day else { return nil }
        return "\(year)-\(name)-" + (day < 10 ? "0\(day)" : "\(day)")
    }

    /// The month, by its name or the first three letters or more of it.
    private static func month(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) || word == "sept" && $0 == "september" }.map { $0 + 1 }
    }

    /// `2`, `2nd`
    private static func ordinal(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) else { return nil }
        return digits.utf8.count <= 2 ? Int(digits) : nil
    }

    private static func isYear(_ word: String) -> Bool {
        word.utf8.count == 4 && word.utf8.allSatisfy { $0.decimalDigit != nil }
    }
}
