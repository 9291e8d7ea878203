/// How a date that people write otherwise is written here: `2 January 2025`, `01/2025`, `1990s`, `2024–2026`.
///
/// A hint is given only if what it proposes is itself a date, and is a question where the text may mean another one.
enum DateHint {
    /// `fault` with a hint, where `text` can be understood.
    static func adding(to fault: Fault, for text: String, instant: Bool = false) -> Fault {
        var fault = fault
        guard text.utf8.count <= longest else { return fault }
        if instant {
            fault.hint = instants(for: text.bare).first { Instant.isRead($0) }.map { .write($0) }
        } else {
            fault.hint =
                suggestion(for: text).map { $0.isSure ? .write($0.date) : .ask($0.date) } ?? ambiguity(of: text)
        }
        return fault
    }

    /// What is longer is no date of another form, and looking at all of it may take seconds.
    private static let longest = 100

    /// A date of EDTF that may be meant, and whether it alone can be.
    private struct Suggestion {
        var date: String
        var isSure = true
    }

    /// The date of EDTF that `text` means.
    private static func suggestion(for text: String) -> Suggestion? {
        guard text.utf8.count <= longest else { return nil }
        return candidates(for: text.bare).first { (candidate: Suggestion) -> Bool in
            !candidate.date.utf8.elementsEqual(text.utf8) && EDTF.isRead(candidate.date)
        }
    }

    private static func candidates(for text: String) -> [Suggestion] {
        let plain = plainDashes(text)
        // Without white space two numbers would become one.
        let tight = hasNumbersApart(plain) ? "" : String(plain.filter { !$0.isWhitespace })
        // Brackets have a meaning that words would lose.
        let lowered = plain.contains { "[]{}".contains($0) } ? "" : plain.lowercased()
        let time = dateAndTime(plain, fraction: false)
            .map { Suggestion(date: $0, isSure: !plain.contains(".") && !plain.contains(",")) }
        let sure = [
            spelled(tight), DateWords.date(lowered), range(text), range(plain), ordinalDay(tight), withoutZeros(tight),
        ]
        return [
            // A dash stands between two years more often than between year and month.
            Suggestion(date: tight, isSure: plain.utf8.elementsEqual(text.utf8) || tight.utf8.count != 7), time,
            separated(tight.isEmpty ? plain : tight),
            DateWords.range(lowered).map { Suggestion(date: $0.date, isSure: $0.isSure) },
        ].compactMap { $0 }
            + (sure.compactMap { $0 } + bounded(plain)).map {
                Suggestion(date: $0, isSure: !lowered.contains("century"))
            }
    }

    /// Whether only white space stands between two digits.
    private static func hasNumbersApart(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return zip(words, words.dropFirst()).contains { ($0.last?.isNumber ?? false) && ($1.first?.isNumber ?? false) }
    }

    /// A bound without its brackets, or with a date in it that is in another form: `..2024`, `≤ May 2024`, `[..2024`.
    private static func bounded(_ text: String) -> [String] {
        for (start, end) in [("[..", "]"), ("[..", ""), ("..", ""), ("≤", ""), ("<=", "")] {
            guard text.hasPrefix(start), text.hasSuffix(end) else { continue }
            return date(String(text.dropFirst(start.count).dropLast(end.count))).map { ["[..\($0)]"] } ?? []
        }
        for (start, end) in [("[", "..]"), ("[", ".."), ("", ".."), ("≥", ""), (">=", "")] {
            guard text.hasPrefix(start), text.hasSuffix(end) else { continue }
            return date(String(text.dropFirst(start.count).dropLast(end.count))).map { ["[\($0)..]"] } ?? []
        }
        return [text + "]", text + "}"]
    }

    /// The one date that `text` is or means.
    private static func date(_ text: String) -> String? {
        let text = text.trimmed
        guard !text.contains(where: { "[]{}≤≥<>".contains($0) }), !text.hasPrefix(".."), !text.hasSuffix("..") else {
            return nil
        }
        return EDTF.isRead(text) ? text : suggestion(for: text).flatMap { $0.isSure ? $0.date : nil }
    }

    /// `2025-00-00`, as tables have it that know no months.
    private static func withoutZeros(_ text: String) -> String? {
        guard text.hasSuffix("-00") else { return nil }
        let month = String(text.dropLast(3))
        return month.hasSuffix("-00") ? String(month.dropLast(3)) : month
    }

    /// Dashes and minus signs that are not the ASCII one.
    private static func plainDashes(_ text: String) -> String {
        String(text.map { "‐‑‒–—−".contains($0) ? "-" : $0 })
    }

    /// Letters in the other case, and the marks and words of EDTF's drafts of before 2019.
    private static func spelled(_ text: String) -> String {
        var text = text.lowercased()
        for (old, new) in [("unknown", ""), ("open", ".."), ("?~", "%"), ("~?", "%")] {
            text = text.split(at: old).joined(separator: new)
        }
        return String(text.map { $0 == "u" ? "X" : "xyestz".contains($0) ? Character($0.uppercased()) : $0 })
    }

