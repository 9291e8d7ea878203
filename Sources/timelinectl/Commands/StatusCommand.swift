import ArgumentParser
import Configuration
import EventLog
import EventModel
import Intake
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
        fields.add(
            "daemon",
            health.isRunning ? Styled("running", .good) : Styled("not running", .bad) + " (nobody has the lock)")
        if !health.troubles.isEmpty { fields.add("degraded", health.troubles.flatMap(sentences)) }
        fields.add(
            "log", Styled(Counted.text(reader.head.size, "entry") + ", " + Grouped.bytes(UInt64(reader.byteCount))))
        fields.add("last commit", health.lastCommit.map { Styled(LocalTime.text($0)) } ?? "none yet")
        fields.add("waiting", backlog(health))
        let count = Styled(Counted.text(health.rejectedCount, "file"))
        fields.add("rejected", [count] + health.rejections.map { Styled($0) })
        if let free = health.freeBytes {
            fields.add("disk free", Styled(Grouped.bytes(free), health.isShort ? .bad : .plain))
        }
        console.lines(fields.lines(columns: console.width, console.style))
    }

    private func sentences(of trouble: JSON) -> [Styled] {
        let task = trouble["task"]?.text ?? "something"
        let since = trouble["since"]?.text.map { " since \(RecordedText.local($0))" } ?? ""
        return [
            Styled("\(task) fails\(since): \(trouble["reason"]?.text ?? "for an unknown reason")", .bad),
            Styled(trouble["advice"]?.text ?? "", .plain),
        ]
    }

    private func backlog(_ health: Health) -> Styled {
        guard let count = health.backlog else { return Styled("cannot be read", .bad) }
        let undeclared = health.undeclared
        return Styled(Counted.text(count, "file"), health.isStuck ? .bad : .plain)
            + (health.isStuck ? ", the oldest for more than a minute" : "")
            + (undeclared > 0 ? "; \(Counted.text(undeclared, "file")) without a done-file" : "")
    }
}

/// How the daemon does, from what can be seen from outside.
private struct Health {
    private static let patienceSeconds: Int64 = 60
    /// Below this much room there is soon none.
    private static let shortageBytes: UInt64 = 64 << 20

    let isRunning: Bool
    let lastCommit: Instant?
    /// Files in incoming/ that are to be taken; nil where the folder cannot be read.
    private(set) var backlog: Int?
    /// Files there that are to be taken once there is a done-file.
    private(set) var undeclared = 0
    private(set) var isStuck = false
    private(set) var rejectedCount = 0
    /// The newest three, each with the first line of its reason.
    private(set) var rejections: [String] = []
    let freeBytes: UInt64?
    /// What the daemon says does not work at present.
    private(set) var troubles: [JSON] = []

    var isShort: Bool { freeBytes.map { $0 < Self.shortageBytes } ?? false }
    var isWell: Bool { isRunning && !isStuck && !isShort && backlog != nil && troubles.isEmpty }

    init(_ reader: TimelineReader, _ rules: NameRules) {
        isRunning = RunningDaemon.isThere(reader.paths)
        lastCommit = reader.head.recorded.map { Instant(microseconds: $0) }
        freeBytes = try? Directory.open(reader.paths.log).availableBytes()
        troubles = RunningDaemon.health(reader.paths)?["troubles"]?.elements ?? []
        look(into: reader.paths.incoming, rules)
        list(reader.paths.rejected)
    }

    private mutating func look(into path: String, _ rules: NameRules) {
        guard let folder = try? Directory.open(path), let names = try? folder.names() else { return }
        let whole = names.filter { !rules.leavesAlone($0) }
        let waiting = whole.filter { rules.isDeclared($0, in: folder) }
        undeclared = whole.count - waiting.count
        backlog = waiting.count
        let oldest = waiting.compactMap { try? folder.status(of: $0).changed }.min()
        isStuck = oldest.map { Clock.now() / 1_000_000 - $0 / 1_000_000_000 > Self.patienceSeconds } ?? false
    }

    private mutating func list(_ path: String) {
        guard let folder = try? Directory.open(path), let names = try? folder.names() else { return }
        // A refused file may be called so itself: a reason is what lies beside its file.
        let all = Set(names)
        let reasons = names.map(DropFolder.reasonName).filter(all.contains)
        rejectedCount = reasons.count
        let dated = reasons.compactMap { name in (try? folder.status(of: name).changed).map { (name, $0) } }
        for (name, _) in dated.sorted(by: { ($0.1, $0.0) > ($1.1, $1.0) }).prefix(3) {
            guard let file = try? folder.openForReading(name), let bytes = try? file.readAll(size: 512, limit: 4_096)
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            rejections.append(Printable.lines(text).first ?? name.escaped)
        }
    }

    var json: JSON {
        .members([
            ("well", .bool(isWell)), ("running", .bool(isRunning)),
            ("lastCommit", lastCommit.map { .string($0.description) }),
            ("troubles", .array(troubles)),
            ("waiting", backlog.map { .integer($0) }), ("undeclared", undeclared > 0 ? .integer(undeclared) : nil),
            ("stuck", .bool(isStuck)),
            ("rejected", .integer(rejectedCount)), ("reasons", .array(rejections.map { .string($0) })),
            ("freeBytes", freeBytes.map { .integer($0) }),
        ])
    }
}
