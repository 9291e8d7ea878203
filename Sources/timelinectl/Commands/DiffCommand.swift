import ArgumentParser
import EventModel
import LinuxIO
import Projections
import Timeline

struct DiffCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what is not the same at two points: issued, changed, ended, announced, paid, corrected.",
        discussion: """
            A point is a date (what had happened by its end), #SEQ or @INSTANT (what was known then), or both:
              timelinectl diff 2024-12-31 2025-01-31
              timelinectl diff '#1204' '#1310'
              timelinectl diff 2024-12-31@#1204 2024-12-31
            Exit status: 0 nothing differs, 1 something does, 2 trouble.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonPretty = "json-pretty" }

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The point before.", valueName: "FROM")) var from: String
    @Argument(help: ArgumentHelp("The point after; now by default.", valueName: "TO")) var to: String = "now"

    @Flag(help: "Only what had surely happened, not what possibly had.")
    var certain = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        let now = Clock.instant
        let points = try [("FROM", from), ("TO", to)].map { name, text in
            try Usage.value(text, of: name) { (text) throws(Fault) in try PointExpression(text, now: now) }
        }
        let reader = try global.open()
        let before = try fold(points[0], reader)
        let after = points[0].knownAt == points[1].knownAt ? before : try fold(points[1], reader)
        let (earlier, later) = (seen(before, points[0], now: now), seen(after, points[1], now: now))
        let found = try reader.map(Differences.projections, in: after) { type, words in
            Differences.between(earlier, later, of: type, words: words)
        }.flatMap(\.self)
        switch output {
        case .text:
            console.page()
            console.lines(DifferenceText(found).lines(columns: console.width, console.style))
        case .json: console.json(json(found).line)
        case .jsonPretty: console.json(json(found).pretty)
        }
        if !found.isEmpty { throw Ended(status: .negative) }
    }

    /// The state of every projection that is compared.
    private func fold(_ expression: PointExpression, _ reader: TimelineReader) throws -> Fold {
        try reader.fold(Differences.projections, knownAt: expression.knownAt, showing: "Reading", on: global)
    }

    private func seen(_ fold: Fold, _ expression: PointExpression, now: Instant) -> Seen {
        Seen(fold, at: Point(asOf: expression.asOf ?? now.seconds, certain: certain))
    }

    private func json(_ found: [Difference]) -> JSON {
        .members([
            ("from", .string(from)), ("to", .string(to)), ("certain", .bool(certain)),
            (
                "summary",
                .object(DifferenceText.counts(found).map { ($0.change, .integer($0.count)) })
            ),
            ("changes", .array(found.map(\.json))),
        ])
    }
}
