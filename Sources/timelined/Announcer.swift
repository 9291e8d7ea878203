import EventModel
import Glibc
import Intake
import LinuxIO
import Systemd
import Timeline

/// Puts into the journal what became of files and commits, and counts it for the status line.
final class Announcer {
    struct Counts {
        var accepted = 0
        var rejected = 0
        /// Files that stay where they are since they cannot be read or moved.
        fileprivate(set) var staying = StayingFiles()
        /// Submitters whose files wait, as rejected/ has enough of theirs, each with the task that fails.
        fileprivate(set) var overQuota: [UInt32: String] = [:]
        /// When something was last taken, in microseconds of UTC since 1970; nil before.
        var lastTaken: Int64?
    }

    private let journal: Journal
    private var budget = MessageBudget()
    private(set) var troubles = Troubles()
    private let health: HealthFile
    let started = Clock.now()
    /// Folders that were told.
    private var strays: Set<FolderTree.Stray> = []
    private(set) var counts = Counts()
    /// What the daemon works by, for those who ask.
    var configuration = DaemonHealth.Configuration()

    init(_ journal: Journal, health: HealthFile) {
        self.journal = journal
        self.health = health
    }

    /// Whether something fails that is tried again until it works.
    var isDegraded: Bool { !troubles.current.isEmpty }

    func send(_ message: Message) {
        if budget.admits(message, at: .now) { journal.send(message) }
    }

    /// Says what was withheld to spare the journal.
    ///
    /// - Parameter isLast: whether nothing comes behind it.
    func flush(isLast: Bool = false) {
        if let summary = budget.takeSummary(at: .now, isLast: isLast) { journal.send(summary) }
    }

    /// Whether something was withheld that is still to be said.
    var isWithholding: Bool { budget.isWithholding }

    // MARK: Degraded

    /// Says that a task fails and is tried again; once, until it has worked in between.
    func begin(_ task: String, _ error: IOError, for place: Advice.Place) {
        let trouble = DaemonHealth.Trouble(
            task: task, error, advice: Advice.text(error.errno, place), since: Instant(microseconds: Clock.now()))
        guard troubles.begin(trouble, now: Clock.monotonic()) else { return }
        send(.degraded(task: task, errno: error.errno, advice: trouble.advice))
        publishHealth()
    }

    /// Says that a task works again; nothing where it did not fail.
    func end(_ task: String) {
        guard let duration = troubles.end(task, now: Clock.monotonic()) else { return }
        send(.recovered(task: task, duration: .microseconds(duration)))
        publishHealth()
    }

    /// Leaves word for those who ask how the daemon is without reading the journal.
    func publishHealth() {
        // Where even that cannot be written, the journal and the status line say what there is to say.
        try? health.write(
            DaemonHealth(
                process: getpid(), started: Instant(microseconds: started), troubles: troubles.current.map(\.trouble),
                left: counts.staying.left, configuration: configuration))
    }

    // MARK: Files

    func announce(_ report: CommitReport) {
        let batch = report.sequences?.lowerBound ?? 0
        for outcome in report.outcomes {
            announce(outcome.ending, of: outcome.name, batch)
        }
        if let sequences = report.sequences {
            send(
                .committed(
                    Message.Commit(
                        batch: batch, files: report.files, sequences: sequences,
                        duration: .microseconds(report.microseconds))))
        }
        counts.lastTaken = Clock.now()
        endStuck()
        flush()
    }

    private func announce(_ ending: FileOutcome.Ending, of name: RelativePath, _ batch: UInt64) {
        switch ending {
        case .accepted(let file):
            counts.accepted += 1
            freed(name)
            send(.fileAccepted(Self.message(file, name, batch)))
        case .duplicate(let count, let known, let submitter):
            counts.accepted += 1
            freed(name)
            send(
                .fileDuplicate(
                    file: name.bytes, count: count, sequence: known ?? 0, submitter: Self.submitter(submitter)))
        case .rejected(let problems, let newName, let submitter, _):
            counts.rejected += 1
            freed(name)
            let first = problems.first.map(Self.message)
            send(
                .fileRejected(
                    Message.RejectedFile(
                        file: name.bytes, problems: problems.count, first: first ?? .init(sentence: "unknown"),
                        reasonFile: DropFolder.reasonName(for: newName).bytes,
                        submitter: Self.submitter(submitter))))
        case .refused(let refusal, let newName, let submitter):
            counts.rejected += 1
            freed(name)
            send(
                .fileRejected(
                    Message.RejectedFile(
                        file: name.bytes, problems: 1, first: .init(sentence: refusal.sentence),
                        reasonFile: DropFolder.reasonName(for: newName).bytes,
                        submitter: Self.submitter(submitter))))
        case .toBeMoved(let ending): announce(ending, of: name, batch)
        case .stuck(let error, let step, let submitter):
            stays(name, .init(step: step, error: error, submitter: submitter, isLeft: false))
        case .left(let error, let step, let submitter):
            stays(name, .init(step: step, error: error, submitter: submitter, isLeft: true))
        case .overQuota(let submitter, let bytes, let quota): overQuota(submitter, bytes, quota, name)
        case .vanished: freed(name)
        case .again, .later, .awaiting: break
        }
    }

