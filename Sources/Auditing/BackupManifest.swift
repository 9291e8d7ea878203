import EventLog
import EventModel
package import LinuxIO
package import TransparencyLog

/// What a backup of a log holds: the file `backup.json` in its directory, which is put in place last, so that the backup is
/// whole as of the time before or as of now.
///
///     {"format":1,"taken":"2026-11-30T12:00:00.000000Z","entries":1204,"root":"CsUYapGG…","segments":[
///      {"first":0,"bytes":67108901},{"first":1100,"bytes":70200}],"checkpoint":"…","key":"…"}
///
/// The lines themselves lie in log/, as a log that can be read where it lies. What a segment has behind `bytes` was copied by
/// a backup that was cut short, and counts for nothing.
package struct BackupManifest: Sendable {
    package struct Segment: Sendable, Hashable {
        /// Its first entry.
        package var first: UInt64
        /// All of its whole batches.
        package var bytes: Int
    }

    /// Microseconds of UTC since 1970.
    package var taken: Int64 = 0
    package var entries: UInt64 = 0
    /// Of the tree over these entries.
    package var root = Digest.emptyRoot
    package var segments: [Segment] = []
    /// The signed head; nil where the log had none.
    package var checkpoint: SignedNote?
    package var key: VerifierKey?

    private static var format: Int { 1 }
    private static let name = HeadFiles.name("backup.json")
    private static let draft = HeadFiles.name(".backup.json.tmp")
    private static let limit = 16 << 20

    package init() {}

    /// nil where there is none.
    ///
    /// - Throws: ``HeadError/contradiction(_:)`` where something else lies there under its name.
    package static func read(in directory: borrowing Directory) throws(HeadError) -> BackupManifest? {
        let bytes = try headIO { () throws(IOError) in try directory.contents(of: name, limit: limit) }
        guard let bytes else { return nil }
        guard let document = try? Document(json: bytes),
            let manifest = BackupManifest(JSON(document.root, of: document))
        else { throw .contradiction("\(directory.child(name)) is no backup's, or one of another version") }
        return manifest
    }

    func write(in directory: borrowing Directory) throws(IOError) {
        try directory.writeDurably(Self.name, Array((json.line + "\n").utf8), draft: Self.draft, mode: 0o640)
    }

    private init?(_ json: JSON) {
        func number<Number: FixedWidthInteger>(_ value: JSON?) -> Number? {
            guard case .number(let text)? = value?.opened else { return nil }
            return Number(text)
        }
        guard let format: Int = number(json["format"]), format == Self.format,
            let taken = json["taken"]?.text.flatMap({ try? Instant($0) }),
            let entries: UInt64 = number(json["entries"]),
            let root = json["root"]?.text.flatMap({ Digest(base64: $0) })
        else { return nil }
        self.taken = taken.microseconds
        self.entries = entries
        self.root = root
        for element in json["segments"]?.elements ?? [] {
            guard let first: UInt64 = number(element["first"]), let bytes: Int = number(element["bytes"]), bytes > 0
            else { return nil }
            segments.append(Segment(first: first, bytes: bytes))
        }
        if let text = json["checkpoint"]?.text {
            guard let note = try? SignedNote(parsing: Array(text.utf8)) else { return nil }
            checkpoint = note
        }
        if let text = json["key"]?.text {
            guard let key = try? VerifierKey(parsing: text) else { return nil }
            self.key = key
        }
    }

    private var json: JSON {
        .members([
            ("format", .integer(Self.format)), ("taken", .string(Instant(microseconds: taken).description)),
            ("entries", .integer(entries)), ("root", .string(root.base64)),
            (
                "segments",
                .array(segments.map { .members([("first", .integer($0.first)), ("bytes", .integer($0.bytes))]) })
            ),
            ("checkpoint", checkpoint.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }),
            ("key", key.map { .string("\($0)") }),
        ])
    }
}
