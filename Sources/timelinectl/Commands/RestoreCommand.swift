import ArgumentParser
import Auditing
import EventLog
import EventModel
import Glibc
import Intake
import LinuxIO
import Timeline
import TransparencyLog

struct RestoreCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the log, and take in again what came after it.",
        discussion: """
            The daemon must not run. What the log has after the backup is kept, to the byte, where its signed head \
            shows that it is its own; else the files of the archive are taken in again, under new numbers and times. \
            The log that was there is moved into a directory within the log's; nothing is deleted.
            It says first what this means for heads that others keep, and asks. Exit status: 0 restored, 1 it was not \
            confirmed, or some files could not be taken in again, 2 trouble, 75 the daemon runs.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("What 'timelinectl backup' has made.", valueName: "DIR"), completion: .directory)
    var directory: String

    @Flag(help: "Do not ask.")
    var yes = false

    func run(_ console: Console) throws {
        let paths = global.paths
        let configuration = global.configuration
        // Opened as the user who may read it; from then on this acts as the owner of the log.
        let restore = try head { () throws(HeadError) in try LogRestore(directory) }
        let held = try global.hold(try logDirectory(paths.log), console)
        defer { held.end() }
        let total = restore.manifest.segments.reduce(0) { $0 + $1.bytes }
        let line = ProgressLine(Progress("Copying", unit: "MiB", total: UInt64(total) >> 20), isQuiet: global.quiet)
        let prepared = try head { () throws(HeadError) in
            try restore.prepare(in: held.directory, HeadMemory(paths.heads)) { line.update($0 >> 20) }
        }
        line.finish()
        tell(restore.manifest, prepared, paths, console)
        guard try yes || isConfirmed(console) else {
            try? restore.discard(in: held.directory)
            console.remark("nothing was changed — say --yes")
            throw Ended(status: .negative)
        }
        let aside: FileName
        let name = try AsideName.now()
        do throws(IOError) {
            aside = try restore.perform(prepared, in: held.directory, keepingIn: name)
            // What is remembered of another log, or of newer entries, is no longer so, which was said and confirmed.
            try HeadMemory(paths.heads).setAside(as: aside, unless: prepared.checkpoint)
            _ = try? SnapshotStore(paths).clear()
            IndexStore(paths.cache).clear()
        } catch { throw Trouble("cannot put the backup in place: \(error)", hint: "run it again: it begins anew") }
        console.line(
            Styled("●", .good)
                + Styled(" The log has \(Counted.text(prepared.entries, "entry")); what was there is in ")
                + Styled("\(paths.log)/\(aside.escaped)", .name))
        let replay = ArchiveReplay(paths, configuration, aside: aside, isQuiet: global.quiet)
        let report = try replay.run(held.lock)
        show(report, console)
        let keys = ((try? SigningKeys.all(in: held.directory, credentials: nil)) ?? []).map(\.key.verifier)
        if !keys.isEmpty, let head = prepared.checkpoint, (try? head.verified(by: keys)) == nil {
            console.remark(
                "the private key in \(paths.log) is not the one that signed the head of the backup: put its signing.key "
                    + "there from its own copy before the daemon starts")
        }
        if (try? held.directory.holds(HeadFiles.key)) != true, restore.manifest.key != nil {
            console.remark(
                "the private key is not in \(paths.log): put signing.key there from its own copy, or give it to the "
                    + "service as a credential, before the daemon starts")
        }
        if !report.refused.isEmpty { throw Ended(status: .negative) }
    }

    /// The log's directory, made where it is missing, as its owner.
    private func logDirectory(_ path: String) throws(Trouble) -> Directory {
        let directory = try global.acting {
            try Acting.becomeOwner(of: path)
            _ = try Directory.make(path, mode: 0o750)
            return try Acting.openAsOwner(path)
        }
        let names = try global.acting { try directory.names() }
        guard names.isEmpty || names.contains(where: LogRepair.isOfLog) else {
            throw Trouble("what lies in \(path) is no log", hint: "name the timeline's directory with --root DIR")
        }
        return directory
    }

    private func head<Result: ~Copyable>(_ body: () throws(HeadError) -> Result) throws(Trouble) -> Result {
        do throws(HeadError) { return try body() } catch {
            if case .io(let error) = error { throw Trouble("cannot restore: \(error)") }
            throw Trouble(error)
        }
    }

    // MARK: Before

    private func tell(
        _ manifest: BackupManifest, _ prepared: LogRestore.Prepared, _ paths: Paths, _ console: Console
    ) {
        let taken = LocalTime.text(Instant(microseconds: manifest.taken))
        console.line(Styled("The backup of \(taken) has \(Counted.text(manifest.entries, "entry")), all as they were."))
        let signed = prepared.signed.map { ", and its signed head has \(Grouped.text($0))" } ?? ", and no signed head"
        console.line(Styled("The log in \(paths.log) has \(Counted.text(prepared.present, "entry"))\(signed)."))
        if let damage = prepared.damage { console.line(Styled("It is damaged: \(damage)", .bad)) }
        if prepared.carried > 0 {
            console.line(
                Styled(
                    "\(Counted.text(prepared.carried, "entry")) after the backup's are whole and are kept as they are: "
                )
                    + Styled("every head that others keep stays true.", .good))
        }
        guard prepared.contradicts else { return }
        console.line(
            Styled(
                "Heads of more than \(Counted.text(prepared.entries, "entry")) that others keep will be contradicted: ",
                .bad)
                + Styled("what came after is recorded anew, at another time."))
        console.line(
            Styled("Tell whoever keeps one, and give them as known the head that both logs have, ")
                + Styled("\(directory)/log/checkpoint", .name) + Styled(":"))
        console.line(Styled("  \(Counted.text(prepared.entries, "entry")), root \(prepared.root.base64)"))
        console.line(
            Styled(
                "Witnesses must begin anew with it (timelinectl cosign --state), and what was published must be "
                    + "published anew, in an empty directory."))
    }

    private func isConfirmed(_ console: Console) throws -> Bool {
        guard Environment.isTerminal(STDIN_FILENO), Environment.isTerminal(STDERR_FILENO) else { return false }
        console.output.flush()
        Output.error("Put it in the place of the log? [y/N] ", end: "")
        return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }

    // MARK: After

    /// How many files are listed at most.
    private static let shown = 20

    private func show(_ report: ArchiveReplay.Report, _ console: Console) {
        if report.files > 0 {
            console.line(
                Styled("●", .good)
                    + Styled(" \(Counted.text(report.events, "event")) of \(Counted.text(report.files, "file"))")
                    + Styled(" taken in again from the archive"))
        }
        for (path, reason) in report.refused.prefix(Self.shown) {
            console.line(Styled("●", .bad) + Styled(" \(path): \(reason)"))
        }
        if report.refused.count > Self.shown {
            console.line(Styled("  and \(Counted.text(report.refused.count - Self.shown, "more file"))"))
        }
        if !report.missing.isEmpty {
            console.line(
                Styled("●", .bad) + Styled(" \(Counted.text(report.missing.count, "file")) whose events the log had "))
            for name in report.missing.prefix(Self.shown) { console.line(Styled("  \(name)")) }
        }
    }
}
