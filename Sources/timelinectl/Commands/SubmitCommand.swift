import ArgumentParser
import Configuration
import EventLog
import EventModel
import Glibc
import Intake
import LinuxIO
import Timeline

struct SubmitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Check event files and drop them for the daemon to take.",
        discussion: """
            Nothing is dropped unless all files are right. With --wait, or --wait=SECONDS, it says what became of them.
            Exit status: 0 dropped, with --wait accepted; 1 something is wrong or rejected; 2 trouble, or no answer in time.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Event files; - for standard input.", valueName: "FILE"), completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "Wait until it is in the log or rejected: 60 seconds, or --wait=SECONDS.", valueName: "SECONDS"))
    var wait: Double?

    @Option(name: .customLong("as"), help: ArgumentHelp("Drop the file under this name.", valueName: "NAME"))
    var newName: String?

    @Option(
        name: .customLong("folder"),
        help: ArgumentHelp("Drop into this folder below the drop folder.", valueName: "FOLDER"))
    var subfolder: String?

    func validate() throws {
        if newName != nil, files.count > 1 {
            throw ValidationError("--as names one file, and there are \(files.count)")
        }
        if files.contains("-"), newName == nil {
            throw ValidationError("standard input has no name: say --as NAME.yaml, NAME.json or NAME.ndjson")
        }
        if let wait, !(wait > 0 && wait < 1e9) { throw ValidationError("--wait takes seconds, more than none") }
    }

    func run(_ console: Console) throws {
        let configuration = global.configuration
        let subfolder = try subfolder.map { try Subfolder($0, global.paths, configuration.names) }
        let names = subfolder?.names ?? []
        let files = try withProgress("Checking", files) {
            try Submission.prepare($0, as: newName, in: names, configuration)
        }
        let wrong = files.filter { $0.isWrong }
        for file in files { file.diagnostics.forEach { console.diagnostic($0, file: file.path) } }
        guard wrong.isEmpty else {
            console.remark(
                "nothing was dropped: \(Counted.text(wrong.count, "file")) of \(files.count) cannot be accepted")
            throw Ended(status: .negative)
        }
        let paths = global.paths
        let incoming: Directory
        do {
            incoming = try Acting.openAsUser(paths.incoming)
        } catch let error as IOError {
            throw Trouble(
                "cannot open the drop folder \(paths.incoming): \(error.reason)",
                hint: error.isMissing
                    ? "name the timeline with --root DIR; the package's own directories: systemd-tmpfiles --create"
                    : "membership of the group timeline is needed")
        } catch let refusal as Acting.Refusal {
            throw Trouble(refusal.problem, hint: refusal.advice)
        }
        let folder = try Subfolder.open(subfolder, below: incoming, configuration.names)
        // Opened before the drop: what is recorded from here on may be ours.
        let fates = wait == nil ? nil : Fates(try global.open())
        var drops: [Drop] = []
        // Where nobody waits, a line for each file is progress enough.
        let line = ProgressLine(
            Progress("Dropping", unit: "files", total: UInt64(files.count)), isQuiet: global.quiet || fates == nil)
        for file in files {
            drops.append(try Drop.put(file.bytes, as: file.name, into: folder))
            try DoneFile.put(behind: drops[drops.count - 1].path.name, configuration.names, in: folder)
            line.update(UInt64(drops.count))
            if fates == nil, !global.quiet {
                console.line(
                    Styled(file.path) + ": dropped as " + Styled(folder.child(drops[drops.count - 1].path.name), .name))
            }
        }
        line.finish()
        guard var fates, let wait else { return }
        try follow(Array(zip(drops, files.map(\.eventCount))), &fates, folder, seconds: wait, console)
    }

    /// What `body` makes of each, with progress where it takes long.
    private func withProgress<Element, Result>(
        _ title: String, _ elements: [Element], _ body: (Element) throws -> Result
    ) throws -> [Result] {
        let line = ProgressLine(
            Progress(title, unit: "files", total: UInt64(elements.count)), isQuiet: global.quiet)
        defer { line.finish() }
        return try elements.enumerated().map { index, element in
            line.update(UInt64(index))
            return try body(element)
        }
    }

    private func follow(
        _ drops: [(drop: Drop, events: Int)], _ fates: inout Fates, _ folder: borrowing Directory, seconds: Double,
        _ console: Console
    ) throws {
        let start = Clock.elapsed
        var isRejected = false
        for (drop, events) in drops {
            var fate = try fates.of(drop, in: folder)
            var look = Clock.elapsed + 1
            while case .waiting = fate, Clock.elapsed - start < seconds {
                usleep(20_000)
                // What waits for an administrator is not waited for.
                if Clock.elapsed >= look, RunningDaemon.isOverQuota(global.paths, Account.effectiveUser) { break }
                if Clock.elapsed >= look { look += 1 }
                fate = try fates.of(drop, in: folder)
            }
            let name = Styled(drop.path.escaped)
            switch fate {
            case .waiting where RunningDaemon.isOverQuota(global.paths, Account.effectiveUser):
                throw Trouble(
                    "\(drop.path.escaped) waits, unread: rejected/ has as much of yours as it may (the option quota)",
                    hint: "ask an administrator to remove what is settled from there; it is taken then")
            case .waiting:
                throw Trouble(
                    "\(drop.path.escaped) still waits after \(Grouped.tenths(seconds)) s",
                    hint: "it stays in incoming/ and will be taken; is timelined running? see: timelinectl status")
            case .accepted(let entries):
                if global.quiet { break }
                let last = entries.count > 1 ? "–#\(entries.upperBound)" : ""
                let range = "#\(entries.lowerBound)\(last)"
                let known = events - entries.count
                let more = known > 0 ? Styled(", \(Grouped.text(known)) more in the log already", .open) : Styled()
                console.line(name + ": " + Styled("accepted", .good) + " as " + Styled(range, .name) + more)
            case .known:
                if !global.quiet { console.line(name + ": nothing new, the log had all of it") }
            case .rejected(let path, let reason):
                isRejected = true
                console.complain("\(drop.path.escaped) was rejected and lies in \(path)")
                for line in reason { Output.error(line) }
            }
        }
        if isRejected { throw Ended(status: .negative) }
    }
}

/// A file to be dropped, and what there is to say of it.
struct Submission {
    /// As the user named it.
    var path: String
    /// As it is to be called, below incoming/.
    var name: RelativePath
    var bytes: [UInt8]
    var diagnostics: [Diagnostic]
    var eventCount: Int

    /// Whether it would be rejected.
    var isWrong: Bool { diagnostics.contains { $0.severity == .problem } }

    static func prepare(
        _ path: String, as newName: String?, in folder: [FileName], _ configuration: Configuration
    ) throws(Trouble) -> Submission {
        let given = newName ?? path
        let name = newName == nil ? FileName(lastOf: path) : FileName(bytes: SystemText.bytes(given))
        guard let name, name.bytes.count <= FileName.maximumLength else {
            let isPath = newName.map { $0.utf8.contains(UInt8(ascii: "/")) } ?? false
            throw Trouble(
                "'\(given)' is no name for a file",
                hint: isPath ? "name its folder with --folder FOLDER" : "name it with --as NAME.yaml")
        }
        guard !configuration.names.leavesAlone(name) else {
            throw Trouble(
                "the daemon leaves files like '\(name.escaped)' alone", hint: "name it with --as NAME.yaml",
                status: .negative)
        }
        let input = try InputFile.read(path, limit: configuration.largest)
        let file = CheckedFile.check(
            name: name.escaped, bytes: input.bytes, defaults: EventReader.Defaults(source: configuration.source),
            roomForEvent: WritingOptions.roomForEvent(named: RelativePath(name, in: folder)))
        return Submission(
            path: input.name, name: RelativePath(name, in: folder), bytes: input.bytes, diagnostics: file.diagnostics,
            eventCount: file.events.count)
    }
}