    private func stays(_ name: RelativePath, _ reason: StayingFiles.Reason) {
        let (error, submitter) = (reason.error, reason.submitter.map(Self.submitter))
        let advice = Advice.text(error.errno, reason.step == .reading ? .file : .folder)
        if counts.staying.add(name, reason) {
            switch reason.step {
            case .reading:
                send(.fileNotRead(file: name.bytes, errno: error.errno, advice: advice, submitter: submitter))
            case .archiving, .rejecting:
                send(
                    .fileNotMoved(
                        file: name.bytes, destination: reason.step == .archiving ? "archive" : "rejected",
                        errno: error.errno, submitter: submitter))
            }
        }
        guard !reason.isLeft else { return }
        // Said of the file; for those who ask how the daemon is, it is one task, however many files there are.
        let trouble = DaemonHealth.Trouble(
            task: reason.step.task, error, advice: advice, since: Instant(microseconds: Clock.now()),
            file: name.escaped, uid: reason.submitter?.uid)
        if troubles.begin(trouble, now: Clock.monotonic()) || troubles.change(trouble) { publishHealth() }
    }

    // MARK: Quota

    /// Says once that a submitter's files wait, until they do not.
    private func overQuota(_ submitter: Submitter, _ bytes: Int, _ quota: Int, _ name: RelativePath) {
        let task = "taking files of \(submitter.name.map { Printable.name($0.utf8) } ?? "uid \(submitter.uid)")"
        counts.overQuota[submitter.uid] = task
        let trouble = DaemonHealth.Trouble(
            task: task, IOError("quota", errno: EDQUOT),
            advice: "rejected/ has \(Words.size(bytes)) of theirs, and may have \(Words.size(quota)): remove what is "
                + "settled from there, or raise the option quota",
            since: Instant(microseconds: Clock.now()), file: name.escaped, uid: submitter.uid)
        guard troubles.begin(trouble, now: Clock.monotonic()) else { return }
        send(.overQuota(submitter: Self.submitter(submitter), bytes: bytes, quota: quota, file: name.bytes))
        publishHealth()
    }

    /// Says of whose files are taken again.
    func endQuota(unless isOver: (UInt32) -> Bool) {
        for (user, task) in counts.overQuota where !isOver(user) {
            counts.overQuota[user] = nil
            end(task)
        }
    }

    /// Says of each folder that nothing is taken from it and why, once until that ends.
    func tell(_ strays: [FolderTree.Stray]) {
        for stray in strays where !self.strays.contains(stray) {
            let owner: Message.Submitter? =
                if case .owner(let uid) = stray.cause { .init(uid: uid, name: Account.name(uid: uid)) } else { nil }
            send(
                .folderLeft(
                    folder: stray.path.bytes, owner: owner, problem: stray.cause.problem,
                    advice: stray.cause.advice(stray.path)))
        }
        self.strays = Set(strays)
    }

    /// Forgets the files that stayed and are not there any more.
    func forgetStaying(but names: [RelativePath]) {
        counts.staying.forget(but: names)
        endStuck()
    }

    private func freed(_ name: RelativePath) { counts.staying.remove(name) }

    /// Says which steps work again: those that no file waits for any more.
    private func endStuck() {
        let failing = counts.staying.failing
        for step in FileOutcome.Step.allCases where !failing.contains(step) { end(step.task) }
        if counts.staying.takeChange() { publishHealth() }
    }

    private static func message(
        _ file: FileOutcome.AcceptedFile, _ name: RelativePath, _ batch: UInt64
    ) -> Message.AcceptedFile {
        Message.AcceptedFile(
            file: name.bytes, sequences: file.sequences, duplicates: file.duplicates,
            remarks: file.remarks.count,
            firstRemarks: file.remarks.prefix(JournalEntry.maximumRepetition).map(message),
            submitter: submitter(file.submitter), batch: batch, eventIDs: file.digest.ids,
            kinds: file.digest.kinds, actors: file.digest.actors)
    }

    private static func message(_ diagnostic: Diagnostic) -> Message.Problem {
        Message.Problem(
            line: diagnostic.position.line, column: diagnostic.position.column, sentence: diagnostic.sentence)
    }

    private static func submitter(_ submitter: Submitter) -> Message.Submitter {
        Message.Submitter(uid: submitter.uid, name: submitter.name)
    }
}

extension FileOutcome.Step {
    /// What fails where a file is stuck in it.
    fileprivate var task: String {
        switch self {
        case .reading: "reading dropped files"
        case .archiving: "moving files to the archive"
        case .rejecting: "moving files to the rejected ones"
        }
    }
}
