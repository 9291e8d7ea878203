package import LinuxIO

/// The drop folder while nothing is to be done: known again and not held, so that its file system can be unmounted.
package struct RestingFolder: Sendable {
    private struct Place {
        var path: String
        var device: UInt64
        var inode: UInt64

        init(_ directory: borrowing Directory) throws(IOError) {
            let status = try directory.status()
            (path, device, inode) = (directory.path, status.device, status.inode)
        }

        /// - Throws: ESTALE where another directory lies there.
        func open() throws(IOError) -> Directory {
            let directory = try Directory.open(path)
            let status = try directory.status()
            guard status.device == device, status.inode == inode else { throw .replaced(path) }
            return directory
        }
    }

    private let incoming: Place
    private let archive: Place
    private let rejected: Place
    private let limit: Int
    private let rules: NameRules

    package init(_ folder: borrowing DropFolder) throws(IOError) {
        incoming = try Place(folder.incoming)
        archive = try Place(folder.archive)
        rejected = try Place(folder.rejected)
        (limit, rules) = (folder.limit, folder.rules)
    }

    /// Opens the three directories again.
    ///
    /// - Throws: ESTALE where one of them is not the one that it was.
    package func open() throws(IOError) -> DropFolder {
        var folder = DropFolder(
            incoming: try incoming.open(), archive: try archive.open(), rejected: try rejected.open(), limit: limit)
        folder.rules = rules
        return folder
    }
}
