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
                let folder = try archive.openDirectory(name)
                for file in try folder.names() where try folder.status(of: file).kind != .directory { return name }
            } catch {
                // Another's file or link with such a name is not ours to remove.
                if !error.isNoDirectory { throw error }
            }
        }
        return nil
    }

    /// The folder goes with the last of its files. What a person made a folder for in there stays, and keeps the day.
    private func clearFolder(_ day: FileName, _ limit: Int) throws(IOError) -> (files: Int, isDone: Bool) {
        let folder = try archive.openDirectory(day)
        var removed = 0
        for name in try folder.names() where try folder.status(of: name).kind != .directory {
            guard removed < limit else { return (removed, false) }
            try folder.remove(name)
            removed += 1
        }
        do throws(IOError) { try archive.removeDirectory(day) } catch { if !error.isNotEmpty { throw error } }
        return (removed, true)
    }

    package static func isDay(_ name: FileName) -> Bool {
        name.bytes.count == 10
            && name.bytes.indices.allSatisfy { index in
                index == 4 || index == 7
                    ? name.bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(name.bytes[index])
            }
    }

    // MARK: Rejected files

    /// The reasons in rejected/, each with the day on which it was written, and the file that it is about. A file without
    /// a reason was put there by a person.
    private func reasons() throws(IOError) -> [(name: FileName, subject: FileName, day: FileName)] {
        var found: [(FileName, FileName, FileName)] = []
        let names = Set(try rejected.names())
        for name in names where name.hasSuffix(Self.reasonSuffix) && !names.contains(Self.reasonName(for: name)) {
            let stem = name.bytes.dropLast(Self.reasonSuffix.utf8.count)
            guard let subject = FileName(bytes: stem), let status = try? rejected.status(of: name) else { continue }
            // A directory that a member has made is for a person to look into.
            if names.contains(subject), (try? rejected.status(of: subject).kind) == .directory { continue }
            found.append((name, subject, Shelf.day(of: status.modified / 1_000)))
        }
        return found
    }

    private func clearRejected(_ day: FileName, _ limit: Int) throws(IOError) -> (files: Int, isDone: Bool) {
        var removed = 0
        for (name, subject, written) in try reasons() where written == day {
            guard removed < limit else { return (removed, false) }
            if try rejected.holds(subject) { try rejected.remove(subject) }
            try rejected.remove(name)
            removed += 1
        }
        return (removed, true)
    }
}
