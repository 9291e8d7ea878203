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
            confirmed, or something is lost or could not be taken in again, or the private key is another log's, \
            2 trouble, 75 the daemon runs.
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
        let held = try global.hold(try logDirectory(paths, restore.manifest), console)
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
        let name = try AsideName.now()
        do throws(IOError) {
            try restore.perform(prepared, in: held.directory)
            // What is remembered of another log, or of newer entries, is no longer so, which was said and confirmed.
            try HeadMemory(paths.heads).setAside(as: name, unless: prepared.checkpoint)
            _ = try? SnapshotStore(paths).clear()
            IndexStore(paths.cache).clear()
        } catch { throw Trouble("cannot put the backup in place: \(error)", hint: Self.again) }
        let report: ArchiveReplay.Report
        let aside: FileName
        let size: UInt64
        do {
            report = try ArchiveReplay(paths, configuration, isQuiet: global.quiet).run(held.lock)
            aside = try restore.finish(in: held.directory, keepingIn: name)
            size = try LogReader(directory: Directory.open(paths.log)).head.size
        } catch {
            throw Trouble("cannot take in what came after the backup: \(error)", hint: Self.again)
        }
        console.line(
            Styled("●", .good)
                + Styled(" The log has \(Counted.text(size, "entry")); what was there is in ")
                + Styled("\(paths.log)/\(aside.escaped)", .name))
        show(report, console)
        // As many at least: a file that was changed since may stand for one that is lost.
        let lost = (prepared.covered ?? 0) - min(prepared.covered ?? 0, size)
        if lost > 0 {
            let text =
                " At least \(Counted.text(lost, "entry")) of those that the log's signed head covers \(lost == 1 ? "is" : "are") "
                + "lost: in neither the log, the backup nor the archive"
            console.line(Styled("●", .bad) + Styled(text, .bad))
        }
        let isReady = tell(prepared.key, paths, console)
        if lost > 0 || !isReady || !report.refused.isEmpty || !report.missing.isEmpty {
            throw Ended(status: .negative)
        }
    }

    private static let again = "run it again: it begins anew, with what lies in log/restore.old"

    /// The log's directory, made where it is missing, as the owner of the timeline.
    private func logDirectory(_ paths: Paths, _ manifest: BackupManifest) throws(Trouble) -> Directory {
        let hint = "name the timeline's directory with --root DIR"
        if let foreign = paths.foreign { throw Trouble("\(foreign.path): \(foreign.reason)", hint: foreign.advice) }
        if let folder = Acting.folder(of: paths.log), Self.isMissing(folder) {
            throw Trouble(
                "\(folder) does not exist, and nothing is made there by mistake: \(paths.log) would be, with "
                    + Counted.text(manifest.entries, "entry"),
                hint: "\(hint), or make it first, as the daemon's user: install -d -o USER \(folder)")
        }
        let others = paths.directories.filter { $0 != paths.log }
        return try global.acting {
            try Acting.makeAsOwner(paths.log, beside: others, and: [paths.heads, paths.cache])
        }
    }

    private static func isMissing(_ path: String) -> Bool {
        do throws(IOError) {
            _ = try Directory.open(path)
            return false
        } catch { return error.isMissing }
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
        if Account.effectiveUser == 0, prepared.present == 0, let folder = Acting.folder(of: paths.log) {
            console.line(
                Styled(
                    "All in \(folder) belongs to root, and so will the log: where the daemon runs as another user, "
                        + "chown -R USER \(folder) before it starts."))
        }
        if case .wrong(let problem) = prepared.key {
            console.line(Styled("The private key cannot sign this log: \(problem).", .bad))
        }
        guard prepared.contradicts else { return }
        console.line(
            Styled(
                "Heads of more than \(Counted.text(prepared.entries, "entry")) that others keep will be contradicted: ",
                .bad)
                + Styled("what came after is recorded anew, at another time."))
        if let common = prepared.common {
            let file = prepared.carried > 0 ? paths.log : "\(directory)/log"
            console.line(
                Styled("Tell whoever keeps one, and give them as known the head that both logs have, ")
                    + Styled("\(file)/checkpoint", .name) + Styled(":"))
            console.line(Styled("  \(Counted.text(common.entries, "entry")), root \(common.root.base64)"))
        } else {
            console.line(Styled("Tell whoever keeps one: no signed head is in the backup that both logs have."))
        }
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
        list(
            report.unknown, Styled("○", .open),
            "of the archive that neither the backup nor the log before has, by "
                + "SHA-256, taken as new: look whether anybody changed them", console)
        list(
            report.refused.map { "\($0.path): \($0.reason)" }, Styled("●", .bad),
            "of the archive that could not be taken in again", console)
        list(
            report.missing, Styled("●", .bad),
            "lost with all events: the log before had them, and neither the backup nor the archive has", console)
    }

    private func list(_ files: [String], _ sign: Styled, _ what: String, _ console: Console) {
        guard !files.isEmpty else { return }
        console.line(sign + Styled(" \(Counted.text(files.count, "file")) \(what):"))
        for file in files.prefix(Self.shown) { console.line(Styled("  \(file)")) }
        if files.count > Self.shown {
            console.line(Styled("  and \(Counted.text(files.count - Self.shown, "more file"))"))
        }
    }

    /// Says what is to be done about the private key.
    ///
    /// - Returns: whether a daemon can start.
    private func tell(_ key: LogRestore.PrivateKey, _ paths: Paths, _ console: Console) -> Bool {
        switch key {
        case .right: return true
        case .missing:
            console.remark(
                "the private key is not in \(paths.log): put signing.key there from its own copy, or give it to the "
                    + "service as a credential, before the daemon starts")
            return true
        case .wrong(let problem):
            console.line(
                Styled("●", .bad)
                    + Styled(
                        " No daemon starts with this private key: \(problem) — put the log's own signing.key into "
                            + "\(paths.log), readable for its owner alone, or give it to the service as a credential",
                        .bad))
            return false
        }
    }
}
