import Histories
import TestSupport
import Testing

/// What `-o json` of every command that asks the log answered before the state was rebuilt from the ground.
struct GoldenTests {
    private static let projections = [
        "timeline", "directives", "duties", "announcements", "investments", "targets", "actors", "sources", "relations",
        "corrections",
    ]

    private static var commands: [[String]] {
        var commands: [[String]] = []
        for name in projections {
            commands.append(["state", name, "--as-of", "2025-06-30"])
            commands.append(["state", name, "--as-of", "2024-12-31", "--certain", "--known-at", "#7"])
        }
        for total in ["investor", "recipient", "currency"] {
            commands.append(["state", "investments", "--total", total, "--as-of", "2050"])
        }
        commands += [
            ["state", "--as-of", "2025-06-30"], ["state", "actors", "--subject", "actor/p", "--as-of", "2050"],
            ["state", "timeline", "--actor", "putin", "--as-of", "2050"],
            ["state", "timeline", "--since", "2024-12", "--until", "2025-01", "--as-of", "2050"],
            ["log"], ["log", "--actor", "putin"], ["log", "--kind", "correction"], ["stats"],
            ["stats", "--as-of", "2024-12-31"], ["stats", "--known-at", "#5"],
            ["show", "directive/ru-cn-ai-cooperation"], ["show", "actor/putin"], ["show", "directive/a"],
            ["show", "actor/p"], ["show", "investment/f"], ["show", "#3"],
            ["diff", "2024-12-31", "2025-06-30"], ["diff", "2050@#4", "2050"], ["diff", "2023@#6", "2024-06@#9"],
        ]
        return commands
    }

    private func answers(_ timeline: ScratchTimeline, inFull: Bool) throws -> [String] {
        var lines: [String] = []
        for command in Self.commands {
            let outcome = try timeline.run(command + ["-o", "json"], environment: ["TZ": "UTC"])
            let title = "$ timelinectl \(command.joined(separator: " "))"
            lines +=
                inFull
                ? [title] + outcome.lines : ["\(title): \(outcome.lines.count) \(GoldenFile.digest(outcome.lines))"]
        }
        return lines
    }

    private func check(_ file: String, _ lines: [String]) {
        for difference in GoldenFile(file, besideTest: #filePath).differences(lines).prefix(5) {
            Issue.record("line \(difference.number) of Golden/\(file) was \(difference.was), is \(difference.is)")
        }
    }

    @Test func `the answers of commands to the seed`() throws {
        check("seed.txt", try answers(.ofSeed(), inFull: true))
    }

    @Test func `the answers of commands to a dense history`() throws {
        let timeline = try ScratchTimeline()
        let drafts = DenseHistory.drafts(seed: 5, count: 90, corrections: 20)
        for (place, draft) in drafts.enumerated() {
            try timeline.drop("\(100 + place).ndjson", CanonicalWriter.event(draft) + [10])
            try timeline.commit()
        }
        check("history.txt", try answers(timeline, inFull: false))
    }
}
