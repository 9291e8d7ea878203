package import EventLog
package import EventModel
package import LinuxIO

/// From files to entries: reads, checks, appends with one write and one fdatasync, and moves each file to its end.
///
/// A commit goes like this, and nothing in it may change places:
///
/// 1. every file is read and checked; what is refused is set aside in mind;
/// 2. all new events are appended as one batch, durably;
/// 3. the index takes in what was written;
/// 4. files are moved, to archive/ or to rejected/.
///
/// A crash after 2 leaves files that are in the log already: the next start finds them as duplicates and moves them.
package struct Committer: ~Copyable {
    private var writer: LogWriter<DirectoryStorage>
    private let sequencer: LocalSequencer
    private let index: LogIndex
    /// What events get that say nothing.
    package var defaults: EventReader.Defaults
    /// The login names of submitters, asked for once a commit: the system's list of users is a file or a server.
    private var userNames: [UInt32: String?] = [:]
    private var drafts = LinkedDrafts()
    /// Called now and then while much is read, checked or written: at least after every ``CheckedFile/pause`` events.
    package var progress: () -> Void = {}

    /// How many files one commit takes at most: more would make the first of them wait without making the disk faster.
    package static let maximumFiles = 1_000
    /// How many bytes of files one commit takes at most, but for the last of them. Larger ones would cost memory, and
    /// whoever opens the log the reading of its last batch, and make the disk no faster.
    private static let maximumBytes = 8 << 20

    package init(
        _ writer: consuming LogWriter<DirectoryStorage>, index: LogIndex, defaults: EventReader.Defaults,
        sequencer: LocalSequencer = LocalSequencer()
    ) {
        self.writer = writer
        self.index = index
        self.defaults = defaults
        self.sequencer = sequencer
    }

    package var head: LogHead { writer.head }
    /// The log as its writer has checked or written it.
    package var checked: CheckedPrefix { writer.checked }

    /// Takes the files `names` of `folder`, which are whole, in their order.
    ///
    /// - Parameters:
    ///   - mayWait: whether a file that corrects what no file has brought yet is put off, since more files wait.
    ///   - isNew: told of the archive's folder of the day, and of its path, before the first file is moved there.
    /// - Returns: what became of each; files that did not fit into this commit are ``FileOutcome/Ending/later``.
    /// - Throws: ``LogError`` where the log could not be read or written. No file has been moved then.
    package mutating func commit(
        _ names: [FileName], in folder: borrowing DropFolder, mayWait: Bool = false,
        isNew: (FileName, _ path: String) -> Void = { _, _ in }
    ) throws -> CommitReport {
        let started = Clock.monotonic()
        userNames.removeAll(keepingCapacity: true)
        drafts = LinkedDrafts()
        let first = writer.head.size
        var admission = admission(from: first)
        var draft = Draft()
        var plans: [(name: FileName, plan: Plan)] = []
        var bytes = 0
        for name in names {
            progress()
            if bytes >= Self.maximumBytes {
                plans.append((name, .end(.later)))
                continue
            }
            let plan = try plan(name, folder, &admission, &draft)
            if case .accept(let file) = plan { bytes += file.candidate.bytes.count }
            plans.append((name, plan))
        }
        try settle(&plans, &admission, &draft, mayWait: mayWait)
        try append(draft)
        let durable = Clock.monotonic()
        var shelf = Shelf(now: Clock.now())
        var outcomes: [FileOutcome] = []
        outcomes.reserveCapacity(plans.count)
        let files = plans.count { if case .accept(let file) = $0.plan { file.count > 0 } else { false } }
        for (name, plan) in plans {
            outcomes.append(finish(name, plan, folder, first, &shelf, isNew))
        }
        return CommitReport(
            sequences: draft.batch.isEmpty ? nil : first...(writer.head.size - 1), outcomes: outcomes, files: files,
            microseconds: durable - started)
    }

    private mutating func append(_ draft: Draft) throws {
        let place = sequencer.place(after: writer.head)
        guard let batch = try writer.append(draft.batch, at: place, progress: progress) else { return }
        index.add(draft.events, batch)
        progress()
    }

    private func admission(from first: UInt64) -> Admission {
        var asked = 0
        return Admission(next: first) { [index, progress] identity in
            asked += 1
            if asked % CheckedFile.pause == 0 { progress() }
            return try index.find(identity)
        }
    }

    /// A batch, and of each event in it what the index takes in.
    private struct Draft {
        var batch = Batch()
        var events: [LogIndex.Newcomer] = []
    }

    // MARK: Late

    /// Takes what a file of the archive says now that was written to after it was taken, for whom it came from first: what
    /// is new enters the log, what is known is a duplicate. The file stays where it is.
    ///
    /// - Throws: ``LogError`` where the log could not be read or written.
    package mutating func commitAgain(_ late: LateFile, in folder: borrowing DropFolder) throws -> LateOutcome {
        var candidate: Candidate
        switch folder.read(late.place) {
        case .read(let read): candidate = read
        case .refused(let refusal):
            let file = late.taken ?? TakenFile(name: late.place.name, sha256: [], owner: 0)
            return .changed(LateReport(file: file, refusal: refusal))
        case .unsettled, .failed: return .again
        case .vanished: return .gone
        }
        if candidate.sha256 == late.taken?.sha256 { return .same }
        let started = Clock.monotonic()
        candidate.name = late.taken?.name ?? candidate.name
        candidate.status.owner = late.taken?.owner ?? candidate.status.owner
        let first = writer.head.size
        var admission = admission(from: first)
        var draft = Draft()
        let plan = try plan(candidate, &admission, &draft)
        var report = LateReport(file: TakenFile(candidate))
        switch plan {
        case .accept(let file) where file.count > 0:
            try append(draft)
            report.commit = CommitReport(
                sequences: first...(writer.head.size - 1),
                outcomes: [FileOutcome(name: candidate.name, ending: ending(of: file, first))], files: 1,
                microseconds: Clock.monotonic() - started)
        case .accept, .end, .refuse: break
        case .await(_, let problems), .reject(_, let problems, _): report.problems = problems
        }
        return .changed(report)
    }

    // MARK: Plan

    private enum Plan {
        case accept(Accepted)
        /// It corrects what is not there, by these problems.
        case await(Checked, [Diagnostic])
        case reject(Candidate, [Diagnostic], RejectionCause)
        case refuse(Candidate.Refusal)
        case end(FileOutcome.Ending)
    }

    private struct Checked {
        var candidate: Candidate
        var origin: Origin
        var file: CheckedFile
    }

    private struct Accepted {
        var candidate: Candidate
        var origin: Origin
        /// How many events are new.
        var count: Int
        var digest: FileOutcome.Digest
        var duplicates: Int
        var remarks: [Diagnostic]
        var known: UInt64?
        /// How many entries of the batch come before its own.
        var place: Int

        var taken: TakenFile { TakenFile(candidate) }
    }

    private mutating func plan(
        _ name: FileName, _ folder: borrowing DropFolder, _ admission: inout Admission, _ draft: inout Draft
    ) throws -> Plan {
        switch folder.read(name, &drafts) {
        case .read(let candidate): return try plan(candidate, &admission, &draft)
        case .refused(let refusal): return .refuse(refusal)
        case .unsettled: return .end(.again)
        case .vanished: return .end(.vanished)
        case .failed(let error): return .end(.stuck(error, .reading))
        }
    }

    private mutating func plan(_ candidate: Candidate, _ admission: inout Admission, _ draft: inout Draft) throws
        -> Plan
    {
        let origin = Origin(
            file: candidate.name, sha256: candidate.sha256, uid: candidate.status.owner,
            userName: userName(candidate.status.owner))
        let file = CheckedFile.check(
            name: candidate.name.escaped, bytes: candidate.bytes, defaults: defaults,
            roomForEvent: draft.batch.roomForEvent(from: origin), progress: progress)
        guard file.problems.isEmpty else { return .reject(candidate, file.problems, .invalid) }
        return try plan(Checked(candidate: candidate, origin: origin, file: file), &admission, &draft)
    }

    private mutating func userName(_ uid: UInt32) -> String? {
        if let known = userNames[uid] { return known }
        let name = Account.name(uid: uid)
        userNames[uid] = .some(name)
        return name
    }

    private func plan(_ checked: Checked, _ admission: inout Admission, _ draft: inout Draft) throws -> Plan {
        let (candidate, origin, file) = (checked.candidate, checked.origin, checked.file)
        let decision = try admission.decide(
            file.events, in: candidate.bytes, file: candidate.name.escaped)
        switch decision {
        case .reject(let problems): return .reject(candidate, problems, .conflict)
        case .missingTargets(let problems): return .await(checked, problems)
        case .accept(let new, let duplicates, let known):
            let place = draft.batch.count
            for (number, event) in new.enumerated() {
                draft.batch.add(event.canonical, from: origin)
                draft.events.append(index.newcomer(event))
                if number % CheckedFile.pause == 0 { progress() }
            }
            return .accept(
                Accepted(
                    candidate: candidate, origin: origin, count: new.count, digest: FileOutcome.Digest(new),
                    duplicates: duplicates,
                    remarks: file.remarks, known: known, place: place))
        }
    }

    /// Takes the files that correct what files behind them in the same commit have brought; in a drop of many files the
    /// names do not decide who may correct whom.
    private func settle(
        _ plans: inout [(name: FileName, plan: Plan)], _ admission: inout Admission, _ draft: inout Draft, mayWait: Bool
    ) throws {
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            for index in plans.indices {
                guard case .await(let checked, _) = plans[index].plan else { continue }
                plans[index].plan = try plan(checked, &admission, &draft)
                if case .await = plans[index].plan { continue }
                hasMoved = true
            }
        }
        for index in plans.indices {
            guard case .await(let checked, let problems) = plans[index].plan else { continue }
            plans[index].plan = mayWait ? .end(.awaiting) : .reject(checked.candidate, problems, .missing)
        }
    }

    // MARK: Finish

    private func finish(
        _ name: FileName, _ plan: Plan, _ folder: borrowing DropFolder, _ first: UInt64, _ shelf: inout Shelf,
        _ isNew: (FileName, String) -> Void
    ) -> FileOutcome {
        guard case .accept(let file) = plan else {
            return FileOutcome(name: name, ending: finish(name, plan, folder))
        }
        let done = ending(of: file, first)
        switch folder.archive(file.candidate, on: &shelf, isNew: isNew) {
        case .moved(let archived):
            guard folder.keepsAccepted else { return FileOutcome(name: name, ending: done) }
            let place = ArchivePlace(day: shelf.day, name: archived)
            return FileOutcome(name: name, ending: done, archived: (place, file.taken))
        case .vanished: return FileOutcome(name: name, ending: done)
        // What was read is in the log; what lies there now is another file, to be read anew.
        case .changed: return FileOutcome(name: name, ending: .changedAfterCommit(done))
        case .failed(let error): return FileOutcome(name: name, ending: .stuck(error, .archiving))
        }
    }

    private func finish(_ name: FileName, _ plan: Plan, _ folder: borrowing DropFolder) -> FileOutcome.Ending {
        switch plan {
        case .end(let ending): return ending
        case .await, .accept: preconditionFailure("what waits was settled before anything is finished")
        case .reject(let candidate, let problems, let cause):
            let move = folder.reject(name, candidate) { name in problems.map { $0.line(file: name.escaped) } }
            let submitter = Submitter(
                uid: candidate.status.owner, name: userNames[candidate.status.owner].flatMap { $0 })
            return ending(move) { .rejected(problems, as: $0, submitter, cause) }
        case .refuse(let refusal):
            let move = folder.reject(name, nil) { name in ["\(name.escaped): \(refusal.sentence)"] }
            return ending(move) { .refused(refusal, as: $0) }
        }
    }

    /// What became of an accepted file once its events are in the log.
    private func ending(of file: Accepted, _ first: UInt64) -> FileOutcome.Ending {
        let start = first + UInt64(file.place)
        let submitter = Submitter(uid: file.origin.uid, name: file.origin.userName)
        return file.count == 0
            ? .duplicate(count: file.duplicates, known: file.known, submitter)
            : .accepted(
                .init(
                    sequences: start...(start + UInt64(file.count) - 1), digest: file.digest,
                    duplicates: file.duplicates, remarks: file.remarks, submitter: submitter))
    }

    private func ending(
        _ move: DropFolder.Move, moved: (FileName) -> FileOutcome.Ending
    ) -> FileOutcome.Ending {
        switch move {
        case .moved(let name): moved(name)
        case .changed: .again
        case .vanished: .vanished
        case .failed(let error): .stuck(error, .rejecting)
        }
    }
}

extension TakenFile {
    fileprivate init(_ candidate: Candidate) {
        self.init(name: candidate.name, sha256: candidate.sha256, owner: candidate.status.owner)
    }
}
