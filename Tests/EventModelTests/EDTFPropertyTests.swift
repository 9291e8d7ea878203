import EventModel
import Testing

@Suite struct EDTFPropertyTests {
    /// So many expressions that are dates.
    private func dates(_ count: Int, seed: UInt64) -> [EDTF] {
        var generator = SeededGenerator(seed: seed)
        var dates: [EDTF] = []
        while dates.count < count {
            if let date = try? EDTF(generator.expression()) { dates.append(date) }
        }
        return dates
    }

    @Test func `bounds are in order, and the ends lie within them`() {
        for date in dates(3_000, seed: 1) {
            #expect(date.bounds.earliest <= date.bounds.latest, "\(date)")
            #expect(date.beginning.earliest <= date.beginning.latest, "\(date)")
            #expect(date.ending.earliest <= date.ending.latest, "\(date)")
            #expect(date.bounds.contains(date.beginning) && date.beginning.earliest <= date.ending.earliest, "\(date)")
            #expect(date.beginning.latest <= date.ending.latest, "\(date)")
        }
    }

    @Test func `what has surely begun has possibly begun, and neither is undone by time`() {
        var generator = SeededGenerator(seed: 2)
        for date in dates(1_000, seed: 3) {
            let second = Int64(generator.number(-60_000_000_000...200_000_000_000))
            if date.surelyBegun(by: second) { #expect(date.possiblyBegun(by: second)) }
            if date.possiblyBegun(by: second) { #expect(date.possiblyBegun(by: second + 86_400)) }
            if date.surelyBegun(by: second) { #expect(date.surelyBegun(by: second + 86_400)) }
        }
    }

    @Test func `bounds nest: a second in its day, its month, its year, its decade, its century`() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let year = generator.number(0...9_999)
            let month = generator.number(1...12)
            let day = generator.number(1...NaiveCalendar.length(ofMonth: month, in: year))
            let digits = SeededGenerator.digits(year, 4)
            let date = "\(digits)-\(SeededGenerator.digits(month, 2))-\(SeededGenerator.digits(day, 2))"
            let chain = try [
                "\(date)T12:34:56Z", date, String(date.prefix(7)), digits, "\(digits.prefix(3))X",
                "\(digits.prefix(2))XX",
                "\(digits.prefix(1))XXX", "XXXX",
            ].map { try EDTF($0).bounds }
            for (inner, outer) in zip(chain, chain.dropFirst()) { #expect(outer.contains(inner), "\(date)") }
        }
    }

    @Test func `an unspecified date covers each date that fits it`() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let year = generator.number(0...9_999)
            let month = generator.number(1...12)
            let day = generator.number(1...NaiveCalendar.length(ofMonth: month, in: year))
            let whole =
                "\(SeededGenerator.digits(year, 4))-\(SeededGenerator.digits(month, 2))-\(SeededGenerator.digits(day, 2))"
            let partly = String(whole.map { $0 != "-" && generator.number(0...2) == 0 ? "X" : $0 })
            #expect(try EDTF(partly).bounds.contains(EDTF(whole).bounds), "\(partly) of \(whole)")
        }
    }

    @Test func `the order of bounds is total: of two one comes first, unless they are equal`() {
        let bounds = dates(300, seed: 7).map(\.bounds)
        for first in bounds {
            for second in bounds {
                let cases = [first < second, first == second, second < first].filter { $0 }
                #expect(cases.count == 1)
            }
        }
        let sorted = bounds.sorted()
        for (first, second) in zip(sorted, sorted.dropFirst()) {
            #expect((first.earliest, first.latest) <= (second.earliest, second.latest))
        }
    }

    @Test func `the way without allocation says what the reader says`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<5_000 {
            let text = generator.expression()
            #expect(EDTF.bounds(utf8: Array(text.utf8).span) == (try? EDTF(text))?.extent, "\(text)")
        }
    }

    @Test func `an interval of plain dates is what the reader says`() {
        let dates = [
            "1999", "2004", "2004-02", "2004-02-29", "2004-03", "2004-12-31", "2005-01-01", "2005", "2005-13", "200",
            "2004-02-30", "", "..", "2004?", "2004-06~",
        ]
        for first in dates {
            for last in dates {
                for text in ["\(first)/\(last)", "\(first)/\(last)/", "\(first)//\(last)"] {
                    #expect(EDTF.bounds(utf8: Array(text.utf8).span) == (try? EDTF(text))?.extent, "\(text)")
                }
            }
        }
    }

    @Test func `every date can be told in words and shortly`() {
        for date in dates(2_000, seed: 9) {
            #expect(!date.prose.isEmpty && !date.short.isEmpty)
            #expect(!date.prose.contains("  "), "\(date.prose)")
        }
    }
}
