/// Small files that are there whole or not at all, whatever crashes.
extension Directory {
    /// Puts a file with these contents in the place of `name`, in one step and durably: openat (O_EXCL), write, fsync,
    /// renameat, fsync of the directory.
    ///
    /// - Parameters:
    ///   - draft: the name under which it is prepared; what lies there is removed.
    ///   - mode: less the umask.
    package func writeDurably(_ name: FileName, _ bytes: [UInt8], draft: FileName, mode: UInt32) throws(IOError) {
        try prepare(bytes, draft, mode)
        try replace(name, with: draft)
        try synchronize()
    }

    /// The same for a file that nothing may ever be written over.
    ///
    /// - Throws: EEXIST where the name is taken.
    package func createDurably(_ name: FileName, _ bytes: [UInt8], draft: FileName, mode: UInt32) throws(IOError) {
        try prepare(bytes, draft, mode)
        try rename(draft, to: self, as: name)
        try synchronize()
    }

    private func prepare(_ bytes: [UInt8], _ draft: FileName, _ mode: UInt32) throws(IOError) {
        do throws(IOError) { try remove(draft) } catch { if !error.isMissing { throw error } }
        let file = try create(draft, mode: mode)
        do throws(IOError) {
            try file.write(bytes)
            try file.synchronize()
        } catch {
            // On a full disk, half a draft would take the room that the log needs.
            try? remove(draft)
            throw error
        }
    }

    /// The contents of a small file; nil where there is none of that name.
    ///
    /// - Parameter limit: more bytes than this are not read.
    package func contents(of name: FileName, limit: Int) throws(IOError) -> [UInt8]? {
        do throws(IOError) {
            let file = try openForReading(name)
            return try file.readAll(size: file.status().size, limit: limit)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}
