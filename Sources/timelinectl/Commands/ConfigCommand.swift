import ArgumentParser
import Configuration
import EventModel
import Timeline

struct ConfigCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show which options are in force, and where each value comes from.",
        discussion: """
            Of a running daemon it shows what that works by, and what its files would change. \
            Exit status: 0 nothing is wrong, 1 a file or variable is, 2 trouble.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonPretty = "json-pretty" }

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        let reading = global.sources.read()
        let paths = global.paths
        let options = Self.compare(reading.shown(paths), inForce: Self.inForce(paths))
        switch output {
        case .json: console.json(json(options, reading).line)
        case .jsonPretty: console.json(json(options, reading).pretty)
        case .text: show(options, console)
        }
        for problem in reading.problems { console.complain(problem.line) }
        if !reading.problems.isEmpty { throw Ended(status: .negative) }
    }

    private struct Row {
        var key: String
        var value: String
        var from: String
        /// What the files say, and where, if that is something else.
        var next: (value: String, from: String)?
    }

    /// What a running daemon says that it works by; nil where none runs.
    private static func inForce(_ paths: Paths) -> [String: (value: String, from: String)]? {
        guard let options = RunningDaemon.health(paths)?["configuration"]?["options"]?.elements else { return nil }
        var values: [String: (value: String, from: String)] = [:]
        for option in options {
            if let key = option["key"]?.text, let value = option["value"]?.text, let from = option["from"]?.text {
                values[key] = (value, from)
            }
        }
        return values
    }

    private static func compare(
        _ read: [(key: String, value: String, from: String)], inForce: [String: (value: String, from: String)]?
    ) -> [Row] {
        read.map { key, value, from in
            guard let now = inForce?[key] else { return Row(key: key, value: value, from: from) }
            // The daemon's own flags and variables are stronger than any file, and not ours to see.
            let isFile = now.from == "default" || now.from.hasPrefix("/")
            let next = isFile && now.value != value ? (value: value, from: from) : nil
            return Row(key: key, value: now.value, from: now.from, next: next)
        }
    }

    private func show(_ options: [Row], _ console: Console) {
        let columns: [Table.Column] = [.init("OPTION"), .init("VALUE", .name), .init("FROM", .name)]
        let rows = options.map { option -> [Table.Cell] in
            [
                Table.Cell(option.key), Table.Cell(option.value, .strong),
                Table.Cell(option.from, option.from == "default" ? .faint : .plain),
            ]
        }
        console.lines(Table(columns, rows: rows).lines(columns: console.width, console.style))
        for option in options {
            guard let next = option.next else { continue }
            console.remark(
                "\(option.key) would be \(next.value) (\(next.from)) — systemctl reload timelined takes it")
        }
    }

    private func json(_ options: [Row], _ reading: Reading) -> JSON {
        .members([
            (
                "options",
                .array(
                    options.map { option in
                        .members([
                            ("key", .string(option.key)), ("value", .string(option.value)),
                            ("from", .string(option.from)), ("next", option.next.map { .string($0.value) }),
                        ])
                    })
            ),
            ("problems", .array(reading.problems.map { .string($0.line) })),
        ])
    }
}
