import EventModel

/// Dates of the world as historians write them.
enum DateText {
    /// `by 2 January 2025`; what is no date of EDTF is shown as it stands.
    static func prose(_ text: String) -> Styled {
        guard let date = try? EDTF(text) else { return Styled(text, .bad) }
        return Styled(date.prose, ink(date))
    }

    /// `≤ 2025-01-02`, for tables, in one piece.
    static func short(_ text: String) -> Styled {
        guard let date = try? EDTF(text) else { return Styled(text, .bad) }
        return Styled(date.short, ink(date)).glued
    }

    /// A date behind a preposition, as in `for 2030`, `since 2 January 2025`.
    ///
    /// Many dates bring one of their own: `from 2025 to 2029`, `by 2 January 2025`. It takes the place of a `for`, `in` or
    /// `by`, which say no more; behind any other the date is short: `since ≤ 2025-01-02`.
    static func phrase(_ preposition: String, _ text: String) -> Styled {
        let date = prose(text)
        let words = date.text
        guard prepositions.contains(where: { words.hasPrefix($0 + " ") }) else {
            return Styled(preposition + " ") + date
        }
        return yielding.contains(preposition) ? date : Styled(preposition + " ") + short(text)
    }

    /// What the prose of a date may begin with.
    private static let prepositions = ["by", "from", "since", "until"]
    private static let yielding = ["by", "for", "in"]

    /// A year of the calendar as historians write it, `45 BC` for -44; as written where EDTF has none such.
    static func year(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let text = (digits.utf8.count > 4 ? "Y" : "") + (number < 0 ? "-" : "") + padded
        return (try? EDTF(text))?.prose ?? text
    }

    /// `by 2 January 2025 ([..2025-01-02])`: the prose, and what was written.
    static func both(_ text: String) -> Styled { prose(text) + Styled(" (\(text))", .faint) }

    /// Uncertain and approximate dates are to be seen for what they are.
    static func ink(_ date: EDTF) -> Ink { date.isUncertain || date.isApproximate ? .open : .date }

    /// The date of a row, `{text, earliest, latest}`, or a plain one.
    static func text(_ value: JSON?) -> String? { value?.text ?? value?["text"]?.text }
}

extension JSON {
    /// A scalar as text; nil for null, arrays and objects.
    var scalar: String? {
        switch opened {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "yes" : "no"
        case .null, .array, .object, .excerpt: nil
        }
    }

    /// A number that counts something.
    var count: UInt64? {
        guard case .number(let text) = opened else { return nil }
        return UInt64(text)
    }
}
