import CSystemd
import Glibc

/// The daemon's one thread: sd-event(3) with closures.
///
/// ```swift
/// let loop = try EventLoop()
/// let commit = try loop.addDeferred { writer.commitAllWaiting() }
/// let folder = try loop.addDescriptor(inotify) { _ in intake.read(); commit.schedule() }
/// let stop = try loop.addSignal(.terminate) { loop.exit(0) }
/// exit(try loop.run())
/// ```
///
/// A round of the loop asks the kernel for what is ready and then runs the one most urgent handler, so a source of low
/// priority runs only when nothing of higher priority is left: by then all that waits has been collected, and one
/// commit takes it all.
///
/// Neither the loop nor its sources are Sendable: the compiler keeps them on the thread that made them.
@safe package final class EventLoop {
    /// Which handler goes first: the lower the number the earlier.
    package struct Priority: Sendable, Hashable, RawRepresentable {
        package var rawValue: Int64

        package init(rawValue: Int64) { self.rawValue = rawValue }

        package static let important = Priority(rawValue: -100)
        package static let normal = Priority(rawValue: 0)
        package static let idle = Priority(rawValue: 100)
    }

    /// The signals a service is told something by.
    package enum Signal: Sendable, Hashable, CaseIterable {
        case terminate, interrupt, hangup

        /// The number of signal(7).
        package var number: Int32 {
            switch self {
            case .terminate: SIGTERM
            case .interrupt: SIGINT
            case .hangup: SIGHUP
            }
        }
    }

    let event: OpaquePointer

    /// A loop with no sources yet.
    ///
    /// - Throws: ENFILE, EMFILE or ENOMEM.
    package init() throws(SystemdError) {
        var event: OpaquePointer?
        try SystemdError.check(unsafe sd_event_new(&event), "sd_event_new")
        guard let event = unsafe event else { throw SystemdError(call: "sd_event_new", errno: ENOMEM) }
        unsafe self.event = event
    }

    deinit {
        // The one reference that sd_event_new gave; sources that outlive the loop hold references of their own.
        unsafe sd_event_unref(event)
    }

    /// Runs handlers until ``exit(_:)`` is called, and answers its code.
    ///
    /// - Throws: what the kernel says where the loop itself can't go on; EBUSY for a loop that has run before.
    package func run() throws(SystemdError) -> Int32 {
        // `self` is alive during the call, and with it the loop; sd-event holds a reference of its own, too.
        try SystemdError.check(unsafe sd_event_loop(event), "sd_event_loop")
    }

    /// One round: runs at most one handler, and waits for it no longer than `timeout`.
    ///
    /// - Returns: whether a handler ran.
    package func runOnce(timeout: Duration = .zero) throws(SystemdError) -> Bool {
        try SystemdError.check(unsafe sd_event_run(event, timeout.microseconds), "sd_event_run") > 0
    }

    /// Makes ``run()`` answer `code`, 0 to 255, once the handler in hand is done; no other handler runs.
    package func exit(_ code: UInt8) {
        // It fails only for a loop that has ended already, which is what is asked for.
        _ = unsafe sd_event_exit(event, Int32(code))
    }

    /// Feeds the service manager's watchdog from this loop, so that a handler that hangs is a restart.
    ///
    /// - Returns: whether the service manager asked for it ($WATCHDOG_USEC).
    package func feedWatchdog() throws(SystemdError) -> Bool {
        try SystemdError.check(unsafe sd_event_set_watchdog(event, 1), "sd_event_set_watchdog") > 0
    }
}

extension Duration {
    /// Whole microseconds, rounded down; nothing below zero.
    var microseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) * 1_000_000 + UInt64(attoseconds) / 1_000_000_000_000
    }
}
