import Glibc

/// What is written into the files of some directories, by inotify(7), also by descriptors that were opened before a file
/// was renamed into them. Of a file that has no name any more nothing is told.
package struct WriteWatch: ~Copyable, Sendable {
    package enum Change: Sendable, Hashable {
        /// Something was written into a file of the directory that ``add(_:)`` gave this number.
        case written(FileName, in: Int32)
        /// Such a file was closed by somebody who had opened it for writing.
        case closed(FileName, in: Int32)
        /// Too much happened at once, and some of it was not told.
        case overflow
        /// The directory is gone; nothing more will be told of it.
        case gone(Int32)
    }

    private let queue: InotifyQueue

    package var descriptor: Int32 { queue.descriptor }

    /// - Throws: EMFILE where the user has no instance left (fs.inotify.max_user_instances).
    package init() throws(IOError) { queue = try InotifyQueue() }

    /// Begins to watch a directory.
    ///
    /// - Parameters:
    ///   - folder: its names below `path`.
    ///   - path: of a directory.
    /// - Returns: its number, the same for a directory that is watched already.
    /// - Throws: ENOSPC where the user has no watch left (fs.inotify.max_user_watches).
    package func add(_ folder: [FileName], below path: String) throws(IOError) -> Int32 {
        try queue.add(path, IN_MODIFY | IN_CLOSE_WRITE, folder: folder)
    }

    /// Ends the watch on a directory.
    package func remove(_ number: Int32) { queue.remove(number) }

    /// All that has been told and not been read, in its order; empty when there is nothing.
    package func read() throws(IOError) -> [Change] {
        try queue.read().compactMap { event in
            if event.mask & IN_Q_OVERFLOW != 0 { return .overflow }
            if event.mask & (IN_IGNORED | IN_UNMOUNT) != 0 { return .gone(event.watch) }
            guard let name = event.name else { return nil }
            return event.mask & IN_CLOSE_WRITE != 0 ? .closed(name, in: event.watch) : .written(name, in: event.watch)
        }
    }
}
