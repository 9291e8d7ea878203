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
        return now.device == then.device && now.inode == then.inode
    }

    /// The names of all files there that are to be taken.
    ///
    /// A done-file whose file is gone is removed: the file was taken before a crash.
    /// A file that a crash left on its way out gets its name back here (``TakenName``).
    package func scan() throws(IOError) -> [FileName] {
        var names: [FileName] = []
        for name in try incoming.names() {
            if let original = TakenName.original(of: name) {
                if let name = try putBack(name, from: incoming, as: original) { names.append(name) }
            } else if rules.file(ofDone: name) != nil {
                removeDone(name)
            } else if !rules.leavesAlone(name), isDeclared(name) {
                names.append(name)
            }
        }
        return names
    }

    /// Whether a file is whole by what its done-file says (``NameRules/isDeclared(_:in:)``).
    package func isDeclared(_ name: FileName) -> Bool { rules.isDeclared(name, in: incoming) }

    /// Removes the done-file of a file that has left the folder.
    package func removeDone(of name: FileName) {
        if let done = rules.done(of: name) { removeDone(done) }
    }

    /// A done-file comes behind its file: where that is not there, it was taken. One that cannot be removed does no harm.
    private func removeDone(_ done: FileName) {
        guard let file = rules.file(ofDone: done), (try? isFree(file, in: incoming)) == true else { return }
        try? incoming.remove(done)
    }

    package func status(of name: FileName) throws(IOError) -> FileStatus { try incoming.status(of: name) }

    /// - Parameters:
    ///   - drafts: those of this commit.
    ///   - precheck: what is asked before the file is opened.
    package func read(
        _ name: FileName, _ drafts: inout LinkedDrafts, _ precheck: Candidate.Precheck
    ) -> Candidate.Reading {
        let reading = Candidate.read(name, in: incoming, limit: limit, precheck: precheck)
        guard case .refused(let refusal, _) = reading, refusal.cause == .link, drafts.finish(name, in: incoming) else {
            return reading
        }
        return Candidate.read(name, in: incoming, limit: limit, precheck: precheck)
    }

    /// Reads a file of the archive as it is now.
    func read(_ place: ArchivePlace) -> Candidate.Reading {
        do throws(IOError) {
            return Candidate.read(place.name, in: try archive.openDirectory(place.day), limit: limit)
        } catch {
            return error.isMissing ? .vanished : .failed(error, submitter: nil)
        }
    }

    /// The folders of these days that the archive has, each with its path.
    package func folders(of days: [FileName]) -> [(day: FileName, path: String)] {
        days.filter { (try? archive.status(of: $0).kind) == .directory }.map { ($0, archive.child($0)) }
    }

    // MARK: Names

    /// Moves a file into incoming/, under `wanted` or the first free name like it.
    ///
    /// - Returns: its name there; nil where it is gone.
    func putBack(
        _ name: FileName, from directory: borrowing Directory, as wanted: FileName
    ) throws(IOError) -> FileName? {
        var free = wanted
        while true {
            do throws(IOError) {
                try directory.rename(name, to: incoming, as: free, isShared: true)
                return free
            } catch {
                if error.isMissing { return nil }
                if !error.isTaken { throw error }
            }
            free = try FreeName.like(wanted) { (name) throws(IOError) in try isFree(name, in: incoming) }
        }
    }

    func isFree(_ name: FileName, in directory: borrowing Directory) throws(IOError) -> Bool {
        try !directory.holds(name)
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
