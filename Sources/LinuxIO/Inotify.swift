import Glibc

/// What the kernel tells of a directory and of folders below it, by inotify(7).
package struct Inotify: ~Copyable, Sendable {
    package enum Change: Sendable, Hashable {
        /// Opened for writing and closed again.
        case closedAfterWriting(RelativePath)
        /// Renamed into the directory: whole, or not there.
        case movedIn(RelativePath)
        /// A new name: a file just begun, or a hard link, of which nothing else is told.
        case created(RelativePath)
        /// Owner, mode or times of a file changed.
        case attributesChanged(RelativePath)
        /// A directory was made there or renamed in, or its owner or mode changed.
        case folder(RelativePath)
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
    private var path = ""
    /// The watch on the directory itself.
    private var top: Int32?
    /// The watch on the directory above, and the watched directory's name in it.
    private var parent: (watch: Int32, name: FileName)?
    /// Of folders below it, by their watches.
    private var folders: [Int32: [FileName]] = [:]

    package var descriptor: Int32 { queue.descriptor }

    /// - Throws: EMFILE where the user has no instance left (fs.inotify.max_user_instances).
    package init() throws(IOError) {
        queue = try InotifyQueue()
        parent = nil
    }

    private static let changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB

    /// Begins to watch the directory at `path`, and its name in the directory above: whoever has a directory open is not
    /// told of its deletion otherwise.
    ///
    /// - Throws: ENOSPC where the user has no watch left (fs.inotify.max_user_watches).
    package mutating func watch(_ path: String) throws(IOError) {
        self.path = path
        top = try queue.add(path, Self.changes | IN_DELETE_SELF | IN_MOVE_SELF)
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
            let name = FileName(lastOf: path)
        else { return }
        // Without it a replaced folder is noticed by the next scan.
        let above = try? queue.add(String(path[..<slash]), IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
        parent = above.map { ($0, name) }
    }

    /// Begins to watch a folder below that directory; nothing new where it is watched already.
    ///
    /// - Throws: ENOSPC where the user has no watch left.
    package mutating func watch(folder: [FileName]) throws(IOError) {
        folders[try queue.add(path, Self.changes, folder: folder)] = folder
    }

    /// Ends the watches on all folders but these.
    package mutating func unwatch(but kept: [[FileName]]) {
        guard !folders.isEmpty else { return }
        let kept = Set(kept)
        for (watch, folder) in folders where !kept.contains(folder) {
            folders[watch] = nil
            queue.remove(watch)
        }
    }

    /// All that has been told and not been read, in its order; empty when there is nothing.
    package mutating func read() throws(IOError) -> [Change] {
        var changes: [Change] = []
        for event in try queue.read() {
            if let parent, event.watch == parent.watch {
                if event.name == parent.name { changes.append(.directoryReplaced) }
            } else if let folder = folders[event.watch] {
                // That it is gone is seen in the folder above, or not at all.
                if event.mask & IN_IGNORED != 0 { folders[event.watch] = nil }
                if let name = event.name, let change = Self.change(event.mask, RelativePath(name, in: folder)) {
                    changes.append(change)
                } else if event.mask & IN_UNMOUNT != 0 {
                    changes.append(.unmounted)
                }
            } else if event.watch == top || event.mask & IN_Q_OVERFLOW != 0,
                let change = Self.change(event.mask, event.name.map { RelativePath($0) })
            {
                // What is left of a watch that was ended is of none of these.
                changes.append(change)
            }
        }
        return changes
    }

    private static func change(_ mask: Int32, _ name: RelativePath?) -> Change? {
        func has(_ flag: Int32) -> Bool { mask & flag != 0 }
        if has(IN_Q_OVERFLOW) { return .overflow }
        if has(IN_UNMOUNT) { return .unmounted }
        if has(IN_DELETE_SELF) || has(IN_MOVE_SELF) || has(IN_IGNORED) { return .gone }
        guard let name else { return nil }
        if has(IN_ISDIR) { return has(IN_MOVED_TO) || has(IN_CREATE) || has(IN_ATTRIB) ? .folder(name) : nil }
        if has(IN_MOVED_TO) { return .movedIn(name) }
        if has(IN_CLOSE_WRITE) { return .closedAfterWriting(name) }
        if has(IN_CREATE) { return .created(name) }
        return has(IN_ATTRIB) ? .attributesChanged(name) : nil
    }
}
