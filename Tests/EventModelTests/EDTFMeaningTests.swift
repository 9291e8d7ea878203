import EventModel
import Testing

@Suite struct EDTFMeaningTests {
    private func second(_ text: String, isLast: Bool = false) throws -> Int64 {
        try #require(NaiveCalendar.second(text, isLast: isLast))
    }

    @Test(arguments: [
        ("1985", EDTF.Kind.date), ("1985/1986", .interval), ("../1985", .interval), ("[1985]", .oneOf),
        ("[..1985]", .oneOf), ("{1985,1986}", .allOf),
    ])
    func `an expression has a kind`(_ text: String, _ kind: EDTF.Kind) throws {
        #expect(try EDTF(text).kind == kind)
    }

    @Test(arguments: [
        ("1985-04-12T23:20:30Z", EDTF.Precision.second), ("1985-04-12", .day), ("1985-04-XX", .month),
        ("1985-04", .month),
        ("2001-21", .season), ("2001-34", .season), ("2004-XX", .year), ("1984-1X", .year), ("1985-XX-XX", .year),
        ("1985", .year), ("Y17E7", .year), ("201X", .decade), ("156X-12-25", .decade), ("1953S3", .decade),
        ("20XX", .century), ("-01XX", .century), ("1950S2", .century), ("1XXX", .longer), ("XXXX-12-25", .longer),
        ("2004-06-11/2006", .year), ("[..2025-01-02]", .day), ("{1960,1961-12}", .year), ("2004/..", .year),
    ])
    func `precision is the smallest unit that the date surely lies in`(_ text: String, _ precision: EDTF.Precision)
        throws
    {
        #expect(try EDTF(text).precision == precision)
    }

    @Test(arguments: [
        ("1984", false, false), ("1984?", true, false), ("1984~", false, true), ("1984%", true, true),
        ("?2004-06-~11", true, true), ("2004-06~-11", false, true), ("1984?/2004", true, false),
        ("[1984,1985~]", false, true), ("2004-%06-11", true, true),
    ])
    func `a mark anywhere marks the whole`(_ text: String, _ isUncertain: Bool, _ isApproximate: Bool) throws {
        let date = try EDTF(text)
        #expect(date.isUncertain == isUncertain)
        #expect(date.isApproximate == isApproximate)
    }

    @Test func `a mark does not widen the bounds`() throws {
        #expect(try EDTF("2024-12~").bounds == EDTF("2024-12").bounds)
        #expect(try EDTF("2030%").extent == EDTF("2030").extent)
    }

    @Test func `a plain date begins and ends within the same bounds`() throws {
        let date = try EDTF("2024-12")
        #expect(date.beginning == date.bounds)
        #expect(date.ending == date.bounds)
    }

    @Test func `an interval begins within its first date and ends within its last`() throws {
        let interval = try EDTF("2004-02-01/2005")
        #expect(try interval.beginning == EDTF("2004-02-01").bounds)
        #expect(try interval.ending == EDTF("2005").bounds)
    }

    @Test func `an open start has always been, an unknown one comes before the end`() throws {
        #expect(try EDTF("../2006").beginning == Bounds(earliest: .min, latest: .min))
        #expect(try EDTF("/2006").beginning == Bounds(earliest: .min, latest: second("2006-12-31", isLast: true)))
        #expect(try EDTF("2004/..").ending == Bounds(earliest: .max, latest: .max))
        #expect(try EDTF("2004/").ending == Bounds(earliest: second("2004-01-01"), latest: .max))
    }

    @Test func `nothing begins after its own end`() throws {
        let interval = try EDTF("2004/2004-06")
        #expect(try interval.beginning.latest == second("2004-06-30", isLast: true))
        #expect(try EDTF("198X/1985").beginning.latest == second("1985-12-31", isLast: true))
    }

    @Test func `a set may have blanks after its commas`() throws {
        #expect(try EDTF("[1667,1668, 1670..1672]").bounds == EDTF("[1667,1668,1670..1672]").bounds)
        #expect(EDTF.fault(in: "[1667 ,1668]") != nil)
    }

