import EventModel
import Projections
import Testing

/// What corrections come to, however they hang together: of one event `e`, made in 2001.
struct CorrectedFactsTests {
    /// A correction of `of` under the name `id`: to the year given, or a retraction.
    private struct Step: CustomTestStringConvertible {
        var id: String
        var of: String
        var year: Int?

        init(_ id: String, of: String, _ year: Int? = nil) {
            self.id = id
            self.of = of
            self.year = year
        }

        var testDescription: String { "\(id) \(year.map { "says \($0)" } ?? "retracts") of \(of)" }
    }

    private func log(_ steps: [Step], isTargetFirst: Bool = true) throws -> TestLog {
        var log = TestLog()
        if isTargetFirst { try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}") }
        for step in steps {
            if let year = step.year {
                try log.correct(step.of, step.id, .made, "a", "'occurred': '\(year)'")
            } else {
                try log.retract(step.of, step.id)
            }
        }
        if !isTargetFirst { try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}") }
        return log
    }

    /// What the event says in the end: its year, nothing where it was retracted; and how each correction stands.
    private static let cases: [(steps: [Step], year: String, standings: [String])] = [
        ([], "2001", []),
        ([Step("c", of: "e", 2002)], "2002", ["applies"]),
        ([Step("r", of: "e")], "", ["applies"]),
        // Two corrections of one event: the last one counts.
        ([Step("c", of: "e", 2002), Step("d", of: "e", 2003)], "2003", ["replaced", "applies"]),
        ([Step("c", of: "e", 2002), Step("r", of: "e")], "", ["replaced", "applies"]),
        ([Step("r", of: "e"), Step("c", of: "e", 2002)], "2002", ["replaced", "applies"]),
        // A correction of a correction.
        ([Step("c", of: "e", 2002), Step("d", of: "c", 2003)], "2003", ["replaced", "applies"]),
        (
            [Step("c", of: "e", 2002), Step("d", of: "e", 2003), Step("x", of: "c", 2004)], "2003",
            ["replaced", "applies", "replaced"]
        ),
        // A retraction of a correction brings back what was before.
        ([Step("c", of: "e", 2002), Step("r", of: "c")], "2001", ["retracted", "applies"]),
        (
            [Step("c", of: "e", 2002), Step("d", of: "e", 2003), Step("r", of: "d")], "2002",
            ["applies", "retracted", "applies"]
        ),
        (
            [Step("c", of: "e", 2002), Step("d", of: "c", 2003), Step("r", of: "d")], "2002",
            ["applies", "retracted", "applies"]
        ),
        (
            [Step("c", of: "e", 2002), Step("d", of: "c", 2003), Step("r", of: "c")], "2001",
            ["retracted", "replaced", "applies"]
        ),
        // A retraction of a retraction.
        ([Step("r", of: "e"), Step("s", of: "r")], "2001", ["retracted", "applies"]),
        (
            [Step("c", of: "e", 2002), Step("r", of: "c"), Step("s", of: "r")], "2002",
            ["applies", "retracted", "applies"]
        ),
        (
            [Step("r", of: "e"), Step("s", of: "r"), Step("t", of: "s")], "",
            ["applies", "retracted", "applies"]
        ),
        // A correction of a retraction: not taken back, but this.
        ([Step("r", of: "e"), Step("c", of: "r", 2002)], "2002", ["replaced", "applies"]),
        (
            [Step("c", of: "e", 2002), Step("r", of: "c"), Step("d", of: "r", 2003)], "2003",
            ["replaced", "replaced", "applies"]
        ),
        // What leads nowhere, or in a circle, changes nothing.
        ([Step("c", of: "nothing", 2002)], "2001", ["-"]),
        ([Step("c", of: "d", 2002), Step("d", of: "c", 2003)], "2001", ["-", "-"]),
        ([Step("c", of: "c", 2002)], "2001", ["-"]),
    ]

    @Test(arguments: cases.indices)
    func `the last standing correction of a thing counts`(index: Int) throws {
        let (steps, year, standings) = Self.cases[index]
        for isTargetFirst in [true, false] {
            let log = try log(steps, isTargetFirst: isTargetFirst)
            let rows = try log.rows(Timeline.self, asOf: "2025")
            #expect(rows.texts("occurred.text") == (year.isEmpty ? [] : [year]))
            #expect(rows.allSatisfy { $0["id"]?.text == "e" && $0["source"]?.text == "/desk" })
            #expect(try log.standings() == standings)
        }
    }

    @Test(arguments: cases.indices)
    func `what was known before a correction is told as it was then`(index: Int) throws {
        let steps = Self.cases[index].steps
        for count in steps.indices {
            let before = try log(steps).prefix(1 + count)
            let same = try log(Array(steps.prefix(count)))
            let rows = try [before, same].map { try $0.rows(Timeline.self, asOf: "2025").map(\.line) }
            #expect(rows[0] == rows[1])
        }
    }

    @Test func `a chain as long as the log is worked out without running out of stack`() throws {
        var log = TestLog()
        try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}")
        var target = "e"
        for number in 0..<20_000 {
            try log.retract(target, "r\(number)")
            target = "r\(number)"
        }
        #expect(try log.rows(Timeline.self, asOf: "2025").count == 1)
        #expect(try log.prefix(20_000).rows(Timeline.self, asOf: "2025").isEmpty)
    }

    @Test func `an event of another source with the same id is another event`() throws {
        var log = TestLog()
        try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}")
        try log.add(
            event: #"""
                {"data":{"of":{"id":"e","source":"/other"},"reason":"error"},"id":"r","source":"/other",\#
                "specversion":"1.0","subject":"correction/r","type":"timeline.correction.retracted.v1"}
                """#)
        #expect(try log.rows(Timeline.self, asOf: "2025").count == 1)
    }
}
