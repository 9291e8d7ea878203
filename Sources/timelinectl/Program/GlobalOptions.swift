import ArgumentParser
import Configuration
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

    /// Where the daemon's configuration is read from: below `--root`, else TIMELINED_ROOT, else /etc/timelined.
    var sources: ConfigurationSources {
        ConfigurationSources(root: root.flatMap { $0.isEmpty ? nil : $0 }, variable: Environment.value)
    }

    /// What the daemon works by, as far as it can be read; what is wrong with it is told by `timelinectl config`.
    var configuration: Configuration { sources.read().configuration }

    /// Where everything lies.
    var paths: Paths { sources.paths(configuration) }
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
