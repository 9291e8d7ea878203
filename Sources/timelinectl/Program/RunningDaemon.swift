import EventModel
import Glibc
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

    /// Whether it leaves files of a user unread, since rejected/ has enough of them.
    static func isOverQuota(_ paths: Paths, _ user: UInt32) -> Bool {
        health(paths)?["troubles"]?.elements.contains {
            $0["errno"]?.count == UInt64(EDQUOT) && $0["uid"]?.count == UInt64(user)
                && $0["task"]?.text?.hasPrefix("taking files of ") == true
        } ?? false
    }
}
