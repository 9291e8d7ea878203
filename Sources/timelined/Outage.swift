import Glibc
import Systemd

/// A time in which the log cannot be written: how long to wait before each further attempt.
struct Outage {
    /// In microseconds of the monotonic clock.
    let began: Int64
    private var attempts = 0

    init(began: Int64) { self.began = began }

    /// One second, then twice as long each time, at most a minute.
    mutating func nextDelay() -> Duration {
        defer { attempts += 1 }
        return .seconds(min(60, 1 << min(attempts, 6)))
    }

    /// What an administrator can do about an error.
    static func advice(for errno: Int32) -> String {
        switch errno {
        case ENOSPC, EDQUOT: "make room on the file system of the log; files wait in the drop folder meanwhile"
        case EROFS: "the file system is read-only: see dmesg, then remount it"
        case EIO: "the disk has errors: see dmesg; restore the log from a backup if it does not recover"
        case EACCES, EPERM: "check owner and mode of the log's directory"
        case EMFILE, ENFILE: "raise LimitNOFILE= or close other programs"
        default: "see the system's log"
        }
    }
}

/// Notices when the machine's clock is behind what the log says was recorded, once for each time.
struct ClockWatch {
    private var isBehind = false

    /// - Returns: by how much the clock is behind, when it has just fallen behind.
    mutating func stepBack(now: Int64, recorded: Int64?) -> Duration? {
        guard let recorded, now < recorded else {
            isBehind = false
            return nil
        }
        defer { isBehind = true }
        return isBehind ? nil : .microseconds(recorded - now)
    }
}
