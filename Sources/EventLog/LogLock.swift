package import LinuxIO

/// The one writer's lock on a log, to be held for as long as whoever writes it lives, also while the log itself cannot be
/// written and is opened anew.
///
/// It is a lock of the open file (fcntl(2), F_OFD_SETLK) on the whole of log/lock, which only the log's owner can open:
/// others could lock it for reading, and keep every writer out.
package struct LogLock: ~Copyable, Sendable {
    private let file: File

    /// How long a tool waits for the lock, in microseconds.
    package static let toolPatience: Int64 = 10_000_000
    /// Between two attempts, in microseconds.
    private static let pause: Int64 = 100_000

    /// - Parameters:
    ///   - patience: how long to wait for whoever has it, in microseconds; `.max` for ever.
    ///   - waiting: called before each further attempt, every 100 ms.
    /// - Throws: ``LogError/locked(path:)`` where another process has it all the while.
    package static func acquire(
        in directory: borrowing Directory, patience: Int64 = 0, waiting: () -> Void = {}
    ) throws(LogError) -> LogLock {
        let file = try ioError { () throws(IOError) in try open(in: directory) }
        let started = Clock.monotonic()
        while try !ioError({ () throws(IOError) in try file.tryLock() }) {
            guard Clock.monotonic() - started < patience else { throw .locked(path: directory.path) }
            waiting()
            Clock.sleep(microseconds: pause)
        }
        return LogLock(file: file)
    }

    /// The lock's file, made where it is missing.
    static func open(in directory: borrowing Directory) throws(IOError) -> File {
        let file = try directory.openForWriting(DirectoryStorage.lockName, creatingWith: 0o600)
        // Version 0.1.0 made it readable by the group. Some file systems have no modes to set.
        if try file.status().mode != 0o600 { try? file.setMode(0o600) }
        return file
    }

    private init(file: consuming File) { self.file = file }

    /// Whether it is the lock of the log that lies in `directory` now: another may be mounted there since.
    package func isOf(_ directory: borrowing Directory) -> Bool {
        guard let there = try? directory.status(of: DirectoryStorage.lockName), let own = try? file.status() else {
            return false
        }
        return there.isSame(as: own)
    }

    /// The lock's file once more: the lock goes with the last of the two.
    func share() throws(IOError) -> File { try file.duplicate() }
}
