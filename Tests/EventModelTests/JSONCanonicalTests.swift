import EventModel
import Glibc
import Testing

/// The vectors of RFC 8785 (JCS) and of its author's test data.
@Suite struct JSONCanonicalTests {
    @Test(arguments: numbers)
    func `a double is written as appendix B of RFC 8785 has it`(bits: UInt64, expected: String) {
        #expect(JSONNumber.canonical(Double(bitPattern: bits)) == expected)
        #expect(JSONNumber.canonical(expected) == expected)
        #expect(JSONNumber.loss(of: expected) == nil)
    }

    static let numbers: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
        (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xC340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
        (0x44B5_2D02_C7E1_4AF6, "1e+23"),
        (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
        (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
        (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
        (0x444B_1AE4_D6E2_EF50, "1e+21"),
        (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
        (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
        (0x41B3_DE43_5555_5553, "333333333.3333332"),
        (0x41B3_DE43_5555_5554, "333333333.33333325"),
        (0x41B3_DE43_5555_5555, "333333333.3333333"),
        (0x41B3_DE43_5555_5556, "333333333.3333334"),
        (0x41B3_DE43_5555_5557, "333333333.33333343"),
        (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
        (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ]

    @Test func `what is no finite double has no canonical form`() {
        #expect(JSONNumber.canonical("1e400") == nil)
        #expect(JSONNumber.canonical("-1e400") == nil)
        #expect(JSONNumber.loss(of: "1e400") == .tooLarge)
    }

    @Test(arguments: samples)
    func `a sample of RFC 8785 has its canonical form`(text: String, expected: String) throws {
        #expect(try Array(canonical(text).utf8) == Array(expected.utf8))
    }

    static let samples: [(String, String)] = [
        // §3.2.2, and "values" of the test data.
        (
            #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#,
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                + "\"string\":\"\u{20AC}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        ),
        // §3.2.3: keys are sorted by UTF-16 code units, so the emoji stands before the Hebrew letter.
        (
            #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
             "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
                + "\"\u{F6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20AC}\":\"Euro Sign\","
                + "\"\u{1F600}\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        ),
        // "arrays"
        (#"[56, {"d": true, "10": null, "1": []}]"#, #"[56,{"1":[],"10":null,"d":true}]"#),
        // "french"
        (
            #"{"peach": "This sorting order", "p\#u{E9}ch\#u{E9}": "is wrong according to French", "#
                + #""p\#u{EA}che": "but canonicalization MUST", "sin": "ignore locale"}"#,
            #"{"peach":"This sorting order","p\#u{E9}ch\#u{E9}":"is wrong according to French","#
                + #""p\#u{EA}che":"but canonicalization MUST","sin":"ignore locale"}"#
        ),
        // "structures"
        (
            #"""
            {"1": {"f": {"f": "hi", "F": 5}, "\n": 56.0}, "10": {}, "": "empty", "a": {},
             "111": [{"e": "yes", "E": "no"}], "A": {}}
            """#,
            #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#
        ),
        // "unicode": nothing is normalised.
        (#"{"Unnormalized Unicode":"A\u030a"}"#, "{\"Unnormalized Unicode\":\"A\u{30A}\"}"),
        // "weird"
        (
            #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\u000a": "Newline", "1": "One",
             "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley", "\u00f6": "Latin Small Letter O With Diaeresis",
             "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge"}
            """#,
            "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\","
                + "\"\u{80}\":\"Control\u{7F}\",\"\u{F6}\":\"Latin Small Letter O With Diaeresis\","
                + "\"\u{20AC}\":\"Euro Sign\",\"\u{1F602}\":\"Smiley\","
                + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        ),
    ]

    @Test func `a double survives its canonical form, whatever its bits`() {
        var random = JSONRandom(seed: 8785)
        for _ in 0..<20_000 {
            let value = random.double()
            let spelling = JSONNumber.canonical(value)
            #expect(Double(spelling) == value, "\(value.bitPattern)")
            #expect(JSONNumber.loss(of: spelling) == nil, "\(spelling)")
        }
    }

    @Test func `a decimal of fifteen digits is exact, and a change in the eighteenth is not`() {
        var random = JSONRandom(seed: 15)
        for _ in 0..<5_000 {
            let digits = String(UInt64.random(in: 100_000_000_000_000...999_999_999_999_999, using: &random))
            let point = Int.random(in: 1...14, using: &random)
            let decimal = digits.prefix(point) + "." + digits.dropFirst(point)
            #expect(JSONNumber.loss(of: String(decimal)) == nil, "\(decimal)")
            #expect(JSONNumber.loss(of: decimal + "001") != nil, "\(decimal)001")
        }
    }

    @Test func `seventeen digits as other programs print a double are exact`() {
        // What printf("%.17g") makes of doubles whose shortest spelling is shorter.
        let printed = ["0.10000000000000001", "333333333.33333331", "1424953923781206.2", "0.30000000000000004"]
        for spelling in printed { #expect(JSONNumber.loss(of: spelling) == nil, "\(spelling)") }
        // The sample of RFC 8785 §3.2.2 has 17 digits, too; more of them nothing would tell apart.
        #expect(JSONNumber.loss(of: "333333333.33333329") == nil)
        for spelling in ["0.100000000000000041", "9007199254740993", "123456789012345678"] {
            #expect(JSONNumber.loss(of: spelling) != nil, "\(spelling)")
        }
    }

    @Test func `a whole number is kept where a double is that number, and its neighbours are not`() throws {
        var random = JSONRandom(seed: 53)
        for _ in 0..<5_000 {
            // From 2^53 on, where doubles are further apart than whole numbers.
            let value =
                Double(sign: .plus, exponent: Int.random(in: 53...126, using: &random), significand: 1)
                * Double.random(in: 1..<2, using: &random)
            let whole = try #require(Int128(exactly: value))
            #expect(JSONNumber.loss(of: "\(whole)") == nil)
            #expect(JSONNumber.loss(of: "-\(whole).0") == nil)
            for other in [whole - 1, whole + 1] {
                // Rounded to fewer digits it may be the spelling of another double.
                let isDouble = Int128(exactly: Double(other)) == other || JSONNumber.canonical("\(other)") == "\(other)"
                guard !isDouble, other % 10 != 0 else { continue }
                let nearest = try #require(Int128(exactly: Double(other)))
                #expect(JSONNumber.loss(of: "\(other)") == .nearest("\(nearest)"))
            }
        }
    }

    @Test func `a double is kept as other programs print it, with 17 digits`() {
        var random = JSONRandom(seed: 17)
        for _ in 0..<5_000 {
            let value = random.double()
            guard value.isNormal else { continue }
            var buffer = [CChar](repeating: 0, count: 64)
            // It makes 24 characters at most, and ends them with a zero.
            _ = unsafe withVaList([value]) { unsafe vsnprintf(&buffer, 64, "%.17g", $0) }
            let printed = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            #expect(JSONNumber.loss(of: printed) == nil, "\(printed)")
        }
    }
}
