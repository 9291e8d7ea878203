import Glibc

/// What fstat(2) tells of a file, as far as it matters here.
///
/// A file's owner sets its times at will (`touch -d 2300-01-01`), and a network file system may tell any number: what does
/// not fit is held at the nearest number that does.
package struct FileStatus: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case regular, directory, symbolicLink, fifo, socket, device
    }

    package var kind: Kind
    /// Bytes, 0 or more.
    package var size: Int
    /// When inode or contents last changed, in nanoseconds since 1970: what nobody can set back. From 1677 to 2262.
    package var changed: Int64
    /// When the contents were last modified, in nanoseconds since 1970: what its owner can set at will. From 1677 to 2262.
    package var modified: Int64
    package var device: UInt64
    package var inode: UInt64
    /// How many names the file has.
    package var links: Int
    package var owner: UInt32
    package var group: UInt32
    /// Permission bits.
    package var mode: UInt32

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .device
            }
        size = max(0, Int(status.st_size))
        changed = Self.nanoseconds(status.st_ctim)
        modified = Self.nanoseconds(status.st_mtim)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        links = Int(clamping: status.st_nlink)
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec).multipliedWithSaturation(by: 1_000_000_000).addingWithSaturation(Int64(time.tv_nsec))
    }

    /// Whether this is the same file, whatever has changed of it.
    package func isSame(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

    /// Whether this is the same file with the same contents: nothing of it has changed since.
    package func isUnchanged(since other: FileStatus) -> Bool {
        isSame(as: other) && size == other.size && changed == other.changed
    }
}
