import EventLog
import EventModel
import Intake
import LinuxIO
import Timeline

/// How the daemon does, from what can be seen from outside.
struct Health {
    private static let patienceSeconds: Int64 = 60

    let isRunning: Bool
    let lastCommit: Instant?
    /// Files in incoming/ that are to be taken; nil where the folder cannot be read.
    private(set) var backlog: Int?
    /// Files there that are to be taken once there is a done-file.
    private(set) var undeclared = 0
    /// Folders there that nothing is taken from.
    private(set) var strays: [FolderTree.Stray] = []
    private(set) var isStuck = false
    private(set) var rejectedCount = 0
    /// The newest three, each with the first line of its reason.
    private(set) var rejections: [String] = []
    let disks: Disks
    /// What the daemon says does not work at present.
    private(set) var troubles: [JSON] = []
    /// What it says stays in incoming/ for what it is, by submitter (``DaemonHealth/Left``).
    private(set) var left: [JSON] = []

    private let paths: Paths

    var isWell: Bool { problems.isEmpty && troubles.isEmpty }

    /// Why it is not well beside what the daemon itself says of its troubles, each with what to do.
    var problems: [String] {
        var problems: [String] = []
        if !isRunning {
            problems.append("the daemon does not run: nobody has the lock of the log — systemctl start timelined")
        }
        if backlog == nil {
            problems.append("\(paths.incoming) cannot be read — systemd-tmpfiles --create makes it where it is missing")
        }
        if isStuck {
            problems.append("a file has waited for more than a minute — journalctl -u timelined -p warning -x")
        }
        problems += [shortage(disks.log, paths.log, "the log")].compactMap { $0 }
        if !disks.isShared { problems += [shortage(disks.spool, paths.incoming, "files")].compactMap { $0 } }
        return problems
    }

    private func shortage(_ room: FileSystemRoom?, _ path: String, _ what: String) -> String? {
        guard let room, let shortage = room.shortage else { return nil }
        let left =
            switch shortage {
            case .bytes: Grouped.bytes(room.freeBytes)
            case .files: "room for " + Counted.text(room.freeFiles, "file")
            }
        return "\(left) left for \(what) on the file system of \(path) — make room there"
    }

    /// What is well, and yet worth to know.
    var remarks: [String] {
        let room =
            disks.isShared
            ? [
                "what is dropped takes room from the log: both lie on one file system; "
                    + "timelined(8), Room, shows how to give the drop folder one of its own"
            ] : []
        let folders = strays.prefix(3).map { stray in
            "nothing is taken from the folder \(stray.path.escaped): \(stray.cause.problem) — "
                + stray.cause.advice(stray.path)
        }
        let more = strays.count - folders.count
        return left.map(Self.sentence(ofLeft:)) + room + folders
            + (more > 0 ? ["nor from \(Counted.text(more, "more folder")): timelinectl folder list"] : [])
    }

    private static func sentence(ofLeft left: JSON) -> String {
        let more = max(1, left["files"]?.count ?? 1) - 1
        return Printable.line(
            (left["first"]?.text ?? "a file") + owner(left) + (more > 0 ? " and \(Grouped.text(more)) more" : "")
                + (more > 0 ? " stay" : " stays") + " in the drop folder: \(left["reason"]?.text ?? "") — "
                + (left["advice"]?.text ?? ""))
    }

    /// ` of anna (uid 1001)`; empty where the owner is not known.
    private static func owner(_ json: JSON) -> String {
        guard let uid = json["uid"]?.count else { return "" }
        return json["user"]?.text.map { " of \($0) (uid \(uid))" } ?? " of uid \(uid)"
    }

    /// The file that a trouble is about first, and its owner; nil where it is about none.
    static func file(ofTrouble trouble: JSON) -> String? {
        trouble["file"]?.text.map { Printable.line("\($0)\(owner(trouble))") }
    }

    init(_ reader: TimelineReader, _ rules: NameRules) {
        isRunning = RunningDaemon.isThere(reader.paths)
        lastCommit = reader.head.recorded.map { Instant(microseconds: $0) }
        paths = reader.paths
        disks = Disks(paths)
        let health = RunningDaemon.health(reader.paths)
        troubles = health?["troubles"]?.elements ?? []
        left = health?["left"]?.elements ?? []
        look(into: reader.paths.incoming, rules)
        list(reader.paths.rejected)
    }

    private mutating func look(into path: String, _ rules: NameRules) {
        guard let folder = try? Directory.open(path) else { return }
        var (waiting, undeclared) = (0, 0)
        var old = 0
        let now = Clock.now() / 1_000_000
        func look(into folder: borrowing Directory, _ names: [FileName]) {
            for name in names where !rules.leavesAlone(name) {
                guard rules.isDeclared(name, in: folder) else {
                    undeclared += 1
                    continue
                }
                waiting += 1
                let changed = try? folder.status(of: name).changed
                if let changed, now - changed / 1_000_000_000 > Self.patienceSeconds { old += 1 }
            }
        }
        do throws(IOError) {
            if rules.hasSubfolders {
                strays = try FolderTree(folder).walk(
                    folder, limit: FolderTree.maximumCount, leavesAlone: rules.leavesAlone
                ) { directory, visit in look(into: directory, visit.files) }
            } else {
                look(into: folder, try folder.names())
            }
        } catch { return }
        // Of what stays for what it is, the daemon has said so much as could be done.
        let staying = left.reduce(0) { $0.addingWithSaturation(Int(clamping: $1["files"]?.count ?? 0)) }
        (backlog, self.undeclared) = (max(0, waiting - staying), undeclared)
        isStuck = old > staying
    }

    private mutating func list(_ path: String) {
        guard let folder = try? Directory.open(path) else { return }
        var reasons: [(path: RelativePath, changed: Int64)] = []
        _ = try? FolderTree(folder).walk(folder) { directory, visit in
            // A refused file may be called so itself: a reason is what lies beside its file.
            let all = Set(visit.files)
            for name in (visit.files + visit.directories).map(DropFolder.reasonName) where all.contains(name) {
                guard let changed = try? directory.status(of: name).changed else { continue }
                reasons.append((RelativePath(name, in: visit.folder), changed))
            }
        }
        rejectedCount = reasons.count
        for (path, _) in reasons.sorted(by: { ($0.changed, $0.path) > ($1.changed, $1.path) }).prefix(3) {
            guard let file = try? folder.openForReading(path), let bytes = try? file.readAll(size: 512, limit: 4_096)
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            rejections.append(Printable.lines(text).first ?? path.escaped)
        }
    }

    var json: JSON {
        .members([
            ("well", .bool(isWell)), ("running", .bool(isRunning)),
            ("lastCommit", lastCommit.map { .string($0.description) }),
            ("problems", .array(problems.map { .string($0) })), ("troubles", .array(troubles)),
            ("left", .array(left)),
            ("remarks", .array(remarks.map { .string($0) })),
            ("waiting", backlog.map { .integer($0) }), ("undeclared", undeclared > 0 ? .integer(undeclared) : nil),
            ("stuck", .bool(isStuck)),
            ("rejected", .integer(rejectedCount)), ("reasons", .array(rejections.map { .string($0) })),
            ("freeBytes", disks.log.map { .integer($0.freeBytes) }),
            ("spoolFreeBytes", disks.spool.map { .integer($0.freeBytes) }), ("sharedDisk", .bool(disks.isShared)),
        ])
    }
}
