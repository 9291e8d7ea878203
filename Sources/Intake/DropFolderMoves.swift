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

    /// Moves a file whose events are in the log to archive/DAY/, below that into the folder that it had.
    ///
    /// - Parameter isNew: told of the folder, by its names below archive/, before the first file is moved there.
    func archive(_ candidate: Candidate, on shelf: inout Shelf, isNew: ([FileName]) -> Void) -> Move {
        do throws(IOError) {
            return try with(candidate.name.folder) { (folder) throws(IOError) in
                guard try folder.status(of: candidate.name.name).isUnchanged(since: candidate.status) else {
                    return .changed
                }
                if try shelf.open(candidate.name.folder, in: archive) { isNew([shelf.day] + shelf.folder) }
                return try shelf.with { (directory) throws(IOError) in
                    try Self.archive(candidate, from: folder, in: directory)
                }
            }
        } catch { return failure(error, of: candidate.name) }
    }

    private static func archive(
        _ candidate: Candidate, from folder: borrowing Directory, in directory: borrowing Directory
    ) throws(IOError) -> Move {
        let wanted = candidate.name.name
        var name = wanted
        while true {
            let outcome = try move(wanted, candidate.status, candidate.bytes, from: folder, to: directory, as: name)
            if let outcome { return outcome }
            name = try FreeName.like(wanted) { (name) throws(IOError) in try !directory.holds(name) }
        }
    }

    /// What is not there may be the file, or the directory it was to go to.
    private func failure(_ error: IOError, of file: RelativePath) -> Move {
        guard error.isMissing else { return .failed(error) }
        do throws(IOError) {
            return try with(file.folder) { (folder) throws(IOError) in try folder.holds(file.name) }
                ? .failed(error) : .vanished
        } catch let second { return second.isMissing ? .vanished : .failed(error) }
    }

    /// Moves a file and makes sure that it was the one that was read; nil where the new name was taken meanwhile.
    ///
    /// - Parameter bytes: what was read of it, to be copied where the two directories are on different mounts; nil where
    ///   it was not read.
    private static func move(
        _ old: FileName, _ status: FileStatus, _ bytes: [UInt8]?, from folder: borrowing Directory,
        to directory: borrowing Directory, as new: FileName
    ) throws(IOError) -> Move? {
        do throws(IOError) {
            try folder.rename(old, to: directory, as: new)
        } catch {
            if error.isTaken { return nil }
            guard error.isCrossMount, let bytes else { throw error }
            return try copy(old, status, bytes, from: folder, to: directory, as: new)
        }
        guard try !isSame(new, in: directory, as: status) else { return .moved(new) }
        _ = try putBack(new, from: directory, to: folder, as: old)
        return .changed
    }

    /// A rename changes ctime; inode, size and mtime tell whether somebody slipped another file under the name.
    private static func isSame(
        _ name: FileName, in directory: borrowing Directory, as status: FileStatus
    ) throws(IOError) -> Bool {
        let now = try directory.status(of: name)
        return now.inode == status.inode && now.size == status.size && now.modified == status.modified
    }

    /// Where the two directories are on different mounts: a copy first, then the removal of the original.
    private static func copy(
        _ old: FileName, _ status: FileStatus, _ bytes: [UInt8], from folder: borrowing Directory,
        to directory: borrowing Directory, as new: FileName
    ) throws(IOError) -> Move? {
        do throws(IOError) {
            let file = try directory.create(new, mode: 0o640)
            do throws(IOError) {
                try file.write(bytes)
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
            let move = try discard(old, status, from: folder)
            if case .moved = move { return .moved(new) }
            try directory.remove(new)
            return move
        } catch {
            try? directory.remove(new)
            throw error
        }
    }

    /// Removes a file that was read, once it is out of everybody's way and still the one that was read.
    private static func discard(
        _ name: FileName, _ status: FileStatus, from folder: borrowing Directory
    ) throws(IOError) -> Move {
        let taken = TakenName.of(name)
        try folder.rename(name, to: folder, as: taken, isShared: true)
        guard try isSame(taken, in: folder, as: status) else {
            _ = try putBack(taken, from: folder, to: folder, as: name)
            return .changed
        }
        try folder.remove(taken)
        return .moved(name)
    }

    // MARK: Refused

    /// Moves a file, or a plain file for whatever else lies there, to rejected/, its reason beside it.
    ///
    /// What is no file is replaced: a reader of rejected/ would follow a link, and wait for a pipe. In its place comes a file
    /// of the same name, for a link with the path that it led to, else empty. A directory is replaced where it is empty:
    /// what is in one that a member owns can be neither counted nor cleared, and grows.
    ///
    /// - Parameters:
    ///   - status: what was looked at, or read.
    ///   - bytes: what was read of it; nil where it was not.
    ///   - lines: the reason.
    /// - Returns: also in which folder of rejected/ it lies then, and how many bytes the reason has.
    func reject(
        _ file: RelativePath, _ status: FileStatus, _ bytes: [UInt8]?, lines: [String]
    ) -> (move: Move, folder: [FileName], reasonSize: Int) {
        let text = Self.reason(lines)
        var names: [FileName] = []
        do throws(IOError) {
            let move = try with(file.folder) { (folder) throws(IOError) -> Move in
                guard try folder.status(of: file.name).isUnchanged(since: status) else { return .changed }
                if file.folder.isEmpty {
                    return try Self.reject(file.name, status, bytes, text, from: folder, to: rejected)
                }
                let place = try FolderTree(rejected).make(file.folder[...], below: rejected, names: &names)
                return try Self.reject(file.name, status, bytes, text, from: folder, to: place)
            }
            return (move, names, text.count)
        } catch { return (failure(error, of: file), [], 0) }
    }

    private static func reject(
        _ name: FileName, _ status: FileStatus, _ bytes: [UInt8]?, _ text: [UInt8], from folder: borrowing Directory,
        to rejected: borrowing Directory
    ) throws(IOError) -> Move {
        while true {
            // Each has room for a reason whose name tells it from every other one.
            let room = FileName.maximumLength - reasonSuffix.utf8.count
            let new = try FreeName.like(name, limit: room) { (name) throws(IOError) in
                guard try !rejected.holds(name) else { return false }
                return try makeRoom(for: reasonName(for: name), in: rejected)
            }
            let move = try reject(name, status, bytes, as: new, text, from: folder, to: rejected)
            if let move { return move }
        }
    }

    private static func reject(
        _ name: FileName, _ status: FileStatus, _ bytes: [UInt8]?, as new: FileName, _ text: [UInt8],
        from folder: borrowing Directory, to rejected: borrowing Directory
    ) throws(IOError) -> Move? {
        // Before anything is written: most directories are not empty, at each scan anew.
        if status.kind == .directory { try folder.removeDirectory(name) }
        let reason = reasonName(for: new)
        let file = try rejected.create(reason, mode: 0o640)
        let outcome: Move?
        do throws(IOError) {
            try file.write(text)
            try file.synchronizeData()
            outcome =
                status.kind == .regular
                ? try move(name, status, bytes, from: folder, to: rejected, as: new)
                : try replace(name, status, by: new, from: folder, to: rejected)
        } catch {
            // A reason without its file would be one of nothing. The file may be there all the same, where only the look
            // at it failed.
            if (try? rejected.holds(new)) == false { try? rejected.remove(reason) }
            throw error
        }
        if case .moved(let new)? = outcome {
            // Else the quota of its submitter could not count it after the next start.
            if let owner = try? rejected.status(of: new).owner, owner != status.owner {
                try? file.write(Array("\(submitterMark)\(status.owner)\n".utf8))
            }
            return .moved(new)
        }
        try rejected.remove(reason)
        return outcome
    }

    /// What stands in a reason before the uid of the submitter, where the file beside it is the daemon's copy.
    static let submitterMark = "dropped by uid "

    /// Removes what is no file, once a plain file stands for it in rejected/.
    private static func replace(
        _ name: FileName, _ status: FileStatus, by new: FileName, from folder: borrowing Directory,
        to rejected: borrowing Directory
    ) throws(IOError) -> Move? {
        let bytes = status.kind == .symbolicLink ? try folder.target(ofLink: name) : []
        do throws(IOError) {
            let file = try rejected.create(new, mode: 0o640)
            try file.write(bytes)
        } catch {
            if error.isTaken { return nil }
            try? rejected.remove(new)
            throw error
        }
        if status.kind == .directory { return .moved(new) }
        do throws(IOError) {
            if case .moved = try discard(name, status, from: folder) { return .moved(new) }
            try rejected.remove(new)
            return .changed
        } catch {
            try? rejected.remove(new)
            throw error
        }
    }

    /// Of a reason, in bytes: a small file can have many mistakes, and each is a long line.
    private static let reasonLimit = 16 << 10

    private static func reason(_ lines: [String]) -> [UInt8] {
        var text: [UInt8] = []
        for (place, line) in lines.enumerated() {
            // One line at least, however long its excerpts.
            if place > 0, text.count + line.utf8.count > reasonLimit {
                let rest = lines.count - place
                return text + Array("and \(rest) more; timelinectl check lists them all\n".utf8)
            }
            text += Array(line.utf8) + [UInt8(ascii: "\n")]
        }
        return text
    }

    /// Removes a reason without its file, which is what a crash between the two steps leaves behind.
    ///
    /// - Returns: false where the name is that of a refused file: such a file has a reason of its own.
    private static func makeRoom(
        for reason: FileName, in rejected: borrowing Directory
    ) throws(IOError) -> Bool {
        guard try rejected.holds(reason) else { return true }
        guard try !rejected.holds(reasonName(for: reason)) else { return false }
        try rejected.remove(reason)
        return true
    }

    package static let reasonSuffix = ".reason"

    /// The name of the file that says why `name` was refused.
    package static func reasonName(for name: FileName) -> FileName {
        let stem = name.bytes.prefix(FileName.maximumLength - reasonSuffix.utf8.count)
        guard let reason = FileName(bytes: Array(stem) + reasonSuffix.utf8) else {
            preconditionFailure("a name with an ending is a name")
        }
        return reason
    }

    /// The file that a reason of this name is about; nil for a name that is none of a reason's.
    static func subject(ofReason name: FileName) -> FileName? {
        name.hasSuffix(reasonSuffix) ? FileName(bytes: name.bytes.dropLast(reasonSuffix.utf8.count)) : nil
    }

    /// The reason's name for a file in a folder of rejected/.
    package static func reasonName(for file: RelativePath) -> RelativePath {
        RelativePath(reasonName(for: file.name), in: file.folder)
    }
}

/// A day's folder in archive/, or one below it: opened when the first file of a commit goes there.
package struct Shelf: ~Copyable {
    package let day: FileName
    /// Below the day's, by the names that it has there.
    private(set) var folder: [FileName] = []
    /// Below incoming/, where its files lay.
    private var origin: [FileName] = []
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
    fileprivate mutating func open(
        _ origin: [FileName], in archive: borrowing Directory
    ) throws(IOError) -> Bool {
        guard directory == nil || self.origin != origin else { return false }
        folder = []
        directory = nil
        let today = try archive.makeDirectory(day, mode: 0o750)
        directory = origin.isEmpty ? today : try FolderTree(today).make(origin[...], below: today, names: &folder)
        self.origin = origin
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
