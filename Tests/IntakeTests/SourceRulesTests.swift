import EventModel
import Histories
import Testing

@testable import Intake

/// Who may speak for which sources.
struct `Rules for sources` {
    @Test(arguments: [
        ("/desk", ["anna", "@desk"]), ("/desk/x", ["@editors"]), ("/feeds/a", ["bot"]), ("/feeds/", ["bot"]),
        ("/feeds/own/1", ["carl"]), ("/feeds", ["@editors"]), ("/Desk", ["@editors"]),
    ]) func `the longest pattern decides, and a whole source before a beginning`(source: String, speakers: [String])
        throws
    {
        let rules = try SourceRules("* = @editors; /feeds/* = bot; /desk = anna @desk; /feeds/own/* = carl")
        #expect(rules.speakers(for: source)?.map(\.text) == speakers)
    }

    @Test func `no rule leaves a source open`() throws {
        #expect(SourceRules().speakers(for: "/desk") == nil)
        #expect(try SourceRules("none").isEmpty && SourceRules("/a = x").speakers(for: "/b") == nil)
    }

    @Test(arguments: [
        "", "/desk", "/desk =", "/desk anna", "= anna", "/desk = @", "/desk = a; ", "/desk = a; /desk = b", "/d*k = a",
        "a b = c", "/desk == a", "/x/* = a; /x/* = b",
    ]) func `what is none is refused, with what was expected`(text: String) {
        do throws(Fault) {
            let rules = try SourceRules(text)
            Issue.record("\(rules)")
        } catch {
            #expect(error.expected?.contains("/desk = anna @desk") == true)
        }
    }

    @Test(arguments: Repetitions.seeds(50)) func `are written as they are read`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var parts: Set<String> = []
        for number in 0..<random.number(1...6) {
            let names = (0..<random.number(1...3)).map { (random.happens(percent: 50) ? "@" : "") + "n\($0)" }
            parts.insert("/s\(number)\(random.happens(percent: 50) ? "*" : "") = \(names.joined(separator: " "))")
        }
        let rules = try SourceRules(parts.joined(separator: "; "))
        #expect(try SourceRules(rules.text) == rules)
        #expect(Set(rules.text.split(separator: "; ").map { String($0) }) == parts)
    }

    @Test func `a file is of those whom its submitter's name or groups allow, and else refused whole`() throws {
        let text =
            "- {announcement: a, title: T, occurred: 2025, source: /open}\n"
            + "- {announcement: b, title: T, occurred: 2025, source: /desk}\n"
        let file = CheckedFile.check(
            name: "a.yaml", bytes: Array(text.utf8), defaults: .init(), roomForEvent: 60_000)
        try #require(file.events.count == 2)
        var asked = 0
        var sources = SourceGuard(try SourceRules("/desk = anna @desk")) { user, group in
            asked += 1
            return user == "dora" && group == "desk"
        }
        func count(_ name: String?) -> Int {
            (0..<3).map { _ in sources.faults(in: file.events, of: Submitter(uid: 7, name: name)).count }.max() ?? -1
        }
        #expect((count("anna"), count("dora"), count("eve"), count(nil)) == (0, 0, 1, 1))
        #expect(asked == 2, "the system is asked once for each")
        let fault = try #require(sources.faults(in: file.events, of: Submitter(uid: 7, name: nil)).first)
        #expect(fault.problem == #"uid 7 may not speak for the source "/desk""#)
        #expect(fault.expected == "a file of anna or @desk")
    }
}
