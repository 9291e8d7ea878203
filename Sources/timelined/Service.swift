import EventLog
import EventModel
import Intake
import LinuxIO
import Projections
import Systemd
import Timeline

/// The daemon: one loop on one thread that notices files, commits what is whole, and says what it did.
///
/// Everything that can fail while it runs fails here into one of two states: a file that stays where it is, or a log
/// that is opened anew later. Nothing is lost by either.
final class Service {
    let settings: Settings
    let announcer: Announcer
    private var folder: DropFolder?
    private var inotify: Inotify?
    private var arrivals: Arrivals
    private var committer: Committer?
    private var index: LogIndex?
    /// The current state of all projections, kept in step with the log.
    private var fold = Fold()
    private var outage: Outage?
    private var clock = ClockWatch()
    /// Set when the daemon has to leave, with the code it leaves with.
    private(set) var leaving: ExitStatus?
    private var loop: Wiring?

    init(_ settings: Settings, journal: Journal) {
        self.settings = settings
        announcer = Announcer(journal)
        arrivals = Arrivals(settleTime: settings.settleTime)
    }

    /// Runs until it is told to stop, or with `once` until nothing waits.
    func run(once: Bool) -> ExitStatus {
        let started = Clock.monotonic()
        guard openFolder(), openLog() else { return leaving ?? .trouble }
        announcer.send(
            .started(
                version: Version.current, directory: settings.paths.log, entries: committer?.head.size ?? 0))
        return once ? runOnce() : runLoop(started)
    }

    // MARK: Opening

    private func openFolder() -> Bool {
        let paths = settings.paths
        do throws(IOError) {
            // Watched first and listed then, so that nothing falls between the two.
            let drop = try DropFolder(incoming: paths.incoming, archive: paths.archive, rejected: paths.rejected)
            var watch = try Inotify()
            try watch.watch(paths.incoming)
            folder = consume drop
            inotify = consume watch
            return true
        } catch {
            announcer.send(.internalFault(what: "cannot open \(error.path ?? paths.incoming)", errno: error.errno))
            leaving = .trouble
            return false
        }
    }

    /// Opens the log for writing and brings the index and the state up to it.
    ///
    /// - Returns: false where it can't be; ``leaving`` is set where trying again is no use.
    private func openLog() -> Bool {
        do {
            let paths = settings.paths
            let writer = try LogWriter.open(directory: Directory.make(paths.log, mode: 0o750)) { _, _ in
                ServiceManager.notify(.extendTimeout(.seconds(60)))
            }
            if let tail = writer.tornTail {
                announcer.send(
                    .tornTailCut(
                        segment: tail.segment, offset: UInt64(tail.byteOffset), bytes: UInt64(tail.count),
                        savedAs: tail.savedAs))
            }
            let index = try self.index ?? LogIndex(LogReader(directory: Directory.open(paths.log)))
            try index.follow(observe: follow)
            self.index = index
            committer = Committer(writer, index: index, defaults: .init(source: settings.source))
            return true
        } catch {
            announce(error)
            return false
        }
    }

    private func follow(_ entry: LogEntry) {
        fold.apply(
            entry.document, event: entry.document.root, seq: entry.seq, recorded: entry.recorded.microseconds)
        if entry.seq % 100_000 == 99_999 { ServiceManager.notify(.extendTimeout(.seconds(60))) }
    }

    /// Says why the log can't be opened or written, and settles whether there is any use in trying again.
    private func announce(_ error: any Error) {
        switch error {
        case LogError.damaged(let damage):
            announcer.send(
                .logDamaged(
                    segment: damage.segment, sequence: damage.seq, offset: UInt64(damage.byteOffset),
                    reason: damage.reason))
            leaving = .damaged
        case LogError.locked(let path):
            announcer.send(.anotherWriter(directory: path, process: nil))
            leaving = .anotherWriter
        case LogError.io(let error): degrade(error)
        case let error as IOError: degrade(error)
        default:
            announcer.send(.internalFault(what: "\(error)", errno: 0))
            leaving = .internalFault
        }
    }

    private func degrade(_ error: IOError) {
        committer = nil
        if outage == nil {
            outage = Outage(began: Clock.monotonic())
            announcer.send(
                .degraded(task: "writing the log", errno: error.errno, advice: Outage.advice(for: error.errno)))
        }
    }

    // MARK: Once

    private func runOnce() -> ExitStatus {
        guard outage == nil else { return .trouble }
        scan()
        while leaving == nil, outage == nil {
            drain()
            guard arrivals.ready.isEmpty else { continue }
            guard let due = arrivals.nextDue else { break }
            Clock.sleep(microseconds: due - Clock.monotonic())
            settle()
        }
        announcer.flush()
        if let leaving { return leaving }
        if outage != nil || announcer.counts.stuck > 0 { return .trouble }
        return announcer.counts.rejected > 0 ? .rejected : .done
    }

    // MARK: The loop

