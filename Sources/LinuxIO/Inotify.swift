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

    private let queue: InotifyQueue
    /// The watch on the directory above, and the watched directory's name in it.
    private var parent: (watch: Int32, name: FileName)?

    package var descriptor: Int32 { queue.descriptor }

    /// - Throws: EMFILE where the user has no instance left (fs.inotify.max_user_instances).
    package init() throws(IOError) {
        queue = try InotifyQueue()
        parent = nil
    }

    /// Begins to watch the directory at `path`, and its name in the directory above: whoever has a directory open is not
    /// told of its deletion otherwise.
    ///
    /// - Throws: ENOSPC where the user has no watch left (fs.inotify.max_user_watches).
    package mutating func watch(_ path: String) throws(IOError) {
        try queue.add(path, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
            let name = FileName(lastOf: path)
        else { return }
        // Without it a replaced folder is noticed by the next scan.
        let above = try? queue.add(String(path[..<slash]), IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
        parent = above.map { ($0, name) }
    }

    /// All that has been told and not been read, in its order; empty when there is nothing.
    package func read() throws(IOError) -> [Change] {
        var changes: [Change] = []
        for event in try queue.read() {
            if let parent, event.watch == parent.watch {
                if event.name == parent.name { changes.append(.directoryReplaced) }
            } else if let change = Self.change(event.mask, event.name) {
                changes.append(change)
            }
        }
        return changes
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
