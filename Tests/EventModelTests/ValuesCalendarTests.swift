import EventModel
import Testing

@Suite struct ValuesCalendarTests {
    @Test func `dates and days agree with a calendar that counts day by day`() {
        // From 1 January of the year -401 to the end of the year 2400.
        var days = Int64(NaiveCalendar.days(-401, 1, 1))
        for year in -401...2400 {
            #expect(CivilDate.isLeap(Int64(year)) == NaiveCalendar.isLeap(year))
            for month in 1...12 {
                let length = NaiveCalendar.length(ofMonth: month, in: year)
                #expect(CivilDate.length(ofMonth: month, in: Int64(year)) == length)
                let first = CivilDate(year: Int64(year), month: month, day: 1)
                var isRight = true
                for day in 1...length {
                    let date = CivilDate(year: Int64(year), month: month, day: day)
                    isRight = isRight && date.days == days && CivilDate(days: days) == date
                    days += 1
                }
                #expect(isRight, "\(first)")
            }
        }
    }

    @Test func `a day is counted and named alike in any year that seconds can count`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<10_000 {
            let days = Int64(generator.number(-106_000_000_000_000...106_000_000_000_000))
            let date = CivilDate(days: days)
            #expect(date.days == days)
            #expect(1...12 ~= date.month && 1...CivilDate.length(ofMonth: date.month, in: date.year) ~= date.day)
        }
    }

    @Test func `the first and the last second of a day are a day apart`() {
        let day = CivilDate(year: 2025, month: 1, day: 2)
        #expect(day.firstSecond == 1_735_776_000)
        #expect(day.lastSecond == 1_735_862_399)
        #expect(CivilDate(year: CivilDate.lastYear, month: 12, day: 31).lastSecond < .max)
        #expect(CivilDate(year: CivilDate.firstYear, month: 1, day: 1).firstSecond > .min)
    }

    @Test func `a date is written with four digits of a year or more`() {
        #expect(CivilDate(year: 7, month: 3, day: 9).description == "0007-03-09")
        #expect(CivilDate(year: -43, month: 3, day: 15).description == "-0043-03-15")
        #expect(CivilDate(year: 12_345, month: 12, day: 31).description == "12345-12-31")
    }

    @Test func `dates are ordered as their days are`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let first = Int64(generator.number(-1_000_000...1_000_000))
            let second = first + Int64(generator.number(-400...400))
            #expect((CivilDate(days: first) < CivilDate(days: second)) == (first < second))
        }
    }
}
