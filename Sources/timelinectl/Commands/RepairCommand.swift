import ArgumentParser
import Auditing
import EventLog
import EventModel
import LinuxIO
import Timeline
import TransparencyLog

struct RepairCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Let a damaged log end before the damage, and set aside what stood behind it.",
        discussion: """
            The last resort, where no backup has the damaged segment. Without --yes it only says what would be done. \
            A signed head that does not fit the log, or not any more, is set aside, too. Nothing is deleted or changed: what goes is moved into a directory within the log's.
            The daemon must not run. Exit status: 0 the log is whole, 1 there is something to repair, 2 trouble.
            """)

    /// How many files are listed at most.
    private static let shownFiles = 20

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Do it.")
    var yes = false

    func run(_ console: Console) throws {
        let held = try global.hold(console)
        defer { held.end() }
        let paths = global.paths
        do {
            let repair = LogRepair(try Directory.open(paths.log))
            let plan = try repair.plan()
            if plan.isEmpty { return try repairHead(repair, plan.head, keptIn: nil, console) }
            show(plan, archive: paths.archive, console)
            guard yes else {
                console.remark("nothing was changed — restore the damaged segment from a backup, or say --yes")
                throw Ended(status: .negative)
            }
            let name = try repair.perform(plan, keepingIn: AsideName.now())
            console.line(
                Styled("●", .good) + Styled(" The log ends with entry \(Self.end(plan.head)); the rest is in ")
                    + Styled("\(paths.log)/\(name.escaped)", .name))
            try repairHead(repair, plan.head, keptIn: name, console)
        } catch let error as IOError {
            throw Trouble("cannot repair the log: \(error)")
        }
    }

    /// Sets the signed head aside where the log does not extend it, so that the daemon starts again.
    ///
    /// - Parameter name: the directory in which the rest of the repair has put what goes.
    private func repairHead(
        _ repair: borrowing LogRepair, _ head: LogHead, keptIn name: FileName?, _ console: Console
    ) throws {
        let audit = try global.audit(AuditQuestion(), showing: "Verifying")
        guard
            case .refuted(let checkpoint, let reason)? = [audit.head, audit.remembered].compactMap({ $0 })
                .first(where: \.isRefuted)
        else {
            if name == nil { try allowFirstHead(of: head, console) }
            return
        }
        let size = checkpoint.map { " of \(Counted.text($0.size, "entry"))" } ?? ""
        if name == nil {
            console.line(Styled("The signed head\(size) and the log: \(reason)", .bad))
            guard yes else {
                console.line(
                    Styled("It would be set aside, and the next start of timelined would sign what is there now."))
                console.remark(
                    "nothing was changed — find out who rewrote the log, restore it from a backup, or say --yes")
                throw Ended(status: .negative)
            }
        }
        let new = try AsideName.now()
        let aside = try repair.setAside([HeadFiles.checkpoint, HeadFiles.publicKey], keepingIn: name, new: new)
        try HeadMemory(global.paths.heads).setAside(as: new)
        console.line(
            Styled("●", .open) + Styled(" The signed head\(size) does not fit the log and is in ")
                + Styled("\(global.paths.log)/\(aside.escaped)", .name))
        console.line(
            Styled("The next start of timelined signs anew. Whoever kept that head will see that the log was changed."))
    }

    /// Lets a log be signed that has entries and was never signed, such as one that gets a credential.
    private func allowFirstHead(of head: LogHead, _ console: Console) throws {
        let memory = HeadMemory(global.paths.heads)
        let isSigned = try Directory.open(global.paths.log).holds(HeadFiles.checkpoint)
        guard yes, head.size > 0, !isSigned, case .nothing = try? memory.read() else {
            return console.remark("the log is whole up to entry \(Self.end(head)): nothing to repair")
        }
        try memory.setAside(as: AsideName.now())
        console.line(
            Styled("●", .good) + Styled(" The log has \(Counted.text(head.size, "entry")) and no head: ")
                + Styled("the next start of timelined signs it as it is."))
    }

    private func show(_ plan: RepairPlan, archive: String, _ console: Console) {
        if let damage = plan.damage { console.line(Styled("\(damage)", .bad)) }
        if let cut = plan.cut {
            console.line(
                Styled(
                    "\(SegmentName.text(first: cut.segment)) keeps its first \(Grouped.bytes(UInt64(cut.byteCount)))"))
        }
        for segment in plan.removed {
            console.line(Styled("\(SegmentName.text(first: segment)) is set aside whole"))
        }
        let files = Self.files(of: plan.held)
        console.line(
            Styled("The log will end with entry \(Self.end(plan.head)). ")
                + Styled("Set aside: ", .strong)
                + Styled(
                    "\(Grouped.bytes(UInt64(plan.heldBytes))), in which "
                        + "\(Counted.text(plan.held.count, "entry")) can be read"))
        guard !files.isEmpty else { return }
        console.line(Styled("They came in these files; to record them again, drop the copies in \(archive):"))
        for (file, digest, range) in files.prefix(Self.shownFiles) {
            console.line(Styled("  #\(range.lowerBound)–#\(range.upperBound)  \(digest.prefix(16))…  \(file.escaped)"))
        }
        if files.count > Self.shownFiles {
            console.line(Styled("  and \(Counted.text(files.count - Self.shownFiles, "more file"))"))
        }
    }

    /// The files of entries, in their order, each once.
    private static func files(
        of held: [RepairPlan.HeldEntry]
    ) -> [(file: RelativePath, digest: String, range: ClosedRange<UInt64>)] {
        var files: [(file: RelativePath, digest: String, range: ClosedRange<UInt64>)] = []
        for entry in held {
            if let last = files.last, last.file == entry.file, last.digest == entry.digest,
                entry.seq > last.range.upperBound
            {
                files[files.count - 1].range = last.range.lowerBound...entry.seq
            } else {
                files.append((entry.file, entry.digest, entry.seq...entry.seq))
            }
        }
        return files
    }

    private static func end(_ head: LogHead) -> String { head.size == 0 ? "none" : "#\(head.size - 1)" }
}

/// What the directory is called that files are moved to which do not fit the log any more: `aside-20250109T120000Z`.
enum AsideName {
    static func now() throws(Trouble) -> FileName {
        let digits = Clock.instant.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        guard let name = FileName("aside-\(digits)Z") else { throw Trouble("the clock shows no time") }
        return name
    }
}
