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

    /// A date of which some digits are unspecified, and which days of the calendar fit it.
    private struct Pattern {
        var text: String
        private var isNegative: Bool
        /// The digits; nil for an X.
        private var places: [Int?]

        init(_ random: inout SeededGenerator, isNegative: Bool) {
            self.isNegative = isNegative
            let date = [
                SeededGenerator.digits(random.element(of: [0, 0, 4, 40, 96, 100, random.number(0...9_999)]), 4),
                SeededGenerator.digits(random.number(1...12), 2), SeededGenerator.digits(random.number(1...31), 2),
            ].prefix(random.number(1...3)).joined()
            places = date.map { random.number(0...1) == 0 ? nil : $0.wholeNumberValue }
            let digits = places.map { $0.map(String.init) ?? "X" }
            text = (isNegative ? "-" : "") + digits.prefix(4).joined()
            for start in stride(from: 4, to: digits.count, by: 2) { text += "-" + digits[start..<start + 2].joined() }
        }

        /// The first or the last day of the calendar that fits; nil where none does.
        func edge(isLast: Bool) -> (year: Int, month: Int, day: Int)? {
            let years = isNegative ? Array(-9_999 ... -1) : Array(0...9_999)
            for year in isLast ? years.reversed() : years where fits(abs(year), 0..<4) {
                for month in isLast ? Array((1...12).reversed()) : Array(1...12) where fits(month, 4..<6) {
                    let days = Array(1...NaiveCalendar.length(ofMonth: month, in: year))
                    let day = (isLast ? days.reversed() : days).first { fits($0, 6..<8) }
                    if let day { return (year, month, day) }
                }
            }
            return nil
        }

        /// Whether a number has the digits of these places, from its last digit on; places that are not there fit all.
        private func fits(_ number: Int, _ range: Range<Int>) -> Bool {
            var rest = number
            for place in range.reversed() where place < places.count {
                if let digit = places[place], digit != rest % 10 { return false }
                rest /= 10
            }
            return true
        }
    }

    @Test(arguments: [false, true])
    func `a date with unspecified digits begins with the first day that fits and ends with the last`(
        isNegative: Bool
    ) throws {
        var random = SeededGenerator(seed: isNegative ? 11 : 12)
        var found = 0
        for _ in 0..<200 {
            let pattern = Pattern(&random, isNegative: isNegative)
            guard let first = pattern.edge(isLast: false), let last = pattern.edge(isLast: true) else {
                #expect(EDTF.fault(in: pattern.text) != nil, "\(pattern.text)")
                continue
            }
            found += 1
            let earliest = Int64(NaiveCalendar.days(first.year, first.month, first.day)) * 86_400
            let latest = Int64(NaiveCalendar.days(last.year, last.month, last.day)) * 86_400 + 86_399
            #expect(try EDTF(pattern.text).bounds == Bounds(earliest: earliest, latest: latest), "\(pattern.text)")
        }
        #expect(found > 120)
    }

    /// Years of every length, of both signs, with those at the edges of what is written and counted.
    private func years(_ count: Int, seed: UInt64) -> [Int64] {
        var random = SeededGenerator(seed: seed)
        let edges: [Int64] = [
            0, 1, 9_998, 9_999, 10_000, 292_277, 292_278, 170_000_000, 291_999_999_999, 292_000_000_000,
        ]
        let others = (0..<count).map { _ in
            Int64(random.number(0...(0..<random.number(1...11)).reduce(29) { power, _ in power * 10 }))
                % 292_000_000_000
        }
        return (edges + others).flatMap { $0 == 0 ? [$0] : [$0, -$0] }
    }

    private func written(_ year: Int64) -> String {
        let digits = SeededGenerator.digits(Int(year.magnitude), 4)
        return (year.magnitude > 9_999 ? "Y" : "") + (year < 0 ? "-" : "") + digits
    }

    /// The first second of a year: the calendar repeats after 400 years.
    private func firstSecond(_ year: Int64) -> Int64 {
        let rest = ((year % 400) + 400) % 400
        return (Int64(NaiveCalendar.days(Int(rest), 1, 1)) + (year - rest) / 400 * 146_097) * 86_400
    }

    @Test func `every year is found in it, not in the year before, and ends where the next begins`() throws {
        for year in years(1_000, seed: 13) {
            let bounds = try EDTF(written(year)).bounds
            #expect(bounds == Bounds(earliest: firstSecond(year), latest: firstSecond(year + 1) - 1), "\(year)")
            #expect(bounds.earliest > .min && bounds.latest < .max)
            guard year > -292_000_000_000 else { continue }
            let before = try EDTF(written(year - 1))
            #expect(before.bounds.latest + 1 == bounds.earliest && before.bounds < bounds, "\(year)")
            let date = try EDTF(written(year))
            #expect(date.possiblyBegun(by: bounds.earliest) && date.surelyBegun(by: bounds.latest))
            #expect(!date.possiblyBegun(by: before.bounds.latest), "\(year)")
        }
    }

    @Test func `an estimate of a long year covers the years that share its digits`() throws {
        for year in years(100, seed: 14) where year.magnitude > 9_999 {
            let digits = String(year.magnitude)
            for count in 1...digits.utf8.count {
                let first = digits.prefix(count) + String(repeating: "0", count: digits.utf8.count - count)
                let last = digits.prefix(count) + String(repeating: "9", count: digits.utf8.count - count)
                let ends = try [#require(Int64(first)), #require(Int64(last))].map { year < 0 ? -$0 : $0 }.sorted()
                let text = "\(written(year))S\(count)"
                guard ends.allSatisfy({ $0.magnitude <= 292_000_000_000 }) else {
                    #expect(EDTF.fault(in: text) != nil, "\(text)")
                    continue
                }
                let expected = Bounds(earliest: firstSecond(ends[0]), latest: firstSecond(ends[1] + 1) - 1)
                #expect(try EDTF(text).bounds == expected, "\(text)")
            }
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
