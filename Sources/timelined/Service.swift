import Auditing
import EventLog
import EventModel
import Intake
import LinuxIO
import Systemd
import Timeline

/// The daemon: one loop on one thread that notices files, commits what is whole, and says what it did.
///
/// Everything that can fail while it runs ends in one of three states, each of which it leaves by itself: a file that
/// stays where it is, a folder that is looked for again, or a log that is opened anew. Nothing is lost by any of them.
final class Service {
    static let writing = "writing the log"

    var settings: Settings
    let announcer: Announcer
    var folder: DropFolder?
    var inotify: Inotify?
    var arrivals: Arrivals
    /// Held from the first opening of the log to the end.
    private var lock: LogLock?
    private var committer: Committer?
    private var index: LogIndex?
    private var snapshotter: Snapshotter
    private let signer: HeadSigner
    /// Set while the log cannot be written.
    private var backOff: BackOff?
    private var clock = ClockWatch()
    var metrics = Metrics()
    /// Whether ``keepUp()`` comes before the next tick.
    var isUpkeepPlanned = false
    /// Set when the daemon has to leave, with the code it leaves with.
    private(set) var leaving: ExitStatus?
    private(set) var loop: Wiring?

    init(_ settings: Settings, journal: Journal) {
        self.settings = settings
        announcer = Announcer(journal, health: HealthFile(settings.paths))
        announcer.configuration.options = settings.shown
        signer = HeadSigner(settings, announcer)
        arrivals = Arrivals(settleTime: settings.settleTime)
        snapshotter = Snapshotter(settings)
    }

    /// Runs until it is told to stop, or with `once` until nothing waits.
    func run(once: Bool) -> ExitStatus {
        let started = Clock.monotonic()
        do throws(IOError) {
            try openFolder()
        } catch {
            announcer.send(
                .startFailed(
                    task: "opening \(error.path ?? settings.paths.incoming)", errno: error.errno,
                    advice: Advice.text(error.errno, .folder)))
            ServiceManager.notify(.errno(error.errno))
            return .trouble
        }
        guard openLog() else { return leaving ?? .trouble }
        announcer.send(
            .started(
                version: Version.current, directory: settings.paths.log, entries: committer?.head.size ?? 0))
        return once ? runOnce() : runLoop(started)
    }

    // MARK: Opening the log

    /// Opens the log for writing and brings the index and the state up to it.
    ///
    /// - Returns: false where it can't be; ``leaving`` is set where trying again is no use.
    private func openLog() -> Bool {
        do {
            let writer = try LogWriter.open(storage()) { done, total in
                ServiceManager.notify(
                    .extendTimeout(.seconds(60)), .status("checking the log: \(done) of \(total) segments"))
            }
            if let tail = writer.tornTail {
                announcer.send(
                    .tornTailCut(
                        segment: tail.segment, offset: UInt64(tail.byteOffset), bytes: UInt64(tail.count),
                        savedAs: tail.savedAs))
            }
            let index = try openIndex()
            committer = Committer(writer, index: index, defaults: .init(source: settings.source))
            return true
        } catch {
            logFailed(error)
            return false
        }
    }

    /// The index in step with the log; where it is new, the log has been held against its signed head.
    private func openIndex() throws -> LogIndex {
        if let index {
            try index.follow()
            return index
        }
        let index = try LogIndex(LogReader(directory: Directory.open(settings.paths.log)))
        index.observer = { [unowned self] in metrics.count($0) }
        try signer.open(index) { seq in
            if seq % 100_000 == 99_999 { ServiceManager.notify(.extendTimeout(.seconds(60))) }
        }
        self.index = index
        return index
    }

    private func storage() throws -> DirectoryStorage {
        let directory = try Directory.make(settings.paths.log, mode: 0o750)
        if lock?.isOf(directory) != true {
            lock = nil
            lock = try LogLock.acquire(in: directory)
        }
        guard let lock = lock.take() else { preconditionFailure("the lock was taken above, or held before") }
        let storage = try DirectoryStorage(directory, lock: lock)
        self.lock = consume lock
        return storage
    }

    /// A log that opens need not take anything: on a full disk only a commit shows that it works again, unless there is
    /// nothing to commit.
    private func logWorks() {
        backOff = nil
        announcer.end(Self.writing)
    }

