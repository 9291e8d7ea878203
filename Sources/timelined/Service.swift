import EventLog
import EventModel
import Glibc
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
    /// Nil while it rests, and while there is none.
    var folder: DropFolder?
    /// The folder while nothing is to be done.
    var resting: RestingFolder?
    /// Whether the folder was unmounted, and what lies there now is what lay below it.
    var isUnmounted = false
    var inotify: Inotify?
    /// Whether the kernel tells nothing of a folder below the drop folder.
    var isFolderUnwatched = false
    /// Nil where the kernel tells nothing of the archive.
    var archiveWatch: ArchiveWatch?
    var arrivals: Arrivals
    /// Held from the first opening of the log to the end.
    var lock: LogLock?
    /// Where it is asked who holds the lock, and for a reload.
    var control: LocalListener?
    private(set) var isOnce = false
    var committer: Committer?
    var index: LogIndex?
    private var snapshotter: Snapshotter
    let signer: HeadSigner
    /// Set while the log cannot be written.
    var backOff: BackOff?
    private var clock = ClockWatch()
    var metrics = Metrics()
    /// How fast days may go.
    lazy var pace = Dictionary(
        uniqueKeysWithValues: Cleared.allCases.map { ($0, ClearingRecord(settings.paths, $0).read()) })
    /// The days that are being cleared.
    var clearing: [Cleared: ClearingDay] = [:]
    /// Whether ``keepUp()`` comes before the next tick.
    var isUpkeepPlanned = false
    /// Set when the daemon has to leave, with the code it leaves with.
    var leaving: ExitStatus?
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
        isOnce = once
        // Its name goes before the lock does.
        defer { control?.removeName() }
        if let foreign = settings.paths.foreign {
            announcer.send(
                .startFailed(
                    task: "opening a timeline in \(foreign.path)", errno: ENOTEMPTY,
                    advice: "\(foreign.reason): \(foreign.advice)"))
            ServiceManager.notify(.errno(ENOTEMPTY))
            return .configuration
        }
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

    // MARK: Once

    private func runOnce() -> ExitStatus {
        let opened = entries
        scan()
        while leaving == nil, committer != nil {
            drain()
            if arrivals.hasReady { continue }
            guard let due = arrivals.nextDue else { break }
            Clock.sleep(microseconds: due - Clock.monotonic())
            settle()
        }
        // What was written to files that were taken meanwhile; of what is written from here on nobody is told.
        archiveChanged()
        clearOnce()
        signHead()
        keepIndex(isLast: true)
        announcer.flush(isLast: true)
        if let leaving { return leaving }
        // Where no snapshot is due, nothing else is worth reading the log again.
        let last = SnapshotStore(settings.paths).size
        if SnapshotStore.isDue(size: entries, last: last, isAtRest: true) {
            try? Snapshotter.write(settings.paths, remarksFrom: opened) { announcer.send($0) }
        }
        if announcer.isDegraded || !announcer.counts.staying.isEmpty { return .trouble }
        return announcer.counts.rejected > 0 ? .rejected : .done
    }

    /// Takes files by the settings as they are now.
    func applySettings() {
        wake()
        arrivals.settleTime = settings.settleTime
        archiveWatch?.settleTime = settings.settleTime
        committer?.defaults = .init(source: settings.source)
        committer?.rules = settings.submissions
        measureRejected()
        applyFolderSettings()
    }

    // MARK: The loop

    private func runLoop(_ started: Int64) -> ExitStatus {
        do {
            let wiring = try Wiring(self)
            loop = wiring
            listen()
            listenToArchive()
            // It makes the directory that the metrics are written to, and has to be there before anybody reloads.
            announcer.publishHealth()
            tick()
            announcer.send(
                .ready(
                    events: index?.count ?? 0, duration: .microseconds(Clock.monotonic() - started)))
            ServiceManager.notify(.ready, .status(statusLine))
            keepIndex()
            keepSnapshot()
            planHead()
            let code = try wiring.run()
            archiveChanged()
            signHead()
            keepIndex(isLast: true)
            announcer.flush(isLast: true)
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
        rest()
        if arrivals.hasReady, committer != nil, folder != nil { loop?.commit.schedule() }
        if let due = arrivals.nextDue { loop?.settled.arm(after: .microseconds(max(0, due - Clock.monotonic()))) }
    }

    // MARK: Commit

    /// Commits once what is ready, as much as one commit takes.
    func drain() {
        wake()
        guard committer != nil, folder != nil else { return }
        let taken = arrivals.take(Committer.maximumFiles)
        let names = taken.filter { folder?.isDeclared($0) ?? false }
        // What is not whole any more is noticed anew.
        if names.count < taken.count { Set(taken).subtracting(names).forEach { arrivals.decided($0) } }
        guard !names.isEmpty else { return }
        if let duration = clock.stepBack(now: Clock.now(), recorded: committer?.head.recorded) {
            announcer.send(.clockSteppedBack(duration: duration))
        }
        guard let report = commit(names) else { return }
        note(report)
        for outcome in report.outcomes { follow(outcome) }
        arrivals.putBack(report.later)
        arrivals.free(report.freed)
        if let failure = report.failure {
            // What was refused before has moved.
            announcer.announce(report)
            metrics.count(report)
            logFailed(failure)
        } else {
            committed(report)
            if report.sequences != nil || arrivals.isEmpty { logWorks() }
            if report.hasStuck, folder?.isInPlace() != true { replaceFolder() }
        }
        if let leaving { loop?.leave(leaving) }
        ServiceManager.notify(.status(statusLine))
    }

    /// What follows when a batch is in the log.
    func committed(_ report: CommitReport) {
        announcer.announce(report)
        metrics.count(report)
        planUpkeep()
        keepIndex()
        keepSnapshot()
        planHead()
    }

    private func commit(_ names: [RelativePath]) -> CommitReport? {
        guard let drop = folder.take() else { return nil }
        let report = committer?.commit(
            names, in: drop, mayWait: { arrivals.mayWait($0, hasLater: $1) },
            isNew: watchArchive(beforeUseOf:))
        folder = consume drop
        return report
    }

    private func follow(_ outcome: FileOutcome) {
        switch outcome.ending {
        case .later: return
        case .awaiting: return arrivals.postpone(outcome.name)
        case .again, .toBeMoved:
            arrivals.closed(outcome.name, status(of: outcome.name), now: Clock.monotonic())
        case .accepted, .duplicate, .rejected, .refused, .vanished: folder?.removeDone(of: outcome.name)
        case .stuck, .left, .overQuota: break
        }
        arrivals.decided(outcome.name)
    }

    /// Looks how much of rejected/ is whose, and says who may drop files again.
    func measureRejected() {
        guard let drop = folder.take() else { return }
        // Where it cannot be looked at, moves to it fail, and that is said.
        try? committer?.usage.measure(drop)
        folder = consume drop
        guard let usage = committer?.usage, let rules = committer?.rules else { return }
        announcer.endQuota { rules.isOver(usage.bytes(of: $0)) }
    }

    /// Tries to open the log again after it could not be written.
    func retry() {
        guard backOff != nil else { return }
        if openLog() {
            scan()
            if arrivals.isEmpty { logWorks() }
            plan()
            archiveChanged()
        }
        if let leaving { loop?.leave(leaving) }
        ServiceManager.notify(.status(statusLine))
    }

    /// Has the head signed when it is time.
    private func planHead() {
        guard let index, let delay = signer.delay(index.summary.tree, now: Clock.monotonic()) else { return }
        loop?.head.arm(after: .microseconds(delay))
    }

    /// Signs the head now, unless it is signed.
    func signHead() {
        guard let index else { return }
        signer.sign(index.summary.tree)
        planHead()
    }

    /// Writes the index when a segment is full, and at the end: nothing but how long a start takes depends on it.
    private func keepIndex(isLast: Bool = false) {
        let store = IndexStore(settings.paths.cache)
        guard let index, let checked = committer?.checked,
            isLast ? index.isBehind(checked, in: store) : index.isSaveDue
        else { return }
        // No start believes it farther than the signed head.
        signHead()
        if isLast { Clock.sleep(microseconds: checked.unsettled(now: Clock.now())) }
        do {
            try index.save(to: store, checked, now: Clock.now())
        } catch {
            announcer.send(
                .degraded(
                    task: "writing the index", errno: (error as? IOError)?.errno ?? 0,
                    advice: "the next start takes longer"))
        }
    }

    /// What it cannot keep now it tries again later: nothing but speed is lost.
    func keepSnapshot(isLook: Bool = false) {
        guard loop != nil else { return }
        do throws(IOError) {
            try snapshotter.follow(size: entries, isLook: isLook)
        } catch {
            announcer.send(
                .degraded(
                    task: "starting a snapshot", errno: error.errno, advice: "questions take longer meanwhile"))
        }
    }

    /// When the last entry was recorded, in microseconds of UTC since 1970.
    var recorded: Int64? { committer?.head.recorded }

    var entries: UInt64 { committer?.head.size ?? index?.count ?? 0 }

    /// `systemctl status` in one line.
    var statusLine: String {
        StatusLine.text(
            entries: entries, counts: announcer.counts, waiting: arrivals.count,
            troubles: announcer.troubles.current, now: Clock.now())
    }
}
