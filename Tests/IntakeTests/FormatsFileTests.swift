import EventModel
import Intake
import Testing

@Suite struct FormatsFileTests {
    @Test(arguments: [
        "a.json", "a.JSON", "a.b.json", ".json", "a.ndjson", "a.jsonl", "a.yaml", "a.yml", "a.YML", "\u{E9}.json",
    ])
    func `an ending that is known is read`(name: String) {
        let reading = Reading(name, #"{"a":"b"}"#)
        #expect(reading.faults == [])
        #expect(reading.events == [#"{"a":"b"}"#])
    }

    @Test(arguments: [
        ("a.jsn", "no format has the ending .jsn", "did you mean .json?"), ("a.jason", ".jason", "did you mean .json?"),
        ("a.yam", ".yam", "did you mean .yaml?"), ("a.ymal", ".ymal", "did you mean .yaml?"),
        ("a.ym", ".ym", "did you mean .yml?"),
        ("a.njson", ".njson", "did you mean .ndjson?"),
        ("a.json~", ".json~", "did you mean .json?"), ("a.ndjsn", ".ndjsn", "did you mean .ndjson?"),
        ("a.jsnol", ".jsnol", "did you mean .jsonl?"),
    ])
    func `an ending that is misspelt is refused with the nearest`(name: String, problem: String, hint: String) {
        let faults = Reading(name, "{}").faults
        #expect(faults.count == 1)
        #expect(faults.first?.contains(problem) == true && faults.first?.hasSuffix(hint) == true, "\(faults)")
    }

    @Test(arguments: ["a.csv", "a.xml", "a.docx", "a.json.gz", "a.", "a.\u{1B}[31m"])
    func `an ending that is none is refused with the list of those that are`(name: String) {
        let fault = EventFile.read(name: name, bytes: Array("{}".utf8)).faults.first
        #expect(fault?.offset == 0)
        #expect(fault?.expected == "one of .json .ndjson .jsonl .yaml .yml")
        #expect(fault?.hint == nil)
        #expect(fault?.problem.utf8.contains(0x1B) == false)
    }

    @Test func `a name without an ending is refused`() {
        #expect(
            Reading("events", "{}").faults == [
                "1:1: the name of the file has no ending — expected one of .json .ndjson .jsonl .yaml .yml"
            ])
    }

    @Test(arguments: ["json", "ndjson", "yaml"])
    func `a thousand faults are enough`(ending: String) {
        let text: String =
            switch ending {
            case "json": "[" + String(repeating: "1,", count: 5_000) + "1]"
            case "ndjson": String(repeating: "x\n", count: 5_000)
            default: String(repeating: "- a:\n", count: 5_000)
            }
        let faults = EventFile.read(name: "a.\(ending)", bytes: Array(text.utf8)).faults
        #expect(faults.count == ParsedFile.maximumFaults + 1)
        #expect(faults.last?.problem == "more than 1000 faults: the rest is not shown")
    }

    @Test func `of a fault and its echo at the same place only the first is said`() {
        let file = EventFile.read(name: "a.yaml", bytes: Array("title:\nby: x\n".utf8))
        #expect(file.faults.map(\.offset) == [6])
        let echo = Fault(at: 6, "the title is empty")
        let other = Fault(at: 7, "by is unknown")
        #expect(file.faults(with: [echo, other]).map(\.offset) == [6, 7])
    }
}
