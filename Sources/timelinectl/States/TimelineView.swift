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
    private static let shortDateColumns = 16

    /// How a fact stands there.
    enum Form {
        /// In two lines of most, under its year and month.
        case full
        /// In one line, without headings; whole whatever the terminal is, or cut at its end.
        case brief(isCut: Bool)
    }

    let form: Form
    let columns: Int
    let style: Style
    let write: (String) -> Void
    /// What is not written yet, by year: whatever comes later may have begun in the same year, or in one after it.
    private var waiting: [Int64: [Place]] = [:]
    /// The year that facts begin in by now.
    private var current = Int64.min
    private var isFirst = true

    init(_ form: Form = .full, columns: Int, style: Style, write: @escaping (String) -> Void) {
        self.form = form
        self.columns = columns
        self.style = style
        self.write = write
    }

    /// - Parameter row: begins, if anybody knows when, no earlier than those added before, and those of which nobody
    ///   knows it come first: the order of ``Timeline``.
    mutating func add(_ row: Row) {
        let row = row.json
        let place = Place(row, lines: lines(row))
        if place.hasBeginning, place.number > current {
            current = place.number
            for year in waiting.keys.sorted() where year < current { write(year) }
        }
        waiting[place.number, default: []].append(place)
    }

    mutating func finish() { for year in waiting.keys.sorted() { write(year) } }

    private mutating func write(_ year: Int64) {
        let places = (waiting.removeValue(forKey: year) ?? []).enumerated().sorted {
            ($0.element, $0.offset) < ($1.element, $1.offset)
        }.map(\.element)
        if case .full = form { writeHeaded(places) } else { places.forEach { $0.lines.forEach(write) } }
    }

    private mutating func writeHeaded(_ places: [Place]) {
        if !isFirst { write("") }
        isFirst = false
        write(Styled(places.first?.year ?? "", .heading).rendered(style))
        var month: Int?
        for place in places {
            if let number = place.month, number != month {
                write("  " + Styled(Self.months[number - 1], .strong).rendered(style))
                month = number
            }
            place.lines.forEach(write)
        }
    }

    /// Where a fact stands: by the first second it may have happened at, else by the last.
    private struct Place: Comparable {
        var lines: [String]
        /// The heading.
        var year: String
        /// 1 to 12; nil of a date that is longer than a month.
        var month: Int?
        /// Whether anybody knows when it began at the earliest.
        var hasBeginning: Bool
        /// The year as a number; the least of an unknown one.
        var number: Int64
        private var anchor: String

        init(_ row: JSON, lines: [String]) {
            self.lines = lines
            let occurred = FactText.date(row)
            let date = occurred?["text"]?.text.flatMap { try? EDTF($0) }
            anchor = occurred?["earliest"]?.text ?? occurred?["latest"]?.text ?? ""
            hasBeginning = occurred?["earliest"] != nil
            // Of years beyond four digits, the part before the first inner hyphen.
            let parts = anchor.split(separator: "-", omittingEmptySubsequences: true)
            let sign: Int64 = anchor.utf8.first == UInt8(ascii: "-") ? -1 : 1
            if let number = parts.first.flatMap({ Int64($0) }) {
                self.number = sign * number
                year = DateText.year(self.number)
            } else {
                number = .min
                year = "At an unknown time"
            }
            month = parts.count > 1 && date.map { $0.precision <= .month } ?? false ? Int(parts[1]) : nil
        }

        static func < (left: Self, right: Self) -> Bool { left.key < right.key }
        static func == (left: Self, right: Self) -> Bool { left.key == right.key }

        /// Dates of a whole year come before those of its months.
        private var key: (Int64, Int, String) { (number, month ?? 0, anchor) }
    }

    private func lines(_ row: JSON) -> [String] {
        switch form {
        case .full:
            FactLines(columns: columns, indent: 4).lines(
                date: DateText.text(FactText.date(row)), mark: FactText.mark(row),
                title: FactText.title(row), event: FactText.event(row), rest: FactText.rest(row)
            ).map { $0.rendered(style) }
        case .brief(let isCut): [brief(row, isCut: isCut).rendered(style)]
        }
    }

    /// Its date, mark, title and subject; where it is cut the title gives way, for by the subject `show` has the rest.
    private func brief(_ row: JSON, isCut: Bool) -> Styled {
        let date = DateText.text(FactText.date(row)).map(DateText.short) ?? ""
        let head = date.padded(to: Self.shortDateColumns) + "  " + FactText.mark(row)
        let subject = Styled(row["subject"]?.text ?? "", .name)
        let title = FactText.coming(row) + FactText.title(row)
        guard isCut else { return head + title + "  " + subject }
        let room = max(12, columns - head.width - 2 - min(subject.width, columns / 2))
        return (head + title.truncated(to: room) + "  " + subject).truncated(to: columns)
    }
}

/// What the timeline says of a fact.
private enum FactText {
    /// When it happened, or is expected to.
    static func date(_ row: JSON) -> JSON? { row["occurred"] ?? row["expected"] }

    /// A full dot for what surely happened, an open one for what possibly did, an arrow for what is to come.
    static func mark(_ row: JSON) -> Styled {
        let isSure = row["certainty"]?.text == "surely"
        let mark = row["toCome"] != nil ? "→" : isSure ? "●" : "○"
        return Styled(mark, isSure ? .good : .open) + " "
    }

    /// `due: `, before the title of what is to come.
    static func coming(_ row: JSON) -> Styled { row["toCome"]?.text.map { Styled("\($0): ", .faint) } ?? "" }

    static func title(_ row: JSON) -> Styled {
        Styled(row["title"]?.text ?? row["name"]?.text ?? row["subject"]?.text ?? "", .strong)
    }

    /// `planned investment/yandex-indonesia-ai`, and of what was corrected `↺ corrected, was #2`; of what is to come
    /// `to come: due directive/report`.
    static func event(_ row: JSON) -> Styled {
        let what = row["verb"]?.text ?? row["toCome"]?.text.map { "to come: \($0)" } ?? ""
        let text = Styled(what, .faint) + " " + Styled(row["subject"]?.text ?? "", .name)
        guard let original = row["original"]?.scalar else { return text }
        return text + Styled(" ↺ ", .open) + Styled("corrected, was #\(original)", .faint)
    }
    /// `by yandex, recipient ID`; of what is to come the part of the directive, or what a target measures.
    static func rest(_ row: JSON) -> Styled {
        let detail = (row["provision"] ?? row["indicator"])?.text.map { Styled($0) }
        return [detail ?? "", ValueText.parties(row["actors"])].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
