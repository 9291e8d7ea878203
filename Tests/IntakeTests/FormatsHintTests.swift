import EventModel
import Intake
import Testing

/// What a hint on the writing of a file says, done to the file: it must be read then, and say what was meant.
struct FormatsHintTests {
    /// A file, what its hint says, and the file when that is done.
    static let json: [(text: String, hint: String, done: String, event: String)] = [
        (#"{'a':1}"#, #"JSON quotes with ""#, #"{"a":1}"#, #"{"a":1}"#),
        (#"{“a”:1}"#, #"JSON quotes with the straight ""#, #"{"a":1}"#, #"{"a":1}"#),
        (#"{"a":True}"#, "write true", #"{"a":true}"#, #"{"a":true}"#),
        (#"{"a":None,"b":1}"#, "write null, or leave the member out", #"{"a":null,"b":1}"#, #"{"a":null,"b":1}"#),
        (
            #"{"a":2025-01-02}"#, "put quotes around what is no number, such as a date", #"{"a":"2025-01-02"}"#,
            #"{"a":"2025-01-02"}"#
        ),
        (
            #"{"a":007}"#, "put quotes around what is no number, such as a code or a date", #"{"a":"007"}"#,
            #"{"a":"007"}"#
        ),
        (#"{"a":+1}"#, "remove the +", #"{"a":1}"#, #"{"a":1}"#),
        (#"{"a":.5}"#, "write a 0 before the point", #"{"a":0.5}"#, #"{"a":0.5}"#),
        ("{\"a\":\"x\ny\"}", #"a line break within a string is written \n"#, #"{"a":"x\ny"}"#, #"{"a":"x\ny"}"#),
        ("{\"a\":\"x\ty\"}", #"write \t"#, #"{"a":"x\ty"}"#, #"{"a":"x\ty"}"#),
        (#"{"a":"C:\dir"}"#, #"a backslash itself is written \\"#, #"{"a":"C:\\dir"}"#, #"{"a":"C:\\dir"}"#),
        (
            #"{"a":"said "no""}"#, #"a quote within a string is written \""#, #"{"a":"said \"no\""}"#,
            #"{"a":"said \"no\""}"#
        ),
        (#"{"a":1,}"#, "remove the comma", #"{"a":1}"#, #"{"a":1}"#),
        (#"{a:1}"#, #"write "a""#, #"{"a":1}"#, #"{"a":1}"#),
        (#"{a : 1}"#, #"write "a""#, #"{"a" : 1}"#, #"{"a":1}"#),
        (#"{a-b:1}"#, "put the whole key in quotes", #"{"a-b":1}"#, #"{"a-b":1}"#),
        (#"{"a":yes}"#, "put quotes around a text", #"{"a":"yes"}"#, #"{"a":"yes"}"#),
        (#"{"a":1 "b":2}"#, "put a comma before this", #"{"a":1, "b":2}"#, #"{"a":1,"b":2}"#),
        (#"{"a":1}}"#, "remove it", #"{"a":1}"#, #"{"a":1}"#),
        ("{\"a\":\u{A0}1}", "remove it", #"{"a":1}"#, #"{"a":1}"#),
    ]

    static let yaml: [(text: String, hint: String, done: String, event: String)] = [
        ("a: b: c", #"put quotes around the text: "b: c""#, #"a: "b: c""#, #"{"a":"b: c"}"#),
        (#"a: S: "p" t"#, #"put quotes around the text: 'S: "p" t'"#, #"a: 'S: "p" t'"#, #"{"a":"S: \"p\" t"}"#),
        (
            "a: [..2025-01-02]", #"put quotes around the date: "[..2025-01-02]""#, #"a: "[..2025-01-02]""#,
            #"{"a":"[..2025-01-02]"}"#
        ),
        ("a:b", "put a space after the colon", "a: b", #"{"a":"b"}"#),
        (
            "a: Item #1", "put quotes around the whole text; where a comment is meant, put a space after #",
            #"a: "Item #1""#, #"{"a":"Item #1"}"#
        ),
        ("a: 'it's'", "within single quotes a ' is written ''", "a: 'it''s'", #"{"a":"it's"}"#),
        ("a: x\nb:", "write its value, or remove the key where there is none", "a: x", #"{"a":"x"}"#),
        ("a:\n  - b\n  -", "remove the -", "a:\n  - b", #"{"a":["b"]}"#),
        ("a: null\nb: c", "remove the key; where the text null is meant, put quotes around it", "b: c", #"{"b":"c"}"#),
        ("a: &b c", "remove it; a text that begins with & stands in quotes", #"a: "&b c""#, #"{"a":"&b c"}"#),
        ("a: \"x\u{2028}y\"", "remove it", #"a: "xy""#, #"{"a":"xy"}"#),
        (
            "a: b\n\tc: d", "let the editor indent with spaces; a tab within a text needs quotes", "a:\n  c: d",
            #"{"a":{"c":"d"}}"#
        ),
    ]

    @Test(
        arguments: json.map { ("a.json", $0.text, $0.hint, $0.done, $0.event) }
            + yaml.map { ("a.yaml", $0.text, $0.hint, $0.done, $0.event) })
    func `a file is right when what its hint says is done`(
        name: String, text: String, hint: String, done: String, event: String
    ) {
        let wrong = EventFile.read(name: name, bytes: Array(text.utf8)).faults
        #expect(wrong.map { $0.hint?.words } == [hint])
        let reading = Reading(name, done)
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        #expect(reading.events == [event])
    }

    @Test func `what is to be put into quotes is read as that text`() {
        let texts = [
            "b: c", "S: \"p\" t", "it's: x", "a: b # c", "[x: y]: z", "\"x\": y", "x: y:", "- x: y", "50%: half",
            "a: b: c: d",
        ]
        for text in texts + texts.map({ "\($0) and more" }) {
            for fault in EventFile.read(name: "a.yaml", bytes: Array("k: \(text)".utf8)).faults {
                guard let proposed = fault.hint?.replacement, let words = fault.hint?.words,
                    let start = words.firstRange(of: ": ")?.upperBound
                else { continue }
                let reading = Reading("a.yaml", "k: \(words[start...])")
                #expect(reading.faults.isEmpty && proposed == text, "\(text): \(words)")
                #expect(reading.events == [JSON.members([("k", .string(text))]).line])
            }
        }
    }
}
