package import LinuxIO

/// incoming/, archive/ and rejected/: where files arrive, and the two places where every one of them ends.
///
/// Nothing is ever overwritten, and nothing is moved that is not what was read.
package struct DropFolder: ~Copyable {
    let incoming: Directory
    let archive: Directory
    let rejected: Directory
    /// The largest file that is read, in bytes.
    package var limit: Int
    package var rules = NameRules()

    /// The largest file that is read, in bytes.
    package static let defaultLimit = 16 << 20

    /// Opens the three directories; those that are missing are made.
    ///
    /// - Parameters:
    ///   - limit: the largest file to be read, in bytes.
    ///   - isMade: whether those that are missing are made.
    package init(
        incoming: String, archive: String, rejected: String, limit: Int = Self.defaultLimit, isMade: Bool = true
    ) throws(IOError) {
        func open(_ path: String, mode: UInt32) throws(IOError) -> Directory {
            isMade ? try Directory.make(path, mode: mode) : try Directory.open(path)
        }
        // On an installed system tmpfiles.d has made it, with a group that may drop. Nobody can touch another's file.
        let drop = try open(incoming, mode: 0o1770)
        let accepted = try open(archive, mode: 0o750)
        let refused = try open(rejected, mode: 0o750)
        self.init(incoming: drop, archive: accepted, rejected: refused, limit: limit)
    }

    init(
        incoming: consuming Directory, archive: consuming Directory, rejected: consuming Directory, limit: Int
    ) {
        self.incoming = incoming
        self.archive = archive
        self.rejected = rejected
        self.limit = limit
    }

    package var path: String { incoming.path }

    /// Whether the three directories are still those at their paths: none was deleted, replaced, mounted over or
    /// unmounted.
    package func isInPlace() -> Bool {
        Self.isInPlace(incoming) && Self.isInPlace(archive) && Self.isInPlace(rejected)
    }

    private static func isInPlace(_ directory: borrowing Directory) -> Bool {
        guard let now = try? Directory.open(directory.path).status(), let then = try? directory.status() else {
            return false
        }
        return now.isSame(as: then)
    }

    // MARK: What is there

    /// What a scan finds.
    package struct Scan: Sendable {
        /// All files that are to be taken.
        package var files: [RelativePath] = []
        /// The folders that files are taken from, but for incoming/ itself.
        package var folders: [[FileName]] = []
        package var strays: [FolderTree.Stray] = []

        package init() {}
    }

    /// Looks for all files that are to be taken.
    ///
    /// A done-file whose file is gone is removed: the file was taken before a crash.
    /// A file that a crash left on its way out gets its name back here (``TakenName``).
    ///
    /// - Parameter enter: called with each folder below incoming/ before its names are read.
    package func scan(enter: ([FileName]) -> Void = { _ in }) throws(IOError) -> Scan {
        var scan = Scan()
        guard rules.hasSubfolders else {
            try look(into: incoming, [], incoming.names(), &scan)
            return scan
        }
        scan.strays = try FolderTree(incoming).walk(
            incoming, limit: FolderTree.maximumCount, leavesAlone: { rules.leavesAlone($0) }, enter: enter
        ) { (directory, visit) throws(IOError) in
            if !visit.folder.isEmpty { scan.folders.append(visit.folder) }
            try look(into: directory, visit.folder, visit.files, &scan)
        }
        return scan
    }

    private func look(
        into directory: borrowing Directory, _ folder: [FileName], _ names: [FileName], _ scan: inout Scan
    ) throws(IOError) {
        for name in names {
            if let original = TakenName.original(of: name) {
                if let name = try Self.putBack(name, from: directory, to: directory, as: original) {
                    scan.files.append(RelativePath(name, in: folder))
                }
            } else if rules.file(ofDone: name) != nil {
                removeDone(name, in: directory)
            } else if !rules.leavesAlone(name), rules.isDeclared(name, in: directory) {
                scan.files.append(RelativePath(name, in: folder))
            }
        }
    }

    /// Calls `body` with a folder that files are taken from.
    ///
    /// - Parameter folder: the names below incoming/; none for that itself.
    /// - Throws: what `body` throws; ENOENT where nothing is taken from there.
    func with<Result>(
        _ folder: [FileName], _ body: (borrowing Directory) throws(IOError) -> Result
    ) throws(IOError) -> Result {
        if folder.isEmpty { return try body(incoming) }
        guard rules.hasSubfolders else { throw IOError("open", errno: 2, path: incoming.path) }
        return try body(FolderTree(incoming).open(folder[...], below: incoming))
    }

    /// Whether files are taken from a folder.
    package func takes(from folder: [FileName]) -> Bool { (try? with(folder) { _ in true }) ?? false }

    /// Whether a file is whole by what its done-file says (``NameRules/isDeclared(_:in:)``).
    package func isDeclared(_ file: RelativePath) -> Bool {
        (try? with(file.folder) { rules.isDeclared(file.name, in: $0) }) ?? false
    }

    /// Removes the done-file of a file that has left the folder.
    package func removeDone(of file: RelativePath) {
        guard let done = rules.done(of: file.name) else { return }
        try? with(file.folder) { removeDone(done, in: $0) }
    }

    /// A done-file comes behind its file: where that is not there, it was taken. One that cannot be removed does no harm.
    private func removeDone(_ done: FileName, in folder: borrowing Directory) {
        guard let file = rules.file(ofDone: done), (try? folder.holds(file)) == false else { return }
        try? folder.remove(done)
    }

    package func status(of file: RelativePath) throws(IOError) -> FileStatus {
        try with(file.folder) { (folder) throws(IOError) in try folder.status(of: file.name) }
    }

    /// - Parameters:
    ///   - drafts: those of this commit.
    ///   - precheck: what is asked before the file is opened.
    package func read(
        _ file: RelativePath, _ drafts: inout LinkedDrafts, _ precheck: Candidate.Precheck
    ) -> Candidate.Reading {
        do throws(IOError) {
            return try with(file.folder) { read(file, in: $0, &drafts, precheck) }
        } catch {
            return error.isMissing ? .vanished : .failed(error, submitter: nil)
        }
    }

    private func read(
        _ file: RelativePath, in folder: borrowing Directory, _ drafts: inout LinkedDrafts,
        _ precheck: Candidate.Precheck
    ) -> Candidate.Reading {
        func read() -> Candidate.Reading {
            Candidate.read(file.name, in: folder, of: file.folder, limit: limit, precheck: precheck)
        }
        let reading = read()
        guard case .refused(let refusal, let status) = reading else { return reading }
        // A folder has got the name since.
        if rules.hasSubfolders, status.kind == .directory { return .vanished }
        return refusal.cause == .link && drafts.finish(file, in: folder) ? read() : reading
    }

    /// Reads a file of the archive as it is now.
    ///
    /// - Parameter precheck: what is asked before the file is opened.
    func read(_ place: ArchivePlace, _ precheck: Candidate.Precheck) -> Candidate.Reading {
        do throws(IOError) {
            let folder = try archive.descend(([place.day] + place.name.folder)[...])
            return Candidate.read(place.name.name, in: folder, of: place.name.folder, limit: limit, precheck: precheck)
        } catch {
            return error.isMissing ? .vanished : .failed(error, submitter: nil)
        }
    }

    /// The folders of these days that the archive has, each with the names below archive/.
    package func folders(of days: [FileName]) -> [[FileName]] {
        var folders: [[FileName]] = []
        for day in days {
            guard let directory = try? archive.openDirectory(day) else { continue }
            _ = try? FolderTree(directory).walk(directory) { _, visit in folders.append([day] + visit.folder) }
        }
        return folders
    }

    // MARK: Names

    /// Moves a file into a folder of incoming/, under `wanted` or the first free name like it.
    ///
    /// - Returns: its name there; nil where it is gone.
    static func putBack(
        _ name: FileName, from directory: borrowing Directory, to folder: borrowing Directory, as wanted: FileName
    ) throws(IOError) -> FileName? {
        var free = wanted
        while true {
            do throws(IOError) {
                try directory.rename(name, to: folder, as: free, isShared: true)
                return free
            } catch {
                if error.isMissing, try !directory.holds(name) { return nil }
                if !error.isTaken { throw error }
            }
            free = try FreeName.like(wanted) { (name) throws(IOError) in try !folder.holds(name) }
        }
    }
}

/// The name of a file on its way out of incoming/ to another mount: `.NAME.taken`.
///
/// There the original is removed after a copy was made. Only what has been taken out of everybody's way can be looked at
/// and then removed without the risk that another file was slipped under its name in between.
enum TakenName {
    private static let suffix = ".taken"

    static func of(_ name: FileName) -> FileName {
        let room = FileName.maximumLength - 1 - suffix.utf8.count
        guard let taken = FileName(bytes: [UInt8(ascii: ".")] + name.shortened(to: room).bytes + suffix.utf8) else {
            preconditionFailure("a name between a dot and an ending is a name")
        }
        return taken
    }

    /// The name that a file had; nil for one that was never taken.
    static func original(of name: FileName) -> FileName? {
        guard name.hasPrefix("."), name.hasSuffix(suffix) else { return nil }
        return FileName(bytes: name.bytes.dropFirst().dropLast(suffix.utf8.count))
    }
}
