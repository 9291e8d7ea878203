/// How a date that people write otherwise is written here: `2 January 2025`, `01/2025`, `1990s`, `2024–2026`.
///
/// A hint is given only where there is one meaning, and only if what it says to write is itself a date.
enum DateHint {
    /// `fault` with a hint, where `text` can be understood.
    static func adding(to fault: Fault, for text: String, instant: Bool = false) -> Fault {
        var fault = fault
        guard text.utf8.count <= longest else { return fault }
        if instant {
            fault.hint = instants(for: text).first { Instant.isRead($0) }.map { "write \($0)" }
        } else {
            fault.hint = suggestion(for: text).map { "write \($0)" } ?? ambiguity(of: text)
        }
        return fault
    }

    /// What is longer is no date of another form, and looking at all of it may take seconds.
    private static let longest = 100

    /// The date of EDTF that `text` means.
    static func suggestion(for text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        return candidates(for: text).first { (candidate: String) -> Bool in
            !candidate.utf8.elementsEqual(text.utf8) && (try? EDTFReader(candidate).expression()) != nil
        }
    }

    private static func candidates(for text: String) -> [String] {
        let plain = plainDashes(text)
        let tight = String(plain.filter { !$0.isWhitespace })
        // Brackets have a meaning that words would lose.
        let lowered = plain.contains { "[]{}".contains($0) } ? "" : plain.lowercased()
        return [
            tight, spelled(tight), dateAndTime(plain, fraction: false), separated(tight), DateWords.date(lowered),
            DateWords.range(lowered), range(text), range(plain), ordinalDay(tight), withoutZeros(tight),
        ].compactMap { $0 } + bounded(plain.trimmed)
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
        return EDTF.isRead(text) ? text : suggestion(for: text)
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
    private static func separated(_ text: String) -> String? {
        if text.utf8.count == 8, text.utf8.allSatisfy({ $0.decimalDigit != nil }) {
            return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
        }
        guard let (numbers, separator) = numbers(text) else { return nil }
        if numbers[0].utf8.count == 4 { return joined(numbers) }
        guard numbers.last?.utf8.count == 4 else { return nil }
        guard numbers.count == 3 else { return joined(numbers.reversed()) }
        // Points mean day first; with other separators only a number above 12 tells.
        let (first, second) = (Int(numbers[0]) ?? 0, Int(numbers[1]) ?? 0)
        if separator == "." || first > 12 || first == second { return joined(numbers.reversed()) }
        return second > 12 ? joined([numbers[2], numbers[0], numbers[1]]) : nil
    }

    /// `01/02/2025` is two dates; naming both is the best that can be done.
    private static func ambiguity(of text: String) -> String? {
        guard let (numbers, _) = numbers(plainDashes(text).trimmed), numbers.count == 3, numbers[2].utf8.count == 4,
            let dayFirst = joined(numbers.reversed()), let monthFirst = joined([numbers[2], numbers[0], numbers[1]]),
            EDTF.isRead(dayFirst), EDTF.isRead(monthFirst)
        else { return nil }
        return "write \(dayFirst) or \(monthFirst), whichever is meant"
    }

    /// Two or three numbers with one separator between them.
    private static func numbers(_ text: String) -> ([Substring], Character)? {
        guard let separator = text.first(where: { "/.-".contains($0) }) else { return nil }
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
