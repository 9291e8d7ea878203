package import LinuxIO

/// incoming/, archive/ and rejected/: where files arrive, and the two places where every one of them ends.
///
/// Nothing is ever overwritten, and nothing is moved that is not what was read.
package struct DropFolder: ~Copyable {
    private let incoming: Directory
    private let archive: Directory
    private let rejected: Directory
    private let limit: Int

    /// The largest file that is read, in bytes.
    package static let defaultLimit = 16 << 20

    /// Opens the three directories; those that are missing are made.
    ///
    /// - Parameter limit: the largest file to be read, in bytes.
    package init(
        incoming: String, archive: String, rejected: String, limit: Int = Self.defaultLimit
    ) throws(IOError) {
        // On an installed system tmpfiles.d has made it, with a group that may drop. Nobody can touch another's file.
        let drop = try Directory.make(incoming, mode: 0o1770)
        let accepted = try Directory.make(archive, mode: 0o750)
        let refused = try Directory.make(rejected, mode: 0o750)
        self.incoming = drop
        self.archive = accepted
        self.rejected = refused
        self.limit = limit
    }

    package var path: String { incoming.path }

    /// Whether the directory at ``path`` is still the one that was opened.
    package func isInPlace() -> Bool {
        guard let now = try? Directory.open(incoming.path).status(), let then = try? incoming.status() else {
            return false
        }
        return now.device == then.device && now.inode == then.inode
    }

    /// The names of all files there that do not ask to be left alone.
    package func scan() throws(IOError) -> [FileName] { try incoming.names().filter { !Self.isWaiting($0) } }

    /// Whether a name says that its file is not finished: editors, browsers and copy programs use these.
    package static func isWaiting(_ name: FileName) -> Bool {
        name.hasPrefix(".") || ["~", ".tmp", ".part", ".swp"].contains { name.hasSuffix($0) }
    }

    package func status(of name: FileName) throws(IOError) -> FileStatus { try incoming.status(of: name) }

    package func read(_ name: FileName) -> Candidate.Reading { Candidate.read(name, in: incoming, limit: limit) }

    /// How a file left the drop folder.
    package enum Move: Sendable {
        /// It has this name now.
        case moved(FileName)
        /// It is not the file that was read any more: to be looked at again.
        case changed
        case vanished
        /// It stays where it is.
        case failed(IOError)
    }

    // MARK: Accepted

    /// Moves a file whose events are in the log to archive/DAY/.
    ///
    /// - Parameter day: `YYYY-MM-DD`.
    package func archive(_ candidate: Candidate, day: String) -> Move {
        do throws(IOError) {
            guard try incoming.status(of: candidate.name).isUnchanged(since: candidate.status) else { return .changed }
            guard let day = FileName(day) else { preconditionFailure("a date is a name") }
            let directory = try archive.makeDirectory(day, mode: 0o750)
            for name in (1...100_000).lazy.map(candidate.name.numbered) where try isFree(name, in: directory) {
                let outcome = try move(candidate.name, candidate, to: directory, as: name)
                if let outcome { return outcome }
            }
            return .failed(IOError("rename", errno: 17, path: directory.child(candidate.name)))
        } catch {
            return error.isMissing ? .vanished : .failed(error)
        }
    }

    /// Moves a file and makes sure that it was the one that was read; nil where the new name was taken meanwhile.
    private func move(
        _ old: FileName, _ candidate: Candidate?, to directory: borrowing Directory, as new: FileName
    ) throws(IOError) -> Move? {
        do throws(IOError) {
            try incoming.rename(old, to: directory, as: new)
        } catch {
            if error.isTaken { return nil }
            guard error.isCrossMount, let candidate else { throw error }
            return try copy(candidate, to: directory, as: new)
        }
        guard let candidate else { return .moved(new) }
        let now = try directory.status(of: new)
        // The rename itself changes ctime; inode, size and mtime tell whether somebody slipped another file under it.
        if now.inode == candidate.status.inode, now.size == candidate.status.size,
            now.modified == candidate.status.modified
        {
            return .moved(new)
        }
        try directory.rename(new, to: incoming, as: old)
        return .changed
    }

    /// Where the two directories are on different mounts: a copy first, then the removal of the original.
    private func copy(
        _ candidate: Candidate, to directory: borrowing Directory, as new: FileName
    ) throws(IOError) -> Move? {
        do throws(IOError) {
            let file = try directory.create(new, mode: 0o640)
            try file.write(candidate.bytes)
            try file.synchronize()
            try directory.synchronize()
        } catch {
            if error.isTaken { return nil }
            throw error
        }
        guard try incoming.status(of: candidate.name).isUnchanged(since: candidate.status) else {
            try directory.remove(new)
            return .changed
        }
        try incoming.remove(candidate.name)
        return .moved(new)
    }

    // MARK: Refused

    /// Moves a file, or whatever else lies there, to rejected/, its reason beside it.
    ///
    /// - Parameters:
    ///   - candidate: what was read of it; nil where it could not even be read.
    ///   - lines: the reason, made for the name that the file gets.
    package func reject(_ name: FileName, _ candidate: Candidate?, lines: (FileName) -> [String]) -> Move {
        do throws(IOError) {
            if let candidate {
                guard try incoming.status(of: name).isUnchanged(since: candidate.status) else { return .changed }
            }
            for new in (1...100_000).lazy.map(name.numbered) where try isFree(new, in: rejected) {
                let reason = Self.reasonName(for: new)
                // A reason without its file is what a crash between the two steps left behind.
                if try !isFree(reason, in: rejected) { try rejected.remove(reason) }
                let text = lines(name).map { $0 + "\n" }.joined()
                let file = try rejected.create(reason, mode: 0o640)
                try file.write(Array(text.utf8))
                try file.synchronizeData()
                switch try move(name, candidate, to: rejected, as: new) {
                case .moved(let new)?: return .moved(new)
                case let outcome:
                    try rejected.remove(reason)
                    if let outcome { return outcome }
                }
            }
            return .failed(IOError("rename", errno: 17, path: rejected.child(name)))
        } catch {
            return error.isMissing ? .vanished : .failed(error)
        }
    }

    /// The name of the file that says why `name` was refused.
    package static func reasonName(for name: FileName) -> FileName {
        let suffix = ".reason"
        let stem = name.bytes.prefix(FileName.maximumLength - suffix.utf8.count)
        guard let reason = FileName(bytes: Array(stem) + suffix.utf8) else {
            preconditionFailure("a name with an ending is a name")
        }
        return reason
    }

    // MARK: Names

    private func isFree(_ name: FileName, in directory: borrowing Directory) throws(IOError) -> Bool {
        do throws(IOError) {
            _ = try directory.status(of: name)
            return false
        } catch {
            if error.isMissing { return true }
            throw error
        }
    }
}
