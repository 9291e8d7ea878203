import EventModel
import Testing

/// A line of a table: a date, its earliest and its latest second; `-` where it has none.
struct ValidDate: Sendable, CustomTestStringConvertible {
    var text: String
    var earliest: Int64
    var latest: Int64

    var testDescription: String { text }

    /// Lines of text, earliest and latest day (or second), with white space between them.
    static func read(_ table: String) -> [ValidDate] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 3,
                let earliest = parts[1] == "-" ? .min : NaiveCalendar.second(parts[1], isLast: false),
                let latest = parts[2] == "-" ? .max : NaiveCalendar.second(parts[2], isLast: true)
            else { preconditionFailure("no line of a table: \(line)") }
            return ValidDate(text: parts[0], earliest: earliest, latest: latest)
        }
    }
}

@Suite struct EDTFValidTests {
    @Test(arguments: ValidDate.read(EDTFTable.levels0And1) + ValidDate.read(EDTFTable.level2))
    func `a date of the standard is read with its bounds`(_ row: ValidDate) throws {
        let date = try EDTF(row.text)
        #expect(date.bounds == Bounds(earliest: row.earliest, latest: row.latest))
        #expect(date.text.utf8.elementsEqual(row.text.utf8))
        #expect(EDTF.bounds(utf8: Array(row.text.utf8).span) == date.extent)
        #expect(EDTF.fault(in: row.text) == nil)
    }

    @Test func `the tables have the size that was asked of them`() {
        #expect(ValidDate.read(EDTFTable.levels0And1).count + ValidDate.read(EDTFTable.level2).count >= 150)
        #expect(EDTFTable.invalid.split(separator: "\n").count >= 100)
    }
}
