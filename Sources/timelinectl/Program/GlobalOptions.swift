import ArgumentParser
import Timeline

/// What every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Use DIR/{incoming,archive,rejected,log,cache,run} instead of the system's directories.",
            valueName: "DIR"), completion: .directory)
    var root: String?

    @Flag(name: .shortAndLong, help: "Print no remarks, only what was asked for and errors.")
    var quiet = false

    @Flag(name: .customLong("no-pager"), help: "Do not use a pager.")
    var noPager = false

    @Option(help: ArgumentHelp("When to write colours.", valueName: "WHEN"))
    var color: Style.Choice = .auto

    /// Where everything lies: `--root`, else TIMELINED_ROOT, else the system's directories.
    var paths: Paths {
        if let root = root ?? Environment.value("TIMELINED_ROOT"), !root.isEmpty { return Paths(root: root) }
        return .system
    }
}

extension Style.Choice: ExpressibleByArgument {}

/// A command that writes to a ``Console``, which is finished whatever happens.
protocol ClientCommand: ParsableCommand {
    var global: GlobalOptions { get }
    func run(_ console: Console) throws
}

extension ClientCommand {
    mutating func run() throws {
        let console = Console(global)
        defer { console.finish() }
        try run(console)
    }
}