    @Test func `one of a set has surely begun when the last of them has, all of a set when the first has`() throws {
        let firstEnd = try second("1667-12-31", isLast: true)
        let one = try EDTF("[1667,1670..1672]")
        let all = try EDTF("{1667,1670..1672}")
        #expect(!one.surelyBegun(by: firstEnd))
        #expect(try one.surelyBegun(by: second("1672-12-31", isLast: true)))
        #expect(all.surelyBegun(by: firstEnd))
        #expect(!all.surelyBegun(by: firstEnd - 1))
        #expect(try all.ending == EDTF("1672").bounds)
    }

    @Test func `a date on or before a day has possibly always, and surely by then, begun`() throws {
        let date = try EDTF("[..2025-01-02]")
        let lastSecond = try second("2025-01-02", isLast: true)
        #expect(date.possiblyBegun(by: .min))
        #expect(!date.surelyBegun(by: lastSecond - 1))
        #expect(date.surelyBegun(by: lastSecond))
    }

    @Test func `a month has possibly begun with its first second and surely with its last`() throws {
        let month = try EDTF("2024-12")
        let (first, last) = try (second("2024-12-01"), second("2024-12-31", isLast: true))
        #expect(!month.possiblyBegun(by: first - 1))
        #expect(month.possiblyBegun(by: first))
        #expect(!month.surelyBegun(by: last - 1))
        #expect(month.surelyBegun(by: last))
    }

    @Test(arguments: [
        "Y17E700", "Y-17E700", "Y99999999999999999999999", "Y9E18/..", "Y123456789012345678901S2", "Y292000000001",
        "[Y-292000000001]", "Y292E9S1", "Y-29E10S2",
    ])
    func `a year that seconds do not count is refused, and so is one that may be`(_ text: String) {
        let fault = EDTF.fault(in: text)
        #expect(fault?.problem == "a year too far from 0 to be counted in seconds")
        #expect(fault?.expected == "a year from Y-292000000000 to Y292000000000")
    }

    @Test func `a time of day without an offset may be that of any place, and clocks show it as written`() throws {
        let date = try EDTF("2025-01-02T09:30:00")
        let utc = try EDTF("2025-01-02T09:30:00Z")
        #expect(try date.bounds.earliest == EDTF("2025-01-02T09:30:00+14:00").bounds.earliest)
        #expect(try date.bounds.latest == EDTF("2025-01-02T09:30:00-12:00").bounds.latest)
        #expect(date.localSecond == utc.bounds.earliest && utc.localSecond == nil)
        for offset in ["+05:45", "-09:30", "Z", "+14"] {
            #expect(try date.bounds.contains(EDTF("2025-01-02T09:30:00\(offset)").bounds))
        }
    }

    @Test(arguments: [(21, 25, 29), (22, 26, 30), (23, 27, 31), (24, 28, 32)])
    func `a season of no hemisphere is that of either, by whole months or by the sun`(
        _ any: Int, _ north: Int, _ south: Int
    ) throws {
        // From the equinoxes and solstices, and three whole months; of winter also the one that ends in the year.
        let spans = [
            25: ["03-01/05-31", "03-20/06-21"], 26: ["06-01/08-31", "06-20/09-23"], 27: ["09-01/11-30", "09-22/12-22"],
            28: ["01-01/02-28", "01-01/03-20", "12-01/+02-28", "12-20/+03-20"],
        ]
        for (code, like) in [(north, north), (south, 25 + (south - 27) % 4)] {
            let season = try EDTF("2001-\(code)")
            for span in try #require(spans[like]) {
                let ends = span.split(separator: "/").map { "\($0.hasPrefix("+") ? 2002 : 2001)-\($0.suffix(5))" }
                let interval = try EDTF(ends.joined(separator: "/"))
                #expect(season.bounds.contains(interval.bounds), "\(code): \(interval)")
            }
            #expect(try EDTF("2001-\(any)").bounds.contains(season.bounds))
            #expect(try EDTF("2001").bounds.earliest <= season.bounds.earliest)
        }
    }
}
