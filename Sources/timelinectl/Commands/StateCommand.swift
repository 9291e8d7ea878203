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
        console.page()
        if let type = projection?.type {
            write(type, console) { body in
                fold.forEachRow(of: type, at: point, filter, words: reader.words, body)
            }
        } else if output == .table {
            overview(fold, point, filter, reader, console)
        } else {
            writeAll(types.map { ($0, fold.rows(of: $0, at: point, filter, words: reader.words)) }, console)
        }
    }

    private func filter(now: Instant) throws -> Filter {
        var filter = Filter()
        filter.subject = subject
        filter.actor = actor
        filter.kind = kind
        filter.total = total
        filter.classes = classes
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

    /// Writes rows as they come: an answer may be longer than memory is large.
    private func write(_ type: any Projection.Type, _ console: Console, rows: ((JSON) -> Void) -> Void) {
        switch output {
        case .ndjson: rows { console.json($0.line) }
        case .json, .jsonPretty:
            let isPretty = output == .jsonPretty
            var list = ListWriter(isPretty: isPretty) { console.json($0, terminator: $1) }
            rows { list.add($0) }
            list.finish()
        case .table:
            var view = StateView.Lines(type, total: total != nil, columns: console.width, console.style) {
                console.lines(CollectionOfOne($0))
            }
            rows { view.add($0) }
            if view.isEmpty { return console.remark("\(type.name): nothing at this point") }
            view.finish()
        }
    }

    /// Counts what there is; of what it does not show, nothing is fetched from the log.
    private func overview(
        _ fold: Fold, _ point: Point, _ filter: Filter, _ reader: TimelineReader, _ console: Console
    ) {
        let lines: [[Table.Cell]] = Projections.all.map { type in
            var overview = Overview(type)
            if type == Investments.self {
                fold.forEachRow(of: type, at: point, filter, words: Words { _ in nil }) { overview.add($0) }
            } else {
                fold.forEachClass(of: type, at: point, filter, words: reader.words) { overview.add($0) }
            }
            return [
                Table.Cell(type.name, .name), Table.Cell(overview.summary), Table.Cell(type.question, .faint),
            ]
        }
        let columns: [Table.Column] = [
            .init("PROJECTION"), .init("STATE", weight: 1, minimum: 24, wraps: true),
            .init("ANSWERS", weight: 2, minimum: 20, wraps: true),
        ]
        console.lines(Table(columns, rows: lines).lines(columns: console.width, console.style))
    }

    private func writeAll(_ answers: [(type: any Projection.Type, rows: [JSON])], _ console: Console) {
        if output == .ndjson { return answers.forEach { $0.rows.forEach { console.json($0.line) } } }
        let all = JSON.object(answers.map { ($0.type.name, .array($0.rows)) })
        console.json(output == .json ? all.line : all.pretty)
    }
}

/// Writes an array of JSON element by element, as it would be written whole.
struct ListWriter {
    let isPretty: Bool
    let write: (_ text: String, _ terminator: String) -> Void
    private var isEmpty = true

    init(isPretty: Bool, write: @escaping (_ text: String, _ terminator: String) -> Void) {
        self.isPretty = isPretty
        self.write = write
    }

    mutating func add(_ element: JSON) {
        write(isEmpty ? "[" : ",", isPretty ? "\n" : "")
        if isPretty {
            write("  " + element.pretty(indent: "  "), "")
        } else {
            write(element.line, "")
        }
        isEmpty = false
    }

    func finish() { write(isEmpty ? "[]" : isPretty ? "\n]" : "]", "\n") }
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
