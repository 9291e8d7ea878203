package import LinuxIO
package import TransparencyLog

/// The last head of a log, kept outside of the log's directory: what is done to that directory, such as putting an older
/// copy in its place, does not change what was known of it.
///
///     heads/last     the last signed head; or the word "unsigned", where a log may have entries and a key and no head
///
/// A log is unsigned while its first head is being made, and after a repair has set its head aside.
package struct HeadMemory: Sendable, Hashable {
    /// What is known of the log.
    package enum Kept: Sendable {
        /// Nothing: the log is new, is a copy, or is from before heads were remembered.
        case nothing
        case unsigned
        /// Not verified.
        case head(SignedNote)

        /// The head; nil where none is known.
        var head: SignedNote? { if case .head(let note) = self { note } else { nil } }
    }

    private static let last = HeadFiles.name("last")
    private static let draft = HeadFiles.name(".last.tmp")
    private static let unsigned = Array("unsigned\n".utf8)

    /// The directory.
    package let path: String

    /// - Parameter path: of heads/, which need not be there.
    package init(_ path: String) { self.path = path }

    /// The file as messages call it.
    var place: String { "\(path)/\(Self.last.escaped)" }

    /// - Throws: ``HeadError/contradiction(_:)`` where the file holds neither.
    package func read() throws(HeadError) -> Kept {
        guard let directory = try directory(),
            let bytes = try headIO({ () throws(IOError) in
                try directory.contents(of: Self.last, limit: HeadFiles.limit)
            })
        else { return .nothing }
        if bytes == Self.unsigned { return .unsigned }
        do throws(NoteError) { return .head(try SignedNote(parsing: bytes)) } catch {
            throw .contradiction("\(place) is no signed head: \(error)")
        }
    }

    /// The head that is remembered; nil where none is, or none that can be read.
    var head: SignedNote? { (try? read())?.head }

    /// All heads that lie there and can be read: the remembered one, and those that were set aside.
    var heads: [SignedNote] {
        guard let directory = try? Directory.open(path), let names = try? directory.names() else { return [] }
        return names.compactMap { name in
            guard let bytes = try? directory.contents(of: name, limit: HeadFiles.limit) else { return nil }
            return try? SignedNote(parsing: bytes)
        }
    }

    /// nil where there is none.
    private func directory() throws(HeadError) -> Directory? {
        do throws(IOError) { return try Directory.open(path) } catch {
            if error.isMissing { return nil }
            throw .io(error)
        }
    }

    func keep(_ note: SignedNote) throws(IOError) { try write(note.bytes) }

    func keepUnsigned() throws(IOError) { try write(Self.unsigned) }

    private func write(_ bytes: [UInt8]) throws(IOError) {
        let directory = try Directory.make(path, mode: 0o750)
        try directory.writeDurably(Self.last, bytes, draft: Self.draft, mode: 0o640)
    }

    /// The same, unless this head is the one that is remembered.
    package func setAside(as name: FileName, unless note: SignedNote?) throws(IOError) {
        if let note, head?.bytes == note.bytes { return }
        try setAside(as: name)
    }

    /// Keeps what is there under another name, and lets the log be signed anew.
    ///
    /// - Parameter name: taken with a number behind it where there is a file of that name.
    package func setAside(as name: FileName) throws(IOError) {
        let directory = try Directory.make(path, mode: 0o750)
        if try directory.holds(Self.last) {
            let free = try FreeName.like(name) { (name) throws(IOError) in try !directory.holds(name) }
            try directory.rename(Self.last, to: directory, as: free)
        }
        try keepUnsigned()
    }
}

extension SignedNote {
    /// How many entries it says that the log has, believed or not; nil where it is no head of a log.
    var statedSize: UInt64? { try? Checkpoint(parsing: text).size }
}
