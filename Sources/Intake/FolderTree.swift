import Glibc
package import LinuxIO

/// The folders below incoming/, archive/ or rejected/ that the daemon can trust and empty.
///
/// A folder belongs to the tree where it has the owner of the directory at the top, lies on the same mount, and has the
/// sticky bit where the top has it. In any other one the daemon could not move what others have put there, or its owner
/// could change what lies at a path. Each folder is opened in the one above it and looked at when it is open, and no link is
/// followed: no name, mount or rename leads out of the tree.
package struct FolderTree: Sendable {
    /// How deep folders lie at most: what people sort by has few levels, and each costs the opening of all above it.
    package static let maximumDepth = 8
    /// So many are walked at most: each takes a watch of inotify(7), and a reading in each scan.
    package static let maximumCount = 1_000

    /// A folder that nothing is taken from.
    package struct Stray: Error, Sendable, Hashable {
        package enum Cause: Sendable, Hashable {
            /// It belongs to another than the top.
            case owner(UInt32)
            /// The sticky bit is missing.
            case mode
            case mount, depth, count
            case unreadable(Int32)
        }

        package var path: RelativePath
        package var cause: Cause

        package init(_ path: RelativePath, _ cause: Cause) {
            self.path = path
            self.cause = cause
        }
    }

    private let owner: UInt32
    private let mount: UInt64
    private let isSticky: Bool

    package init(_ top: borrowing Directory) throws(IOError) {
        let status = try top.status()
        owner = status.owner
        isSticky = status.mode & Self.stickyBit != 0
        mount = try top.mount()
    }

    private static let stickyBit: UInt32 = 0o1000

    /// Why an open folder is none of the tree; nil for one of it.
    private func cause(_ folder: borrowing Directory) throws(IOError) -> Stray.Cause? {
        let status = try folder.status()
        if try folder.mount() != mount { return .mount }
        if status.owner != owner { return .owner(status.owner) }
        return isSticky && status.mode & Self.stickyBit == 0 ? .mode : nil
    }

    // MARK: One

    /// Opens a folder of the tree, step by step.
    ///
    /// - Parameter folder: the names from the top on, at least one.
    /// - Throws: ENOENT where it is none of the tree.
    package func open(_ folder: ArraySlice<FileName>, below top: borrowing Directory) throws(IOError) -> Directory {
        guard let name = folder.first, folder.count <= Self.maximumDepth else {
            throw IOError("open", errno: ENOENT, path: top.path)
        }
        guard let next = try find(name, in: top) else { throw IOError("open", errno: ENOENT, path: top.child(name)) }
        return folder.count == 1 ? next : try open(folder.dropFirst(), below: next)
    }

    /// nil where there is none of that name, or none of the tree.
    private func find(_ name: FileName, in folder: borrowing Directory) throws(IOError) -> Directory? {
        do throws(IOError) {
            let found = try folder.openDirectory(name)
            if try cause(found) == nil { return found }
            return nil
        } catch {
            if error.isNoDirectory { return nil }
            throw error
        }
    }

    /// Opens a folder of the tree; those on the way that are missing are made, for the daemon alone. Where something else
    /// has the name, a number is added.
    ///
    /// - Parameters:
    ///   - folder: the names from the top on, at least one.
    ///   - names: gets those that the folders have.
    func make(
        _ folder: ArraySlice<FileName>, below top: borrowing Directory, names: inout [FileName]
    ) throws(IOError) -> Directory {
        guard let wanted = folder.first else { throw IOError("mkdir", errno: EINVAL, path: top.path) }
        let name = try FreeName.like(wanted) { (name) throws(IOError) in
            if case .some = try find(name, in: top) { return true }
            return try !top.holds(name)
        }
        let isNew = try !top.holds(name)
        let next = try top.makeDirectory(name, mode: isSticky ? 0o1750 : 0o750)
        if let cause = try cause(next) {
            // It would be made again and again.
            if isNew { try? top.removeDirectory(name) }
            throw IOError("mkdir", errno: cause == .mount ? EXDEV : EPERM, path: next.path)
        }
        names.append(name)
        return folder.count == 1 ? next : try make(folder.dropFirst(), below: next, names: &names)
    }

    // MARK: For members

    /// What was done for a folder to be there.
    package enum Addition: Sendable, Hashable { case made, mended, there }

    /// Makes a folder that members may drop files into, and those on the way: with mode 3770, as incoming/ has.
    ///
    /// - Parameter folder: the names from the top on.
    /// - Throws: ``Stray`` for one that is another's, `IOError`.
    package func add(_ folder: [FileName], below top: borrowing Directory) throws -> Addition {
        guard let path = RelativePath(folder) else { return .there }
        guard folder.count <= Self.maximumDepth else { throw Stray(path, .depth) }
        return try add(folder[...], in: [], below: top)
    }

    private func add(
        _ folder: ArraySlice<FileName>, in above: [FileName], below directory: borrowing Directory
    ) throws -> Addition {
        guard let name = folder.first else { return .there }
        var addition = Addition.there
        if try !directory.holds(name) {
            try make(name, in: directory)
            addition = .made
        }
        let next = try directory.openDirectory(name)
        let isWrong = try isSticky && next.status().mode != Self.mode
        switch try cause(next) {
        case nil where folder.count > 1 || !isWrong: break
        case nil, .mode:
            try next.setMode(Self.mode)
            addition = .mended
        case let cause?: throw Stray(RelativePath(name, in: above), cause)
        }
        let rest = try add(folder.dropFirst(), in: above + [name], below: next)
        return rest == .there ? addition : rest
    }

    private static let mode: UInt32 = 0o3770

    /// Under another name first, so that nobody sees it with another mode.
    private func make(_ name: FileName, in directory: borrowing Directory) throws(IOError) {
        guard let draft = FileName(bytes: [UInt8(ascii: ".")] + name.shortened(to: 200).bytes + Array(".tmp".utf8))
        else {
            preconditionFailure("a name between a dot and an ending is a name")
        }
        let new = try directory.makeDirectory(draft, mode: 0o700)
        do throws(IOError) { try new.setMode(Self.mode) } catch {
            // Where files have no modes of their own, the top has no sticky bit, and none is asked for.
            if isSticky { throw error }
        }
        try directory.rename(draft, to: directory, as: name, isShared: true)
        try directory.synchronize()
    }

    // MARK: All

    /// A folder in a walk.
    package struct Visit {
        /// The names from the top on; none for the top.
        package var folder: [FileName]
        package var entries: [(name: FileName, isDirectory: Bool)]

        package var files: [FileName] { entries.filter { !$0.isDirectory }.map(\.name) }
        package var directories: [FileName] { entries.filter(\.isDirectory).map(\.name) }
    }

    /// Walks the tree, each folder before those in it.
    ///
    /// - Parameters:
    ///   - limit: how many folders are walked at most.
    ///   - leavesAlone: folders of these names are passed over, with all in them.
    ///   - enter: called with each folder below the top before its names are read.
    ///   - visit: called with each folder when they are.
    /// - Returns: the folders that are none of the tree, or that could not be walked.
    /// - Throws: why the top could not be.
    package func walk(
        _ top: borrowing Directory, limit: Int = .max, leavesAlone: (FileName) -> Bool = { _ in false },
        enter: ([FileName]) -> Void = { _ in }, visit: (borrowing Directory, Visit) throws(IOError) -> Void
    ) throws(IOError) -> [Stray] {
        var (count, strays) = (0, [Stray]())
        func walk(_ directory: borrowing Directory, _ folder: [FileName]) throws(IOError) {
            let this = Visit(folder: folder, entries: try directory.entries())
            try visit(directory, this)
            for name in this.directories.sorted() where !leavesAlone(name) {
                let path = RelativePath(name, in: folder)
                do throws(IOError) {
                    let next = try directory.openDirectory(name)
                    let isDeep = path.names.count > Self.maximumDepth
                    if let cause = isDeep ? .depth : count >= limit ? .count : try cause(next) {
                        strays.append(Stray(path, cause))
                        continue
                    }
                    count += 1
                    enter(path.names)
                    try walk(next, path.names)
                } catch {
                    if error.isNoDirectory { continue }
                    let other = (try? directory.status(of: name).owner).flatMap { $0 == owner ? nil : $0 }
                    strays.append(Stray(path, other.map { .owner($0) } ?? .unreadable(error.errno)))
                }
            }
        }
        try walk(top, [])
        return strays
    }
}

extension FolderTree.Stray.Cause {
    /// What is wrong with the folder.
    package var problem: String {
        switch self {
        case .owner: "it belongs to another user than the drop folder, who could change what lies there"
        case .mode: "it lacks the sticky bit, so that members could remove each other's files"
        case .mount: "another file system is mounted there"
        case .depth: "it lies deeper than \(FolderTree.maximumDepth) folders"
        case .count: "there are more than \(FolderTree.maximumCount) folders"
        case .unreadable(let errno): "it cannot be read: \(IOError("open", errno: errno).reason)"
        }
    }

    /// - Parameter path: the folder's, below the drop folder.
    package func advice(_ path: RelativePath) -> String {
        let name = Printable.name(path.bytes)
        return switch self {
        case .owner:
            "its owner moves the files in it to incoming/ and removes it; then, as root: timelinectl folder add \(name)"
        case .mode, .unreadable: "as root: timelinectl folder add \(name)"
        case .mount: "unmount it, and drop what lies there"
        case .depth, .count: "move the files in it to a folder above, or to incoming/"
        }
    }
}
