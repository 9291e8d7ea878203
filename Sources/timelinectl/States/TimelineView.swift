import EventModel

/// The timeline as text: facts under their year and month, dated as historians write it.
///
/// A fact of which only the latest possible time is known stands under that time, marked as open.
struct TimelineView {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let dateColumns = 22
    /// On a screen narrower than this a date takes a line of its own.
    private static let narrowColumns = 60

    let columns: Int
    let style: Style

    func lines(_ rows: [JSON]) -> [String] {
        var lines: [String] = []
        var year: String?
        var month: Int?
        for place in rows.map(Place.init).enumerated().sorted(by: { ($0.element, $0.offset) < ($1.element, $1.offset) })
        {
            let element = place.element
            if year != element.year {
                if !lines.isEmpty { lines.append("") }
                lines.append(Styled(element.year, .heading).rendered(style))
                (year, month) = (element.year, nil)
            }
            if let number = element.month, number != month {
                lines.append("  " + Styled(Self.months[number - 1], .strong).rendered(style))
                month = number
            }
            lines += fact(element.row)
        }
        return lines
    }

    /// Where a fact stands: by the first second it may have happened at, else by the last.
    private struct Place: Comparable {
        var row: JSON
        var year: String
        /// 1 to 12; nil of a date that is longer than a month.
        var month: Int?
        private var anchor: String

        init(_ row: JSON) {
            self.row = row
            let occurred = row["occurred"]
            anchor = occurred?["earliest"]?.text ?? occurred?["latest"]?.text ?? ""
            // Of years beyond four digits, the part before the first inner hyphen.
            let parts = anchor.split(separator: "-", omittingEmptySubsequences: true)
            year =
                anchor.isEmpty
                ? "At an unknown time" : (anchor.utf8.first == UInt8(ascii: "-") ? "-" : "") + (parts.first ?? "")
            month = parts.count > 1 && Self.isWithinMonth(occurred) ? Int(parts[1]) : nil
        }

        private static func isWithinMonth(_ occurred: JSON?) -> Bool {
            guard let text = occurred?["text"]?.text, let date = try? EDTF(text) else { return false }
            return date.precision <= .month
        }

        static func < (left: Self, right: Self) -> Bool { left.key < right.key }
        static func == (left: Self, right: Self) -> Bool { left.key == right.key }

        /// Dates of a whole year come before those of its months.
        private var key: (Int64, Int, String) { (Int64(year) ?? .min, month ?? 0, anchor) }
    }

    private func fact(_ row: JSON) -> [String] {
        let date = DateText.text(row["occurred"]).map(DateText.prose) ?? ""
        let isSure = row["certainty"]?.text == "surely"
        let mark = Styled(isSure ? "●" : "○", isSure ? .good : .open) + " "
        let title = Styled(row["title"]?.text ?? row["subject"]?.text ?? "", .strong)
        let isNarrow = columns < Self.narrowColumns
        let lead = isNarrow ? 4 : 4 + Self.dateColumns + 1
        let room = columns - lead - mark.width
        let texts = ([title, detail(row)] + corrected(row)).flatMap { $0.wrapped(to: room) }
        let dates = date.wrapped(to: isNarrow ? columns - 4 : Self.dateColumns)
        // A narrow screen has the date above the title, a wide one before it.
        let above = isNarrow ? dates.map { "    " + $0 } : []
        let rest = isNarrow ? [] : dates
        let body = (0..<max(rest.count, texts.count)).map { index in
            let before = (index < rest.count ? "    " + rest[index] : Styled()).padded(to: lead)
            guard index < texts.count else { return index < rest.count ? "    " + rest[index] : Styled() }
            return before + (index == 0 ? mark : "  ") + texts[index]
        }
        return (above + body).map { $0.rendered(style) }
    }

    /// `↺ corrected, was #2`; nothing of a fact that stands as it was recorded.
    private func corrected(_ row: JSON) -> [Styled] {
        guard let original = row["original"]?.scalar else { return [] }
        return [Styled("↺ ", .open) + Styled("corrected, was #\(original)", .faint)]
    }

    /// `planned investment/yandex-indonesia-ai: by yandex, recipient ID`.
    private func detail(_ row: JSON) -> Styled {
        var text = Styled(row["verb"]?.text ?? "", .faint) + " " + Styled(row["subject"]?.text ?? "", .name)
        var roles: [(role: String, refs: [String])] = []
        for actor in row["actors"]?.elements ?? [] {
            guard let ref = actor["ref"]?.text, let role = actor["role"]?.text else { continue }
            if roles.last?.role == role { roles[roles.count - 1].refs.append(ref) } else { roles.append((role, [ref])) }
        }
        guard !roles.isEmpty else { return text }
        let parts = roles.map { Styled("\($0.role) ", .faint) + $0.refs.map { Styled($0) }.joined(separator: ", ") }
        text += Styled(" · ", .faint) + parts.joined(separator: ", ")
        return text
    }
}
