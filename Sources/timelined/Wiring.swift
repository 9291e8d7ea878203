import Systemd

/// The event loop and its sources: when each part of the service runs.
///
/// Notifications go first and the commit last, so that one commit takes all that has been noticed by then.
final class Wiring {
    private let loop: EventLoop
    private var sources: [EventSource] = []
    private var folder: EventSource?
    private var archive: EventSource?
    private var control: ControlServer?
    /// Commits what is ready, once nothing more urgent is left.
    let commit: DeferredSource
    /// Looks again at files that were still being written.
    let settled: TimerSource
    /// Reads files of the archive again that were written to.
    let late: TimerSource
    /// Opens the log again.
    let retry: TimerSource
    /// Scans the drop folder; armed anew by each scan.
    let tick: TimerSource
    /// Clears the archive and writes the metrics between two ticks.
    let upkeep: TimerSource
    /// Signs the head of the log.
    let head: TimerSource
    private unowned let service: Service

    // The service owns this object and with it every source, so that no handler runs after it is gone.
    init(_ service: Service) throws(SystemdError) {
        self.service = service
        let loop = try EventLoop()
        self.loop = loop
        commit = try loop.addDeferred { [unowned service] in
            service.drain()
            service.plan()
        }
        settled = try loop.addTimer { [unowned service] in
            service.settle()
            service.plan()
        }
        late = try loop.addTimer { [unowned service] in
            service.archiveChanged()
            service.plan()
        }
        retry = try loop.addTimer { [unowned service] in service.retry() }
        tick = try loop.addTimer { [unowned service] in service.tick() }
        upkeep = try loop.addTimer(priority: .idle) { [unowned service] in
            service.keepUp()
            service.plan()
        }
        // After whatever waits: those who submit wait for their commit, nobody for the head.
        head = try loop.addTimer(priority: .idle) { [unowned service] in
            service.signHead()
            ServiceManager.notify(.status(service.statusLine))
        }
        try addSignals()
        control = try service.control.map { (listener) throws(SystemdError) in
            try ControlServer(listener, loop) { [unowned service] in service.reload() }
        }
        _ = try loop.feedWatchdog()
    }

    private func addSignals() throws(SystemdError) {
        for signal in [EventLoop.Signal.terminate, .interrupt] {
            sources.append(
                try loop.addSignal(signal) { [unowned self] in
                    service.announcer.send(.stopping(reason: signal == .terminate ? "SIGTERM" : "SIGINT"))
                    ServiceManager.notify(.stopping)
                    loop.exit(0)
                })
        }
        sources.append(try loop.addSignal(.hangup) { [unowned self] in service.reload() })
    }

    /// Listens to this inotify instance instead of the one before; to none where there is none.
    func watch(_ descriptor: Int32?) throws(SystemdError) {
        folder?.close()
        folder = nil
        guard let descriptor else { return }
        folder = try loop.addDescriptor(descriptor) { [unowned service] in service.folderChanged() }
    }

    /// The same for the archive.
    func watchArchive(_ descriptor: Int32?) throws(SystemdError) {
        archive?.close()
        archive = nil
        guard let descriptor else { return }
        archive = try loop.addDescriptor(descriptor) { [unowned service] in
            service.archiveChanged()
            service.plan()
        }
    }

    func run() throws(SystemdError) -> Int32 { try loop.run() }

    /// Ends the loop; what the service manager is told says that it was no wish of its own.
    func leave(_ status: ExitStatus) { loop.exit(UInt8(status.rawValue)) }
}
