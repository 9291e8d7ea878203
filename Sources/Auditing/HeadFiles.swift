package import LinuxIO
package import TransparencyLog

/// The files beside the segments that make a log provable (timeline-log(5)).
package enum HeadFiles {
    /// The private key, for its owner alone.
    package static let key = name("signing.key")
    /// The private key that takes its place, while the log is told of it.
    package static let nextKey = name("signing.key.new")
    /// The verifier key.
    package static let publicKey = name("signing.pub")
    /// The signed head.
    package static let checkpoint = name("checkpoint")

    /// Larger than any of them may be, in bytes.
    static let limit = 64 << 10

    static func name(_ word: String) -> FileName {
        guard let name = FileName(word) else { preconditionFailure("a word is a name") }
        return name
    }

    private static func draft(of name: FileName) -> FileName { Self.name(".\(name.escaped).tmp") }

    // MARK: Reading

    /// The signed head as it stands there, not verified; nil where there is none.
    package static func readCheckpoint(in directory: borrowing Directory) throws(HeadError) -> SignedNote? {
        guard let bytes = try read(checkpoint, in: directory) else { return nil }
        do throws(NoteError) { return try SignedNote(parsing: bytes) } catch {
            throw .contradiction("\(directory.child(checkpoint)) is no signed head: \(error)")
        }
    }

    /// nil where there is none.
    package static func readPublicKey(in directory: borrowing Directory) throws(HeadError) -> VerifierKey? {
        guard let bytes = try read(publicKey, in: directory) else { return nil }
        do throws(KeyError) { return try VerifierKey(parsing: line(bytes)) } catch {
            throw .key(place: directory.child(publicKey), reason: "\(error)")
        }
    }

    /// nil where there is none.
    static func readKey(_ name: FileName, in directory: borrowing Directory) throws(HeadError) -> SignerKey? {
        guard let bytes = try read(name, in: directory) else { return nil }
        do throws(KeyError) { return try SignerKey(parsing: line(bytes)) } catch {
            throw .key(place: directory.child(name), reason: "\(error)")
        }
    }

    private static func read(_ name: FileName, in directory: borrowing Directory) throws(HeadError) -> [UInt8]? {
        do throws(IOError) { return try directory.contents(of: name, limit: limit) } catch { throw .io(error) }
    }

    /// A file of one line as text.
    package static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    // MARK: Writing

    package static func write(_ note: SignedNote, in directory: borrowing Directory) throws(IOError) {
        try directory.writeDurably(checkpoint, note.bytes, draft: draft(of: checkpoint), mode: 0o640)
    }

    static func write(_ key: VerifierKey, in directory: borrowing Directory) throws(IOError) {
        try directory.writeDurably(publicKey, Array("\(key)\n".utf8), draft: draft(of: publicKey), mode: 0o640)
    }

    /// Never over a key that is there.
    package static func create(
        _ key: SignerKey, as name: FileName, in directory: borrowing Directory
    ) throws(IOError) {
        let bytes = Array((key.secretText + "\n").utf8)
        try directory.createDurably(name, bytes, draft: draft(of: name), mode: 0o400)
    }
}
