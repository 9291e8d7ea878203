import EventModel
import Glibc
import LinuxIO
import Systemd
import Timeline

/// How long to wait before each further attempt: one second, then twice as long each time, at most a minute.
struct BackOff {
    private var attempts = 0

    mutating func nextDelay() -> Duration {
        defer { attempts += 1 }
        return .seconds(min(60, 1 << min(attempts, 6)))
    }
}

/// What does not work at present. Each task is said once when it begins to fail and once when it works again.
struct Troubles {
    private(set) var current: [(trouble: DaemonHealth.Trouble, began: Int64)] = []

    /// - Parameter now: microseconds of the monotonic clock.
    /// - Returns: whether the task has only now begun to fail.
    mutating func begin(_ trouble: DaemonHealth.Trouble, now: Int64) -> Bool {
        guard !current.contains(where: { $0.trouble.task == trouble.task }) else { return false }
        current.append((trouble, now))
        return true
    }

    /// Says another reason of a task that fails already.
    ///
    /// - Returns: whether it was another.
    mutating func change(_ trouble: DaemonHealth.Trouble) -> Bool {
        guard let index = current.firstIndex(where: { $0.trouble.task == trouble.task }),
            current[index].trouble.errno != trouble.errno
        else { return false }
        current[index].trouble = trouble
        return true
    }

    /// - Returns: how long it has failed, in microseconds; nil where it did not.
    mutating func end(_ task: String, now: Int64) -> Int64? {
        guard let index = current.firstIndex(where: { $0.trouble.task == task }) else { return nil }
        return now - current.remove(at: index).began
    }
}

/// What an administrator can do about an error.
enum Advice {
    /// What it is that fails.
    enum Place {
        case log, lock, folder, watch, archive, file, metrics
        /// What stays in the drop folder for what it is, where it can be read.
        case left
    }

    static func text(_ errno: Int32, _ place: Place) -> String {
        switch (errno, place) {
        case (EMFILE, .watch):
            "files are noticed by a scan every few seconds meanwhile; raise fs.inotify.max_user_instances"
        case (ENOSPC, .watch):
            "files are noticed by a scan every few seconds meanwhile; raise fs.inotify.max_user_watches"
        case (_, .watch): "files are noticed by a scan every few seconds meanwhile"
        case (_, .archive):
            "what is written to a file after it was taken goes unseen meanwhile; "
                + "raise fs.inotify.max_user_instances or max_user_watches"
        case (_, .lock): "another process has the log's lock: stop it"
        case (ENOTEMPTY, .left):
            "a directory: let its owner drop the files in it one by one, and remove it; root can, too"
        case (EBUSY, .left): "something is mounted on it: let its owner unmount it and remove the directory"
        case (_, .left): "it is not read, and stays unread on its mount: let its owner remove it; root can, too"
        case (EAGAIN, .file): "a program of its owner's has a lease on it: end that program"
        case (EACCES, .file):
            "its group or its mode keeps the daemon out: let its owner chgrp timeline and chmod g+r it; "
                + "it stays in the drop folder until then"
        case (_, .file): "the file stays in the drop folder and is tried again every minute; check its owner and mode"
        case (_, .metrics): "events are taken all the same; check the option metrics and the directory it names"
        case (ENOSPC, _), (EDQUOT, _):
            "make room on its file system; files wait in the drop folder meanwhile"
        case (EFBIG, _): "files may not be as large: raise LimitFSIZE=, or ulimit -f"
        case (EROFS, _): "the file system is read-only: see dmesg, then remount it"
        case (ELOOP, _): "a symbolic link stands there, which is not followed: put what it leads to in its place"
        case (EIO, .log): "the disk has errors: see dmesg; restore the log from a backup if it does not recover"
        case (EIO, _): "the disk has errors: see dmesg"
        case (EACCES, .log), (EPERM, .log), (ENOENT, .log), (EACCES, .folder), (EPERM, .folder), (ENOENT, .folder):
            "the directory is gone, or its owner or mode is wrong: \"systemd-tmpfiles --create\" sets those of the package "
                + "right; any other must exist, and belong to the user of the daemon"
        case (EACCES, _), (EPERM, _): "check owner and mode of the directory"
        case (EMFILE, _), (ENFILE, _): "raise LimitNOFILE= or close other programs"
        case (_, .folder): "check the directory and its mount"
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
