import ArgumentParser
import Glibc
import LinuxIO
import Systemd
import Timeline

/// The daemon's command line (timelined(8)).
@main
struct TimelinedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timelined",
        abstract: "Take event files from a drop folder into an append-only log.",
        discussion: """
            Runs until SIGTERM, or with --once until nothing waits any more. Started by systemd it says when it is \
            ready; what it does stands in the journal (journalctl -u timelined).
            """,
        version: Version.current)

    @Option(
        help: ArgumentHelp(
            "Keep everything in DIR/{incoming,archive,rejected,log,cache,run} instead of the system's directories.",
            valueName: "DIR"), completion: .directory)
    var root: String?

    @Flag(help: "Take what waits in the drop folder and leave: 0 if all was accepted, 1 if something was rejected.")
    var once = false

    @Flag(help: "Write a snapshot of the state into the cache and leave; the daemon does so by itself.")
    var snapshot = false

    @Option(help: ArgumentHelp("The source of events that name none: a URI-reference.", valueName: "URI"))
    var source = "/desk"

    @Option(
        name: .customLong("settle"),
        help: ArgumentHelp("How long a file written in place must stand still, in milliseconds.", valueName: "MS"))
    var settleTime: Int64 = 250

    func validate() throws {
        if let fault = Settings.fault(inSource: source) { throw ValidationError("--source: \(fault)") }
        guard (0...60_000).contains(settleTime) else { throw ValidationError("--settle: from 0 to 60000") }
        if root?.isEmpty == true { throw ValidationError("--root: a directory") }
        if once, snapshot { throw ValidationError("--once and --snapshot contradict each other") }
    }

    func run() throws {
        let settings = Settings(root: root, source: source, settleTime: settleTime * 1_000)
        let journal = Journal(identifier: "timelined", destination: .detect())
        let status = snapshot ? Self.snapshot(settings, journal) : Service(settings, journal: journal).run(once: once)
        throw ArgumentParser.ExitCode(status.rawValue)
    }

    private static func snapshot(_ settings: Settings, _ journal: Journal) -> ExitStatus {
        ChildProcess.yieldToOthers()
        do {
            try Snapshotter.write(settings.paths)
            return .done
        } catch {
            let errno = (error as? IOError)?.errno ?? 0
            journal.send(
                .degraded(task: "writing a snapshot", errno: errno, advice: "\(error); questions take longer meanwhile")
            )
            return .trouble
        }
    }
}
