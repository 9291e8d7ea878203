import EventModel
import Projections

/// The timeline as text: facts under their year and month, dated as historians write it.
///
/// A fact of which only the latest possible time is known stands under that time, marked as open.
struct TimelineView: RowWriter {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let dateColumns = 22
    /// On a screen narrower than this a date takes a line of its own.
    private static let narrowColumns = 60

    let columns: Int
    let style: Style
    let write: (String) -> Void
    /// What is not written yet, by year: whatever comes later may have begun in the same year, or in one after it.
    private var waiting: [Int64: [Place]] = [:]
    /// The year that facts begin in by now.
    private var current = Int64.min
    private var isFirst = true

    init(columns: Int, style: Style, write: @escaping (String) -> Void) {
        self.columns = columns
        self.style = style
        self.write = write
    }

    /// - Parameter row: begins, if anybody knows when, no earlier than those added before, and those of which nobody
    ///   knows it come first: the order of ``Timeline``.
    mutating func add(_ row: Row) {
        let row = row.json
        let place = Place(row, lines: fact(row))
        if place.hasBeginning, place.number > current {
            current = place.number
            for year in waiting.keys.sorted() where year < current { write(year) }
        }
        waiting[place.number, default: []].append(place)
    }

    mutating func finish() { for year in waiting.keys.sorted() { write(year) } }

    private mutating func write(_ year: Int64) {
        let places = waiting.removeValue(forKey: year) ?? []
        if !isFirst { write("") }
        isFirst = false
        write(Styled(places.first?.year ?? "", .heading).rendered(style))
        var month: Int?
        for place in places.enumerated().sorted(by: { ($0.element, $0.offset) < ($1.element, $1.offset) }) {
            if let number = place.element.month, number != month {
                write("  " + Styled(Self.months[number - 1], .strong).rendered(style))
                month = number
            }
            place.element.lines.forEach(write)
        }
    }

    /// Where a fact stands: by the first second it may have happened at, else by the last.
    private struct Place: Comparable {
        var lines: [String]
        var year: String
        /// 1 to 12; nil of a date that is longer than a month.
        var month: Int?
        /// Whether anybody knows when it began at the earliest.
        var hasBeginning: Bool
        private var anchor: String

        init(_ row: JSON, lines: [String]) {
            self.lines = lines
            let occurred = row["occurred"] ?? row["expected"]
            hasBeginning = occurred?["earliest"] != nil
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

        /// The year as a number; the least of an unknown one.
        var number: Int64 { Int64(year) ?? .min }

        /// Dates of a whole year come before those of its months.
        private var key: (Int64, Int, String) { (number, month ?? 0, anchor) }
    }

    private func fact(_ row: JSON) -> [String] {
        let date = DateText.text(row["occurred"] ?? row["expected"]).map(DateText.prose) ?? ""
        let isSure = row["certainty"]?.text == "surely"
        let isToCome = row["toCome"] != nil
        let mark = Styled(isToCome ? "→" : isSure ? "●" : "○", isSure ? .good : .open) + " "
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
        let what = row["verb"]?.text ?? row["toCome"]?.text.map { "to come: \($0)" } ?? ""
        var text = Styled(what, .faint) + " " + Styled(row["subject"]?.text ?? "", .name)
        if let detail = row["provision"]?.text ?? row["indicator"]?.text { text += Styled(" (\(detail))") }
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
