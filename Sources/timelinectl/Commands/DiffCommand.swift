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
        let seen = points.map { expression in
            reader.point(
                Point(asOf: expression.asOf ?? now.seconds, certain: certain), knownAt: expression.knownAt)
        }
        let (before, after) = (seen[0], seen[1])
        let fold = try reader.fold(Differences.projections, showing: "Reading", on: global).settled(at: before, after)
        let found = try reader.map(Differences.projections, in: fold) { type, words in
            Differences.between(before, after, of: type, in: fold, words: words)
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
