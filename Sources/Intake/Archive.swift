package import LinuxIO

/// How the archive is cleared of days that are over.
extension DropFolder {
    /// The oldest folder of archive/ that is named for a day before `day`, and has files; nil where there is none.
    ///
    /// - Parameter day: `YYYY-MM-DD`.
    package func oldestDay(before day: FileName) throws(IOError) -> FileName? {
        // In the natural order of names the digits of dates are numbers.
        for name in try archive.names().sorted() where Self.isDay(name) && name < day {
            do throws(IOError) {
                let folder = try archive.openDirectory(name)
                for file in try folder.names() where try folder.status(of: file).kind != .directory { return name }
            } catch {
                // Somebody else's file or link with such a name is not ours to remove.
                if !error.isNoDirectory { throw error }
            }
        }
        return nil
    }

    /// Removes files of a day's folder, and the folder with the last of them. What a person made a folder for in there
    /// stays, and keeps the day.
    ///
    /// - Parameter limit: how many files are removed at most, so that nobody waits long.
    /// - Returns: how many were removed, and whether none is left.
    package func clear(_ day: FileName, limit: Int) throws(IOError) -> (files: Int, isDone: Bool) {
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

    private static func isDay(_ name: FileName) -> Bool {
        name.bytes.count == 10
            && name.bytes.indices.allSatisfy { index in
                index == 4 || index == 7
                    ? name.bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(name.bytes[index])
            }
    }
}