    /// Says why the log can't be opened or written, and settles whether there is any use in trying again.
    private func logFailed(_ error: any Error) {
        committer = nil
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
        case HeadError.contradiction(let reason):
            announcer.send(.headContradicted(directory: settings.paths.log, reason: reason))
            leaving = .headContradicted
        case HeadError.key(let place, let reason):
            announcer.send(.keyUnusable(place: place, reason: reason))
            leaving = .configuration
        case HeadError.io(let error): announcer.begin(Self.writing, error, for: .log)
        case LogError.io(let error): announcer.begin(Self.writing, error, for: .log)
        case let error as IOError: announcer.begin(Self.writing, error, for: .log)
        default:
            announcer.send(.internalFault(what: "\(error)", errno: 0))
            leaving = .internalFault
        }
        guard leaving == nil else { return }
        if loop == nil { ServiceManager.notify(.errno(announcer.troubles.current.last?.trouble.errno ?? 0)) }
        var backOff = self.backOff ?? BackOff()
        loop?.retry.arm(after: backOff.nextDelay())
        self.backOff = backOff
    }

    // MARK: Once

    private func runOnce() -> ExitStatus {
        scan()
        while leaving == nil, committer != nil {
            drain()
            if arrivals.hasReady { continue }
            guard let due = arrivals.nextDue else { break }
            Clock.sleep(microseconds: due - Clock.monotonic())
            settle()
        }
        signHead()
        announcer.flush()
        if let leaving { return leaving }
        if SnapshotStore.isDue(size: entries, last: SnapshotStore(settings.paths).sizes().first ?? 0) {
            try? Snapshotter.write(settings.paths)
        }
        if announcer.isDegraded || announcer.counts.stuck > 0 { return .trouble }
        return announcer.counts.rejected > 0 ? .rejected : .done
    }

    /// Takes files by the settings as they are now.
    func applySettings() {
        arrivals.settleTime = settings.settleTime
        committer?.defaults = .init(source: settings.source)
        applyFolderSettings()
    }

    // MARK: The loop

    private func runLoop(_ started: Int64) -> ExitStatus {
        do {
            let wiring = try Wiring(self)
            loop = wiring
            listen()
            // It makes the directory that the metrics are written to, and has to be there before anybody reloads.
            announcer.publishHealth()
            tick()
            announcer.send(
                .ready(
                    events: index.map { UInt64($0.count) } ?? 0, duration: .microseconds(Clock.monotonic() - started)))
            ServiceManager.notify(.ready, .status(statusLine))
            keepSnapshot()
            planHead()
            let code = try wiring.run()
            signHead()
            announcer.flush()
            announcer.send(.stopped(entries: entries))
            return leaving ?? ExitStatus(rawValue: code) ?? .done
        } catch {
            announcer.send(.internalFault(what: "the event loop: \(error.call)", errno: error.errno))
            ServiceManager.notify(.errno(error.errno))
            return .internalFault
        }
    }

    /// Arms what must happen next.
    func plan() {
        if arrivals.hasReady, committer != nil { loop?.commit.schedule() }
        if let due = arrivals.nextDue { loop?.settled.arm(after: .microseconds(max(0, due - Clock.monotonic()))) }
    }

    // MARK: Commit

    /// Commits once what is ready, as much as one commit takes.
    func drain() {
        guard committer != nil, folder != nil else { return }
        let names = arrivals.take(Committer.maximumFiles)
        guard !names.isEmpty else { return }
        if let duration = clock.stepBack(now: Clock.now(), recorded: committer?.head.recorded) {
            announcer.send(.clockSteppedBack(duration: duration))
        }
        do {
            guard let report = try commit(names) else { return }
            for outcome in report.outcomes { follow(outcome) }
            announcer.announce(report)
            metrics.count(report)
            planUpkeep()
            if report.sequences != nil || arrivals.isEmpty { logWorks() }
            keepSnapshot()
            planHead()
            if report.hasStuck, folder?.isInPlace() != true { replaceFolder() }
        } catch {
            names.forEach { arrivals.movedIn($0) }
            logFailed(error)
        }
        if let leaving { loop?.leave(leaving) }
        ServiceManager.notify(.status(statusLine))
    }

    private func commit(_ names: [FileName]) throws -> CommitReport? {
        guard let drop = folder.take() else { return nil }
        let result = Result {
            try committer?.commit(names, in: drop, mayWait: !arrivals.ready.isEmpty)
        }
        folder = consume drop
        return try result.get()
    }

    private func follow(_ outcome: FileOutcome) {
        switch outcome.ending {
        case .again, .changedAfterCommit:
            arrivals.closed(outcome.name, status(of: outcome.name), now: Clock.monotonic())
        case .later: arrivals.movedIn(outcome.name)
        case .awaiting: arrivals.postpone(outcome.name)
        case .accepted, .duplicate, .rejected, .refused, .vanished, .stuck: break
        }
    }

    /// Tries to open the log again after it could not be written.
    func retry() {
        guard backOff != nil else { return }
        if openLog() {
            scan()
            if arrivals.isEmpty { logWorks() }
            plan()
        }
        if let leaving { loop?.leave(leaving) }
        ServiceManager.notify(.status(statusLine))
    }

    /// Has the head signed when it is time.
    private func planHead() {
        guard let index, let delay = signer.delay(index.tree, now: Clock.monotonic()) else { return }
        loop?.head.arm(after: .microseconds(delay))
    }

    /// Signs the head now, unless it is signed.
    func signHead() {
        guard let index else { return }
        signer.sign(index.tree)
        planHead()
    }

    /// What it cannot keep now it tries again later: nothing but speed is lost.
    private func keepSnapshot() {
        guard loop != nil else { return }
        do throws(IOError) {
            try snapshotter.follow(size: entries)
        } catch {
            announcer.send(
                .degraded(
                    task: "starting a snapshot", errno: error.errno, advice: "questions take longer meanwhile"))
        }
    }

    /// When the last entry was recorded, in microseconds of UTC since 1970.
    var recorded: Int64? { committer?.head.recorded }

    var entries: UInt64 { committer?.head.size ?? UInt64(index?.count ?? 0) }

    /// `systemctl status` in one line.
    var statusLine: String {
        StatusLine.text(
            entries: entries, counts: announcer.counts, waiting: arrivals.count,
            troubles: announcer.troubles.current, now: Clock.now())
    }
}
