import EventModel
import Testing

@Suite struct EDTFProseTests {
    @Test(arguments: [
        ("2025-01-02", "2 January 2025", "2025-01-02"),
        ("2024-12", "December 2024", "2024-12"),
        ("2030", "2030", "2030"),
        ("1985-04-12T23:20:30+04:30", "12 April 1985 at 18:50:30 UTC", "1985-04-12 18:50"),
        ("2024-12~", "about December 2024", "≈ 2024-12"),
        ("2030?", "perhaps 2030", "2030?"),
        ("1985-04-12T23:20:30", "12 April 1985 at 23:20:30 local time", "1985-04-12 23:20"),
        ("Y-292000000000", "292,000,000,001 BC", "292,000,000,001 BC"),
        ("-00X0", "some year from 91 BC to 11 BC", "91–11 BC"),
        ("2030%", "perhaps about 2030", "≈ 2030?"),
        ("[..2025-01-02]", "by 2 January 2025", "≤ 2025-01-02"),
        ("[..2024-11~]", "by about November 2024", "≤ ≈ 2024-11"),
        ("[1760-12..]", "December 1760 or later", "≥ 1760-12"),
        ("[2016-03]", "March 2016", "2016-03"),
        ("[1667,1760-12]", "1667 or December 1760", "1667 | 1760-12"),
        ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672", "1667 … 1670–1672"),
        ("{1960,1961-12}", "1960 and December 1961", "1960 + 1961-12"),
        ("{..1984}", "1984 and earlier", "≤ 1984"),
        ("2024/2026", "from 2024 to 2026", "2024–2026"),
        ("2024/..", "since 2024", "2024–"),
        ("../2026", "until 2026", "–2026"),
        ("2024/", "from 2024 to an unknown date", "2024–?"),
        ("/2026", "from an unknown date to 2026", "?–2026"),
        ("1984~/2004?", "from about 1984 to perhaps 2004", "≈ 1984–2004?"),
        ("2004-06-01/2004-07-03", "from 1 June 2004 to 3 July 2004", "2004-06-01–07-03"),
        ("2004-06-01/2005-07-03", "from 1 June 2004 to 3 July 2005", "2004-06-01–2005-07-03"),
        ("..2004-06-01/2004", "from 1 June 2004 or earlier to 2004", "≤ 2004-06-01–2004"),
        ("2001-21", "spring 2001", "spring 2001"),
        ("2024-21/2024-24", "from spring 2024 to winter 2024", "spring 2024–winter 2024"),
        ("2024-03/2024-24", "from March 2024 to winter 2024", "2024-03–winter 2024"),
        ("2001-29", "spring 2001 in the southern hemisphere", "spring 2001 S"),
        ("2001-26", "summer 2001 in the northern hemisphere", "summer 2001 N"),
        ("2001-34", "the second quarter of 2001", "2001 Q2"),
        ("2001-39", "the last third of 2001", "2001 3/3"),
        ("2001-40", "the first half of 2001", "2001 1/2"),
        ("203X", "the 2030s", "2030s"),
        ("20XX", "the 21st century", "20XX"),
        ("11XX", "the 12th century", "11XX"),
        ("1XX3", "some year from 1003 to 1993", "1XX3"),
        ("XXXX", "some year", "XXXX"),
        ("2024-XX", "some month in 2024", "2024-XX"),
        ("1984-1X", "October, November or December 1984", "1984-1X"),
        ("1985-04-XX", "some day in April 1985", "1985-04-XX"),
        ("1985-XX-XX", "some day in 1985", "1985-XX-XX"),
        ("1985-1X-XX", "some day in October, November or December 1985", "1985-1X-XX"),
        ("2025-01-0X", "some day from 1 to 9 January 2025", "2025-01-0X"),
        ("2025-01-X5", "5, 15 or 25 January 2025", "2025-01-X5"),
        ("1560-XX-25", "the 25th of some month in 1560", "1560-XX-25"),
        ("1560-X2-03", "3 February or December 1560", "1560-X2-03"),
        ("1560-XX-X1", "the 1st, 11th, 21st or 31st of some month in 1560", "1560-XX-X1"),
        ("156X-12-25", "25 December in the 1560s", "156X-12-25"),
        ("XXXX-12-25", "25 December of some year", "XXXX-12-25"),
        ("1950S2", "1950 (between 1900 and 1999)", "1950S2"),
        ("Y3388E2S3", "338,800 (between 338,000 and 338,999)", "Y338800S3"),
        ("Y170000002", "170,000,002", "170,000,002"),
        ("Y-17E7", "170,000,001 BC", "170,000,001 BC"),
        ("-0043-03-15", "15 March 44 BC", "15 Mar 44 BC"),
        ("-01XX", "some year from 200 BC to 101 BC", "200–101 BC"),
        ("-0043-03", "March 44 BC", "Mar 44 BC"),
        ("-0043-03-XX", "some day in March 44 BC", "XX Mar 44 BC"),
        ("-0043-XX", "some month in 44 BC", "XX 44 BC"),
        ("0000-05-01", "1 May 1 BC", "1 May 1 BC"),
        ("0000-05-01T10:20:30Z", "1 May 1 BC at 10:20:30 UTC", "1 May 1 BC 10:20"),
        ("-0043-21", "spring 44 BC", "spring 44 BC"),
        ("000X", "some year from 1 BC to AD 9", "1 BC–AD 9"),
        ("-0043-03-15/-0043-03-20", "from 15 March 44 BC to 20 March 44 BC", "15 Mar 44 BC–20 Mar 44 BC"),
        ("[..-0043-03-15~]", "by about 15 March 44 BC", "≤ ≈ 15 Mar 44 BC"),
        ("Y-17E7S2", "170,000,001 BC (between 180,000,000 BC and 170,000,001 BC)", "Y-170000000S2"),
        ("0476", "AD 476", "0476"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)", "≈ 2004-06-11"),
        ("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)", "≈ 2004-06-11?"),
        ("2004-%06", "June 2004 (month uncertain and approximate)", "≈ 2004-06?"),
        ("2001?-23", "autumn 2001 (year uncertain)", "autumn 2001?"),
    ])
    func `a date is written as historians write it, and shortly`(_ text: String, _ prose: String, _ short: String)
        throws
    {
        let date = try EDTF(text)
        #expect(date.prose == prose)
        #expect(date.short == short)
    }

    @Test func `no date says a year before 1 in two ways`() throws {
        for year in -2_100...2_100 as ClosedRange<Int64> {
            let digits = String(year.magnitude)
            let text = (year < 0 ? "-" : "") + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            for ending in ["", "-02", "-02-28", "-02-XX", "-21", "-34"] {
                let (date, isBefore) = (try EDTF(text + ending), year < 1)
                let end = isBefore ? "\(1 - year) BC" : ""
                #expect(date.short.contains(" BC") == isBefore && date.prose.contains(end), "\(text + ending)")
                #expect(!isBefore || (date.short.contains(end) && !date.short.contains("-")), "\(date.short)")
            }
        }
    }

    @Test func `every date of the tables has a prose that is no code, and a short form`() throws {
        for row in ValidDate.read(EDTFTable.levels0And1) + ValidDate.read(EDTFTable.level2) {
            let date = try EDTF(row.text)
            #expect(!date.prose.contains("X") && !date.prose.contains(".."), "\(row.text): \(date.prose)")
            #expect(!date.prose.contains("  ") && !date.short.isEmpty)
        }
    }
}
