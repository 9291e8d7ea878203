import EventModel
import Testing

/// Texts that are refused, with the place and the first words of what is said, in the manner of the JSONTestSuite.
@Suite struct JSONRefusedTests {
    @Test(arguments: structure + commas + quotes + escapes + words + numbers + ends)
    func `a text that is not JSON is refused at the place that is wrong`(
        text: String, at offset: Int, says problem: String
    ) {
        let found = faults(inJSON: text)
        #expect(found.first?.offset == offset)
        #expect(found.first?.problem.hasPrefix(problem) == true, "\(found)")
    }

    @Test(arguments: surrogates + noncharacters + inexact + duplicates)
    func `JSON that is not I-JSON is refused at the place that is wrong`(
        text: String, at offset: Int, says problem: String
    ) {
        #expect(throws: Never.self) { try Document(json: Array(text.utf8)) }
        let found = faults(inJSON: text)
        #expect(found.first?.offset == offset)
        #expect(found.first?.problem.contains(problem) == true, "\(found)")
    }

    typealias Case = (String, Int, String)

    static let structure: [Case] = [
        ("", 0, "the text ends too early"), (" ", 1, "the text ends too early"), ("]", 0, "no value before ]"),
        ("}", 0, "no value before }"), ("[1]]", 3, "a ] that closes nothing"), ("{}}", 2, "a } that closes nothing"),
        ("[1}", 2, "} where ] belongs"), (#"{"a":1]"#, 6, "] where } belongs"), ("[][]", 2, "unexpected ["),
        ("{}{}", 2, "unexpected {"), ("1 2", 2, "unexpected 2"), (#""a" "b""#, 4, "unexpected \""),
        ("[]a", 2, "unexpected a"),
        ("nulltrue", 0, "unexpected nulltrue"), ("{}//", 2, "a comment"), ("[]/**/", 2, "a comment"),
        ("{}#", 2, "a comment"),
        ("// a\n[]", 0, "a comment"), ("[1/*a*/]", 2, "a comment"), ("{/*a*/}", 1, "a comment"),
        ("[\u{FEFF}]", 1, "an invisible character (U+FEFF)"), ("[\u{2060}]", 1, "an invisible character (U+2060)"),
        ("[1\u{A0}]", 2, "an invisible character (U+00A0)"), ("[\u{C}]", 1, "an invisible character (U+000C)"),
        ("[\u{B}1]", 1, "an invisible character (U+000B)"), ("\u{0}", 0, "an invisible character (U+0000)"),
        ("[\u{3000}]", 1, "an invisible character (U+3000)"), ("[1\u{2028}]", 2, "an invisible character (U+2028)"),
        ("<a>", 0, "unexpected <"), ("*", 0, "unexpected *"), ("\\u000A[]", 0, "unexpected \\"),
        ("{[]:1}", 1, "unexpected ["),
        ("{{}:1}", 1, "unexpected {"), ("{1:1}", 1, "unexpected 1"), ("{null:1}", 1, "a key without quotes"),
        ("{a:1}", 1, "a key without quotes"), (#"{"a":1,b:2}"#, 7, "a key without quotes"), ("(1)", 0, "unexpected ("),
    ]

    static let commas: [Case] = [
        ("[1,]", 2, "a comma before ]"), ("[1,\n]", 2, "a comma before ]"), (#"{"a":1,}"#, 6, "a comma before }"),
        (#"{"a":1 , }"#, 7, "a comma before }"), ("[,]", 1, "no value before ,"), ("[,1]", 1, "no value before ,"),
        ("[1,,2]", 3, "no value before ,"), ("[1,,]", 3, "no value before ,"), ("{,}", 1, "a comma without a member"),
        (#"{"a":1,,"b":2}"#, 7, "a comma without a member"), (#"{,"a":1}"#, 1, "a comma without a member"),
        ("[1 2]", 3, "no comma between two values"), (#"["a" "b"]"#, 5, "no comma between two values"),
        ("[1\n2]", 3, "no comma between two values"), ("[[][]]", 3, "no comma between two values"),
        (#"{"a":1 "b":2}"#, 7, "no comma between two members"),
        (#"{"a":"b" "c":"d"}"#, 9, "no comma between two members"),
        (#"{"a":{}"b":1}"#, 7, "no comma between two members"), (#"{"a":1;"b":2}"#, 6, "a semicolon"),
        ("[1;2]", 2, "a semicolon"), (#"{"a" 1}"#, 5, "unexpected 1 after a key"),
        (#"{"a"}"#, 4, "unexpected } after a key"),
        (#"{"a","b"}"#, 4, "unexpected , after a key"), (#"{"a"="b"}"#, 4, "unexpected = after a key"),
        (#"{"a"=>"b"}"#, 4, "unexpected = after a key"), (#"{"a":}"#, 5, "no value before }"),
        (#"{"a":,"b":1}"#, 5, "no value before ,"),
        (#"{"a"::1}"#, 5, "no value before :"), (#"{"a":1:2}"#, 6, "unexpected :"),
        (#"{"a":"b":1}"#, 8, "unexpected :"),
        (#"["a":1]"#, 4, "unexpected :"), ("[1:2]", 2, "unexpected :"), (#"{:"a"}"#, 1, "unexpected :"),
        ("1,", 1, "unexpected ,"),
        (#"{"a":1},"#, 7, "unexpected ,"), (#"{"a" // c"#, 5, "a comment"),
    ]

    static let quotes: [Case] = [
        ("['a']", 1, "a single quote"), ("{'a':1}", 1, "a single quote"), (#"{"a":'b'}"#, 5, "a single quote"),
        ("'", 0, "a single quote"),
        ("[\u{201C}a\u{201D}]", 1, "the quote \u{201C}"), ("{\u{201C}a\u{201D}:1}", 1, "the quote \u{201C}"),
        ("[\u{AB}a\u{BB}]", 1, "the quote \u{AB}"), ("[`a`]", 1, "the quote `"),
        ("[\"a\u{201D}]", 1, "the string that begins here never ends"),
        ("[\"", 1, "the string that begins here never ends"), ("[\"a", 1, "the string that begins here never ends"),
        (#"["a\""#, 1, "the string that begins here never ends"),
        (#"["a\"#, 1, "the string that begins here never ends"),
        (#"{"a"#, 1, "the string that begins here never ends"),
        (#"["abcdefgh"#, 1, "the string that begins here never ends"),
        ("[\"a\nb\"]", 1, "the string that begins here does not end on its line"),
        ("[\"a\r\nb\"]", 1, "the string that begins here does not end on its line"),
        ("{\"a\nb\":1}", 1, "the string that begins here does not end on its line"),
        ("[\"a\tb\"]", 3, "a tab in a string"), ("[\"a\u{0}b\"]", 3, "a control character (0x00)"),
        ("[\"\u{1F}\"]", 2, "a control character (0x1F)"), ("[\"\u{8}\"]", 2, "a control character (0x08)"),
        ("[\"1234567\u{1B}\"]", 9, "a control character (0x1B)"),
        ("[\"12345678\u{1}\"]", 10, "a control character (0x01)"),
        (#"["a "b" c"]"#, 5, "text after a closing quote"), (#"{"a":"b"c}"#, 8, "text after a closing quote"),
    ]

    static let escapes: [Case] = [
        (#"["\a"]"#, 2, "an unknown escape"), (#"["\x00"]"#, 2, "an unknown escape"),
        (#"["\'"]"#, 2, "an unknown escape"),
        (#"["\U0041"]"#, 2, "an unknown escape"), (#"["\ "]"#, 2, "an unknown escape"),
        (#"["\0"]"#, 2, "an unknown escape"),
        ("[\"\\\n\"]", 2, "an unknown escape"), ("[\"\\\u{E9}\"]", 2, "an unknown escape"),
        (#"["\e"]"#, 2, "an unknown escape"),
        (#"["\u"]"#, 2, "an incomplete \\u escape"), (#"["\u1"]"#, 2, "an incomplete \\u escape"),
        (#"["\u12"]"#, 2, "an incomplete \\u escape"),
        (#"["\u123"]"#, 2, "an incomplete \\u escape"), (#"["\u123"#, 2, "an incomplete \\u escape"),
        (#"["\u123g"]"#, 2, "an incomplete \\u escape"),
        (#"["\u+123"]"#, 2, "an incomplete \\u escape"), (#"["\u 123"]"#, 2, "an incomplete \\u escape"),
        (#"["\u{41}"]"#, 2, "an incomplete \\u escape"),
        (#"["\uD83D\u"]"#, 8, "an incomplete \\u escape"), (#"["a\C:\dir"]"#, 3, "an unknown escape"),
    ]

    static let words: [Case] = [
        ("tru", 0, "unexpected tru"), ("nul", 0, "unexpected nul"), ("fals", 0, "unexpected fals"),
        ("truee", 0, "unexpected truee"),
        ("[True]", 1, "unexpected True"), ("[TRUE]", 1, "unexpected TRUE"), ("[None]", 1, "unexpected None"),
        ("[nil]", 1, "unexpected nil"),
        ("[undefined]", 1, "unexpected undefined"), ("[NaN]", 1, "unexpected NaN"),
        ("[Infinity]", 1, "unexpected Infinity"),
        ("[-Infinity]", 1, "a minus sign without a number"), ("[-NaN]", 1, "a minus sign without a number"),
        ("[abc]", 1, "unexpected abc"),
        (#"{"a":yes}"#, 5, "unexpected yes"), ("[\u{E9}]", 1, "unexpected \u{E9}"),
        ("[nullable]", 1, "unexpected nullable"),
        ("title: a", 0, "unexpected title"), ("[n]", 1, "unexpected n"), ("[true1]", 5, "no comma between two values"),
        ("[@a]", 1, "unexpected @"),
    ]

    static let numbers: [Case] = [
        ("[-]", 1, "a minus sign without a number"), ("[--1]", 1, "a minus sign without a number"),
        ("[- 1]", 1, "a minus sign without a number"),
        ("[-a]", 1, "a minus sign without a number"), ("[+1]", 1, "a number with a plus sign"),
        ("[++1]", 1, "a number with a plus sign"),
        ("[+Inf]", 1, "a number with a plus sign"), ("[.5]", 1, "a number that begins with its decimal point"),
        ("[-.5]", 1, "a minus sign"),
        ("[.]", 1, "a number that begins with its decimal point"),
        ("[1.]", 1, "a number that ends in its decimal point"),
        ("[1.e1]", 1, "a number that ends in its decimal point"),
        ("[-2.]", 1, "a number that ends in its decimal point"),
        ("[0.]", 1, "a number that ends in its decimal point"), ("[01]", 1, "a number with a leading zero"),
        ("[-01]", 1, "a number with a leading zero"),
        ("[00]", 1, "a number with a leading zero"), ("[-00]", 1, "a number with a leading zero"),
        ("[012.5]", 1, "a number with a leading zero"),
        ("[1e]", 1, "a number with an empty exponent"), ("[1E]", 1, "a number with an empty exponent"),
        ("[1e+]", 1, "a number with an empty exponent"),
        ("[1e-]", 1, "a number with an empty exponent"), ("[0e]", 1, "a number with an empty exponent"),
        ("[1ea]", 1, "a number with an empty exponent"),
        ("[1e+-1]", 1, "a number with an empty exponent"), ("[1eE2]", 1, "a number with an empty exponent"),
        ("[1.5.2]", 4, "unexpected . in a number"),
        ("[0x1F]", 2, "unexpected x1F in a number"), ("[1a]", 2, "unexpected a in a number"),
        ("[1+2]", 2, "unexpected + in a number"),
        ("[1-2]", 2, "unexpected - in a number"), ("[2025-01-02]", 5, "unexpected - in a number"),
        ("[1_000]", 2, "unexpected _000 in a number"),
        ("[1 000]", 3, "no comma between two values"), (#"{"a":1,000}"#, 7, "unexpected 0"),
        ("[1e1.5]", 4, "unexpected . in a number"),
        ("[\u{FF11}]", 1, "unexpected \u{FF11}"), ("[0b1]", 2, "unexpected b1 in a number"),
        ("[1%]", 2, "unexpected % in a number"),
    ]

    static let ends: [Case] = [
        ("[", 1, "the text ends too early"), ("{", 1, "the text ends too early"), ("[1", 2, "the text ends too early"),
        ("[1,", 3, "the text ends too early"),
        (#"{"a""#, 4, "the text ends too early"), (#"{"a":"#, 5, "the text ends too early"),
        (#"{"a":1"#, 6, "the text ends too early"),
        (#"{"a":1,"#, 7, "the text ends too early"), ("[[]", 3, "the text ends too early"),
        (#"[{"a":1}"#, 8, "the text ends too early"),
        ("[\n\n", 3, "the text ends too early"), ("-", 0, "a minus sign without a number"),
        ("1.", 0, "a number that ends in its decimal point"),
    ]

    // RFC 8259 leaves these open (i_ in the JSONTestSuite); RFC 7493, which event files follow, does not.

    static let surrogates: [Case] = [
        (#"["\uD800"]"#, 2, "half of a surrogate pair"), (#"["\uDC00"]"#, 2, "half of a surrogate pair"),
        (#"["\uD800a"]"#, 2, "half"),
        (#"["\uD800\n"]"#, 2, "half"), (#"["\uD800\u0041"]"#, 2, "half"), (#"["\uD800\uD800"]"#, 2, "half"),
        (#"["\uDC00\uD800"]"#, 2, "half"),
        (#"["a\uD83D\uDE00\uDE00"]"#, 15, "half"), (#"{"\uD800":1}"#, 2, "half"), (#"["\\\uD800"]"#, 4, "half"),
        (#"["\uDFAA"]"#, 2, "half"),
        (#"["\uD888\u1234"]"#, 2, "half"), (#"["\ud800abc"]"#, 2, "half"), (#"["\uD800\\uDC00"]"#, 2, "half"),
    ]

    // All 66 of them, written as they are and as escapes, in keys and in values.
    static let noncharacters: [Case] = {
        let all = Array(UInt32(0xFDD0)...0xFDEF) + (0...UInt32(16)).flatMap { [$0 << 16 | 0xFFFE, $0 << 16 | 0xFFFF] }
        return all.compactMap(Unicode.Scalar.init).flatMap { scalar -> [Case] in
            let name = "U+\(String(scalar.value, radix: 16, uppercase: true)), which Unicode keeps for no character"
            let escapes = String(scalar).utf16.map { "\\u" + String($0, radix: 16) }.joined()
            return [
                ("[\"é\(scalar)\"]", 4, name), ("{\"12345678\(scalar)\":1}", 10, name), ("[\"é\(escapes)\"]", 4, name),
                ("{\"\(escapes)\":1}", 2, name), ("[\"\\n\(scalar)\"]", 4, name),
            ]
        }
    }()

    static let inexact: [Case] = [
        ("[1e400]", 1, "1e400 lies beyond the largest double"), ("[-1e400]", 1, "-1e400 lies beyond"),
        ("[1.7976931348623159e308]", 1, "lies beyond"), ("[1e9223372036854775808]", 1, "lies beyond"),
        (#"{"a":1e400}"#, 5, "1e400 lies beyond"),
        ("[1e-400]", 1, "1e-400 is so near to 0 that a double takes it for 0"), ("[-1e-400]", 1, "is so near to 0"),
        ("[123.456e-789]", 1, "is so near to 0"), ("[1e-9223372036854775809]", 1, "is so near to 0"),
        ("[0.1e-9223372036854775808]", 1, "is so near to 0"), ("[0.01e-9223372036854775808]", 1, "is so near to 0"),
        ("[9007199254740993]", 1, "9007199254740993 is no double: the nearest is 9007199254740992"),
        ("[-9007199254740993]", 1, "is no double: the nearest is -9007199254740992"),
        ("[9007199254740993.0]", 1, "the nearest is 9007199254740992"),
        ("[9007199254740993e0]", 1, "the nearest is 9007199254740992"),
        ("[9223372036854775807]", 1, "the nearest is 9223372036854775808"),
        ("[-9223372036854775809]", 1, "the nearest is -9223372036854775808"),
        ("[18446744073709551615]", 1, "the nearest is 18446744073709551616"),
        ("[12345678901234567890]", 1, "the nearest is 12345678901234567168"),
        ("[100000000000000000001]", 1, "the nearest is 100000000000000000000"),
        ("[1e23, 100000000000000000000001]", 7, "the nearest is 100000000000000008388608"),
        ("[3.141592653589793238]", 1, "has more than 17 significant digits"),
        ("[1.00000000000000001]", 1, "has more than 17 significant digits"),
        ("[0.1000000000000000055511151231257827]", 1, "has more than 17 significant digits"),
        ("[4.94e-324]", 1, "is no double: the nearest is 5e-324"),
        ("[1.23456789e-320]", 1, "is no double: the nearest is 1.2347e-320"),
    ]

    @Test func `a number that is cut in a message is not proposed as what to write`() {
        for digits in 16...60 {
            let number = String(repeating: "9", count: digits - 1) + "7"
            let hint = faults(inJSON: "[\(number)]").first?.hint?.words
            #expect(hint == (digits <= 40 ? "write it as a string: \"\(number)\"" : "write it as a string, in quotes"))
        }
    }

    @Test func `a key that is cut in a message is not proposed as what to write`() {
        for letters in 1...80 {
            let key = String(repeating: "k", count: letters)
            let hint = faults(inJSON: "{\(key):1}").first?.hint?.words
            #expect(hint == (letters <= 30 ? "write \"\(key)\"" : "put the whole key in quotes"))
        }
    }

    static let duplicates: [Case] = [
        (#"{"a":1,"a":2}"#, 7, "the key \"a\" stands twice"), (#"{"a":1,"a":1}"#, 7, "\"a\""),
        (#"{"a":1,"\u0061":2}"#, 7, "\"a\""),
        (#"{"\u0061":1,"a":2}"#, 12, "\"a\""), (#"{"":1,"":2}"#, 6, "\"\""), (#"{"x":{"a":1,"a":2}}"#, 12, "\"a\""),
        (#"[{"a":1,"b":2,"a":3}]"#, 14, "\"a\""), (#"{"a":1,"b":1,"c":1,"b":1}"#, 19, "\"b\""),
        (#"{"\n":1,"\u000a":2}"#, 8, "\\n"),
        ("{\"\u{1F600}\":1,\"\\ud83d\\ude00\":2}", 10, "\u{1F600}"),
    ]
}
