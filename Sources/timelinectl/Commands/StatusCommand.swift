import ArgumentParser
import Configuration
import EventLog
import EventModel
import LinuxIO
import Timeline

struct StatusCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say whether the daemon runs and keeps up.",
        discussion: "Exit status: 0 it is well, 1 it is not, 2 that cannot be told.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: Format = .text

    func run(_ console: Console) throws {
        let reader = try global.open()
        let health = Health(reader, global.configuration.names)
        if output == .json { console.json(health.json.line) } else { show(health, reader, console) }
        if !health.isWell { throw Ended(status: .negative) }
    }

    private func show(_ health: Health, _ reader: TimelineReader, _ console: Console) {
        let mark = Styled("●", health.isWell ? .good : .bad)
        var fields = Fields(heading: mark + Styled(" timelined", .strong) + Styled(" in \(reader.paths.log)", .faint))
        fields.add("daemon", health.isRunning ? Styled("running", .good) : Styled("not running", .bad))
        fields.add("not well", health.problems.map { Styled($0, .bad) })
        if !health.troubles.isEmpty { fields.add("degraded", health.troubles.flatMap(sentences)) }
        fields.add(
            "log", Styled(Counted.text(reader.head.size, "entry") + ", " + Grouped.bytes(UInt64(reader.byteCount))))
        fields.add("last commit", health.lastCommit.map { Styled(LocalTime.text($0)) } ?? "none yet")
        fields.add("waiting", backlog(health))
        let count = Styled(Counted.text(health.rejectedCount, "file"))
        fields.add("rejected", [count] + health.rejections.map { Styled($0) })
        fields.add("disk free", disks(health))
        fields.add("remark", health.remarks.map { Styled($0) })
        console.lines(fields.lines(columns: console.width, console.style))
    }

    private func sentences(of trouble: JSON) -> [Styled] {
        let task = trouble["task"]?.text ?? "something"
        let since = trouble["since"]?.text.map { " since \(RecordedText.local($0))" } ?? ""
        return [
            Styled("\(task) fails\(since): \(trouble["reason"]?.text ?? "for an unknown reason")", .bad),
            Health.file(ofTrouble: trouble).map { Styled("the first of its files: \($0)", .plain) },
            Styled(trouble["advice"]?.text ?? "", .plain),
        ].compactMap { $0 }
    }

    private func disks(_ health: Health) -> Styled? {
        func text(_ room: FileSystemRoom) -> Styled {
            Styled(Grouped.bytes(room.freeBytes), room.shortage == nil ? .plain : .bad)
        }
        guard let log = health.disks.log else { return nil }
        guard let spool = health.disks.spool, !health.disks.isShared else { return text(log) }
        return text(log) + " for the log, " + text(spool) + " for the drop folder"
    }

    private func backlog(_ health: Health) -> Styled {
        guard let count = health.backlog else { return Styled("cannot be read", .bad) }
        let undeclared = health.undeclared
        return Styled(Counted.text(count, "file"), health.isStuck ? .bad : .plain)
            + (undeclared > 0 ? "; \(Counted.text(undeclared, "file")) without a done-file" : "")
    }
}
