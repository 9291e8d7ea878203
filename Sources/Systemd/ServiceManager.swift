import CSystemd
import LinuxIO

/// What the daemon tells the service manager, by sd_notify(3). Without $NOTIFY_SOCKET nothing is sent.
package enum ServiceManager {
    /// One assignment of the protocol.
    package enum State: Sendable, Hashable {
        /// Start-up, or a reload, is done.
        case ready
        case reloading
        case stopping
        /// One line for `systemctl status`.
        case status(String)
        /// The watchdog is fed; only where work keeps the loop from doing so itself.
        case watchdog
        /// Start-up or the way out needs this much longer from now on.
        case extendTimeout(Duration)
        /// Why the service is about to fail.
        case errno(Int32)

        var assignment: String {
            switch self {
            case .ready: "READY=1"
            case .reloading: "RELOADING=1"
            case .stopping: "STOPPING=1"
            case .status(let text): "STATUS=" + Printable.line(text, limit: ServiceManager.statusLimit)
            case .watchdog: "WATCHDOG=1"
            case .extendTimeout(let duration): "EXTEND_TIMEOUT_USEC=\(duration.microseconds)"
            case .errno(let number): "ERRNO=\(number)"
            }
        }
    }

    /// What became of a notification.
    package enum Delivery: Sendable, Hashable {
        case sent
        /// No service manager listens.
        case noManager
        /// It could not be sent; the errno(3) says why.
        case failed(Int32)
    }

    /// How long a status may be, in bytes: the service manager drops a message above 4,096 altogether.
    static let statusLimit = 1_024

    /// Sends `states` as one message, so that they take effect together.
    ///
    /// A failure is no reason to stop serving: the service manager judges by what it does not get.
    @discardableResult
    package static func notify(_ states: State...) -> Delivery {
        // The string lives for the call, and sd_notify keeps no pointer to it.
        let result = unsafe sd_notify(0, message(states))
        return result > 0 ? .sent : result == 0 ? .noManager : .failed(-result)
    }

    static func message(_ states: [State]) -> String {
        states.map(\.assignment).joined(separator: "\n")
    }
}
