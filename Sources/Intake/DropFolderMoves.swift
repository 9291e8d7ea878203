import EventLog
import EventModel
package import LinuxIO

/// How files leave the drop folder.
extension DropFolder {
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

    /// Moves a file whose events are in the log to archive/DAY/, or removes it where accepted files are not kept.
    ///
    /// - Parameter isNew: told of the day's folder before the first file is moved there.
    func archive(
        _ candidate: Candidate, on shelf: inout Shelf, isNew: (FileName, _ path: String) -> Void
    ) -> Move {
        do throws(IOError) {
            guard try incoming.status(of: candidate.name).isUnchanged(since: candidate.status) else { return .changed }
            guard keepsAccepted else { return try discard(candidate) }
            if try shelf.open(in: archive) { isNew(shelf.day, archive.child(shelf.day)) }
            return try shelf.with { (directory: borrowing Directory) throws(IOError) in
                for name in Self.attempts.lazy.map(candidate.name.numbered) {
                    let outcome = try move(candidate.name, candidate, to: directory, as: name)
                    if let outcome { return outcome }
                }
                throw .noFreeName(like: candidate.name, in: directory)
            }
        } catch { return failure(error, of: candidate.name) }
    }

    /// What is not there may be the file, or the directory it was to go to.
    private func failure(_ error: IOError, of name: FileName) -> Move {
        guard error.isMissing, let isGone = try? isFree(name, in: incoming), isGone else { return .failed(error) }
        return .vanished
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
        guard let candidate, try !isSame(new, in: directory, as: candidate) else { return .moved(new) }
        _ = try putBack(new, from: directory, as: old)
        return .changed
    }

    /// A rename changes ctime; inode, size and mtime tell whether somebody slipped another file under the name.
    private func isSame(
        _ name: FileName, in directory: borrowing Directory, as candidate: Candidate
    ) throws(IOError) -> Bool {
        let now = try directory.status(of: name)
        return now.inode == candidate.status.inode && now.size == candidate.status.size
            && now.modified == candidate.status.modified
    }

    /// Where the two directories are on different mounts: a copy first, then the removal of the original.
    private func copy(
        _ candidate: Candidate, to directory: borrowing Directory, as new: FileName
    ) throws(IOError) -> Move? {
        do throws(IOError) {
            let file = try directory.create(new, mode: 0o640)
            do throws(IOError) {
                try file.write(candidate.bytes)
                try file.synchronize()
                try directory.synchronize()
            } catch {
                // Half a copy would take the room on a full disk, and the name.
                try? directory.remove(new)
                throw error
            }
        } catch {
            if error.isTaken { return nil }
            throw error
        }
        do throws(IOError) {
            let move = try discard(candidate)
            if case .moved = move { return .moved(new) }
            try directory.remove(new)
            return move
        } catch {
            try? directory.remove(new)
            throw error
        }
    }

    /// Removes a file that was read, once it is out of everybody's way and still the one that was read.
    private func discard(_ candidate: Candidate) throws(IOError) -> Move {
        let taken = TakenName.of(candidate.name)
        try incoming.rename(candidate.name, to: incoming, as: taken, isShared: true)
        guard try isSame(taken, in: incoming, as: candidate) else {
            _ = try putBack(taken, from: incoming, as: candidate.name)
            return .changed
        }
        try incoming.remove(taken)
        return .moved(candidate.name)
    }

    // MARK: Refused

    /// Moves a file, or whatever else lies there, to rejected/, its reason beside it.
    ///
    /// - Parameters:
    ///   - candidate: what was read of it; nil where it could not even be read.
    ///   - lines: the reason, made for the name that the file has.
    package func reject(_ name: FileName, _ candidate: Candidate?, lines: (FileName) -> [String]) -> Move {
        do throws(IOError) {
            if let candidate {
                guard try incoming.status(of: name).isUnchanged(since: candidate.status) else { return .changed }
            }
            for new in Self.attempts.lazy.map(name.numbered) where try isFree(new, in: rejected) {
                let reason = Self.reasonName(for: new)
                guard try makeRoom(for: reason) else { continue }
                let text = lines(name).map { $0 + "\n" }.joined()
                let file = try rejected.create(reason, mode: 0o640)
                let outcome: Move?
                do throws(IOError) {
                    try file.write(Array(text.utf8))
                    try file.synchronizeData()
                    outcome = try move(name, candidate, to: rejected, as: new)
                } catch {
                    // A reason without its file would be one of nothing. The file may be there all the same, where only the
                    // look at it failed.
                    if (try? isFree(new, in: rejected)) == true { try? rejected.remove(reason) }
                    throw error
                }
                if case .moved(let new)? = outcome { return .moved(new) }
                try rejected.remove(reason)
                if let outcome { return outcome }
            }
            throw .noFreeName(like: name, in: rejected)
        } catch { return failure(error, of: name) }
    }

    /// Removes a reason without its file, which is what a crash between the two steps leaves behind.
    ///
    /// - Returns: false where the name is that of a refused file: such a file has a reason of its own.
    private func makeRoom(for reason: FileName) throws(IOError) -> Bool {
        if try isFree(reason, in: rejected) { return true }
        guard try isFree(Self.reasonName(for: reason), in: rejected) else { return false }
        try rejected.remove(reason)
        return true
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
}

/// A day's folder in archive/: opened once a commit, when the first file goes there.
package struct Shelf: ~Copyable {
    package let day: FileName
    private var directory: Directory?

    /// The folder's name for a time.
    ///
    /// - Parameter now: microseconds of UTC since 1970; years have four digits, as in the log.
    package static func day(of now: Int64) -> FileName {
        let now = Instant(microseconds: min(max(now, Placement.earliest), Placement.latest))
        guard let day = FileName(String(now.description.prefix(10))) else { preconditionFailure("a date is a name") }
        return day
    }

    /// - Parameter now: microseconds of UTC since 1970.
    package init(now: Int64) {
        day = Self.day(of: now)
        directory = nil
    }

    /// - Returns: whether it was not open yet.
    fileprivate mutating func open(in archive: borrowing Directory) throws(IOError) -> Bool {
        guard directory == nil else { return false }
        directory = try archive.makeDirectory(day, mode: 0o750)
        return true
    }

    fileprivate func with<Result>(
        _ body: (borrowing Directory) throws(IOError) -> Result
    ) throws(IOError) -> Result {
        switch directory {
        case .some(let directory): return try body(directory)
        case .none: preconditionFailure("opened before it is used")
        }
    }
}
