import ArgumentParser
import EventModel
import LinuxIO
import Projections
import Timeline

struct StateCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "state",
        abstract: "Show the state of the world as the log has it, now or at any other point.",
        discussion: """
            Without a projection, each in one line. Examples:
              timelinectl state directives --as-of 2025-01-02
              timelinectl state timeline --as-of 2024-12-31 --certain
              timelinectl state sources --class single --class unattributed
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, jsonPretty = "json-pretty", ndjson }

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "From where it is seen") var point: PointOptions

    @Argument(
        help: ArgumentHelp("What is asked for; all of them in one line each by default.", valueName: "PROJECTION"))
    var projection: ProjectionName?

    @Option(help: ArgumentHelp("Only this: KIND/SLUG or a slug.", valueName: "SUBJECT"))
    var subject: String?

    @Option(help: ArgumentHelp("Only where this actor takes part.", valueName: "ACTOR"))
    var actor: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Only of this kind.", valueName: "KIND"))
    var kind: Kind?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("Only these rows; the words are the projection's own. May be repeated.", valueName: "WORD"))
    var classes: [String] = []

    @Option(help: ArgumentHelp("Only what happened, at least possibly, in DATE or later.", valueName: "DATE"))
    var since: String?

    @Option(help: ArgumentHelp("Only what happened, at least possibly, in DATE or before.", valueName: "DATE"))
    var until: String?

    @Option(help: ArgumentHelp("Sums of money by investor, recipient or currency.", valueName: "BY"))
    var total: Filter.Total?

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .table

    func validate() throws {
        guard let type = projection?.type else {
            if !classes.isEmpty { throw ValidationError("--class needs a projection") }
            return
        }
        for word in classes where !type.classes.contains(word) {
            throw ValidationError(
                type.classes.isEmpty
                    ? "\(type.name) has no classes"
                    : "--class \(word): of \(type.name) the words are \(type.classes.joined(separator: ", "))")
        }
        if total != nil, type != Investments.self { throw ValidationError("--total is for investments") }
    }

    func run(_ console: Console) throws {
        let now = Clock.instant
        let (point, knownAt) = try point.resolved(now: now)
        let filter = try filter(now: now)
        let reader = try global.open()
        let types = projection.map { [$0.type] } ?? Projections.all
        let fold = try reader.fold(types, knownAt: knownAt, showing: "Reading", on: global)
        // An overview counts: of what it does not show, nothing is fetched from the log.
        let isCount = projection == nil && output == .table
        func rows(_ type: any Projection.Type) -> [JSON] {
            let words = isCount && type != Actors.self ? Words { _ in nil } : reader.words
            return self.rows(type, fold, point, filter, words)
        }
        console.page()
        guard let type = projection?.type else { return overview(types.map { ($0, rows($0)) }, console) }
        write(rows(type), of: type, console)
    }

    private func filter(now: Instant) throws -> Filter {
        var filter = Filter()
        filter.subject = subject
        filter.actor = actor
        filter.kind = kind
        filter.total = total
        filter.since = try since.map { text in
            try Usage.value(text, of: "since") { (text) throws(Fault) in
                try Moment(text, now: now, calendar: .world).first.seconds
            }
        }
        filter.until = try until.map { text in
            try Usage.value(text, of: "until") { (text) throws(Fault) in
                try Moment(text, now: now, calendar: .world).last.seconds
            }
        }
        return filter
    }

    /// The rows of one projection. Several classes are alternatives: their rows stand in the projection's own order.
    private func rows(
        _ type: any Projection.Type, _ fold: Fold, _ point: Point, _ filter: Filter, _ words: Words
    ) -> [JSON] {
        guard classes.count > 1 else {
            var filter = filter
            filter.class = classes.first
            return fold.rows(of: type, at: point, filter, words: words) ?? []
        }
        let wanted = classes.map { word in
            var filter = filter
            filter.class = word
            return Set((fold.rows(of: type, at: point, filter, words: words) ?? []).map(\.line))
        }
        let all = fold.rows(of: type, at: point, filter, words: words) ?? []
        return all.filter { row in wanted.contains { $0.contains(row.line) } }
    }

    private func write(_ rows: [JSON], of type: any Projection.Type, _ console: Console) {
        switch output {
        case .json: return console.json(JSON.array(rows).line)
        case .jsonPretty: return console.json(JSON.array(rows).pretty)
        case .ndjson: return rows.forEach { console.json($0.line) }
        case .table: break
        }
        if rows.isEmpty { return console.remark("\(type.name): nothing at this point") }
        console.lines(StateView.lines(of: type, rows, total: total != nil, columns: console.width, console.style))
    }

    private func overview(_ answers: [(type: any Projection.Type, rows: [JSON])], _ console: Console) {
        switch output {
        case .table:
            let rows: [[Table.Cell]] = answers.map { type, rows in
                [
                    Table.Cell(type.name, .name), Table.Cell(Overview.summary(type, rows)),
                    Table.Cell(type.question, .faint),
                ]
            }
            let columns: [Table.Column] = [
                .init("PROJECTION"), .init("STATE", weight: 1, minimum: 24, wraps: true),
                .init("ANSWERS", weight: 2, minimum: 20, wraps: true),
            ]
            console.lines(Table(columns, rows: rows).lines(columns: console.width, console.style))
        case .ndjson:
            for answer in answers { answer.rows.forEach { console.json($0.line) } }
        case .json, .jsonPretty:
            let all = JSON.object(answers.map { ($0.type.name, .array($0.rows)) })
            console.json(output == .json ? all.line : all.pretty)
        }
    }
}

/// A projection by its name.
struct ProjectionName: ExpressibleByArgument {
    let type: any Projection.Type

    init?(argument: String) {
        guard let type = Projections.named(argument) else { return nil }
        self.type = type
    }

    static var allValueStrings: [String] { Projections.all.map { $0.name } }
}

extension Filter.Total: ExpressibleByArgument {}
