import EventModel

/// Dates of the world as historians write them.
enum DateText {
    /// `by 2 January 2025`; what is no date of EDTF is shown as it stands.
    static func prose(_ text: String) -> Styled {
        guard let date = try? EDTF(text) else { return Styled(text, .bad) }
        return Styled(date.prose, ink(date))
    }

    /// `≤ 2025-01-02`, for tables.
    static func short(_ text: String) -> Styled {
        guard let date = try? EDTF(text) else { return Styled(text, .bad) }
        return Styled(date.short, ink(date))
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
