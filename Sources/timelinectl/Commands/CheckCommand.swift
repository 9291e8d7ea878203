import ArgumentParser
import Configuration
import EventModel
import Intake
import LinuxIO

struct CheckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with event files, without sending them.",
        discussion: """
            Problems are written to stderr as FILE:LINE:COLUMN: what is wrong — what was expected — hint.
            A remark, with "remark:" before it, is to be looked at; a file with remarks alone is accepted.
            Exit status: 0 nothing is wrong, 1 something is, 2 a file cannot be read.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case short, json, jsonPretty = "json-pretty" }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: ArgumentHelp("Event files; - for standard input.", valueName: "FILE"), completion: .file())
    var files: [String]

    @Flag(help: "Print the events as CloudEvents, in the form that the log keeps.")
    var canonical = false

    @Flag(help: "Also ask the log which events it has already, and what it would refuse.")
    var againstLog = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format?

    func run(_ console: Console) throws {
        var all: [JSON] = []
        var isWrong = false
        let configuration = global.configuration
        var allChecked = try files.map { try writing.check($0, configuration) }
        let verdicts = try againstLog ? ask(&allChecked) : [:]
        for (place, checked) in allChecked.enumerated() {
            isWrong = isWrong || !checked.problems.isEmpty
            if output == nil || output == .short || canonical {
                checked.file.diagnostics.forEach { console.diagnostic($0, file: checked.name) }
            } else {
                // JSON holds text alone.
                let path = files[place] == "-" || !SystemText.isText(files[place]) ? checked.name : files[place]
                all += checked.file.diagnostics.map { Self.json($0, file: path) }
            }
            if canonical {
                for event in checked.file.events { write(event, console) }
            } else if output == nil || output == .short {
                summarise(checked, verdicts[place], console)
            }
        }
        if !canonical, output == .json { console.json(JSON.array(all).line) }
        if !canonical, output == .jsonPretty { console.json(JSON.array(all).pretty) }
        if isWrong { throw Ended(status: .negative) }
    }

    private func write(_ event: Event, _ console: Console) {
        if output == .json {
            console.json(String(decoding: event.canonical, as: UTF8.self))
        } else {
            console.json(event.json.pretty)
        }
    }

    /// What the log says of the files in which nothing is wrong, by their places; what it refuses joins their problems.
    private func ask(_ all: inout [WritingOptions.Checked]) throws -> [Int: AgainstLog.Verdict] {
        let places = all.indices.filter { all[$0].problems.isEmpty }
        let files = places.map {
            AgainstLog.File(name: all[$0].name, bytes: all[$0].bytes, events: all[$0].file.events)
        }
        let verdicts = try AgainstLog(files, global.open()).verdicts(
            files, global.configuration.submissions.sources)
        for (place, verdict) in zip(places, verdicts) {
            switch verdict {
            case .refused(let problems): all[place].file.add(problems)
            case .accepted(_, _, _, let remarks): all[place].file.add(remarks)
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(places, verdicts))
    }

    private func summarise(_ checked: WritingOptions.Checked, _ verdict: AgainstLog.Verdict?, _ console: Console) {
        guard !global.quiet else { return }
        let count = checked.problems.count
        let remarks = checked.file.remarks.count
        let remarked = remarks > 0 ? ", " + Counted.text(remarks, "remark") : ""
        if count > 0 {
            console.line(Styled(checked.name) + ": " + Styled(Counted.text(count, "problem"), .bad) + Styled(remarked))
        } else {
            let events = Counted.text(checked.file.events.count, "event")
            var line = Styled(checked.name) + ": " + Styled("\(events), nothing wrong", .good) + Styled(remarked)
            if case .accepted(_, let duplicates, let known, _)? = verdict, duplicates > 0 {
                let place =
                    known.map { "in the log already, the first as #\($0)" } ?? "in a file before this one already"
                line += Styled("; \(Grouped.text(duplicates)) \(place)", .open)
            }
            console.line(line)
        }
    }

    private static func json(_ problem: Diagnostic, file: String) -> JSON {
        .members([
            ("file", .string(file)), ("line", .integer(problem.position.line)),
            ("column", .integer(problem.position.column)), ("severity", .string(problem.severity.rawValue)),
            ("problem", .string(problem.problem)), ("expected", problem.expected.map { .string($0) }),
            ("hint", problem.hint.map { .string($0) }),
        ])
    }
}
