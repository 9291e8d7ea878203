import EventLog
import EventModel
import LinuxIO
import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl check, submit, status")
struct FileCommandTests {
    private let timeline: ScratchTimeline
    private static let event = "announcement: some-news\ntitle: Some news\noccurred: 2025-01-10\n"
    private static let remarked = event + "jurisdiction: SU\n"
    private static let wrong = "announcement: some-news\ntitel: Some news\noccurred: 2025-02-30\n"

    init() throws { timeline = try ScratchTimeline() }

    private func file(_ name: String, _ text: String) throws -> String {
        let file = try Directory.open(timeline.root).create(try #require(FileName(name)), mode: 0o644)
        try file.write(Array(text.utf8))
        return "\(timeline.root)/\(name)"
    }

    // MARK: check

    @Test func `a right file is 0, a wrong one 1 with every problem, a missing one 2`() throws {
        let right = try timeline.run("check", try file("right.yaml", Self.event))
        #expect(right.succeeded && right.text.hasSuffix("right.yaml: 1 event, nothing wrong\n"))
        let path = try file("wrong.yaml", Self.wrong)
        let wrong = try timeline.run("check", path)
        #expect(wrong.status == .exited(1))
        let problems = wrong.errorText.split(separator: "\n")
        #expect(problems.contains { $0.hasPrefix("\(path):2:1: unknown key \"titel\"") })
        #expect(problems.contains { $0.hasPrefix("\(path):3:11: ") })
        #expect(try timeline.run("check", "/nonexistent.yaml").status == .exited(2))
    }

    @Test func `problems as JSON say where and what`() throws {
        let outcome = try timeline.run("check", "-o", "json", try file("wrong.yaml", Self.wrong))
        let problems = JSON(0, of: try Document(json: outcome.output)).elements
        #expect(outcome.errorText.isEmpty && outcome.status == .exited(1))
        #expect(problems.allSatisfy { $0["line"]?.count != nil && $0["column"]?.count != nil && $0["problem"] != nil })
        #expect(problems.count >= 2)
    }

    @Test func `a remark is said and refuses nothing, and -q silences it`() throws {
        let path = try file("remarked.yaml", Self.remarked)
        let checked = try timeline.run("check", path)
        #expect(checked.succeeded && checked.text == "\(path): 1 event, nothing wrong, 1 remark\n", "\(checked)")
        #expect(
            checked.errorText
                == "\(path):4:15: remark: jurisdiction \"SU\" was not in use at the date of the event: "
                + "it stands for USSR (until 1992-08-30)\n")
        let quiet = try timeline.run("check", "-q", path)
        #expect(quiet.succeeded && quiet.text.isEmpty && quiet.errorText.isEmpty, "\(quiet)")
        let json = JSON(0, of: try Document(json: try timeline.run("check", "-o", "json", path).output)).elements
        #expect(json.map { $0["severity"]?.text } == ["remark"])
        let both = try timeline.run("check", try file("both.yaml", Self.remarked + "---\n" + Self.wrong))
        #expect(both.status == .exited(1) && both.text.hasSuffix(" 3 problems, 1 remark\n"), "\(both)")
        #expect(both.errorText.split(separator: "\n").map { $0.contains(": remark: ") } == [true, false, false, false])
    }

    @Test func `a file with a remark is submitted with it`() throws {
        let outcome = try timeline.run("submit", try file("remarked.yaml", Self.remarked))
        #expect(outcome.succeeded && outcome.errorText.contains(":4:15: remark: "), "\(outcome)")
        #expect(try Directory.open(timeline.root + "/incoming").names().map(\.escaped) == ["remarked.yaml"])
    }

    @Test func `the canonical form is that of the log`() throws {
        let path = try file("right.yaml", Self.event)
        let line = try #require(try timeline.run("check", "--canonical", "-o", "json", path).lines.first)
        try timeline.drop("right.yaml", Self.event)
        try timeline.commit()
        #expect(try timeline.logLines().first?.hasSuffix("\"event\":\(line)}") == true)
        #expect(try timeline.run("check", "--canonical", path).text.contains("\n  \"specversion\": \"1.0\",\n"))
    }

    @Test func `standard input is checked where its format is said`() throws {
        let outcome = try timeline.run("check", "-", "--format", "yaml", input: Array(Self.event.utf8))
        #expect(outcome.succeeded && outcome.text == "stdin: 1 event, nothing wrong\n")
        #expect(try timeline.run("check", "-", input: [UInt8(ascii: "{")]).status == .exited(2))
    }

    // MARK: submit

    @Test func `a submitted file waits whole, under its own name, for the daemon's group`() throws {
        let outcome = try timeline.run("submit", try file("a.yaml", Self.event))
        #expect(outcome.succeeded, "\(outcome)")
        let folder = try Directory.open(timeline.root + "/incoming")
        #expect(try folder.names().map(\.escaped) == ["a.yaml"])
        #expect(try folder.status(of: try #require(FileName("a.yaml"))).mode == 0o640)
        #expect(try ScratchTimeline.bytes(of: timeline.root + "/incoming/a.yaml") == Array(Self.event.utf8))
    }

