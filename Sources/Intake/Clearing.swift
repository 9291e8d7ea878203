package import LinuxIO

/// What is cleared of days that are over.
package enum Cleared: String, CaseIterable, Sendable, Hashable {
    case archive, rejected
}

/// A day that is being cleared, and what there was of it when it was listed: a folder of a hundred thousand files is listed
/// once, not again for each few of them that go.
package struct ClearingDay: Sendable {
    package let cleared: Cleared
    /// `YYYY-MM-DD`, in UTC.
    package let day: FileName
    /// How many files have been removed.
    package fileprivate(set) var removed = 0
    /// What is left, below archive/ or rejected/: the day's files, or those that reasons are about.
    fileprivate var files: ArraySlice<RelativePath>
    /// The folders that go with the last of them where they are empty, each before those in it.
    fileprivate let folders: [[FileName]]

    fileprivate mutating func take(_ count: Int) -> ArraySlice<RelativePath> {
        defer { files = files.dropFirst(count) }
        return files.prefix(count)
    }
}

/// How days that are over are cleared.
extension DropFolder {
    /// The oldest day before `day` of which there are files; nil where there is none.
    ///
    /// - Parameter day: `YYYY-MM-DD`, in UTC.
    package func oldestDay(of cleared: Cleared, before day: FileName) throws(IOError) -> ClearingDay? {
        switch cleared {
        case .archive: return try oldestFolder(before: day)
        case .rejected:
            let reasons = try reasons()
            guard let oldest = reasons.subjects.map(\.day).min(), oldest < day else { return nil }
            let files = reasons.subjects.filter { $0.day == oldest }.map(\.file)
            return ClearingDay(cleared: cleared, day: oldest, files: files[...], folders: reasons.folders)
        }
    }

    /// Removes files of a day.
    ///
    /// - Parameter limit: how many files are looked at, so that what arrives meanwhile does not wait long.
    /// - Returns: whether none is left.
    package func clear(_ day: inout ClearingDay, limit: Int) throws(IOError) -> Bool {
        switch day.cleared {
        case .archive: try clearFolder(&day, limit)
        case .rejected: try clearRejected(&day, limit)
        }
    }

    // MARK: The archive

    /// The oldest folder of archive/ that is named for a day before `day`, and has files.
    private func oldestFolder(before day: FileName) throws(IOError) -> ClearingDay? {
        // In the natural order of names the digits of dates are numbers.
        for name in try archive.names().sorted() where Self.isDay(name) && name < day {
            do throws(IOError) {
                var (files, folders) = ([RelativePath](), [[FileName]]())
                try Self.walk(archive.openDirectory(name)) { _, visit in
                    files += visit.files.map { RelativePath($0, in: [name] + visit.folder) }
                    folders.append([name] + visit.folder)
                }
                if !files.isEmpty {
                    return ClearingDay(cleared: .archive, day: name, files: files[...], folders: folders)
                }
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

    /// Calls `body` with the folder that a file lies in; not where that is gone.
    private static func inFolder(
        of file: RelativePath, below top: borrowing Directory, _ body: (borrowing Directory) throws(IOError) -> Void
    ) throws(IOError) {
        do throws(IOError) {
            if file.folder.isEmpty { try body(top) } else { try body(top.descend(file.folder[...])) }
        } catch { if !error.isMissing, !error.isNoDirectory { throw error } }
    }

    /// The folder goes with the last of its files, and those in it. What a person made a folder for in there stays, and
    /// keeps the day.
    private func clearFolder(_ day: inout ClearingDay, _ limit: Int) throws(IOError) -> Bool {
        for file in day.take(limit) {
            try Self.inFolder(of: file, below: archive) { (folder) throws(IOError) in
                // It may have been taken away since.
                guard let status = try? folder.status(of: file.name), status.kind != .directory else { return }
                try folder.remove(file.name)
                day.removed += 1
            }
        }
        return try isCleared(day, archive)
    }

    /// Removes the folders of a day that are empty, once no file of it is left.
    private func isCleared(_ day: ClearingDay, _ top: borrowing Directory) throws(IOError) -> Bool {
        guard day.files.isEmpty else { return false }
        // Each comes before those in it.
        for folder in day.folders.reversed() { try Self.removeEmpty(folder, in: top) }
        return true
    }

    /// Removes a folder, unless there is something in it.
    private static func removeEmpty(_ folder: [FileName], in top: borrowing Directory) throws(IOError) {
        guard let name = folder.last else { return }
        do throws(IOError) {
            if folder.count == 1 { return try top.removeDirectory(name) }
            try top.descend(folder.dropLast()).removeDirectory(name)
        } catch { if !error.isNotEmpty, !error.isMissing { throw error } }
    }

    package static func isDay(_ name: FileName) -> Bool {
        name.bytes.count == 10
            && name.bytes.indices.allSatisfy { index in
                index == 4 || index == 7
                    ? name.bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(name.bytes[index])
            }
    }

    // MARK: Rejected files

    private struct Reasons {
        /// The files that they are about, each with the day on which its reason was written.
        var subjects: [(file: RelativePath, day: FileName)] = []
        /// Those that the daemon made for files, each before those in it.
        var folders: [[FileName]] = []
    }

    /// The reasons in rejected/. A file without one was put there by a person.
    private func reasons() throws(IOError) -> Reasons {
        var found = Reasons()
        try Self.walk(rejected) { directory, visit in
            let names = Set(visit.files)
            found.folders += visit.directories.filter { !names.contains(Self.reasonName(for: $0)) }.map {
                visit.folder + [$0]
            }
            for name in visit.files {
                // A directory is for a person to look into.
                guard !names.contains(Self.reasonName(for: name)), let subject = Self.subject(ofReason: name),
                    let status = try? directory.status(of: name),
                    names.contains(subject) || (try? directory.holds(subject)) == false
                else { continue }
                found.subjects.append((RelativePath(subject, in: visit.folder), Self.day(of: status)))
            }
        }
        return found
    }

    private static func day(of reason: FileStatus) -> FileName { Shelf.day(of: reason.modified / 1_000) }

    private func clearRejected(_ day: inout ClearingDay, _ limit: Int) throws(IOError) -> Bool {
        for subject in day.take(limit) {
            let name = Self.reasonName(for: subject.name)
            try Self.inFolder(of: subject, below: rejected) { (folder) throws(IOError) in
                // Another file may have got the name since.
                guard let status = try? folder.status(of: name), Self.day(of: status) == day.day else { return }
                if try folder.holds(subject.name) { try folder.remove(subject.name) }
                try folder.remove(name)
                day.removed += 1
            }
        }
        return try isCleared(day, rejected)
    }
}
