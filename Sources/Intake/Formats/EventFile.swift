import EventModel

/// Dropped files, as text.
package enum EventFile {
    /// How many characters a key of YAML may have on its line (YAML 1.2.2, section 7.4.2), its quotes included.
    package static let maximumKeyLength = 1_024

    /// Reads a file in the format that the ending of its name says.
    ///
    /// - Parameters:
    ///   - name: the file's name, of which only the ending counts; nothing is opened.
    ///   - bytes: the whole file.
    ///   - progress: called now and then.
    package static func read(name: String, bytes: [UInt8], progress: @escaping () -> Void = {}) -> ParsedFile {
        var file = ParsedFile()
        do {
            let format = try Formats.format(forName: name)
            format.read(try SourceText(bytes), into: &file, progress)
        } catch {
            file.report(error)
        }
        return file
    }
}