    @Test func `a name that is taken gets a number`() throws {
        let path = try file("a.yaml", Self.event)
        try timeline.run("submit", path)
        try timeline.run("submit", path)
        try timeline.run("submit", path, "--as", "b.yaml")
        try timeline.run("submit", "-", "--as", "a.yaml", input: Array(Self.event.utf8))
        let names = try Directory.open(timeline.root + "/incoming").names().map(\.escaped).sorted()
        #expect(names == ["a-2.yaml", "a-3.yaml", "a.yaml", "b.yaml"])
    }

    @Test func `of several files none is dropped unless all are right`() throws {
        let outcome = try timeline.run("submit", try file("a.yaml", Self.event), try file("b.yaml", Self.wrong))
        #expect(outcome.status == .exited(1) && outcome.errorText.contains("nothing was dropped"))
        #expect(try Directory.open(timeline.root + "/incoming").names().isEmpty)
    }

    @Test func `names that the daemon would leave alone are refused`() throws {
        let outcome = try timeline.run("submit", try file("a.yaml", Self.event), "--as", ".a.yaml")
        #expect(outcome.status == .exited(1) && outcome.errorText.contains("leaves files like '.a.yaml' alone"))
    }

    /// Starts `submit --wait`, does the daemon's part when the file is there, and returns what came of it.
    private func waited(_ text: String, as name: String) throws -> Outcome {
        var command = Command(words: [try ScratchTimeline.program(), "submit", "--wait=20", try file(name, text)])
        command.environment = ["TIMELINED_ROOT": timeline.root]
        let running = try command.start()
        _ = try running.wait { _ in
            try Directory.open(timeline.root + "/incoming").names().contains { !$0.hasPrefix(".") }
        }
        try timeline.commit()
        return running.finish()
    }

    @Test func `waiting ends with the numbers of the entries`() throws {
        let outcome = try waited(Self.event + "---\nactor: some-actor\nname: Some Actor\n", as: "a.yaml")
        #expect(outcome.succeeded && outcome.text == "a.yaml: accepted as #0–#1\n", "\(outcome)")
        let again = try waited(Self.event, as: "b.yaml")
        #expect(again.succeeded && again.text == "b.yaml: nothing new, the log had all of it\n", "\(again)")
    }

