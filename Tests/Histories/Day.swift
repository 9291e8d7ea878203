/// A day of the calendar, written in the forms that dates of the timeline take.
struct Day {
    var year: Int
    var month: Int
    var day: Int

    /// The day so many days after 1 March 2000.
    ///
    /// Counting from a 1 March puts the leap day at the end of the year.
    init(_ days: Int) {
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        day = ofYear - (153 * fromMarch + 2) / 5 + 1
        month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        year = 2000 + yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2025-01-02`
    var text: String { Self.year(year) + Self.pairs[month] + Self.pairs[day] }
    /// `2025-01`
    var monthText: String { Self.year(year) + Self.pairs[month] }
    /// `2025`
    var yearText: String { Self.year(year) }

    /// Every two-digit number behind a hyphen, for speed.
    private static let pairs = (0..<100).map { $0 < 10 ? "-0\($0)" : "-\($0)" }
    private static let years = (1900..<2100).map { String($0) }

    private static func year(_ year: Int) -> String { years[min(max(year - 1900, 0), years.count - 1)] }
}

/// The forms of EDTF, each with how often of a thousand dates it stands.
enum DateForm: Int, CaseIterable {
    case day, month, year, noLater, aboutDay, aboutMonth, perhapsDay, perhapsYear, bothMonth
    case interval, since, until, unknownStart, season, quarter, decade, someDay, someMonth
    case allOf, oneOf, noEarlier, instant, qualifiedPart

    var frequency: Int {
        switch self {
        case .day: 640
        case .month: 110
        case .noLater: 60
        case .year: 40
        case .aboutDay, .aboutMonth, .interval: 20
        case .perhapsDay, .perhapsYear, .season, .instant: 12
        case .bothMonth, .since, .until, .unknownStart, .quarter, .decade, .someDay, .someMonth, .allOf, .oneOf,
            .noEarlier, .qualifiedPart:
            4
        }
    }

    /// A form by its place among a thousand.
    static let table: [DateForm] = allCases.flatMap { form in
        Array(repeating: form, count: form.frequency)
    }

    /// A date of this form about the day that is so many days after 1 March 2000; `length` days for those that last.
    func text(_ days: Int, length: Int) -> String {
        let day = Day(days)
        return switch self {
        case .day: day.text
        case .month: day.monthText
        case .year: day.yearText
        case .noLater: "[..\(day.text)]"
        case .aboutDay: day.text + "~"
        case .aboutMonth: day.monthText + "~"
        case .perhapsDay: day.text + "?"
        case .perhapsYear: day.yearText + "?"
        case .bothMonth: day.monthText + "%"
        case .interval: "\(day.text)/\(Day(days + length).text)"
        case .since: "\(day.text)/.."
        case .until: "../\(day.text)"
        case .unknownStart: "/\(day.monthText)"
        case .season: "\(day.yearText)-\(21 + (day.month - 1) / 3)"
        case .quarter: "\(day.yearText)-\(33 + (day.month - 1) / 3)"
        case .decade: String(day.yearText.dropLast()) + "X"
        case .someDay: day.monthText + "-XX"
        case .someMonth: day.yearText + "-XX"
        case .allOf: "{\(day.text),\(Day(days + length).monthText)}"
        case .oneOf: "[\(day.monthText),\(Day(days + length).text)]"
        case .noEarlier: "[\(day.text)..]"
        case .instant: day.text + "T09:30:00Z"
        case .qualifiedPart: "\(day.yearText)-?\(day.text.dropFirst(5))"
        }
    }
}
