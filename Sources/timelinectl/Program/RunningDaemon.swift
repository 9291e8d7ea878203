import EventLog
import EventModel
import LinuxIO
import Timeline

/// The daemon, as it is seen from outside.
enum RunningDaemon {
    /// Whether one runs: it holds the log's lock for as long as it lives.
    static func isThere(_ paths: Paths) -> Bool {
        (try? Directory.open(paths.log).openForReading(DirectoryStorage.lockName).isLocked()) ?? false
    }

    /// What it says of itself; nil where none runs, for what one said that is gone says nothing.
    static func health(_ paths: Paths) -> JSON? { isThere(paths) ? HealthFile(paths).read() : nil }
}