    @Test func `waiting says how many events were in the log already`() throws {
        try timeline.drop("first.yaml", Self.event)
        try timeline.commit()
        let outcome = try waited(Self.event + "---\nactor: some-actor\nname: Some Actor\n", as: "a.yaml")
        #expect(
            outcome.succeeded && outcome.text == "a.yaml: accepted as #1, 1 more in the log already\n", "\(outcome)")
    }

    @Test func `what only the log can tell is said against the log`() throws {
        try timeline.drop("first.yaml", Self.event)
        try timeline.commit()
        let other = "actor: some-actor\nname: Some Actor\n"
        let known = try timeline.run("check", "--against-log", file("a.yaml", Self.event + "---\n" + other))
        #expect(known.succeeded, "\(known)")
        #expect(known.text.contains("2 events, nothing wrong; 1 in the log already, the first as #0"), "\(known)")
        let otherContent = try file("b.yaml", Self.event + "text: More of it\n")
        let taken = try timeline.run("check", "--against-log", otherContent)
        #expect(taken.status == .exited(1) && taken.errorText.contains("b.yaml:1:1: the event"), "\(taken)")
        #expect(taken.errorText.contains("is in the log with another content, as #0"), "\(taken)")
        #expect(try timeline.run("check", otherContent).succeeded)
    }

    @Test func `who may not speak for a source is told so against the log`() throws {
        try timeline.commit()
        let (mine, others) = (try file("a.yaml", Self.event), try file("b.yaml", "source: /other\n" + Self.event))
        let me = String(try Command("id", "-un").run().text.dropLast())
        let rules = "/desk = nosuchuser @nosuchgroup; /other = \(me)"
        let environment = ["TIMELINED_SUBMITTERS": rules]
        let outcome = try timeline.run("check", "--against-log", mine, others, environment: environment)
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(
            outcome.errorText.contains("a.yaml:1:1: \(me) may not speak for the source \"/desk\"")
                && !outcome.errorText.contains("b.yaml"), "\(outcome)")
        #expect(try timeline.run("check", mine, environment: environment).succeeded)
    }

    @Test func `an event that a file before has, too, is said to be of that and of no entry`() throws {
        try timeline.commit()
        let outcome = try timeline.run(
            "check", "--against-log", file("a.yaml", Self.event), file("b.yaml", Self.event))
        #expect(
            outcome.succeeded && outcome.text.contains("1 event, nothing wrong; 1 in a file before this one already\n"),
            "\(outcome)")
        #expect(!outcome.text.contains("#"), "\(outcome)")
    }

    @Test func `files are asked about together, a correction before its event`() throws {
        try timeline.commit()
        let correction = try file("c.yaml", "correction: c\nverb: retracted\nof: later:made:2025\nreason: error\n")
        let event = "announcement: later\ntitle: T\noccurred: 2025\n"
        let together = try timeline.run("check", "--against-log", correction, file("d.yaml", event))
        #expect(together.succeeded, "\(together)")
        let alone = try timeline.run("check", "--against-log", correction)
        #expect(
            alone.status == .exited(1) && alone.errorText.contains("there is no event \"later:made:2025\""), "\(alone)")
    }

    @Test func `equal events of one file are refused with both lines, and told apart by a ref`() throws {
        let payment = "investment: fund\nverb: disbursed\ntitle: T\noccurred: 2024-01-10\namount: 100 GBP\n"
        let outcome = try timeline.run("check", file("a.yaml", payment + "---\n" + payment))
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(
            outcome.errorText.contains(
                ":7:1: the event \"fund:disbursed:2024-01-10\" stands in this file twice, first on line 1"),
            "\(outcome)")
        #expect(outcome.errorText.contains("ref: second"), "\(outcome)")
        let told = try timeline.run("check", file("b.yaml", payment + "---\n" + payment + "ref: second\n"))
        #expect(told.succeeded && told.text.contains("2 events, nothing wrong"), "\(told)")
    }

    @Test func `waiting ends with the reason of a rejection`() throws {
        try timeline.drop("first.yaml", Self.event)
        try timeline.commit()
        // The same identity with another content: only the log can tell.
        let outcome = try waited(Self.event + "text: More of it\n", as: "a.yaml")
        #expect(outcome.status == .exited(1) && outcome.errorText.contains("a.yaml was rejected"), "\(outcome)")
        #expect(outcome.errorText.contains("is in the log with another content"))
    }

    @Test func `without an answer waiting is trouble`() throws {
        let outcome = try timeline.run("submit", "--wait=0.05", try file("a.yaml", Self.event))
        #expect(outcome.status == .exited(2) && outcome.errorText.contains("still waits"), "\(outcome)")
    }

    // MARK: status, stats, rebuild

    @Test func `a daemon that runs and keeps up is well`() throws {
        let stopped = try timeline.run("status")
        #expect(stopped.status == .exited(1) && stopped.text.contains("not running"))
        let writer = try LogWriter.open(directory: try Directory.open(timeline.root + "/log"))
        let running = try timeline.run("status", "-o", "json")
        let health = JSON(0, of: try Document(json: running.output))
        #expect(running.succeeded && health["running"]?.line == "true", "\(running)")
        #expect(writer.head.size == 0)
    }

    @Test func `rejected files show with their reasons`() throws {
        try timeline.drop("bad.yaml", Self.wrong)
        try timeline.commit()
        let text = try timeline.run("status").text
        #expect(text.contains("rejected: 1 file\n") && text.contains("                  bad.yaml:1:1: "), "\(text)")
    }

    @Test func `stats count by kind and verb`() throws {
        let seed = try ScratchTimeline.ofSeed()
        let stats = JSON(0, of: try Document(json: try seed.run("stats", "-o", "json").output))
        #expect(stats["entries"]?.count == 10 && stats["batches"]?.count == 10)
        #expect(
            stats["kinds"]?.line == #"{"directive":{"issued":1},"announcement":{"made":7},"investment":{"planned":2}}"#)
        let rebuilt = try seed.run("rebuild")
        #expect(rebuilt.text.hasPrefix("Rebuilt 10 projections from 10 entries in "), "\(rebuilt)")
    }

    // MARK: Hostile text

    @Test func `nothing that a submitter wrote reaches the terminal as a command`() throws {
        let title = "Fine \\u202E title \\u009B31m with \\u2066tricks"
        try timeline.drop(
            "a\u{1B}[31m\n\u{202E}.json",
            #"{"announcement": "some-news", "title": "\#(title)", "occurred": "2025-01-10", "by": "some-actor"}"#)
        try timeline.drop("b\u{1B}]0;x\u{7}.json", "{")
        try timeline.commit()
        let forms = [
            ["log"], ["log", "-o", "verbose"], ["log", "-o", "cat"], ["show", "some-news"], ["show", "some-actor"],
            ["state"],
            ["state", "announcements"], ["state", "timeline"], ["state", "sources"], ["status"], ["stats"],
        ]
        for words in forms {
            let outcome = try timeline.run(words)
            let text = outcome.text + outcome.errorText
            let unsafe = text.unicodeScalars.filter { Printable.isUnsafe($0) && $0 != "\n" }
            #expect(unsafe.isEmpty, "\(words): \(outcome)")
        }
        #expect(try timeline.run("check", "a\u{1B}[31m").errorText.unicodeScalars.contains("\u{1B}") == false)
    }

    @Test func `colours are written only where they are asked for`() throws {
        let seed = try ScratchTimeline.ofSeed()
        func hasColour(_ words: [String], _ environment: [String: String?] = [:]) throws -> Bool {
            try seed.run(words, environment: environment).output.contains(0x1B)
        }
        #expect(try !hasColour(["log"]))
        #expect(try hasColour(["log", "--color", "always"]))
        #expect(try hasColour(["log"], ["CLICOLOR_FORCE": "1"]))
        #expect(try !hasColour(["log"], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
        #expect(try !hasColour(["log", "-o", "json", "--color", "always"]))
    }
}
