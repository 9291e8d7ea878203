import EventModel
import Timeline

/// The daemon, as it is seen from outside.
enum RunningDaemon {
    /// Whether one runs: it holds the log's lock for as long as it lives. Who may not look at that sees whether it holds
    /// its own word of itself.
    static func isThere(_ paths: Paths) -> Bool {
        LockHolder.isLocked(paths) || HealthFile(paths).isHeld
    }

    /// What it says of itself; nil where none runs, for what one said that is gone says nothing.
    static func health(_ paths: Paths) -> JSON? { isThere(paths) ? HealthFile(paths).read() : nil }
}
