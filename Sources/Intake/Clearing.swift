package import LinuxIO

/// What is cleared of days that are over.
package enum Cleared: String, CaseIterable, Sendable, Hashable {
    case archive, rejected
}

/// How days that are over are cleared.
extension DropFolder {
    /// The oldest day before `day` of which there are files; nil where there is none.
    ///
    /// - Parameter day: `YYYY-MM-DD`, in UTC.
    package func oldestDay(of cleared: Cleared, before day: FileName) throws(IOError) -> FileName? {
        switch cleared {
        case .archive: try oldestFolder(before: day)
        case .rejected: try reasons().map(\.day).filter { $0 < day }.min()
        }
    }

    /// Removes files of a day.
    ///
    /// - Parameter limit: how many files are removed at most, so that what arrives meanwhile does not wait long.
    /// - Returns: how many were removed, and whether none is left.
    package func clear(
        _ day: FileName, of cleared: Cleared, limit: Int
    ) throws(IOError) -> (files: Int, isDone: Bool) {
        switch cleared {
        case .archive: try clearFolder(day, limit)
        case .rejected: try clearRejected(day, limit)
        }
    }

    // MARK: The archive

    /// The oldest folder of archive/ that is named for a day before `day`, and has files.
    private func oldestFolder(before day: FileName) throws(IOError) -> FileName? {
        // In the natural order of names the digits of dates are numbers.
        for name in try archive.names().sorted() where Self.isDay(name) && name < day {
            do throws(IOError) {
                var hasFiles = false
                try Self.walk(archive.openDirectory(name)) { _, visit in
                    hasFiles = hasFiles || !visit.files.isEmpty
                }
                if hasFiles { return name }
            } catch {
                // Another's file or link with such a name is not ours to remove.
                if !error.isNoDirectory { throw error }
            }
        }
        return nil
    }

    /// Walks a tree of the daemon's own.
    ///
    /// - Throws: also why a folder of it could not be read.
    private static func walk(
        _ top: borrowing Directory, visit: (borrowing Directory, FolderTree.Visit) throws(IOError) -> Void
    ) throws(IOError) {
        for stray in try FolderTree(top).walk(top, visit: visit) {
            if case .unreadable(let errno) = stray.cause {
                throw IOError("open", errno: errno, path: "\(top.path)/\(stray.path.escaped)")
            }
        }
    }

    /// The folder goes with the last of its files, and those in it. What a person made a folder for in there stays, and
    /// keeps the day.
    private func clearFolder(_ day: FileName, _ limit: Int) throws(IOError) -> (files: Int, isDone: Bool) {
        let folder = try archive.openDirectory(day)
        var (removed, isDone) = (0, true)
        var folders: [[FileName]] = []
        try Self.walk(folder) { (directory, visit) throws(IOError) in
            folders.append([day] + visit.folder)
            for name in visit.files {
                guard removed < limit else { return isDone = false }
                try directory.remove(name)
                removed += 1
            }
        }
        guard isDone else { return (removed, false) }
        // Each comes before those in it.
        for folder in folders.reversed() { try Self.removeEmpty(folder, in: archive) }
        return (removed, true)
    }

    /// Removes a folder, unless there is something in it.
    private static func removeEmpty(_ folder: [FileName], in top: borrowing Directory) throws(IOError) {
        guard let name = folder.last else { return }
        do throws(IOError) {
            if folder.count == 1 { return try top.removeDirectory(name) }
            try top.descend(folder.dropLast()).removeDirectory(name)
        } catch { if !error.isNotEmpty { throw error } }
    }

    package static func isDay(_ name: FileName) -> Bool {
        name.bytes.count == 10
            && name.bytes.indices.allSatisfy { index in
                index == 4 || index == 7
                    ? name.bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(name.bytes[index])
            }
    }

    // MARK: Rejected files

    private struct Reason {
        var name: FileName
        /// The file that it is about.
        var subject: FileName
        /// On which it was written.
        var day: FileName
    }

    /// The reasons in a folder of rejected/. A file without one was put there by a person.
    private static func reasons(_ visit: FolderTree.Visit, in folder: borrowing Directory) -> [Reason] {
        let names = Set(visit.files)
        return visit.files.compactMap { name in
            guard name.hasSuffix(reasonSuffix), !names.contains(reasonName(for: name)) else { return nil }
            let stem = name.bytes.dropLast(reasonSuffix.utf8.count)
            // A directory that a member has made is for a person to look into.
            guard let subject = FileName(bytes: stem), let status = try? folder.status(of: name),
                names.contains(subject) || (try? folder.holds(subject)) == false
            else { return nil }
            return Reason(name: name, subject: subject, day: Shelf.day(of: status.modified / 1_000))
        }
    }

    private func reasons() throws(IOError) -> [Reason] {
        var found: [Reason] = []
        try Self.walk(rejected) { directory, visit in found += Self.reasons(visit, in: directory) }
        return found
    }

    private func clearRejected(_ day: FileName, _ limit: Int) throws(IOError) -> (files: Int, isDone: Bool) {
        var (removed, isDone) = (0, true)
        var folders: [[FileName]] = []
        try Self.walk(rejected) { (directory, visit) throws(IOError) in
            // One that was refused is for a person to look into.
            let files = Set(visit.files)
            folders += visit.directories.filter { !files.contains(Self.reasonName(for: $0)) }.map {
                visit.folder + [$0]
            }
            for reason in Self.reasons(visit, in: directory) where reason.day == day {
                guard removed < limit else { return isDone = false }
                if try directory.holds(reason.subject) { try directory.remove(reason.subject) }
                try directory.remove(reason.name)
                removed += 1
            }
        }
        guard isDone else { return (removed, false) }
        for folder in folders.reversed() { try Self.removeEmpty(folder, in: rejected) }
        return (removed, true)
    }
}
