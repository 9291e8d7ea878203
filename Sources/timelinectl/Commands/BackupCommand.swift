import ArgumentParser
import Auditing
import EventLog
import LinuxIO
import Timeline

struct BackupCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the log into a directory, while the daemon runs, and check the copy.",
        discussion: """
            Only what is new is copied; all of the copy is read back and held against the log's signed head before it \
            counts. A backup that is cut short is as it was before, and the next goes on. The private key is not \
            copied, nor is the archive.
            Exit status: 0 the backup is whole, 1 the log or the backup is not what its head says, 2 trouble.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Where to; made where it is missing.", valueName: "DIR"), completion: .directory)
    var directory: String

    func run(_ console: Console) throws {
        // For its words where there is no log or no access.
        let reader = try global.open()
        try global.refuseOwn([directory, "\(directory)/log"])
        let line = ProgressLine(
            Progress("Copying", unit: "MiB", total: UInt64(reader.byteCount) >> 20), isQuiet: global.quiet)
        defer { line.finish() }
        do throws(HeadError) {
            let log = try logDirectory(reader.paths.log)
            let report = try LogBackup(directory).run(from: log, now: Clock.now()) { line.update($0 >> 20) }
            line.finish()
            show(report, console)
        } catch {
            if case .io(let error) = error { throw Trouble("cannot make the backup: \(error)") }
            throw Trouble(error)
        }
    }

    private func logDirectory(_ path: String) throws(HeadError) -> Directory {
        do throws(IOError) { return try Directory.open(path) } catch { throw .io(error) }
    }

    private func show(_ report: LogBackup.Report, _ console: Console) {
        if case .missing = report.head {
            console.remark("the log has no signed head yet: nothing shows whether the backup is what was written")
        }
        if report.unsigned > 0 {
            console.remark(
                "\(Counted.text(report.unsigned, "entry")) of the log without a signed head yet: the next backup has them"
            )
        }
        guard !global.quiet else { return }
        let new = report.now.entries - report.before.entries
        console.line(
            Styled("●", .good) + Styled(" \(Counted.text(report.now.entries, "entry"))", .strong)
                + Styled(" in \(directory), \(Counted.text(new, "new entry")), \(Grouped.bytes(UInt64(report.copied)))")
                + Styled(" copied; all of it was read back"))
    }
}
