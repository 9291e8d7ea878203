import CLinux
import Glibc

/// What the kernel tells of a directory, by inotify(7).
package struct Inotify: ~Copyable, Sendable {
    package enum Change: Sendable, Hashable {
        /// Opened for writing and closed again.
        case closedAfterWriting(FileName)
        /// Renamed into the directory: whole, or not there.
        case movedIn(FileName)
        /// A new name: a file just begun, or a hard link, of which nothing else is told.
        case created(FileName)
        /// Owner, mode or times of a file changed.
        case attributesChanged(FileName)
        /// Too much happened at once, and some of it was not told.
        case overflow
        /// The directory's own name was made, deleted or renamed: another one may lie there.
        case directoryReplaced
        /// The file system that the directory lies on was unmounted; nothing more will be told.
        case unmounted
        /// The directory itself was moved or deleted; nothing more will be told.
        case gone
    }

    package let descriptor: Int32
    /// The watch on the directory above, and the watched directory's name in it.
    private var parent: (watch: Int32, name: FileName)?

    /// - Throws: EMFILE where the user has no instance left (fs.inotify.max_user_instances).
    package init() throws(IOError) {
        descriptor = try retrying("inotify_init1") { inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) }
        parent = nil
    }

    deinit { _ = close(descriptor) }

    /// Begins to watch the directory at `path`, and its name in the directory above: whoever has a directory open is not
    /// told of its deletion otherwise.
    ///
    /// - Throws: ENOSPC where the user has no watch left (fs.inotify.max_user_watches).
    package mutating func watch(_ path: String) throws(IOError) {
        try add(path, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
            let name = FileName(lastOf: path)
        else { return }
        // Without it a replaced folder is noticed by the next scan.
        let above = try? add(String(path[..<slash]), IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
        parent = above.map { ($0, name) }
    }

    @discardableResult
    private func add(_ path: String, _ changes: Int32) throws(IOError) -> Int32 {
        try unsafe SystemText.withCString(path) { (text) throws(IOError) in
            try retrying("inotify_add_watch", path) {
                unsafe inotify_add_watch(descriptor, text, UInt32(changes | IN_ONLYDIR))
            }
        }
    }

    /// All that has been told and not been read, in its order; empty when there is nothing.
    package func read() throws(IOError) -> [Change] {
        var changes: [Change] = []
        while true {
            let size = 65_536
            var count = 0
            var failure: IOError?
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
                do throws(IOError) {
                    count = try retrying("read") { unsafe Glibc.read(descriptor, buffer.baseAddress, size) }
                } catch { failure = error }
                initialized = count
            }
            if let failure {
                if failure.errno == EAGAIN { return changes }
                throw failure
            }
            if count == 0 { return changes }
            parse(bytes, into: &changes)
        }
    }

    private func parse(_ bytes: [UInt8], into changes: inout [Change]) {
        let header = MemoryLayout<inotify_event>.size
        var place = 0
        while place + header <= bytes.count {
            // Whole headers only, by the check above; unaligned loads need no alignment.
            let event = unsafe bytes.withUnsafeBytes {
                unsafe $0.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
            }
            let end = min(place + header + Int(event.len), bytes.count)
            let name = FileName(bytes: bytes[(place + header)..<end].prefix { $0 != 0 })
            if let parent, event.wd == parent.watch {
                if name == parent.name { changes.append(.directoryReplaced) }
            } else if let change = Self.change(Int32(bitPattern: event.mask), name) {
                changes.append(change)
            }
            place = end
        }
    }

    private static func change(_ mask: Int32, _ name: FileName?) -> Change? {
        func has(_ flag: Int32) -> Bool { mask & flag != 0 }
        if has(IN_Q_OVERFLOW) { return .overflow }
        if has(IN_UNMOUNT) { return .unmounted }
        if has(IN_DELETE_SELF) || has(IN_MOVE_SELF) || has(IN_IGNORED) { return .gone }
        guard let name else { return nil }
        if has(IN_MOVED_TO) { return .movedIn(name) }
        if has(IN_CLOSE_WRITE) { return .closedAfterWriting(name) }
        if has(IN_CREATE) { return .created(name) }
        return has(IN_ATTRIB) ? .attributesChanged(name) : nil
    }
}
