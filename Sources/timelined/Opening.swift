import Auditing
import EventLog
import EventModel
import Glibc
import Intake
import LinuxIO
import Systemd
import Timeline

/// How the log is opened for writing, at the start and whenever it could not be written.
extension Service {
    /// Opens the log and reads what is not known of it from a life before.
    ///
    /// - Returns: false where it can't be; ``leaving`` is set where trying again is no use.
    func openLog() -> Bool {
        do {
            let storage = try storage()
            let store = IndexStore(settings.paths.cache)
            if index == nil { store.removeDrafts() }
            try openLog(storage, from: signer.lastSize.flatMap { KeptIndex(store, atMost: $0) })
            return true
        } catch {
            logFailed(error)
            return false
        }
    }

    private func openLog(_ storage: consuming DirectoryStorage, from kept: KeptIndex?) throws {
        let checking = ReplayStatus("checking the log", unit: "segments")
        let writer = try LogWriter.open(storage, startingAt: kept?.places ?? []) { done, total in
            ServiceManager.notify(
                .extendTimeout(.seconds(60)), .watchdog, .status(checking.text(UInt64(done), of: UInt64(total))))
        }
        if let tail = writer.tornTail {
            announcer.send(
                .tornTailCut(
                    segment: tail.segment, offset: UInt64(tail.byteOffset), bytes: UInt64(tail.count),
                    savedAs: tail.savedAs))
        }
        let restored = writer.start.flatMap { kept?.restored(at: $0) }
        let index = LogIndex(
            try LogReader(directory: Directory.open(settings.paths.log), checked: writer.checked),
            noting: Rotation.type, from: restored)
        let (reading, total) = (ReplayStatus("reading the log", unit: "entries", from: index.count), writer.head.size)
        index.progress = { [unowned index] in
            ServiceManager.notify(
                .extendTimeout(.seconds(60)), .watchdog, .status(reading.text(index.count, of: total)))
        }
        do {
            try signer.open(index)
        } catch HeadError.contradiction where restored != nil {
            // What is said of the log is said of its lines, never of what was kept in the cache.
            return try openLog(self.storage(), from: nil)
        }
        self.index = index
        var committer = Committer(
            writer, index: index, defaults: .init(source: settings.source), inHand: InHand(settings.paths.cache))
        committer.progress = Self.heartbeat()
        committer.rules = settings.submissions
        self.committer = consume committer
        arrivals.freeAll()
        measureRejected()
    }

    /// Tells the service manager, once a second at most, that long work goes on. Only work calls it, so that a hang is
    /// still one.
    private static func heartbeat() -> () -> Void {
        var last = Clock.monotonic()
        return {
            let now = Clock.monotonic()
            guard now - last >= 1_000_000 else { return }
            last = now
            ServiceManager.notify(.watchdog, .extendTimeout(.seconds(60)))
        }
    }

    private func storage() throws -> DirectoryStorage {
        let directory = try Directory.make(settings.paths.log, mode: 0o750)
        if lock?.isOf(directory) != true {
            lock = nil
            lock = try acquireLock(in: directory)
            answer()
        }
        guard let lock = lock.take() else { preconditionFailure("the lock was taken above, or held before") }
        let storage = try DirectoryStorage(directory, lock: lock)
        self.lock = consume lock
        return storage
    }

    /// A service waits for as long as another process has the log, and says so; `--once` waits as tools do. Once the loop
    /// runs, it is tried again from there.
    private func acquireLock(in directory: borrowing Directory) throws(LogError) -> LogLock {
        let patience: Int64 = loop != nil ? 0 : isOnce ? LogLock.toolPatience : .max
        var attempts = 0
        return try LogLock.acquire(in: directory, patience: patience) {
            // Every ten seconds: another may have it by then.
            if attempts % 100 == 0 {
                let (holder, process) = LockHolder.sentence(settings.paths)
                if attempts == 0, !isOnce {
                    announcer.send(
                        .anotherWriter(
                            directory: settings.paths.log, holder: holder, process: process, isWaiting: true))
                }
                ServiceManager.notify(.extendTimeout(.seconds(60)), .watchdog, .status("waiting: \(holder)"))
            }
            attempts += 1
        }
    }

    /// Listens at run/control.sock: it tells who has the lock, and takes requests once the loop runs.
    private func answer() {
        guard control == nil else { return }
        do throws(IOError) {
            control = try ControlSocket.listen(settings.paths)
        } catch {
            // The directory is the service manager's to make, and asked for little while.
            if isOnce { return }
            announcer.send(
                .degraded(
                    task: "listening at \(ControlSocket.path(settings.paths))", errno: error.errno,
                    advice: "\"timelined --reload\" cannot reach the daemon; SIGHUP does the same"))
        }
    }

    /// A log that opens need not take anything: on a full disk only a commit shows that it works again, unless there is
    /// nothing to commit.
    func logWorks() {
        backOff = nil
        announcer.end(Self.writing)
    }

    /// Says why the log can't be opened or written, and settles whether there is any use in trying again.
    func logFailed(_ error: any Error) {
        committer = nil
        switch error {
        case LogError.damaged(let damage):
            announcer.send(
                .logDamaged(
                    segment: damage.segment, sequence: damage.seq, offset: UInt64(damage.byteOffset),
                    reason: damage.reason))
            leaving = .damaged
        case LogError.locked(let path) where loop != nil:
            announcer.begin(Self.writing, IOError("fcntl", errno: EAGAIN, path: path), for: .lock)
        case LogError.locked(let path):
            let (holder, process) = LockHolder.sentence(settings.paths)
            announcer.send(.anotherWriter(directory: path, holder: holder, process: process, isWaiting: false))
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
}
