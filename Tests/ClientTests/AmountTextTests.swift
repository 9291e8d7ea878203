import EventModel
import TestSupport
import Testing

@testable import timelinectl

struct AmountTextTests {
    @Test(arguments: [
        ("850000000000", "850bn", "850,000,000,000"), ("11200000000000", "11.2trn", "11,200,000,000,000"),
        ("1000000", "1m", "1,000,000"), ("999999", "999,999", "999,999"), ("999999.50", "999,999.5", "999,999.5"),
        ("1887000000", "1.887bn", "1,887,000,000"), ("1887400000", "≈ 1.89bn", "1,887,400,000"),
        ("564854479.36", "≈ 565m", "564,854,479.36"), ("999960000", "999.96m", "999,960,000"),
        ("999999999", "≈ 1bn", "999,999,999"), ("-1250000.5", "≈ -1.25m", "-1,250,000.5"), ("-0.5", "-0.5", "-0.5"),
        ("0", "0", "0"), ("-0.0", "0", "0"), ("0012.00", "12", "12"),
        ("1005000.000000001", "≈ 1.01m", "1,005,000.000000001"),
        ("199999999999999999998", "≈ 200,000,000trn", "199,999,999,999,999,999,998"),
        ("1234567890123456789012345", "≈ 1,234,567,890,123trn", "1,234,567,890,123,456,789,012,345"),
        ("about five", "about five", "about five"), ("1.2.3", "1.2.3", "1.2.3"), ("", "", ""),
    ])
    func `an amount is short in tables and exact in prose, however long it is`(
        text: String, short: String, exact: String
    ) {
        #expect(AmountText.short(text) == short)
        #expect(AmountText.grouped(text) == exact)
    }

    /// Three digits say little: many amounts look alike then, and each of them must say so.
    @Test func `two amounts that look alike in a table are one amount, or say that they are rounded`() throws {
        var generator = Generator(seed: 11)
        var known: [String: String] = [:]
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...23, using: &generator)
            let zeros = Int.random(in: 0...digits, using: &generator)
            var text = (0..<digits).map { $0 < digits - zeros ? String(Int.random(in: 1...9, using: &generator)) : "0" }
                .joined()
            if Bool.random(using: &generator) { text += ".\(Int.random(in: 1...9, using: &generator))" }
            if Int.random(in: 0...9, using: &generator) == 0 { text = "-" + text }
            let exact = AmountText.grouped(text)
            #expect(exact.filter { $0 != "," } == Self.trimmed(text))
            let short = AmountText.short(text)
            if short.hasPrefix("≈ ") { continue }
            #expect(known[short, default: exact] == exact)
            known[short] = exact
            #expect(Self.value(short) == exact.filter { $0 != "," })
        }
        #expect(known.count > 2_000)
    }

    private static func trimmed(_ text: String) -> String {
        let digits = text.drop { $0 == "-" }.drop { $0 == "0" }
        let whole = (digits.first ?? "." == "." ? "0" : "") + digits
        return (text.hasPrefix("-") && whole != "0" ? "-" : "") + whole
    }

    /// What an amount that is not rounded says, in digits.
    private static func value(_ short: String) -> String {
        let units = [("trn", 12), ("bn", 9), ("m", 6)]
        guard let (unit, power) = units.first(where: { short.hasSuffix($0.0) }) else {
            return short.filter { $0 != "," }
        }
        let parts = short.dropLast(unit.count).filter { $0 != "," }.split(separator: ".")
        let fraction = parts.count == 2 ? parts[1] : ""
        return parts[0] + fraction + String(repeating: "0", count: power - fraction.count)
    }

    @Test(arguments: [
        (#"{"value":"850000000000","currency":"RUB"}"#, "850bn RUB", "850,000,000,000 RUB"),
        (#"{"min":"1234567","max":"1234789","currency":"EUR"}"#, "≈ 1.23m EUR", "1,234,567–1,234,789 EUR"),
        (#"{"min":"1234567","max":"1244789","currency":"EUR"}"#, "≈ 1.23m–1.24m EUR", "1,234,567–1,244,789 EUR"),
        (
            #"{"min":"30000000000","max":"50000000000","currency":"EUR"}"#, "30bn–50bn EUR",
            "30,000,000,000–50,000,000,000 EUR"
        ),
        (#"{"value":"50","currency":"EUR","bound":"upTo"}"#, "≤ 50 EUR", "at most 50 EUR"),
        (#"{"value":"50","currency":"EUR","bound":"atLeast"}"#, "≥ 50 EUR", "at least 50 EUR"),
        (#"{"kind":"unknown","count":3}"#, "3 unknown", "3 unknown"), (#"{"kind":"unknown"}"#, "unknown", "unknown"),
    ])
    func `a sum, a range, a bound and what nobody says`(json: String, short: String, exact: String) throws {
        let value = JSON(0, of: try Document(json: Array(json.utf8)))
        #expect(AmountText.short(value).text == short)
        #expect(AmountText.exact(value).text == exact)
    }

    @Test func `a sum of more digits than an event can state is a number wherever it is shown`() throws {
        let timeline = try ScratchTimeline()
        try timeline.drop(
            "a.ndjson",
            (1...2).map { day in
                #"{"investment":"huge","title":"H","occurred":"2024-01-0\#(day)","by":"ID","amount":"99999999999999999999 IDR"}"#
            }.joined(separator: "\n"))
        try timeline.commit()
        #expect(try timeline.run("show", "huge").text.contains("planned: 199,999,999,999,999,999,998 IDR\n"))
        #expect(try timeline.run("state", "investments").text.contains("≈ 200,000,000trn IDR"))
        #expect(
            try timeline.run(["state"], environment: ["COLUMNS": "200"]).text.contains("200,000,000trn IDR planned"))
        let totals = try timeline.run("state", "investments", "--total", "currency", "-o", "json").text
        #expect(totals.contains(#""value":"199999999999999999998""#))
    }
}
