import ArgumentParser
import Configuration
import EventModel
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
            ready; what it does stands in the journal (journalctl -u timelined). Options given here are stronger than \
            those of the environment (TIMELINED_SOURCE …) and of /etc/timelined: see timelined.yaml(5).
            """,
        version: Version.current)

    @Option(
        help: ArgumentHelp(
            "Keep everything in DIR/{incoming,archive,rejected,log,cache,run}, and look for timelined.yaml there.",
            valueName: "DIR"), completion: .directory)
    var root: String?

    @Flag(help: "Take what waits in the drop folder and leave: 0 if all was accepted, 1 if something was rejected.")
    var once = false

    @Flag(help: "Write a snapshot of the state into the cache and leave; the daemon does so by itself.")
    var snapshot = false

    @Option(help: .hidden)
    var remarkFrom: UInt64?

    @Flag(
        help:
            "Say everything that is wrong with the configuration, or with the FILEs, and leave: 0 nothing, 78 something."
    )
    var checkConfig = false

    @Flag(help: "Have the running daemon read its configuration anew, and say what came of it: 0 taken, 78 refused.")
    var reload = false

    @OptionGroup var settings: SettingOptions

    @Argument(
        help: ArgumentHelp("Files of options for --check-config.", valueName: "FILE"),
        completion: .file(extensions: ["yaml"]))
    var files: [String] = []

    static func main() { main(Array(SystemText.arguments.dropFirst())) }

    func validate() throws {
        if root?.isEmpty == true { throw ValidationError("--root: a directory") }
        if [once, snapshot, checkConfig, reload].count(where: { $0 }) > 1 {
            throw ValidationError("--once, --snapshot, --check-config and --reload contradict each other")
        }
        if !files.isEmpty, !checkConfig { throw ValidationError("files are for --check-config: \(files[0])") }
    }

    func run() throws {
        throw ArgumentParser.ExitCode(status().rawValue)
    }

    private func status() -> ExitStatus {
        Signals.leaveToErrors()
        let sources = ConfigurationSources(root: root, flags: settings.flags, variable: SystemText.variable)
        if checkConfig {
            let problems = files.isEmpty ? ConfigurationCheck.problems(sources) : Self.problems(of: files)
            problems.forEach(StandardError.write)
            return problems.isEmpty ? .done : .configuration
        }
        let reading = sources.read()
        if reload { return ReloadRequest.run(sources.paths(reading.configuration)) }
        let journal = Journal(identifier: "timelined", destination: .detect())
        if let refusal = Message.refusal(reading, isStart: true) {
            journal.send(refusal)
            for problem in reading.problems { StandardError.write(problem.line) }
            return .configuration
        }
        let settings = Settings(sources, reading)
        do {
            // What root makes there, the service could not write any more.
            try Acting.becomeOwner(of: settings.paths.log, beside: settings.paths.directories)
        } catch let refusal as Acting.Refusal {
            StandardError.write("timelined: " + refusal.sentence)
            return .trouble
        } catch let error as IOError where error.operation != "open" {
            StandardError.write("timelined: cannot act as the owner of \(settings.paths.log): \(error)")
            return .trouble
        } catch {
            // What cannot be opened is said where it is needed.
        }
        return snapshot
            ? Self.snapshot(settings, remarksFrom: remarkFrom, journal)
            : Service(settings, journal: journal).run(once: once)
    }

    private static func problems(of files: [String]) -> [String] {
        var reading = Reading()
        for file in files { reading.take(file: file) }
        return reading.problems.map(\.line) + ConfigurationCheck.strangers(reading)
    }

    private static func snapshot(
        _ settings: Settings, remarksFrom first: UInt64?, _ journal: Journal
    ) -> ExitStatus {
        ChildProcess.yieldToOthers()
        do {
            try Snapshotter.write(settings.paths, remarksFrom: first) { journal.send($0) }
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
