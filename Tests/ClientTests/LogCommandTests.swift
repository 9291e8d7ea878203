import EventModel
import Glibc
import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl log")
struct LogCommandTests {
    private let timeline: ScratchTimeline

    init() throws { timeline = try ScratchTimeline.ofSeed() }

    @Test func `JSON is the log, byte for byte`() throws {
        let outcome = try timeline.run("log", "-o", "json")
        #expect(outcome.succeeded, "\(outcome)")
        #expect(outcome.output == (try ScratchTimeline.bytes(of: timeline.root + "/log/00000000000000000000.ndjson")))
    }

    @Test func `one line an entry, newest last`() throws {
        let lines = try timeline.run("log").lines
        #expect(lines.count == 10)
        #expect(
            lines.first
                == "2025-01-09 12:00:01 #0 issued directive/ru-cn-ai-cooperation: Strengthen cooperation with China in "
                + "artificial intelligence (putin, ru-government, sberbank, CN)")
        #expect(lines.last?.contains("#9 made announcement/western-sanctions-technology") == true)
    }

    @Test(
        arguments: [
            (["-n", "2"], [8, 9]), (["-n", "2", "-r"], [9, 8]), (["-r", "--kind", "investment"], [7, 6]),
            (["--actor", "sberbank"], [0, 8]), (["--actor", "actor/putin", "--kind", "announcement"], [1, 2]),
            (["--kind", "directive", "--kind", "investment"], [0, 6, 7]), (["--verb", "planned"], [6, 7]),
            (["--tag", "strategy"], [6]), (["--subject", "ai-alliance-network"], [2]),
            (["--subject", "directive/ru-cn-ai-cooperation"], [0]),
            (["--id", "ai-alliance-network:made:2024-12"], [2]),
            (["--file", "08-investment-yandex-indonesia.yaml"], [7]), (["--text", "GIGACHAT"], [8]),
            (["--occurred", "2024-12"], [0, 1, 2, 3, 4, 5, 6, 8, 9]), (["--occurred", "2025-02"], []),
            (["--since", "2025-01-09T12:00:09Z"], [8, 9]), (["--until", "2025-01-09T12:00:02Z"], [0, 1]),
            (["--since", "2025-01-10"], []), (["--until", "2025-01-09", "-n", "1"], [9]), (["-n", "0"], []),
            (["-n", "1", "--actor", "putin"], [2]), (["--text", "no such words"], []),
        ])
    func `filters choose`(options: [String], numbers: [Int]) throws {
        let outcome = try timeline.run(["log", "-q", "-o", "json"] + options)
        #expect(outcome.succeeded, "\(outcome)")
        let found = try outcome.lines.map { line in
            let document = try Document(json: Array(line.utf8))
            return Int(document.member(0, "seq").map { document.string($0) } ?? "")
        }
        #expect(found == numbers)
    }

    @Test func `a day is a day of the local zone`() throws {
        let options = ["log", "-q", "-o", "cat", "--since", "2025-01-10"]
        #expect(try timeline.run(options, environment: ["TZ": "Pacific/Kiritimati"]).lines.count == 10)
        #expect(try timeline.run(options, environment: ["TZ": "America/New_York"]).lines.isEmpty)
        let line = try timeline.run(["log", "-n", "1"], environment: ["TZ": "Asia/Kolkata"]).text
        #expect(line.hasPrefix("2025-01-09 17:30:10 #9"))
    }

    @Test func `an exported entry is a CloudEvent with the times of the log`() throws {
        let line = try #require(try timeline.run("log", "-o", "export", "-n", "1").lines.first)
        let event = JSON(0, of: try Document(json: Array(line.utf8)))
        #expect(event["specversion"]?.text == "1.0")
        #expect(event["sequence"]?.text == "00000000000000000009")
        #expect(event["recordedtime"]?.text == "2025-01-09T12:00:10.000000Z")
        #expect(event["seq"] == nil)
    }

    @Test func `every field is shown on demand`() throws {
        let text = try timeline.run("log", "-o", "verbose", "--kind", "investment", "-n", "1", "-r").text
        for part in [
            "#7 planned investment/yandex-indonesia-ai", "occurred: by November 2024 ([..2024-11])", "amount: unknown",
            "attribution: unattributed", "file: 08-investment-yandex-indonesia.yaml",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let pretty = try timeline.run("log", "-o", "json-pretty", "-n", "1").text
        #expect(try Document(json: Array(pretty.utf8)).member(0, "crc32c") != nil)
        #expect(try timeline.run("log", "-o", "cat", "-n", "1").text.hasPrefix("Western sanctions limit"))
    }

    @Test func `a follower sees what is recorded while it waits`() throws {
        var command = Command(words: [try ScratchTimeline.program(), "log", "-f", "-n", "1", "-o", "cat"])
        command.environment = ["TIMELINED_ROOT": timeline.root]
        let running = try command.start()
        try timeline.drop("a.yaml", "announcement: later-news\ntitle: Later news\noccurred: 2025-01-10\n")
        try timeline.commit()
        let isThere = running.wait { String(decoding: $0.outputSoFar, as: UTF8.self).contains("Later news") }
        running.send(SIGTERM)
        _ = running.finish()
        #expect(isThere)
    }

    @Test func `options of every command may stand before it`() throws {
        let outcome = try timeline.run(
            "--no-pager", "--color", "always", "-q", "--root", timeline.root, "log", "-n", "1")
        #expect(outcome.succeeded && outcome.output.contains(0x1B), "\(outcome)")
    }

    @Test func `an empty log and a missing one are told apart`() throws {
        let empty = try ScratchTimeline().run("log")
        #expect(empty.succeeded && empty.text.isEmpty && empty.errorText == "timelinectl: the log is empty\n")
        let missing = try timeline.run("log", "--root", "/nonexistent")
        #expect(missing.status == .exited(2))
        #expect(missing.errorText.contains("there is no log in /nonexistent/log — name the timeline's directory"))
    }

    @Test(
        arguments: [
            ["log", "--kind", "treaty"], ["log", "--since", "2025-02-30"], ["log", "-f", "-r"], ["log", "--frob"],
            ["frob"],
            ["state", "nonsense"], ["state", "directives", "--class", "nonsense"], ["state", "--as-of", "soon"],
            ["state", "--known-at", "#x"], ["new", "directive", "--verb", "made"], ["submit", "-"],
        ])
    func `a wrong command line is 64 and says why`(words: [String]) throws {
        let outcome = try timeline.run(words)
        #expect(outcome.status == .exited(64), "\(outcome)")
        #expect(outcome.errorText.hasPrefix("timelinectl: "))
        #expect(outcome.output.isEmpty)
    }
}
