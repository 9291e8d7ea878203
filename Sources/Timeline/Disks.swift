package import LinuxIO

/// The room where the log lies, and where the group drops files.
package struct Disks: Sendable {
    /// Nil where it cannot be seen.
    package let log: FileSystemRoom?
    /// Nil where it cannot be seen.
    package let spool: FileSystemRoom?
    /// Whether both lie on one file system, so that what is dropped takes room from the log.
    package let isShared: Bool

    package init(_ paths: Paths) {
        let log = Self.look(paths.log)
        let spool = Self.look(paths.incoming)
        self.log = log?.room
        self.spool = spool?.room
        isShared = log.map { $0.device == spool?.device } ?? false
    }

    private static func look(_ path: String) -> (room: FileSystemRoom, device: UInt64)? {
        guard let directory = try? Directory.open(path), let room = try? directory.room(),
            let status = try? directory.status()
        else { return nil }
        return (room, status.device)
    }
}
