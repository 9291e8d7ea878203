import CLinux
import Glibc

/// Moves that never cover what is there.
extension Directory {
    /// Moves `name` to `newName` in `directory`; never over something that is there.
    ///
    /// NFS, most file systems of FUSE and some overlays cannot refuse (EINVAL or ENOSYS for RENAME_NOREPLACE). There it
    /// is looked first whether the name is free, which is enough in a directory in which this process alone makes names.
    /// In one that is shared the name is reserved first, by an empty file, or directory, that is then moved over; the
    /// sticky bit keeps others from it. A crash in between leaves the reservation, which is empty, and the file itself.
    ///
    /// - Parameter isShared: whether others make names in `directory`, too.
    /// - Throws: EEXIST where the new name is taken, EXDEV where the two are on different mounts.
    package func rename(
        _ name: FileName, to directory: borrowing Directory, as newName: FileName, isShared: Bool = false
    ) throws(IOError) {
        do throws(IOError) {
            try renameAtOnce(name, to: directory, as: newName)
        } catch {
            guard error.isUnsupported else { throw error }
            guard isShared else {
                if try directory.holds(newName) { throw .taken("rename", path: directory.child(newName)) }
                return try move(name, over: newName, in: directory)
            }
            let isDirectory = try status(of: name).kind == .directory
            try directory.reserve(newName, isDirectory: isDirectory)
            do throws(IOError) {
                try move(name, over: newName, in: directory)
            } catch {
                if isDirectory { try? directory.removeDirectory(newName) } else { try? directory.remove(newName) }
                throw error
            }
        }
    }

    /// The same in one step, where the file system can do it.
    ///
    /// - Throws: also what ``IOError/isUnsupported`` says of.
    package func renameAtOnce(
        _ name: FileName, to directory: borrowing Directory, as newName: FileName
    ) throws(IOError) {
        let (from, to) = (descriptor, directory.descriptor)
        try unsafe name.withCString { (old) throws(IOError) in
            try unsafe newName.withCString { (new) throws(IOError) in
                _ = try retrying("rename", child(name)) { unsafe clinux_rename_noreplace(from, old, to, new) }
            }
        }
    }

    private func reserve(_ name: FileName, isDirectory: Bool) throws(IOError) {
        guard isDirectory else { return _ = try create(name, mode: 0o600) }
        try unsafe name.withCString { (text) throws(IOError) in
            _ = try retrying("mkdir", child(name)) { unsafe mkdirat(descriptor, text, 0o700) }
        }
    }
}
