package import LinuxIO

/// How the archive is cleared of days that are over.
extension DropFolder {
    /// Removes the folders of archive/ that are named for a day before `day`, with all that is in them.
    ///
    /// - Parameters:
    ///   - day: `YYYY-MM-DD`.
    ///   - limit: how many files are removed at most, so that nobody waits long.
    /// - Returns: how many were removed; `limit` where there may be more.
    package func clearArchive(before day: String, limit: Int) throws(IOError) -> Int {
        var removed = 0
        for name in try archive.names() {
            guard removed < limit else { break }
            guard let text = name.text, Self.isDay(text), text.utf8.lexicographicallyPrecedes(day.utf8) else {
                continue
            }
            removed += try clear(name, limit: limit - removed)
        }
        return removed
    }

    private func clear(_ day: FileName, limit: Int) throws(IOError) -> Int {
        let folder: Directory
        do throws(IOError) {
            folder = try archive.openDirectory(day)
        } catch {
            // Somebody else's file or link with such a name is not ours to remove.
            return 0
        }
        var removed = 0
        for name in try folder.names() {
            guard removed < limit else { return removed }
            guard try folder.status(of: name).kind != .directory else { continue }
            try folder.remove(name)
            removed += 1
        }
        do throws(IOError) { try archive.removeDirectory(day) } catch {
            // A folder that a person made in there keeps its day.
            if !error.isNotEmpty { throw error }
        }
        return removed
    }

    private static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10
            && bytes.indices.allSatisfy { index in
                index == 4 || index == 7 ? bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(bytes[index])
            }
    }
}
