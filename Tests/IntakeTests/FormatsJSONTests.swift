import EventModel
import Intake
import Testing

@Suite struct FormatsJSONTests {
    @Test func `an object is an event, an array is a list of events`() {
        #expect(Reading("a.json", #"{"a":1}"#).events == [#"{"a":1}"#])
        #expect(Reading("a.json", #"[{"a":1},{"b":[2]}]"#).events == [#"{"a":1}"#, #"{"b":[2]}"#])
        #expect(Reading("a.json", "[]").events == [])
        #expect(Reading("a.json", "[]").faults == [])
        #expect(Reading("a.json", "{}").events == ["{}"])
    }

    @Test(arguments: [
        ("1", "a number stands"), (#""a""#, "a text stands"), ("null", "null stands"), ("true", "true or false stands"),
    ])
    func `a text that is no event is refused`(text: String, noun: String) {
        #expect(
            Reading("a.json", text).faults == [
                "1:1: \(noun) where an event belongs — expected an event (an object), or a list of events"
            ])
    }

    @Test func `every element that is no event is refused, and the others are read`() {
        let reading = Reading("a.json", "[1, {\"a\":1},\n null, \"x\", [{}], {\"b\":2}]")
        #expect(reading.events == [#"{"a":1}"#, #"{"b":2}"#])
        #expect(reading.faults.map { $0.prefix { $0 != " " } } == ["1:2:", "2:2:", "2:8:", "2:13:"])
        #expect(
            reading.faults.last
                == "2:13: a list stands where an event belongs — expected an event: an object with its keys")
    }

    @Test func `a syntax fault is the only one that is said`() {
        let reading = Reading("a.json", "[{\"a\":1,\"a\":2},\n{\"b\":1e999},]")
        #expect(reading.events == [])
        #expect(reading.faults == ["2:12: a comma before ] — expected another value, or ] — remove the comma"])
    }

    @Test func `what I-JSON asks beyond syntax is said in one go`() {
        let reading = Reading("a.json", "{\"a\":1e999,\n\"b\":\"\\ud800\",\"a\":3,\n\"c\":9007199254740993}")
        #expect(
            reading.faults.map { String($0.prefix { $0 != "—" }) } == [
                "1:6: the number 1e999 lies beyond the largest double, 1.7976931348623157e308 ",
                "2:6: half of a surrogate pair ",
                "2:14: the key \"a\" stands twice in one object, first on line 1 ",
                "3:5: the number 9007199254740993 is no double: the nearest is 9007199254740992 ",
            ])
        #expect(reading.faults.last?.hasSuffix("write it as a string: \"9007199254740993\"") == true)
    }

    @Test func `several events one after the other belong in another format`() {
        let faults = Reading("a.json", "{\"a\":1}\n{\"b\":2}\n").faults
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("2:1: unexpected { after the end of the JSON text") == true)
        #expect(faults.first?.contains(".ndjson") == true)
    }

    @Test(arguments: [
        ("{'a':1}", "JSON quotes with \""), ("{\u{201C}a\u{201D}:1}", "the straight \""), ("{\"a\":1 // b\n}", "YAML"),
        ("{\"a\":True}", "write true"),
        ("{\"a\":None}", "write null"), ("{\"a\":NaN}", "no NaN"), ("{\"a\":-Infinity}", "no NaN and no Infinity"),
        ("{\"a\":2025-01-02}", "a date"),
        ("{\"a\":007}", "a code"), ("{\"a\":+1}", "remove the +"), ("{\"a\":.5}", "write a 0"),
        ("{\"a\":\"x\n\"}", "written \\n"),
        ("{\"a\":\"x\ty\"}", "write \\t"), ("{\"a\":\"C:\\dir\"}", "written \\\\"),
        ("{\"a\":\"he said \"no\"\"}", "written \\\""),
        ("{\"a\":1,000}", "without commas"), ("{\"a\":1,}", "remove the comma"), ("{a:1}", "write \"a\""),
        ("{a-b:1}", "put the whole key in quotes"),
        ("{\"a\":yes}", "quotes around"),
        ("{\"a\"=1}", "a colon"), ("{\"a\":1;\"b\":2}", "commas"), ("{\"a\":1 \"b\":2}", "put a comma before this"),
        ("{\"a\":1", "is it complete?"),
        ("{\"a\":\"\\u12\"}", "four hexadecimal digits"), ("{\"a\":1e999}", "as a string"),
        ("{\"a\":\"\\uD83D\"}", "the character itself"),
    ])
    func `the message says what to do`(text: String, hint: String) {
        let faults = Reading("a.json", text).faults
        #expect(faults.count == 1)
        #expect(faults.first?.contains(hint) == true, "\(faults)")
    }
}