    private func runLoop(_ started: Int64) -> ExitStatus {
        do {
            let wiring = try Wiring(self)
            loop = wiring
            try watch(with: wiring)
            scan()
            announcer.send(
                .ready(
                    events: index.map { UInt64($0.count) } ?? 0, duration: .microseconds(Clock.monotonic() - started)))
            ServiceManager.notify(.ready, .status(statusLine))
            if outage != nil { wiring.retry.arm(after: outage?.nextDelay() ?? .seconds(1)) }
            plan()
            let code = try wiring.run()
            announcer.flush()
            announcer.send(.stopped(entries: committer?.head.size ?? 0))
            return leaving ?? ExitStatus(rawValue: code) ?? .done
        } catch {
            announcer.send(.internalFault(what: "the event loop: \(error.call)", errno: error.errno))
            ServiceManager.notify(.errno(error.errno))
            return .internalFault
        }
    }

    private func watch(with wiring: Wiring) throws(SystemdError) {
        if let descriptor = inotify?.descriptor { try wiring.watch(descriptor) }
    }

    /// The kernel has told of changes in the drop folder.
    func folderChanged() {
        guard let changes = try? inotify?.read() else { return }
        let now = Clock.monotonic()
        for change in changes {
            switch change {
            case .movedIn(let name): if !DropFolder.isWaiting(name) { arrivals.movedIn(name) }
            case .closedAfterWriting(let name):
                if !DropFolder.isWaiting(name) { arrivals.closed(name, status(of: name), now: now) }
            case .created(let name):
                if !DropFolder.isWaiting(name) { arrivals.created(name, status(of: name), now: now) }
            case .attributesChanged(let name):
                // Perhaps it can be read or moved now. Of a file that is being written it says nothing.
                if announcer.isStuck(name) { arrivals.closed(name, status(of: name), now: now) }
            case .directoryReplaced: if folder?.isInPlace() != true { replaceFolder() }
            case .overflow:
                announcer.send(.queueOverflowed(directory: settings.paths.incoming))
                scan()
            case .gone: replaceFolder()
            }
        }
        plan()
    }

    /// The minute's scan: whatever the notifications missed, it finds.
    func minute() {
        if folder?.isInPlace() != true { replaceFolder() }
        scan()
        announcer.flush()
        plan()
    }

    private func replaceFolder() {
        announcer.send(.dropFolderReplaced(directory: settings.paths.incoming))
        inotify = nil
        guard openFolder(), let loop else {
            // Tried again by the next minute's scan.
            leaving = nil
            return
        }
        do { try watch(with: loop) } catch { announcer.send(.internalFault(what: "\(error)", errno: error.errno)) }
        scan()
    }

    func scan() {
        do {
            let (now, realTime) = (Clock.monotonic(), Clock.now())
            for name in try folder?.scan() ?? [] {
                arrivals.scanned(name, status(of: name), now: now, realTime: realTime)
            }
        } catch {
            announcer.trouble("listing \(settings.paths.incoming)", error)
        }
    }

    func settle() { arrivals.settle(now: Clock.monotonic(), status: status(of:)) }

    private func status(of name: FileName) -> FileStatus? { try? folder?.status(of: name) }

    /// Arms what must happen next.
    func plan() {
        if !arrivals.ready.isEmpty, committer != nil { loop?.commit.schedule() }
        if let due = arrivals.nextDue { loop?.settled.arm(after: .microseconds(max(0, due - Clock.monotonic()))) }
    }

    // MARK: Commit

    /// Commits once what is ready, as much as one commit takes.
    func drain() {
        let names = arrivals.take(Committer.maximumFiles)
        guard !names.isEmpty, folder != nil, committer != nil else {
            names.forEach { arrivals.movedIn($0) }
            return
        }
        if let duration = clock.stepBack(now: Clock.now(), recorded: committer?.head.recorded) {
            announcer.send(.clockSteppedBack(duration: duration))
        }
        do {
            guard let report = try commit(names) else { return }
            for outcome in report.outcomes { follow(outcome) }
            announcer.announce(report)
        } catch {
            names.forEach { arrivals.movedIn($0) }
            announce(error)
            if outage != nil { loop?.retry.arm(after: outage?.nextDelay() ?? .seconds(1)) }
        }
        if let leaving { loop?.leave(leaving) }
        ServiceManager.notify(.status(statusLine))
    }

    private func commit(_ names: [FileName]) throws -> CommitReport? {
        guard let drop = folder.take() else { return nil }
        let result = Result { try committer?.commit(names, in: drop, observe: follow) }
        folder = consume drop
        return try result.get()
    }

    private func follow(_ outcome: FileOutcome) {
        switch outcome.ending {
        case .again, .changedAfterCommit:
            arrivals.closed(outcome.name, status(of: outcome.name), now: Clock.monotonic())
        case .later: arrivals.movedIn(outcome.name)
        case .accepted, .duplicate, .rejected, .refused, .vanished, .stuck: break
        }
    }

    /// Tries to open the log again after it could not be written.
    func retry() {
        guard var outage else { return }
        if openLog() {
            announcer.send(
                .recovered(task: "writing the log", duration: .microseconds(Clock.monotonic() - outage.began)))
            self.outage = nil
            scan()
            plan()
        } else if let leaving {
            loop?.leave(leaving)
        } else {
            loop?.retry.arm(after: outage.nextDelay())
            self.outage = outage
        }
        ServiceManager.notify(.status(statusLine))
    }

    /// `systemctl status` in one line.
    private var statusLine: String {
        StatusLine.text(
            entries: committer?.head.size ?? UInt64(index?.count ?? 0), counts: announcer.counts,
            waiting: arrivals.ready.count + arrivals.pendingCount, isDegraded: outage != nil, now: Clock.now())
    }
}
