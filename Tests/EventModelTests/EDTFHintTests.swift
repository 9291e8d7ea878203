import EventModel
import Testing

@Suite struct EDTFHintTests {
    @Test(arguments: [
        ("2 January 2025", "2025-01-02"), ("2nd of January, 2025", "2025-01-02"), ("January 2, 2025", "2025-01-02"),
        ("2025 Jan 2", "2025-01-02"), ("Jan 2025", "2025-01"), ("sept 2024", "2024-09"), ("MARCH 1999", "1999-03"),
        ("2025/01/02", "2025-01-02"), ("2025.1.2", "2025-01-02"), ("02.01.2025", "2025-01-02"),
        ("13/02/2025", "2025-02-13"), ("02/13/2025", "2025-02-13"), ("05/05/2025", "2025-05-05"),
        ("20250102", "2025-01-02"),
        ("01/2025", "2025-01"), ("2025-1-1", "2025-01-01"), ("2025-1", "2025-01"),
        (" 2025 ", "2025"), ("2025 - 2026", "2025/2026"), ("2024–2026", "2024/2026"), ("2024-2026", "2024/2026"),
        ("2024-01-02 – 2024-02-03", "2024-01-02/2024-02-03"), ("from 2024 to March 2026", "2024/2026-03"),
        ("since 2024", "2024/.."), ("until May 2024", "../2024-05"), ("by 2 January 2025", "[..2025-01-02]"),
        ("circa 1900", "1900~"), ("c. 1900", "1900~"), ("about May 2024", "2024-05~"), ("perhaps 2030", "2030?"),
        ("1990s", "199X"), ("the 1990s", "199X"), ("Q1 2025", "2025-33"),
        ("2025q4", "2025-36"),
        ("H2 2025", "2025-41"), ("spring 2025", "2025-21"), ("Fall 2024", "2024-23"), ("198u", "198X"),
        ("198x", "198X"),
        ("y170000002", "Y170000002"), ("Y17e7", "Y17E7"), ("2004/open", "2004/.."), ("unknown/2006", "/2006"),
        ("1984?~", "1984%"), ("1984~?", "1984%"),
        ("2025-01-02 10:00:00Z", "2025-01-02T10:00:00Z"), ("2025-01-02t10:00z", "2025-01-02T10:00:00Z"),
        ("2025-01-02T10:00Z", "2025-01-02T10:00:00Z"),
        ("2025-032", "2025-02-01"), ("2024-366", "2024-12-31"), ("..2025-01-02", "[..2025-01-02]"),
        ("2025-01-02..", "[2025-01-02..]"), ("[..2025-1-2]", "[..2025-01-02]"),
        ("[..2 January 2025]", "[..2025-01-02]"),
        ("[..2025-01-02", "[..2025-01-02]"), ("[2025-01-02", "[2025-01-02]"), ("≤ May 2024", "[..2024-05]"),
        (">= 2024", "[2024..]"), ("{1999", "{1999}"), ("2025-00-00", "2025"), ("2025-04-00", "2025-04"),
        ("44 BC", "-0043"),
        ("1 BC", "0000"), ("AD 476", "0476"), ("in 2030", "2030"), ("2-Jan-2025", "2025-01-02"),
        ("−0043", "-0043"), ("1670..1672", "1670/1672"),
    ])
    func `a date in another form is told the one to write`(_ text: String, _ date: String) throws {
        #expect(EDTF.fault(in: text)?.hint?.replacement == date)
        #expect(EDTF.fault(in: date) == nil)
    }

    @Test(arguments: [
        ("2025/1", "2025-01"), ("2011/12", "2011-12"), ("2011–12", "2011-12"), ("2025.05", "2025-05"),
        ("19th century", "18XX"), ("between 2024 and 2026", "2024/2026"),
        ("2025-01-02T10:00:00.25Z", "2025-01-02T10:00:00Z"),
    ])
    func `a date that may be another one is asked for`(_ text: String, _ date: String) throws {
        #expect(EDTF.fault(in: text)?.hint == .ask(date))
        #expect(EDTF.fault(in: date) == nil)
    }

    @Test(arguments: ["2024/25", "33/2024", "21/2024", "2024–25", "20 24", "2025.33"])
    func `a number above 12 is no month, and two numbers are not one`(_ text: String) {
        let hint = EDTF.fault(in: text)?.hint
        #expect(hint == nil || hint == .ask("2024-25"), "\(hint?.words ?? "")")
    }

    @Test(arguments: ["1-", "1 ", "Y1", "\u{2013}", "[2025,"])
    func `a text too long for a date gets a short answer`(unit: String) throws {
        let fault = try #require(EDTF.fault(in: String(repeating: unit, count: 10_000)))
        #expect(fault.problem.utf8.count < 300)
        #expect(fault.hint == nil)
    }

    @Test func `a date has a thousand bytes at most, wherever it is read`() throws {
        let years = String(repeating: "1000,", count: 198)
        #expect(EDTF.fault(in: "{\(years)2000}") == nil)
        let tooLong = "{1000,\(years)2000}"
        let fault = try #require(EDTF.fault(in: tooLong))
        #expect(fault.problem == "a date of \(tooLong.utf8.count) bytes" && fault.expected == "at most 1000")
        #expect(EDTF.bounds(utf8: Array(tooLong.utf8).span) == nil)
    }

    @Test func `a year too long to be shown is refused in few words`() throws {
        let fault = try #require(EDTF.fault(in: "Y\(String(repeating: "1", count: 900))/2025"))
        #expect(fault.problem == "a year too far from 0 to be counted in seconds")
        #expect(fault.hint == nil)
    }

    @Test func `a date with two meanings is told both`() {
        #expect(EDTF.fault(in: "01/02/2025")?.hint == .ask(["2025-02-01", "2025-01-02"]))
    }

    @Test(arguments: [
        "yesterday", "2025-13", "32/13/2025", "[1999}", "soon", "2025-02-30T10:00", "1/2/3", "----", "",
        "<2025", "…2025", "2025 -", "before 2025", "late 2024", "2025-02-30..", "≤≤2025", "31 November 2024",
    ])
    func `where nothing can be meant for sure, nothing is proposed`(_ text: String) {
        let hint = EDTF.fault(in: text)?.hint
        #expect(hint?.replacement == nil, "\(hint?.words ?? "")")
    }

    @Test func `whatever is proposed is a date`() {
        var generator = SeededGenerator(seed: 5)
        let words = [
            "2025", "jan", "2", "13", "/", "-", ".", " ", "q1", "circa", "to", "1990s", "..", "?", "~", "T10:00", "[",
            "]",
        ]
        for _ in 0..<3_000 {
            let text = (0..<generator.number(1...5)).map { _ in generator.element(of: words) }.joined()
            guard let date = EDTF.fault(in: text)?.hint?.replacement else { continue }
            #expect(EDTF.fault(in: date) == nil, "\(text): \(date)")
        }
    }
}
