import EventModel
import Intake
import Testing

@Suite struct FormatsNDJSONTests {
    @Test func `every line is an event, blank lines are none`() {
        let reading = Reading("a.ndjson", "{\"a\":1}\n\n  \t\r\n{\"b\":{\"c\":[2]}}\r\n{\"d\":3}")
        #expect(reading.faults == [])
        #expect(reading.events == [#"{"a":1}"#, #"{"b":{"c":[2]}}"#, #"{"d":3}"#])
    }

    @Test func `an event knows where in the file it stands`() {
        let file = EventFile.read(name: "a.jsonl", bytes: Array("{\"a\":1}\n\n {\"b\":2}\n".utf8))
        #expect(file.events.map { file.document.offset($0) } == [0, 10])
        #expect(
            file.events.map { event in file.document.member(event, "b").map { file.document.offset($0) } } == [nil, 15])
    }

    @Test func `the faults of every line are said, and the other lines are read`() {
        let reading = Reading(
            "a.ndjson", "{\"a\":1}\n{\"b\":}\n[1]\n{\"c\":1e999}\n\"x\"\n{\"d\":2,}\n{\"e\":1,\"e\":2}\n")
        #expect(reading.events == [#"{"a":1}"#, #"{"c":1e999}"#, #"{"e":1,"e":2}"#])
        #expect(
            reading.faults.map { String($0.prefix { $0 != "—" }) } == [
                "2:6: no value before } ", "3:1: a list stands where an event belongs ",
                "4:6: the number 1e999 lies beyond the largest double, 1.7976931348623157e308 ",
                "5:1: a text stands where an event belongs ", "6:7: a comma before } ",
                "7:8: the key \"e\" stands twice in one object, first in column 2 ",
            ])
    }

    @Test func `one JSON text over several lines is named as such, once`() {
        let reading = Reading("a.ndjson", "{\n  \"a\": 1\n}\n")
        #expect(reading.events == [])
        #expect(
            reading.faults == [
                "1:2: one JSON text over several lines — expected one event a line — name the file .json"
            ])
    }

    @Test func `the same key on two lines is no clash`() {
        #expect(Reading("a.ndjson", "{\"a\":1}\n{\"a\":1}\n").faults == [])
    }

    @Test func `a line may nest 64 levels, whatever the lines before it`() {
        let line = String(repeating: "{\"a\":", count: 64) + "1" + String(repeating: "}", count: 64)
        #expect(Reading("a.ndjson", line + "\n" + line + "\n" + line).faults == [])
        #expect(Reading("a.ndjson", line + "\n{\"a\":" + line + "}").faults.map { $0.prefix(6) } == ["2:321:"])
    }

    @Test func `many lines are read as they stand`() {
        let lines = (0..<3_000).map { "{\"n\":\($0),\"t\":[\"\(String(repeating: "x", count: $0 % 50))\",{}]}" }
        let reading = Reading("a.ndjson", lines.joined(separator: "\n"))
        #expect(reading.faults == [])
        #expect(reading.events == lines)
    }
}
