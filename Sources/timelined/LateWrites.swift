import EventLog
import EventModel
import Intake
import LinuxIO
import Systemd
import Timeline

/// What is written into files after they were taken: the newest days of the archive are watched for two days, and a file
/// that changed is read again as it is then.
extension Service {
    private static let watching = "watching the archive"
    /// For how long files are read again in one go, but for the last of them, in microseconds.
    private static let longestReading: Int64 = 2_000_000

    /// Begins to watch the archive: the folders that files were moved to yesterday and today, by whatever process.
    func watchArchive() {
        do throws(IOError) {
            archiveWatch = try ArchiveWatch(settleTime: settings.settleTime)
            let now = Clock.now()
            let days = [now - 86_400_000_000, now].map(Shelf.day)
            for folder in folder?.folders(of: days) ?? [] { try watchArchive(folder) }
            announcer.end(Self.watching)
        } catch {
            archiveWatch = nil
            announcer.begin(Self.watching, error, for: .archive)
        }
        listenToArchive()
    }

    /// Watches a folder of the archive before a file is moved there.
    func watchArchive(beforeUseOf folder: [FileName]) {
        do throws(IOError) {
            try watchArchive(folder)
        } catch {
            // Tried again with the next scan.
            archiveWatch = nil
            announcer.begin(Self.watching, error, for: .archive)
            listenToArchive()
        }
    }

    private func watchArchive(_ folder: [FileName]) throws(IOError) {
        try archiveWatch?.add(folder, below: settings.paths.archive, now: Clock.sinceBoot())
    }

    /// Has the loop wait for what the kernel tells of the archive, once there is a loop.
    func listenToArchive() {
        guard let loop else { return }
        do throws(SystemdError) {
            try loop.watchArchive(archiveWatch?.descriptor)
        } catch {
            archiveWatch = nil
            announcer.begin(Self.watching, IOError(error.call, errno: error.errno), for: .archive)
        }
    }

    /// Takes note of what was moved to the archive.
    func note(_ report: CommitReport) {
        for outcome in report.outcomes {
            if let (place, file) = outcome.archived { archiveWatch?.note(file, at: place) }
        }
    }

    /// The kernel has told of writes, or it is time to read a file again.
    func archiveChanged() {
        do throws(IOError) {
            try archiveWatch?.read(now: Clock.sinceBoot())
        } catch {
            archiveWatch = nil
            announcer.begin(Self.watching, error, for: .archive)
            return listenToArchive()
        }
        guard archiveWatch?.nextDue != nil else { return }
        wake()
        takeLate()
        planLate()
    }

    private func planLate() {
        // Without a log they wait for it.
        guard committer != nil, let due = archiveWatch?.nextDue else { return }
        loop?.late.arm(after: .microseconds(max(0, due - Clock.sinceBoot())))
    }

    private func takeLate() {
        guard committer != nil, folder != nil, let files = archiveWatch?.take(now: Clock.sinceBoot()),
            let drop = folder.take()
        else { return }
        var outcomes: [(LateFile, LateOutcome)] = []
        do {
            let started = Clock.monotonic()
            for (place, file) in files.enumerated() {
                // What is left waits for the files that are new.
                guard Clock.monotonic() - started < Self.longestReading else {
                    files[place...].forEach { archiveWatch?.putBack($0, now: Clock.sinceBoot()) }
                    break
                }
                if let outcome = try committer?.commitAgain(file, in: drop) { outcomes.append((file, outcome)) }
            }
            folder = consume drop
        } catch {
            folder = consume drop
            for file in files { archiveWatch?.again(file, now: Clock.sinceBoot()) }
            logFailed(error)
            if let leaving { loop?.leave(leaving) }
        }
        for (file, outcome) in outcomes { follow(file, outcome) }
    }

    private func follow(_ file: LateFile, _ outcome: LateOutcome) {
        switch outcome {
        case .same, .gone: break
        case .again: archiveWatch?.again(file, now: Clock.sinceBoot())
        case .changed(let report):
            announcer.announce(report, of: file)
            archiveWatch?.note(report.file, at: file.place)
            if let commit = report.commit {
                arrivals.free(commit.freed)
                committed(commit)
            }
        }
    }
}

extension Announcer {
    /// Says that a file was written to after it was taken. Of one that another process has taken it is not known what it
    /// was: where it brings nothing new, there is nothing to say.
    func announce(_ report: LateReport, of file: LateFile) {
        let first = report.problems.first.map {
            Message.Problem(line: $0.position.line, column: $0.position.column, sentence: $0.sentence)
        }
        let refusal = report.refusal.map { Message.Problem(sentence: $0.sentence) }
        guard file.taken != nil || report.commit != nil || first != nil else { return }
        send(
            .fileChanged(
                Message.ChangedFile(
                    file: report.file.name.bytes, place: file.place.name.bytes, day: file.place.day.escaped,
                    before: file.taken.map { EntryLine.hexadecimal($0.sha256) },
                    // Of what is not read nothing is known.
                    after: refusal == nil ? EntryLine.hexadecimal(report.file.sha256) : "",
                    problems: refusal == nil ? report.problems.count : 1, first: refusal ?? first)))
    }
}