    private static func instants(for text: String) -> [String] {
        guard let time = dateAndTime(plainDashes(text), fraction: true) else { return [] }
        // +0100, without its colon.
        let digits = Array(time)
        let withColon = digits.count > 5 ? String(digits.dropLast(2)) + ":" + String(digits.suffix(2)) : time
        return [time, withColon]
    }

    /// `2025-01-02 14:30:00Z`, `T14:30Z`, `T14:30:00.25Z`: with a `T`, with seconds, and with a fraction if that may be.
    private static func dateAndTime(_ text: String, fraction: Bool) -> String? {
        let parts = Array(text.trimmed)
        guard parts.count > 15, parts[10] == "T" || parts[10] == " " || parts[10] == "t", parts[13] == ":" else {
            return nil
        }
        var rest = parts[16...]
        var seconds = ":00"
        if rest.first == ":" {
            seconds = String(rest.prefix(3))
            rest = rest.dropFirst(3)
        }
        if !fraction, rest.first == "." || rest.first == "," { rest = rest.dropFirst().drop { $0.isNumber } }
        return String(parts[..<10]) + "T" + String(parts[11..<16]) + seconds
            + String(rest.filter { $0 != " " }).uppercased()
    }

    /// Numbers with other separators, or without leading zeros: `2025/1/2`, `2.1.2025`, `20250102`.
    private static func separated(_ text: String) -> Suggestion? {
        if text.utf8.count == 8, text.utf8.allSatisfy({ $0.decimalDigit != nil }) {
            return Suggestion(date: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
        }
        guard let (numbers, separator) = numbers(text) else { return nil }
        let isYearFirst = numbers[0].utf8.count == 4
        guard isYearFirst || numbers.last?.utf8.count == 4 else { return nil }
        if numbers.count == 2 {
            // Behind a year a number above 12 is no month, but another year's end, a week, or a season's code.
            let ordered = isYearFirst ? numbers : numbers.reversed()
            guard 1...12 ~= Int(ordered[1]) ?? 0 else { return nil }
            return joined(ordered).map { Suggestion(date: $0, isSure: !isYearFirst || separator == "-") }
        }
        if isYearFirst { return joined(numbers).map { Suggestion(date: $0) } }
        // Points mean day first; with other separators only a number above 12 tells.
        let (first, second) = (Int(numbers[0]) ?? 0, Int(numbers[1]) ?? 0)
        if separator == "." || first > 12 || first == second {
            return joined(numbers.reversed()).map { Suggestion(date: $0) }
        }
        return second > 12 ? joined([numbers[2], numbers[0], numbers[1]]).map { Suggestion(date: $0) } : nil
    }

    /// `01/02/2025` is two dates; naming both is the best that can be done.
    private static func ambiguity(of text: String) -> Hint? {
        guard let (numbers, _) = numbers(plainDashes(text.bare)), numbers.count == 3, numbers[2].utf8.count == 4,
            let dayFirst = joined(numbers.reversed()), let monthFirst = joined([numbers[2], numbers[0], numbers[1]]),
            EDTF.isRead(dayFirst), EDTF.isRead(monthFirst)
        else { return nil }
        return .ask([dayFirst, monthFirst])
    }

    /// Two or three numbers with one separator between them.
    private static func numbers(_ text: String) -> ([Substring], Character)? {
        guard let separator = text.first(where: { "/.- ".contains($0) }) else { return nil }
        let numbers = text.split(separator: separator, omittingEmptySubsequences: false)
        guard (2...3).contains(numbers.count),
            numbers.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.decimalDigit != nil } })
        else { return nil }
        return (numbers, separator)
    }

    /// Year, month and day with hyphens and leading zeros.
    static func joined(_ numbers: [Substring]) -> String? {
        guard numbers.allSatisfy({ $0.utf8.count == 4 || $0.utf8.count < 3 }) else { return nil }
        return numbers.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-")
    }

    /// `2024–2026`, `2024 - 2026`, `2024-01-02..2024-02-03`.
    private static func range(_ text: String) -> String? {
        for separator in [" - ", " – ", "–", "—", "..", "-"] {
            let parts = text.split(at: separator)
            if parts.count == 2, parts.allSatisfy({ $0.utf8.count >= 4 }) {
                return parts.map(\.trimmed).joined(separator: "/")
            }
        }
        return nil
    }

    /// `2025-032`, the day of the year (ISO 8601-1 §5.2.3).
    private static func ordinalDay(_ text: String) -> String? {
        let parts = text.split(separator: "-")
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 3, let year = Int64(parts[0]),
            let day = Int64(parts[1]), 1...(CivilDate.isLeap(year) ? 366 : 365) ~= day
        else { return nil }
        return CivilDate(days: CivilDate(year: year, month: 1, day: 1).days + day - 1).description
    }
}

extension EDTF {
    /// Whether `text` is a date, without the work of a hint.
    static func isRead(_ text: String) -> Bool { (try? EDTFReader(text).expression()) != nil }
}
