import CLinux
import Glibc

/// Files that a link may stand for: a link is worth as much as those who could have made it.
extension Directory {
    /// Whether nobody but root and the user of this process can put a name into it: it is one of theirs and no other may
    /// write in it, or nobody may, on a mount that is read-only.
    package func isOurs() throws(IOError) -> Bool {
        let status = try status()
        guard status.owner == 0 || status.owner == geteuid() else { return false }
        if status.mode & 0o022 == 0 { return true }
        var result = statvfs()
        try retrying("fstatvfs", path) { unsafe fstatvfs(descriptor, &result) }
        return result.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Opens what `name` leads to for reading, over as many links as there are.
    package func openLinked(_ name: FileName) throws(IOError) -> File {
        File(owning: try openDescriptor(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0), name, in: path)
    }
}
