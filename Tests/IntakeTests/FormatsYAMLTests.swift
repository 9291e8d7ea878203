import EventModel
import Intake
import Testing

@Suite struct FormatsYAMLTests {
    @Test(arguments: scalars + structure)
    func `a text is read as it stands`(text: String, expected: String) {
        let reading = Reading("a.yaml", text)
        #expect(reading.faults == [])
        #expect(reading.events == [expected])
    }

    static let scalars: [(String, String)] = [
        // No word and no number is anything but text.
        ("a: yes", #"{"a":"yes"}"#), ("a: no", #"{"a":"no"}"#), ("a: on", #"{"a":"on"}"#),
        ("a: 2030", #"{"a":"2030"}"#),
        ("a: 007", #"{"a":"007"}"#), ("a: 0x1F", #"{"a":"0x1F"}"#), ("a: 1_000", #"{"a":"1_000"}"#),
        ("a: 1.50", #"{"a":"1.50"}"#),
        ("a: .inf", #"{"a":".inf"}"#), ("a: true", #"{"a":"true"}"#), ("a: 2025-01-02", #"{"a":"2025-01-02"}"#),
        ("a: 2025-01-02T12:00:00Z", #"{"a":"2025-01-02T12:00:00Z"}"#), ("a: 12:30:45", #"{"a":"12:30:45"}"#),
        ("a: =", #"{"a":"="}"#),
        ("a: 2024-12~", #"{"a":"2024-12~"}"#), ("a: 2024/..", #"{"a":"2024/.."}"#), ("a: -5", #"{"a":"-5"}"#),
        ("a: ?b", #"{"a":"?b"}"#),
        ("a: \"[..2025-01-02]\"", #"{"a":"[..2025-01-02]"}"#), ("a: '{1960,1961-12}'", #"{"a":"{1960,1961-12}"}"#),
        ("a: \"null\"", #"{"a":"null"}"#), ("a: '~'", #"{"a":"~"}"#), ("a: nullable", #"{"a":"nullable"}"#),
        ("a: ~b", #"{"a":"~b"}"#),
        ("a: \"\"", #"{"a":""}"#), ("a: ''", #"{"a":""}"#),
        // Quotes, escapes, spaces.
        ("a: 'it''s'", #"{"a":"it's"}"#), (#"a: "q\"q\\ \u00e9 \x41\t""#, "{\"a\":\"q\\\"q\\\\ \u{E9} A\\t\"}"),
        (#"a: 'C:\dir'"#, #"{"a":"C:\\dir"}"#),
        (#"a: C:\dir"#, #"{"a":"C:\\dir"}"#), (#"a: "\U0001F600""#, "{\"a\":\"\u{1F600}\"}"),
        ("a:   b  ", #"{"a":"b"}"#), ("a: \"  b \"", #"{"a":"  b "}"#),
        (#"a: "x\L\P\N\_""#, "{\"a\":\"x\u{2028}\u{2029}\u{85}\u{A0}\"}"), (#"a: "\0""#, #"{"a":"\u0000"}"#),
        ("a: b c, d; e", #"{"a":"b c, d; e"}"#), ("a: x:y", #"{"a":"x:y"}"#),
        ("a: http://example.org/b?c#d", #"{"a":"http://example.org/b?c#d"}"#),
        ("a: he said \"no\"", #"{"a":"he said \"no\""}"#), ("a: it's", #"{"a":"it's"}"#),
        ("a: $109bn", #"{"a":"$109bn"}"#), ("a: 80%", #"{"a":"80%"}"#),
        ("a: C# and F#", ##"{"a":"C# and F#"}"##), ("a: \"Item #1\"", ##"{"a":"Item #1"}"##),
        ("a: \u{1F600} \u{20AC} \u{E9}", "{\"a\":\"\u{1F600} \u{20AC} \u{E9}\"}"),
        ("a: e\u{301}", "{\"a\":\"e\u{301}\"}"), ("a: \u{201C}b\u{201D}", "{\"a\":\"\u{201C}b\u{201D}\"}"),
        ("a:\tb", #"{"a":"b"}"#),
        // Several lines.
        ("a: b\n  c", #"{"a":"b c"}"#), ("a: b\n\n  c", #"{"a":"b\nc"}"#), ("a: \"b\n  c\"", #"{"a":"b c"}"#),
        ("a: \"b\\\n  c\"", #"{"a":"bc"}"#),
        ("a: |\n  b\n\n   c\n", #"{"a":"b\n\n c\n"}"#), ("a: |-\n  b\n", #"{"a":"b"}"#),
        ("a: |+\n  b\n\n", #"{"a":"b\n\n"}"#),
        ("a: >\n  b\n  c\n\n  d\n", #"{"a":"b c\nd\n"}"#), ("a: >-\n  b\n  c\n", #"{"a":"b c"}"#),
        ("a: |2\n   b\n", #"{"a":" b\n"}"#),
        ("a: |\n  # b\n  c: d\n", ##"{"a":"# b\nc: d\n"}"##), ("a: |\r\n  b\r\n  c\r\n", #"{"a":"b\nc\n"}"#),
    ]

    static let structure: [(String, String)] = [
        ("a: b", #"{"a":"b"}"#), ("a: b\nc: d\n", #"{"a":"b","c":"d"}"#), ("a: b\r\nc: d\r\n", #"{"a":"b","c":"d"}"#),
        ("\"a\": b\n'c' : d", #"{"a":"b","c":"d"}"#), ("a key: b", #"{"a key":"b"}"#), ("? a\n: b", #"{"a":"b"}"#),
        ("\"\": b", #"{"":"b"}"#),
        ("a:\n  b: c\n  d: e", #"{"a":{"b":"c","d":"e"}}"#), ("a:\n- b\n- c", #"{"a":["b","c"]}"#),
        ("a:\n  - b\n  - c", #"{"a":["b","c"]}"#),
        ("a:\n  - b: c\n    d: e\n  - b: f", #"{"a":[{"b":"c","d":"e"},{"b":"f"}]}"#),
        ("a: [b, c]", #"{"a":["b","c"]}"#),
        ("a: {b: c, d: [e]}", #"{"a":{"b":"c","d":["e"]}}"#), ("a: []\nb: {}", #"{"a":[],"b":{}}"#),
        ("a: [\n  b,\n  c,\n]", #"{"a":["b","c"]}"#),
        ("a: [b, c,]", #"{"a":["b","c"]}"#), ("{a: b, \"c\": 'd'}", #"{"a":"b","c":"d"}"#),
        (#"{"a":"b","c":["d",{"e":"f"}]}"#, #"{"a":"b","c":["d",{"e":"f"}]}"#),
        ("a: [2024, 2025]", #"{"a":["2024","2025"]}"#), ("a: [x..y]", #"{"a":["x..y"]}"#),
        ("# c\na: b # d\n# e\n", #"{"a":"b"}"#),
        ("a:\n  # c\n  - b\n", #"{"a":["b"]}"#), ("---\na: b\n...\n", #"{"a":"b"}"#),
        ("---\n---\na: b\n---\n", #"{"a":"b"}"#), ("- a: b", #"{"a":"b"}"#),
        ("%YAML 1.2\n---\na: b", #"{"a":"b"}"#), ("A: b\na: c", #"{"A":"b","a":"c"}"#),
        ("\u{E9}: 1\ne\u{301}: 2", "{\"\u{E9}\":\"1\",\"e\u{301}\":\"2\"}"),
    ]

    @Test func `a document is an event or a list of events, and a file has one or several`() {
        let text = "# head\n---\n---\na: b\n---\n- c: d\n- e: f\n...\n---\n[]\n---\n{g: h}\n--- # end\n"
        let reading = Reading("a.yml", text)
        #expect(reading.faults == [])
        #expect(reading.events == [#"{"a":"b"}"#, #"{"c":"d"}"#, #"{"e":"f"}"#, #"{"g":"h"}"#])
        #expect(Reading("a.yaml", "[]") == Reading("a.yaml", "--- []\n---\n[]\n"))
        #expect(Reading("a.yaml", "[]").faults == [])
    }

    @Test func `nesting is allowed to 64 levels and refused at the 65th`() {
        let flow = { (depth: Int) in
            "{a: " + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        let block = { (depth: Int) in
            (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
                + String(repeating: " ", count: depth) + "b\n"
        }
        for text in [flow(64), block(64)] { #expect(Reading("a.yaml", text).faults == []) }
        #expect(Reading("a.yaml", flow(65)).faults.map { $0.prefix(20) } == ["1:68: more than 64 l"])
        #expect(Reading("a.yaml", block(65)).faults.map { $0.prefix(20) } == ["65:65: more than 64 "])
    }

    @Test(arguments: ["[", "{", "{{", "? ", "- ", "? [", "- [", "{a: ", "[[],", "a: [{? "])
    func `nesting without end stops at the limit, wherever it stands`(opening: String) {
        let faults = Reading("a.yaml", String(repeating: opening, count: 100_000)).faults
        #expect(
            faults.contains {
                $0.contains("more than 64 lists and objects") || $0.contains("not closed") || $0.contains("unexpected")
            }, "\(faults)")
        #expect(faults.count <= 66)
    }

    @Test func `what comes before a fault that ends the reading is read`() {
        let reading = Reading("a.yaml", "a: b\n---\n- c: d\n---\ne: [f\n")
        #expect(reading.events == [#"{"a":"b"}"#, #"{"c":"d"}"#])
        #expect(reading.faults.count == 1)
    }
}
