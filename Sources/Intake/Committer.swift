package import EventLog
package import EventModel
package import LinuxIO

/// From files to entries: reads, checks, appends with one write and one fdatasync, and moves each file to its end.
///
/// A commit goes like this, and nothing in it may change places:
///
/// 1. every file is read and checked; what no log could make good moves to rejected/ at once;
/// 2. all new events are appended as one batch, durably;
/// 3. the index takes in what was written;
/// 4. files are moved, to archive/, or to rejected/ what contradicts the log.
///
/// A crash after 2 leaves files that are in the log already: the next start finds them as duplicates and moves them.
package struct Committer: ~Copyable {
    private var writer: LogWriter<DirectoryStorage>
    private let sequencer: LocalSequencer
    private let index: LogIndex
    /// What events get that say nothing.
    package var defaults: EventReader.Defaults
    /// What may be read at all.
    package var rules = SubmissionRules()
    package var usage = RejectedUsage()
    private var inHand: InHand?
    /// The login names of submitters, asked for once a commit: the system's list of users is a file or a server.
    private var userNames: [UInt32: String?] = [:]
    private var drafts = LinkedDrafts()
    private var putOff = PutOffFiles()
    /// Called now and then while much is read, checked or written: at least after every ``CheckedFile/pause`` events.
    package var progress: () -> Void = {}

    /// How many files one commit takes at most: more would make the first of them wait without making the disk faster.
    package static let maximumFiles = 1_000
    /// How many bytes of files one commit reads at most, but for the last of them. Larger ones would cost memory, and
    /// whoever opens the log the reading of its last batch, and make the disk no faster.
    private static let maximumBytes = 8 << 20
    /// For how long one commit reads files at most, but for the last of them, and for how long it moves them at most, in
    /// microseconds: those that are right wait no longer for those that take long, nor for a mount that does.
    private static let maximumTime: Int64 = 2_000_000

    /// - Parameter inHand: where the file that is being read is noted; nil where it is not.
    package init(
        _ writer: consuming LogWriter<DirectoryStorage>, index: LogIndex, defaults: EventReader.Defaults,
        sequencer: LocalSequencer = LocalSequencer(), inHand: consuming InHand? = nil
    ) {
        self.writer = writer
        self.index = index
        self.defaults = defaults
        self.sequencer = sequencer
        self.inHand = inHand
    }

    package var head: LogHead { writer.head }
    /// The log as its writer has checked or written it.
    package var checked: CheckedPrefix { writer.checked }

    /// Takes the files `names` of `folder`, below incoming/, which are whole, in their order.
    ///
    /// - Parameters:
    ///   - mayWait: whether a file that corrects what no file has brought yet is put off, since others may bring it;
    ///     asked with whether files of this commit are left for the next.
    ///   - isNew: told of a folder of the archive, by its names, before the first file is moved there.
    /// - Returns: what became of each; files that did not fit into this commit are ``FileOutcome/Ending/later``.
    package mutating func commit(
        _ names: [RelativePath], in folder: borrowing DropFolder,
        mayWait: (RelativePath, _ hasLater: Bool) -> Bool = { _, hasLater in hasLater },
        isNew: ([FileName]) -> Void = { _ in }
    ) -> CommitReport {
        let started = Clock.monotonic()
        userNames.removeAll(keepingCapacity: true)
        drafts = LinkedDrafts()
        names.forEach { putOff.end($0) }
        let first = writer.head.size
        var round = Round(names, admission(from: first), rules.sources)
        var failure: (any Error)?
        do {
            try decide(&round, folder, started)
            try append(round.draft)
        } catch {
            failure = error
        }
        inHand?.release()
        let durable = Clock.monotonic()
        let files = round.plans.values.count { if case .accept(let file) = $0 { file.count > 0 } else { false } }
        // Nothing that is decided holds without the log.
        if failure == nil {
            var shelf = Shelf(now: Clock.now())
            for (place, plan) in round.plans.sorted(by: { $0.key < $1.key }) {
                progress()
                guard Clock.monotonic() - durable < Self.maximumTime else {
                    round.outcomes[place].ending = unmoved(plan, first)
                    continue
                }
                if case .await(_, _, let targets) = plan,
                    mayWait(names[place], round.hasLater || !round.freed.isEmpty),
                    let target = targets.first(where: { !round.admission.isPending($0) })
                {
                    putOff.wait(names[place], for: target)
                    round.outcomes[place].ending = .awaiting
                } else {
                    finish(plan, &round.outcomes[place], folder, first, &shelf, isNew)
                }
            }
        }
        return CommitReport(
            sequences: failure != nil || round.draft.batch.isEmpty ? nil : first...(writer.head.size - 1),
            outcomes: round.outcomes, files: failure == nil ? files : 0, microseconds: durable - started,
            freed: failure == nil ? round.freed : [], failure: failure)
    }

    /// What is known of a commit while it goes on.
    private struct Round {
        var admission: Admission
        var sources: SourceGuard
        var draft = Draft()
        /// By file, what is done with it when the log has what it is to have.
        var plans: [Int: Plan] = [:]
        var awaited = AwaitedEvents()
        /// Files of earlier commits that waited for what this one brings.
        var freed: [RelativePath] = []
        var outcomes: [FileOutcome]
        /// Whether files were left for the next commit.
        var hasLater = false

        init(_ names: [RelativePath], _ admission: Admission, _ rules: SourceRules) {
            self.admission = admission
            sources = SourceGuard(rules, isMember: Account.isMember(_:of:))
            outcomes = names.map { FileOutcome(name: $0, ending: .later) }
        }
    }

    private mutating func decide(_ round: inout Round, _ folder: borrowing DropFolder, _ started: Int64) throws {
        var bytes = 0
        for place in round.outcomes.indices {
            progress()
            guard bytes < Self.maximumBytes, Clock.monotonic() - started < Self.maximumTime else {
                round.hasLater = true
                break
            }
            let name = round.outcomes[place].name
            switch read(name, folder) {
            case .read(let candidate):
                bytes += candidate.bytes.count
                try plan(place, candidate, folder, &round)
            case .refused(let refusal, let status):
                let line = "\(name.escaped): \(refusal.sentence)"
                let submitter = submitter(status.owner)
                round.outcomes[place].ending = reject(name, status, nil, [line], folder) {
                    .refused(refusal, as: $0, submitter)
                }
                if refusal.cause == .setAside, case .refused = round.outcomes[place].ending {
                    inHand?.forget(name.name, status)
                }
            case .overQuota(let status):
                round.outcomes[place].ending = .overQuota(
                    submitter(status.owner), bytes: usage.bytes(of: status.owner), quota: rules.quota ?? 0)
            case .unsettled: round.outcomes[place].ending = .again
            case .vanished: round.outcomes[place].ending = .vanished
            case .failed(let error, let user):
                round.outcomes[place].ending = FileOutcome.staying(error, .reading, user.map { submitter($0) })
            }
        }
        inHand?.release()
        while let place = round.awaited.next() {
            guard case .await(let checked, _, _) = round.plans[place] else { continue }
            progress()
            try plan(place, checked, &round)
        }
    }

    private mutating func read(_ name: RelativePath, _ folder: borrowing DropFolder) -> Candidate.Reading {
        // What the closure needs and changes, it has for itself: this value cannot be lent twice.
        var hand = inHand.take()
        let (rules, usage) = (rules, usage)
        let reading = folder.read(name, &drafts) { status in
            if rules.isOver(usage.bytes(of: status.owner)) { return .overQuota(status) }
            guard status.kind == .regular else { return nil }
            if let refusal = rules.refusal(of: status) { return .refused(refusal, status) }
            return hand?.take(name.name, status) == false ? .refused(.setAside, status) : nil
        }
        inHand = consume hand
        return reading
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
        var hand = inHand.take()
        let reading = folder.read(late.place) { status in
            hand?.take(late.place.name.name, status, isLate: true) == false ? .refused(.setAside, status) : nil
        }
        inHand = consume hand
        defer { inHand?.release() }
        var candidate: Candidate
        switch reading {
        case .read(let read): candidate = read
        case .refused(let refusal, _):
            let file = late.taken ?? TakenFile(name: late.place.name, sha256: [], owner: 0)
            return .changed(LateReport(file: file, refusal: refusal))
        case .unsettled, .failed, .overQuota: return .again
        case .vanished: return .gone
        }
        if candidate.sha256 == late.taken?.sha256 { return .same }
        let started = Clock.monotonic()
        candidate.name = late.taken?.name ?? candidate.name
        candidate.status.owner = late.taken?.owner ?? candidate.status.owner
        let first = writer.head.size
        var round = Round([candidate.name], admission(from: first), rules.sources)
        var report = LateReport(file: TakenFile(candidate))
        if try index.file(candidate.sha256) != nil { return .changed(report) }
        let checked = check(candidate, &round.draft)
        guard checked.file.problems.isEmpty else {
            report.problems = checked.file.problems
            return .changed(report)
        }
        try plan(0, checked, &round)
        switch round.plans[0] {
        case .accept(let file) where file.count > 0:
            try append(round.draft)
            report.commit = CommitReport(
                sequences: first...(writer.head.size - 1),
                outcomes: [FileOutcome(name: candidate.name, ending: ending(of: file, first))], files: 1,
                microseconds: Clock.monotonic() - started, freed: round.freed)
        case .accept, nil: break
        case .await(_, let problems, _), .reject(_, let problems, _): report.problems = problems
        }
        return .changed(report)
    }

    // MARK: Plan

    /// What is done with a file when the log has what it is to have.
    private enum Plan {
        case accept(Accepted)
        /// It corrects what is not there, the targets, by these problems.
        case await(Checked, [Diagnostic], targets: Set<EventIdentity>)
        /// It contradicts what the log has or another file of this commit, or its submitter may not say it.
        case reject(Candidate, [Diagnostic], RejectionCause)
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
        _ place: Int, _ candidate: Candidate, _ folder: borrowing DropFolder, _ round: inout Round
    ) throws {
        if let known = try known(candidate, round.draft) {
            round.plans[place] = .accept(known)
            return
        }
        let checked = check(candidate, &round.draft)
        let problems = checked.file.problems
        guard !problems.isEmpty else { return try plan(place, checked, &round) }
        let submitter = submitter(candidate.status.owner)
        let lines = problems.map { $0.line(file: candidate.name.escaped) }
        round.outcomes[place].ending = reject(candidate.name, candidate.status, candidate.bytes, lines, folder) {
            .rejected(problems, as: $0, submitter, .invalid)
        }
    }

    /// A file that the log has, of which nothing is read; nil for any other.
    private mutating func known(_ candidate: Candidate, _ draft: borrowing Draft) throws -> Accepted? {
        guard let entries = try index.file(candidate.sha256) else { return nil }
        return Accepted(
            candidate: candidate, origin: origin(of: candidate), count: 0, digest: FileOutcome.Digest([]),
            duplicates: entries.count, remarks: [], known: entries.first, place: draft.batch.count)
    }

    private mutating func origin(of candidate: Candidate) -> Origin {
        Origin(
            file: candidate.name, sha256: candidate.sha256, uid: candidate.status.owner,
            userName: userName(candidate.status.owner))
    }

    private mutating func check(_ candidate: Candidate, _ draft: inout Draft) -> Checked {
        let origin = origin(of: candidate)
        let file = CheckedFile.check(
            name: candidate.name.escaped, bytes: candidate.bytes, defaults: defaults,
            roomForEvent: draft.batch.roomForEvent(from: origin), progress: progress)
        return Checked(candidate: candidate, origin: origin, file: file)
    }

    private mutating func submitter(_ uid: UInt32) -> Submitter { Submitter(uid: uid, name: userName(uid)) }

    private mutating func userName(_ uid: UInt32) -> String? {
        if let known = userNames[uid] { return known }
        let name = Account.name(uid: uid)
        userNames[uid] = .some(name)
        return name
    }

    private mutating func plan(_ place: Int, _ checked: Checked, _ round: inout Round) throws {
        let (candidate, origin, file) = (checked.candidate, checked.origin, checked.file)
        let submitter = Submitter(uid: origin.uid, name: origin.userName)
        let forbidden = round.sources.faults(in: file.events, of: submitter)
        guard forbidden.isEmpty else {
            let problems = Diagnostic.locate(forbidden, in: candidate.bytes)
            return round.plans[place] = .reject(candidate, problems, .forbidden)
        }
        let decision = try round.admission.decide(
            file.events, in: candidate.bytes, file: candidate.name.escaped, submitter: submitter)
        switch decision {
        case .reject(let problems): round.plans[place] = .reject(candidate, problems, .conflict)
        case .missingTargets(let problems, let targets):
            round.plans[place] = .await(checked, problems, targets: targets)
            round.awaited.wait(place, for: targets)
        case .accept(let new, let duplicates, let known, let remarks):
            let start = round.draft.batch.count
            for (number, event) in new.enumerated() {
                round.draft.batch.add(event.canonical, from: origin)
                round.draft.events.append(index.newcomer(event, firstOf: number == 0 ? origin.sha256 : nil))
                if number % CheckedFile.pause == 0 { progress() }
            }
            round.awaited.arrived(new.lazy.map(\.identity))
            round.freed += putOff.arrived(new.lazy.map(\.identity))
            round.plans[place] = .accept(
                Accepted(
                    candidate: candidate, origin: origin, count: new.count, digest: FileOutcome.Digest(new),
                    duplicates: duplicates, remarks: file.remarks + remarks, known: known, place: start))
        }
    }

    // MARK: Finish

    private mutating func finish(
        _ plan: Plan, _ outcome: inout FileOutcome, _ folder: borrowing DropFolder, _ first: UInt64,
        _ shelf: inout Shelf, _ isNew: ([FileName]) -> Void
    ) {
        switch plan {
        case .accept(let file):
            (outcome.ending, outcome.archived) = archive(file, folder, first, &shelf, isNew)
        case .await(let checked, let problems, _):
            outcome.ending = reject(checked.candidate, problems, .missing, folder)
        case .reject(let candidate, let problems, let cause):
            outcome.ending = reject(candidate, problems, cause, folder)
        }
    }

    /// Time is over: the next commit finds what is in the log to be nothing new, and moves it.
    private func unmoved(_ plan: Plan, _ first: UInt64) -> FileOutcome.Ending {
        switch plan {
        case .accept(let file) where file.count > 0: .toBeMoved(ending(of: file, first))
        default: .later
        }
    }

    private func archive(
        _ file: Accepted, _ folder: borrowing DropFolder, _ first: UInt64, _ shelf: inout Shelf,
        _ isNew: ([FileName]) -> Void
    ) -> (FileOutcome.Ending, archived: (place: ArchivePlace, file: TakenFile)?) {
        let done = ending(of: file, first)
        switch folder.archive(file.candidate, on: &shelf, isNew: isNew) {
        case .moved(let archived):
            return (done, (ArchivePlace(day: shelf.day, name: RelativePath(archived, in: shelf.folder)), file.taken))
        case .vanished: return (done, nil)
        // What was read is in the log; what lies there now is another file, to be read anew.
        case .changed: return (.toBeMoved(done), nil)
        case .failed(let error):
            return (.stuck(error, .archiving, Submitter(uid: file.origin.uid, name: file.origin.userName)), nil)
        }
    }

    private mutating func reject(
        _ candidate: Candidate, _ problems: [Diagnostic], _ cause: RejectionCause, _ folder: borrowing DropFolder
    ) -> FileOutcome.Ending {
        let submitter = submitter(candidate.status.owner)
        let lines = problems.map { $0.line(file: candidate.name.escaped) }
        return reject(candidate.name, candidate.status, candidate.bytes, lines, folder) {
            .rejected(problems, as: $0, submitter, cause)
        }
    }

    private mutating func reject(
        _ name: RelativePath, _ status: FileStatus, _ bytes: [UInt8]?, _ lines: [String],
        _ folder: borrowing DropFolder, moved: (RelativePath) -> FileOutcome.Ending
    ) -> FileOutcome.Ending {
        let (move, place, reasonSize) = folder.reject(name, status, bytes, lines: lines)
        switch move {
        case .moved(let new):
            // An empty file stands for a directory, which has a size of its own.
            usage.add([status.kind == .directory ? 0 : status.size, reasonSize], of: status.owner)
            return moved(RelativePath(new, in: place))
        case .changed: return .again
        case .vanished: return .vanished
        case .failed(let error): return FileOutcome.staying(error, .rejecting, submitter(status.owner))
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
}

extension TakenFile {
    fileprivate init(_ candidate: Candidate) {
        self.init(name: candidate.name, sha256: candidate.sha256, owner: candidate.status.owner)
    }
}
