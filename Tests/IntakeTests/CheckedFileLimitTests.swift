import EventModel
import Intake
import Testing

/// What a hostile file may cost: its problems are few and short, whatever it holds.
@Suite struct CheckedFileLimitTests {
    private static let plentiful: [(name: String, text: String)] = [
        ("a.json", "[" + keys(5_000) { _ in "{}" } + "]"),
        ("a.ndjson", String(repeating: "{}\n", count: 5_000)),
        ("a.yaml", String(repeating: "- {a: b}\n", count: 5_000)),
        ("a.json", event(keys(5_000) { "\"key\($0)\":1" })),
        ("a.json", event("\"to\":[\(keys(5_000) { "\"A! \($0)\"" })]")),
        ("a.json", event("\"actors\":[\(keys(5_000) { _ in "1" })]")),
        ("a.json", event("\"citations\":[{\(keys(5_000) { "\"key\($0)\":1" })}]")),
        ("a.json", "{\"specversion\":\"1.0\",\(keys(5_000) { "\"A\($0)\":1" })}"),
        ("a.json", "[\(keys(5_000) { event("\"id\":\"a\",\"text\":\"\($0)\"") })]"),
    ]

    @Test(arguments: plentiful)
    func `a thousand problems of a file are enough`(name: String, text: String) {
        let problems = check(name, text).problems
        #expect(problems.count == ParsedFile.maximumFaults + 1)
        #expect(problems.last?.problem == "more than 1000 faults: the rest is not shown")
    }

    @Test func `a thousand remarks on a file are enough, and its events are taken all the same`() {
        let text = "[\(Self.keys(5_000) { Self.event("\"id\":\"\($0)\",\"lang\":\"iw\"") })]"
        let file = check("a.json", text)
        #expect(file.problems.isEmpty && file.events.count == 5_000)
        #expect(file.remarks.count == ParsedFile.maximumFaults + 1)
        #expect(file.remarks.last?.problem == "more than 1000 remarks: the rest is not shown")
    }

    private static let lengthy: [String] = [
        "{\"directive\":0.\(long("0"))}",
        "{\"investment\":\"a\",\"amount\":0.\(long("0"))}",
        "{\"specversion\":\"1.0\",\"\(long("a"))\":\"\(long("a"))\"}",
        "{\"specversion\":\"1.0\",\"\(long("a"))\":\"\\u0000\"}",
        "{\"directive\":\"\(long("A"))\",\"\(long("b"))\":1}",
        "{\"\(long("a"))\":1}",
        "{\"directive\":\(long("1"))}",
        "{\"directive\":\"a\",\"occurred\":\"Y\(long("1"))/2025\"}",
    ]

    @Test(arguments: lengthy)
    func `a problem is said in few words`(text: String) {
        let problems = check("a.json", text).problems
        #expect(!problems.isEmpty)
        for problem in problems { #expect(problem.sentence.utf8.count < 2_000, "\(problem.sentence.prefix(100))") }
    }

    @Test func `an event of more values than its line has bytes is refused unread`() {
        let text = "[{},\(Self.event("\"to\":[\(Self.keys(30_000) { _ in "1" })]")),{}]"
        let file = CheckedFile.check(name: "a.json", bytes: Array(text.utf8), defaults: .init(), roomForEvent: 10_000)
        #expect(file.problems.map(\.position.column).contains(5))
        #expect(file.problems.filter { $0.position.column > 5 && $0.position.column < text.utf8.count - 3 } == [])
        #expect(
            file.problems.contains { $0.sentence.hasPrefix("the event has 30011 keys and values — expected at most") })
    }

    @Test func `an actor may stand in a role once, among however many`() {
        let names = Self.keys(3_000) { "\"actor-\($0)\"" }
        let file = check("a.json", Self.event("\"to\":[\(names)]"))
        #expect(file.problems == [])
        #expect(file.events.first?.actors.count == 3_001)
        #expect(file.events.first?.actors.last == "actor-2999")
        let twice = check("a.json", Self.event("\"to\":[\(names),\"actor-7\"]"))
        #expect(twice.problems.map(\.problem) == ["\"actor-7\" stands twice in the role \"to\""])
    }

    private func check(_ name: String, _ text: String) -> CheckedFile {
        CheckedFile.check(name: name, bytes: Array(text.utf8), defaults: .init(), roomForEvent: 1 << 30)
    }

    private static func long(_ unit: String) -> String { String(repeating: unit, count: 10_000) }

    private static func keys(_ count: Int, _ key: (Int) -> String) -> String {
        (0..<count).map(key).joined(separator: ",")
    }

    private static func event(_ members: String) -> String {
        #"{"directive":"a","title":"b","occurred":"2025","by":"c",\#(members)}"#
    }
}
