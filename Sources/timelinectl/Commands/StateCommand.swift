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
    @OptionGroup(title: "Of which events") var events: EventOptions

    @Argument(
        help: ArgumentHelp("What is asked for; all of them in one line each by default.", valueName: "PROJECTION"))
    var projection: ProjectionName?

    @Option(help: ArgumentHelp("Only this: KIND/SLUG or a slug.", valueName: "SUBJECT"))
    var subject: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Only of this kind.", valueName: "KIND"))
    var kind: [Kind] = []

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("Only these rows; the words are the projection's own. May be repeated.", valueName: "WORD"))
    var classes: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only what lies, at least possibly, in DATE or later; timelinectl(1) says what that is.", valueName: "DATE")
    )
    var since: String?

    @Option(help: ArgumentHelp("Only what lies, at least possibly, in DATE or before.", valueName: "DATE"))
    var until: String?

    @Option(help: ArgumentHelp("Sums of money by investor, recipient or currency.", valueName: "BY"))
    var total: Filter.Total?

    @Flag(help: "Of the timeline, one line a fact: cut to the terminal, whole in a pipe.")
    var brief = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .table

    func validate() throws {
        if brief, projection?.type != Timeline.self || output != .table {
            throw ValidationError("--brief is for the timeline as text: timelinectl state timeline --brief")
        }
        guard let type = projection?.type else {
            if !classes.isEmpty { throw ValidationError("--class needs a projection") }
            if total != nil { throw ValidationError("--total is for investments") }
            return
        }
        for word in classes where !type.classes.contains(word) {
            throw ValidationError(
                type.classes.isEmpty
                    ? "\(type.name) has no classes"
                    : "--class \(word): of \(type.name) the words are \(type.classes.joined(separator: ", "))")
        }
        if total != nil, !classes.isEmpty {
            throw ValidationError("--class chooses investments, and --total adds all of them up")
        }
        if total != nil, type != Investments.self { throw ValidationError("--total is for investments") }
        let kinds = type.kinds
        for subject in subject where subject.utf8.contains(UInt8(ascii: "/")) {
            let kind = Kind(rawValue: String(subject.prefix { $0 != "/" }))
            if let kind, kinds.contains(kind) { continue }
            throw ValidationError(
                "--subject \(subject): rows of \(type.name) are of the kind \(kinds.map(\.rawValue).joined(separator: ", "))"
            )
        }
        if let other = kind.first, kinds.allSatisfy({ !kind.contains($0) }) {
            throw ValidationError(
                "--kind \(other): rows of \(type.name) are of the kind \(kinds.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    func run(_ console: Console) throws {
        let now = Clock.instant
        let (begun, knownAt) = try point.resolved(now: now)
        let reader = try global.open()
        let point = reader.point(begun, knownAt: knownAt)
        var filter = try filter(now: now)
        let types = projection.map { [$0.type] } ?? Projections.all
        let fold = try reader.fold(types, showing: "Reading", on: global).settled(at: point)
        let names = ActorName(reader, knownAt, isKnown: { fold.knows("actor/\($0)", known: point.known) })
        filter.subjects = try subject.flatMap { try Self.subjects($0, names) }
        filter.parties = try events.partyFilters(names)
        filter.entries = try events.entries(reader, knownAt)
        if !global.quiet { remarkOnUnknown(filter, fold, known: point.known, console) }
        let answer = Answer(reader: reader, fold: fold, point: point, filter: filter)
        console.page()
        if let type = projection?.type {
            try write(type, answer, console)
        } else if output == .table {
            try overview(answer, console)
        } else {
            try writeAll(answer, console)
        }
    }

    /// What is asked, of all projections alike.
    private struct Answer {
        let reader: TimelineReader
        let fold: Fold
        let point: Point
        let filter: Filter

        func forEachRow(of type: any Projection.Type, _ body: (Row) -> Void) throws {
            try reader.forEachRow(of: type, in: fold, at: point, filter, body)
        }
    }

    /// What is asked, but for what only the log can tell.
    private func filter(now: Instant) throws -> Filter {
        var filter = Filter()
        filter.kinds = kind
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
        if let since = filter.since, let until = filter.until, since > until {
            throw ValidationError("--since \(self.since ?? "") is after --until \(self.until ?? "")")
        }
        return filter
    }

    /// The streams that `text` can mean: an actor's name that events registered is its slug.
    private static func subjects(_ text: String, _ names: ActorName) throws(Trouble) -> [String] {
        if text.utf8.contains(UInt8(ascii: "/")) || Slug.actorFault(in: text) == nil { return [text] }
        return try names.slugs(text).map { "actor/\($0)" }
    }

    /// Says of what is asked for that no event names it: it is misspelt, or has not come yet.
    private func remarkOnUnknown(_ filter: Filter, _ fold: Fold, known: UInt64?, _ console: Console) {
        for subject in Set(filter.subjects).sorted() where !fold.knows(subject, known: known) {
            console.remark("the log has nothing called \(subject)")
        }
        let actors = Set(filter.parties.flatMap { $0.alternatives.flatMap(\.self) })
        for actor in actors.sorted() where !fold.knows("actor/\(actor)", known: known) {
            console.remark("the log has no actor \(actor): timelinectl state actors lists those it has")
        }
    }

    /// Whether only some events, or what is of some, are asked for.
    private var isFiltered: Bool {
        !events.isEmpty || !subject.isEmpty || !kind.isEmpty || !classes.isEmpty || since != nil || until != nil
    }

    private func write(_ type: any Projection.Type, _ answer: Answer, _ console: Console) throws {
        switch output {
        case .ndjson: try answer.forEachRow(of: type) { console.json($0.text) }
        case .json, .jsonPretty:
            var list = ListWriter(indent: output == .json ? nil : "", console)
            try answer.forEachRow(of: type) { list.add($0) }
            list.finish()
            console.json("")
        case .table:
            var isEmpty = true
            var view = StateView.writer(
                type, total: total != nil, form: brief ? .brief(isCut: console.isTerminal) : .full,
                columns: console.width, console.style
            ) { console.lines(CollectionOfOne($0)) }
            try answer.forEachRow(of: type) { row in
                isEmpty = false
                view.add(row)
            }
            if isEmpty {
                console.remark("\(type.name): \(isFiltered ? "nothing that is asked for" : "nothing") at this point")
            } else {
                view.finish()
            }
            if point.asOf == nil { remarkOnTheFuture(type, answer, console) }
        }
    }

    /// Says how many rows lie after today, which nobody asked to leave out.
    private func remarkOnTheFuture(_ type: any Projection.Type, _ answer: Answer, _ console: Console) {
        guard total == nil, !global.quiet else { return }
        var filter = answer.filter
        // What is to come now has come then.
        if type == Timeline.self { filter.classes = filter.classes.filter { $0 != "toCome" } }
        if type == Timeline.self, filter.classes.isEmpty { filter.classes = ["surely", "possibly"] }
        var future = answer.point
        future.asOf = .max
        let counts = [answer.point, future].map { point in
            answer.fold.rowCount(of: type, at: point, filter, words: answer.reader.words(of: answer.fold))
        }
        guard counts[1] > counts[0] else { return }
        console.remark(
            "\(Counted.text(counts[1] - counts[0], "row")) more after today: a later --as-of shows them")
    }

    /// Counts what there is; of what it does not show, nothing is fetched from the log.
    private func overview(_ answer: Answer, _ console: Console) throws {
        let (fold, point, filter) = (answer.fold, answer.point, answer.filter)
        let overviews = try answer.reader.map(Projections.all, in: fold) { type, words in
            Overview(type, of: fold, at: point, filter, words)
        }
        let lines = zip(Projections.all, overviews).map { type, overview in
            [Table.Cell(type.name, .name), Table.Cell(overview.summary), Table.Cell(type.question, .faint)]
        }
        let columns: [Table.Column] = [
            .init("PROJECTION"), .init("STATE", .title(lines: .max)), .init("ANSWERS", .title(lines: .max)),
        ]
        console.lines(Table(columns, rows: lines).lines(columns: console.width, console.style))
    }

    /// One object of all projections, or the rows of all of them; written as they come, too.
    private func writeAll(_ answer: Answer, _ console: Console) throws {
        if output == .ndjson { return try Projections.all.forEach { try write($0, answer, console) } }
        let isPretty = output == .jsonPretty
        for (place, type) in Projections.all.enumerated() {
            let name = JSON.string(type.name).line
            console.json((place == 0 ? "{" : ",") + (isPretty ? "\n  \(name): " : "\(name):"), terminator: "")
            var list = ListWriter(indent: isPretty ? "  " : nil, console)
            try answer.forEachRow(of: type) { list.add($0) }
            list.finish()
        }
        console.json(isPretty ? "\n}" : "}")
    }
}

/// Writes an array of JSON element by element, as it would be written whole.
struct ListWriter: RowWriter {
    /// What the line of its bracket begins with; nil where all of it stands on one line.
    let indent: String?
    private let console: Console
    private var isEmpty = true

    init(indent: String?, _ console: Console) {
        self.indent = indent
        self.console = console
    }

    mutating func add(_ row: Row) {
        write(isEmpty ? "[" : ",")
        if let indent {
            write("\n\(indent)  " + row.json.pretty(indent: indent + "  "))
        } else {
            console.json(row.text, terminator: "")
        }
        isEmpty = false
    }

    func finish() { write(isEmpty ? "[]" : indent.map { "\n\($0)]" } ?? "]") }

    private func write(_ text: String) { console.json(text, terminator: "") }
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
