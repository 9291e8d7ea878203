import EventModel
import Histories
import Projections
import Testing

/// Answers as they were before the state was rebuilt from the ground: no change of the house may change an answer.
struct GoldenTests {
    private struct View {
        var known: Int
        var asOf: String
        var certain: Bool
    }

    private static let filters: [(name: String, filter: Filter)] = [
        ("all", Filter()), ("a", Filter(subject: "a")), ("actor q", Filter(actor: "q")),
        ("total", Filter(total: .investor)), ("window", window),
    ]

    private static var window: Filter {
        var filter = Filter()
        filter.since = 1_640_995_200
        filter.until = 1_703_980_800
        return filter
    }

    /// The rows of every projection; of an answer in full, or its length and digest.
    private func lines(_ name: String, _ log: TestLog, _ views: [View], inFull: Bool) throws -> [String] {
        var lines: [String] = []
        for view in views {
            let prefix = log.prefix(view.known)
            let fold = prefix.fold()
            for type in Projections.all {
                for (filterName, filter) in inFull ? [Self.filters[0]] : Self.filters {
                    let rows = fold.rows(
                        of: type, at: try point(view.asOf, certain: view.certain), filter, words: prefix.words
                    ).map(\.line)
                    let certainty = view.certain ? " surely" : ""
                    let title =
                        "\(name) known \(view.known) as of \(view.asOf)\(certainty): \(type.name), \(filterName)"
                    lines += inFull ? [title] + rows : ["\(title): \(rows.count) \(GoldenFile.digest(rows))"]
                }
            }
        }
        return lines
    }

    private func check(_ file: String, _ lines: [String]) {
        for difference in GoldenFile(file, besideTest: #filePath).differences(lines).prefix(5) {
            Issue.record("line \(difference.number) of Golden/\(file) was \(difference.was), is \(difference.is)")
        }
    }

    @Test func `the rows of the seed`() throws {
        let log = try TestLog.seed()
        let views = [
            View(known: log.entries.count, asOf: "2025-01-02", certain: false),
            View(known: 6, asOf: "2024-12-31", certain: true),
        ]
        check("seed.ndjson", try lines("seed", log, views, inFull: true))
    }

    @Test func `the rows of dense histories`() throws {
        var all: [String] = []
        for seed in UInt64(0)..<6 {
            var log = TestLog()
            for draft in DenseHistory.drafts(seed: seed, count: 120, corrections: 25) {
                try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
            }
            let views = [
                View(known: log.entries.count, asOf: "2050", certain: false),
                View(known: log.entries.count, asOf: "2022-06-30", certain: true),
                View(known: log.entries.count / 2, asOf: "2023-06-30", certain: false),
                View(known: 25, asOf: "2050", certain: true),
            ]
            all += try lines("history \(seed)", log, views, inFull: false)
        }
        check("histories.txt", all)
    }

    @Test func `the rows of generated histories`() throws {
        var all: [String] = []
        for seed in UInt64(700)..<706 {
            let log = try HistoryGenerator.log(seed: seed, events: 200)
            let views = [
                View(known: 200, asOf: "2026", certain: false), View(known: 120, asOf: "2024", certain: true),
            ]
            all += try lines("generated \(seed)", log, views, inFull: false)
        }
        check("generated.txt", all)
    }
}
