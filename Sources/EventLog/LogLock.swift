package import LinuxIO

/// The one writer's lock on a log, to be held for as long as whoever writes it lives, also while the log itself cannot be
/// written and is opened anew.
package struct LogLock: ~Copyable, Sendable {
    private let file: File

    /// - Throws: ``LogError/locked(path:)`` where another process has it.
    package static func acquire(in directory: borrowing Directory) throws(LogError) -> LogLock {
        let file = try ioError { () throws(IOError) -> File in
            try directory.openForWriting(DirectoryStorage.lockName, creatingWith: 0o640)
        }
        let isLocked = try ioError { () throws(IOError) in try file.tryLock() }
        guard isLocked else { throw .locked(path: directory.path) }
        return LogLock(file: file)
    }

    private init(file: consuming File) { self.file = file }

    /// Whether it is the lock of the log that lies in `directory` now: another may be mounted there since.
    package func isOf(_ directory: borrowing Directory) -> Bool {
        guard let there = try? directory.status(of: DirectoryStorage.lockName), let own = try? file.status() else {
            return false
        }
        return there.device == own.device && there.inode == own.inode
    }

    /// The lock's file once more: the lock goes with the last of the two.
    func share() throws(IOError) -> File { try file.duplicate() }
}
