import CLinux
import Glibc

/// An open directory. Everything in it is named relative to it, so that nobody can move the ground between two calls.
package struct Directory: ~Copyable, Sendable {
    /// The descriptor, owned by this value.
    package let descriptor: Int32
    /// What messages call it.
    package let path: String

    private init(owning descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { _ = close(descriptor) }

    /// Opens the directory at `path`, which an administrator has named and may have made a link.
    package static func open(_ path: String) throws(IOError) -> Directory {
        let descriptor = try unsafe SystemText.withCString(path) { (text) throws(IOError) in
            try retrying("open", path) { unsafe Glibc.open(text, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        return Directory(owning: descriptor, path: path)
    }

    /// Opens the directory at `path`; it and its parents are made where they are missing, with `mode` less the umask.
    package static func make(_ path: String, mode: UInt32) throws(IOError) -> Directory {
        do {
            return try open(path)
        } catch {
            guard error.isMissing else { throw error }
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            _ = try make(String(path[..<slash]), mode: 0o755)
        }
        do {
            try unsafe SystemText.withCString(path) { (text) throws(IOError) in
                _ = try retrying("mkdir", path) { unsafe mkdir(text, mode) }
            }
        } catch {
            guard error.isTaken else { throw error }
        }
        let made = try open(path)
        // What is made durable in it would be lost with its name.
        try made.parent().synchronize()
        return made
    }

    private func parent() throws(IOError) -> Directory {
        let above = try retrying("open", path) { unsafe openat(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        return Directory(owning: above, path: path + "/..")
    }

    /// Whether this is the directory of a status, or lies below it.
    package func lies(in directory: FileStatus) throws(IOError) -> Bool {
        let own = try status()
        if own.isSame(as: directory) { return true }
        let above = try parent()
        return try above.status().isSame(as: own) ? false : above.lies(in: directory)
    }

    /// Opens the directory `name` in this one; made where it is missing.
    package func makeDirectory(_ name: FileName, mode: UInt32) throws(IOError) -> Directory {
        do {
            return try openDirectory(name)
        } catch {
            guard error.isMissing else { throw error }
        }
        do {
            try unsafe name.withCString { (text) throws(IOError) in
                _ = try retrying("mkdir", child(name)) { unsafe mkdirat(descriptor, text, mode) }
            }
            try synchronize()
        } catch {
            guard error.isTaken else { throw error }
        }
        return try openDirectory(name)
    }

    /// Opens the directory `name` in this one; a link is not followed.
    package func openDirectory(_ name: FileName) throws(IOError) -> Directory {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        return Directory(owning: try openDescriptor(name, flags, 0), path: child(name))
    }

    /// Opens a directory below this one, step by step; no link is followed.
    ///
    /// - Parameters:
    ///   - names: at least one.
    ///   - mode: of those that are missing, which are made; nil where none is.
    package func descend(_ names: ArraySlice<FileName>, mode: UInt32? = nil) throws(IOError) -> Directory {
        guard let first = names.first else { throw IOError("open", errno: ENOENT, path: path) }
        let next = if let mode { try makeDirectory(first, mode: mode) } else { try openDirectory(first) }
        return names.count == 1 ? next : try next.descend(names.dropFirst(), mode: mode)
    }

    /// Removes the empty directory `name`.
    package func removeDirectory(_ name: FileName) throws(IOError) {
        try unsafe name.withCString { (text) throws(IOError) in
            _ = try retrying("rmdir", child(name)) { unsafe unlinkat(descriptor, text, AT_REMOVEDIR) }
        }
    }

    /// Opens an existing file for reading. Nothing is followed, waited for or made a terminal: what it is must be asked
    /// of its ``File/status()``.
    package func openForReading(_ name: FileName) throws(IOError) -> File {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        return File(owning: try openDescriptor(name, flags, 0), name, in: path)
    }

    /// The same for a file below this directory; no link is followed.
    package func openForReading(_ file: RelativePath) throws(IOError) -> File {
        file.folder.isEmpty
            ? try openForReading(file.name) : try descend(file.folder[...]).openForReading(file.name)
    }

    /// Makes a new file for writing.
    ///
    /// - Throws: EEXIST where the name is taken.
    package func create(_ name: FileName, mode: UInt32) throws(IOError) -> File {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        return File(owning: try openDescriptor(name, flags, mode), name, in: path)
    }

    /// Opens a file for reading and writing; made where it is missing and `mode` is given.
    package func openForWriting(_ name: FileName, creatingWith mode: UInt32? = nil) throws(IOError) -> File {
        let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | (mode == nil ? 0 : O_CREAT)
        return File(owning: try openDescriptor(name, flags, mode ?? 0), name, in: path)
    }

    func openDescriptor(_ name: FileName, _ flags: Int32, _ mode: UInt32) throws(IOError) -> Int32 {
        return try unsafe name.withCString { (text) throws(IOError) in
            try retrying("open", child(name)) { unsafe openat(descriptor, text, flags, mode) }
        }
    }

    /// The status of `name` itself, also when it is a link.
    package func status(of name: FileName) throws(IOError) -> FileStatus {
        var result = stat()
        try unsafe name.withCString { (text) throws(IOError) in
            _ = try retrying("fstatat", child(name)) {
                unsafe fstatat(descriptor, text, &result, AT_SYMLINK_NOFOLLOW)
            }
        }
        return FileStatus(result)
    }

    /// Where the symbolic link `name` leads, as bytes.
    package func target(ofLink name: FileName) throws(IOError) -> [UInt8] {
        try unsafe name.withCString { (text) throws(IOError) in
            let room = Int(PATH_MAX)
            var bytes = [CChar](repeating: 0, count: room)
            // The buffer lives through the call, which writes no more than it has room for.
            let count = try retrying("readlink", child(name)) { unsafe readlinkat(descriptor, text, &bytes, room) }
            return bytes.prefix(count).map { UInt8(bitPattern: $0) }
        }
    }

    /// Where the symbolic link at `path` leads, printable; nil where there is none.
    package static func target(ofLink path: String) -> String? {
        guard let folder = Acting.folder(of: path), let directory = try? open(folder),
            let name = FileName(String(path.dropFirst(folder == "/" ? 1 : folder.count + 1))),
            let target = try? directory.target(ofLink: name)
        else { return nil }
        return Printable.escaped(target)
    }

    /// Whether there is something called `name`, be it a link to nothing.
    package func holds(_ name: FileName) throws(IOError) -> Bool {
        do throws(IOError) {
            _ = try status(of: name)
            return true
        } catch {
            if error.isMissing { return false }
            throw error
        }
    }

    package func status() throws(IOError) -> FileStatus {
        var result = stat()
        try retrying("fstat", path) { unsafe fstat(descriptor, &result) }
        return FileStatus(result)
    }

    /// A number that the mount has which the directory lies on, and no other at present.
    package func mount() throws(IOError) -> UInt64 {
        var number: UInt64 = 0
        try retrying("statx", path) { unsafe clinux_mount(descriptor, &number) }
        return number
    }

    /// Sets the permission bits, whatever the umask.
    package func setMode(_ mode: UInt32) throws(IOError) {
        try retrying("fchmod", path) { fchmod(descriptor, mode) }
    }

    /// The names in it, in no order, without `.` and `..`.
    package func names() throws(IOError) -> [FileName] { try entries().map(\.name) }

    /// The names in it, in no order, and whether each is that of a directory.
    package func entries() throws(IOError) -> [(name: FileName, isDirectory: Bool)] {
        // A description of its own, so that the position of one walk is not that of another.
        let copy = try retrying("open", path) {
            unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = unsafe fdopendir(copy) else {
            let error = IOError.last("fdopendir", path: path)
            _ = close(copy)
            throw error
        }
        // closedir(3) closes `copy`, which the stream has owned since fdopendir(3).
        defer { _ = unsafe closedir(stream) }
        var entries: [(name: FileName, isDirectory: Bool)] = []
        while true {
            Glibc.errno = 0
            guard let entry = unsafe readdir(stream) else {
                if Glibc.errno != 0 { throw IOError.last("readdir", path: path) }
                return entries
            }
            // The entry is valid until the next readdir(3); its name ends in a zero byte and is copied at once.
            let text = unsafe clinux_entry_name(entry)
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: text.map { unsafe strlen($0) } ?? 0)
            guard let name = unsafe FileName(bytes: bytes) else { continue }
            let type = unsafe Int(entry.pointee.d_type)
            // Some file systems do not tell.
            let isDirectory =
                type == DT_UNKNOWN ? (try? status(of: name).kind) == .directory : type == DT_DIR
            entries.append((name, isDirectory))
        }
    }

    /// Moves `name` over `newName` in this directory, in one step.
    package func replace(_ newName: FileName, with name: FileName) throws(IOError) {
        try move(name, over: newName, in: self)
    }

    /// Moves `name` over `newName` in `directory`, in one step.
    func move(_ name: FileName, over newName: FileName, in directory: borrowing Directory) throws(IOError) {
        let (from, to) = (descriptor, directory.descriptor)
        try unsafe name.withCString { (old) throws(IOError) in
            try unsafe newName.withCString { (new) throws(IOError) in
                _ = try retrying("rename", child(name)) { unsafe renameat(from, old, to, new) }
            }
        }
    }

    /// Gives the file `name` a second name in `directory`.
    ///
    /// - Throws: EEXIST where the new name is taken.
    package func link(_ name: FileName, to directory: borrowing Directory, as newName: FileName) throws(IOError) {
        let (from, to) = (descriptor, directory.descriptor)
        try unsafe name.withCString { (old) throws(IOError) in
            try unsafe newName.withCString { (new) throws(IOError) in
                _ = try retrying("link", child(name)) { unsafe linkat(from, old, to, new, 0) }
            }
        }
    }

    package func remove(_ name: FileName) throws(IOError) {
        try unsafe name.withCString { (text) throws(IOError) in
            _ = try retrying("unlink", child(name)) { unsafe unlinkat(descriptor, text, 0) }
        }
    }

    /// Gives the directory itself to a user and a group, which root alone can.
    func give(to user: UInt32, group: UInt32) throws(IOError) {
        try retrying("fchown", path) { fchown(descriptor, user, group) }
    }

    /// Makes the names in it durable.
    package func synchronize() throws(IOError) {
        try retrying("fsync", path) { fsync(descriptor) }
    }

    /// What messages call the entry `name`.
    package func child(_ name: FileName) -> String { Self.child(name, of: path) }

    static func child(_ name: FileName, of path: String) -> String {
        path == "/" ? "/" + name.escaped : "\(path)/\(name.escaped)"
    }
}
