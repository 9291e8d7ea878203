import ArgumentParser
import Auditing
import EventLog
import LinuxIO
import Timeline
import TransparencyLog

struct PublishCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Write the log as plain files that any web server can serve to auditors.",
        discussion: """
            A C2SP tlog-tiles tree: tiles of hashes, bundles of entries, and the signed head, which is replaced last. \
            The next run adds what is new; one that was interrupted is finished by the next.
            With --check nothing is written. Exit status: 0 all is there and right, 1 something is not, 2 trouble.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Where to; made where it is missing.", valueName: "DIR"), completion: .directory)
    var directory: String

    @Option(
        help: ArgumentHelp(
            "The signed head, instead of the one beside the log, such as one that witnesses cosigned.",
            valueName: "FILE"), completion: .file())
    var checkpoint: String?

    @Flag(help: "Hold every file there against the log, and write nothing.")
    var check = false

    func validate() throws {
        if check, checkpoint != nil {
            throw ValidationError("--check holds the head that is published against the log")
        }
    }

    func run(_ console: Console) throws {
        do {
            let publisher = try open()
            if check { return try look(publisher, console) }
            var question = AuditQuestion()
            question.checkpoint = try checkpoint.map(SignedFile.note)
            question.against = publisher.published
            let old = publisher.oldSize
            question.subtrees = { _ in Publisher.subtrees(from: old) }
            let audit = try global.audit(question, showing: "Verifying")
            let size = audit.verification.head.size
            let line = ProgressLine(
                Progress("Publishing", unit: "entries", total: size > old ? size - old : 0), isQuiet: global.quiet)
            defer { line.finish() }
            let log = try LogReader(directory: Directory.open(global.paths.log))
            let report = try publisher.publish(audit, log) { line.update($0) }
            line.finish()
            show(report, console)
        } catch let error as HeadError {
            throw Trouble(error)
        } catch let error as IOError {
            throw Trouble("cannot publish: \(error)", hint: "what was published before still holds")
        } catch let error as LogError {
            throw Trouble("cannot read the log: \(error)")
        }
    }

    private func open() throws -> Publisher {
        try global.refuseOwn([directory])
        do throws(HeadError) { return try Publisher(directory, isMade: !check) } catch {
            guard case .io(let error) = error else { throw error }
            throw Trouble("cannot \(check ? "read what is published" : "publish"): \(error)")
        }
    }

    private func look(_ publisher: borrowing Publisher, _ console: Console) throws {
        var question = AuditQuestion()
        question.against = publisher.published
        let audit = try global.audit(question, showing: "Verifying")
        _ = try audit.provenHead()
        let line = ProgressLine(
            Progress("Checking", unit: "entries", total: publisher.oldSize), isQuiet: global.quiet)
        defer { line.finish() }
        let log = try LogReader(directory: Directory.open(global.paths.log))
        let findings = try publisher.check(audit, log) { line.update($0) }
        line.finish()
        for fault in findings.faults { console.complain("\(directory)/\(fault)") }
        guard findings.faults.isEmpty else {
            console.remark(
                "\(Counted.text(findings.faults.count, "file")) of \(Grouped.text(findings.files)) are not as the log has "
                    + "them — remove them and \(directory)/checkpoint, and publish again")
            throw Ended(status: .negative)
        }
        guard !global.quiet else { return }
        console.line(
            Styled("●", .good)
                + Styled(" \(directory) holds \(Counted.text(findings.size, "entry")): ")
                + Styled("\(Counted.text(findings.files, "file")) as the log has them"))
    }

    private func show(_ report: Publisher.Report, _ console: Console) {
        guard !global.quiet else { return }
        let new = report.size - report.oldSize
        let what =
            new == 0 ? "nothing new" : "\(Counted.text(new, "entry")) more in \(Counted.text(report.files, "file"))"
        console.line(
            Styled("●", .good) + Styled(" \(directory) holds \(Counted.text(report.size, "entry")): \(what)"))
    }
}
