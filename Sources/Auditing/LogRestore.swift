package import EventLog
package import LinuxIO
package import TransparencyLog

/// Puts a backup in the place of a log (``LogBackup``), under the writer's lock.
///
/// 1. the backup is copied beside the log, read back and held against its head;
/// 2. where the log goes on as its own signed head says, its lines are carried over, so that no head is contradicted;
/// 3. the log's head, then its segments are moved aside; then the copy takes their place, its head last.
///
/// A crash within 3 leaves a log without a head, which no daemon writes; another restore finishes the work.
package struct LogRestore {
    /// A segment of the backup, opened while its directory could be read.
    private final class Source {
        let segment: BackupManifest.Segment
        let file: File

        init(_ segment: BackupManifest.Segment, _ file: consuming File) {
            self.segment = segment
            self.file = file
        }
    }

    /// What the log will be.
    package struct Prepared: Sendable {
        package var entries: UInt64
        package var root: Digest
        /// The head that it will have.
        package var checkpoint: SignedNote?
        /// How many entries were carried over from the log itself.
        package var carried: UInt64
        /// The size of the newest head of the log that is here, the remembered one among them, as far as it can be read, believed or not.
        package var signed: UInt64?
        /// How many entries the log has now, as far as it can be read.
        package var present: UInt64
        /// What is damaged in it.
        package var damage: LogDamage?

        /// Whether a head is known that the restored log will contradict.
        package var contradicts: Bool { max(signed ?? 0, present) > entries }
    }

    package let manifest: BackupManifest
    private let sources: [Source]

    private static let draftName = HeadFiles.name("restore.tmp")
    private static let piece = 4 << 20

    /// Opens a backup as the present user.
    ///
    /// - Throws: ``HeadError/contradiction(_:)`` where none lies there, or it is cut short.
    package init(_ path: String) throws(HeadError) {
        let directory = try headIO { () throws(IOError) in try Directory.open(path) }
        guard let manifest = try BackupManifest.read(in: directory), manifest.entries > 0 else {
            throw .contradiction("\(path) holds no backup: expected what \"timelinectl backup\" has made")
        }
        let copy = try headIO { () throws(IOError) in try directory.openDirectory(LogBackup.logName) }
        var sources: [Source] = []
        for segment in manifest.segments {
            let name = SegmentName.file(first: segment.first)
            let file = try headIO { () throws(IOError) in try copy.openForReading(name) }
            guard try headIO({ () throws(IOError) in try file.status() }).size >= segment.bytes else {
                throw .contradiction("the backup is damaged: \(copy.child(name)) is shorter than it was")
            }
            sources.append(Source(segment, file))
        }
        self.manifest = manifest
        self.sources = sources
    }

    /// Steps 1 and 2. The log is not touched; what is prepared lies in a directory within its own.
    ///
    /// - Parameters:
    ///   - log: the log's directory, whose lock the caller has.
    ///   - memory: of the log's heads.
    ///   - progress: called now and then with the number of bytes copied.
    package func prepare(
        in log: borrowing Directory, _ memory: HeadMemory, progress: (UInt64) -> Void = { _ in }
    ) throws(HeadError) -> Prepared {
        let draft = try headIO { () throws(IOError) -> Directory in
            try discard(in: log)
            return try log.makeDirectory(Self.draftName, mode: 0o750)
        }
        try headIO { () throws(IOError) in try copy(to: draft, progress) }
        let own = try audit(draft, manifest.checkpoint)
        if let damage = own.verification.damages.first { throw .contradiction("the backup is damaged: \(damage)") }
        guard own.verification.head.size == manifest.entries, own.verification.tree.root == manifest.root else {
            throw .contradiction("the backup is damaged: its lines are not those that were copied")
        }
        if manifest.checkpoint != nil, case .refuted(_, let reason) = own.head {
            throw .contradiction("the backup and its signed head: \(reason)")
        }
        let path = log.path
        let now = try? LogVerifier(directory: Directory.open(path)).verify()
        let note = Self.newest([try? HeadFiles.readCheckpoint(in: log), memory.head])
        var prepared = Prepared(
            entries: manifest.entries, root: manifest.root, checkpoint: manifest.checkpoint, carried: 0,
            signed: note?.statedSize, present: now?.head.size ?? 0,
            damage: now?.damages.first)
        if let note, let signed = prepared.signed, signed >= manifest.entries {
            try carry(on: &prepared, note, own.verification.head, log, draft)
        }
        return prepared
    }

    /// The head of most entries, believed or not.
    private static func newest(_ notes: [SignedNote?]) -> SignedNote? {
        notes.compactMap { $0 }.max { ($0.statedSize ?? 0) < ($1.statedSize ?? 0) }
    }

    private func copy(to draft: borrowing Directory, _ progress: (UInt64) -> Void) throws(IOError) {
        var done: UInt64 = 0
        for source in sources {
            let target = try draft.create(SegmentName.file(first: source.segment.first), mode: 0o640)
            var place = 0
            while place < source.segment.bytes {
                let bytes = try source.file.read(at: place, count: min(Self.piece, source.segment.bytes - place))
                if bytes.isEmpty { break }
                try target.write(bytes)
                place += bytes.count
                done += UInt64(bytes.count)
                progress(done)
            }
            try target.synchronize()
            target.forgetPages()
        }
        try draft.synchronize()
    }

    private func audit(_ draft: borrowing Directory, _ note: SignedNote?) throws(HeadError) -> LogAudit {
        var question = AuditQuestion()
        question.checkpoint = note
        question.key = manifest.key
        let path = draft.path
        return try LogAudit.run(question, open: { () throws(IOError) in try Directory.open(path) })
    }

    /// Carries the copy on with the log's own lines where its signed head says that they are its.
    private func carry(
        on prepared: inout Prepared, _ note: SignedNote, _ head: LogHead, _ log: borrowing Directory,
        _ draft: borrowing Directory
    ) throws(HeadError) {
        guard let last = manifest.segments.last else { return }
        let reached = try headIO { () throws(IOError) in
            try LogContinuation.append(from: log, to: draft, after: head, in: last.first, at: last.bytes)
        }
        let audit = try audit(draft, note)
        if case .proven = audit.head, audit.verification.damages.isEmpty {
            prepared.entries = audit.verification.head.size
            prepared.root = audit.verification.tree.root
            prepared.carried = reached.size - head.size
            prepared.checkpoint = note
            return
        }
        try headIO { () throws(IOError) in
            for first in try draft.names().compactMap(SegmentName.first) where first > last.first {
                try draft.remove(SegmentName.file(first: first))
            }
            try draft.openForWriting(SegmentName.file(first: last.first)).truncate(to: last.bytes)
        }
    }

    /// Step 3.
    ///
    /// - Parameter name: what the directory is to be called that the log's files are moved to; a number is added where that
    ///   is taken.
    /// - Returns: its name.
    package func perform(
        _ prepared: Prepared, in log: borrowing Directory, keepingIn name: FileName
    ) throws(IOError) -> FileName {
        let path = log.path
        let draft = try log.openDirectory(Self.draftName)
        let old = try log.names().compactMap(SegmentName.first).sorted(by: >).map(SegmentName.file)
        let aside = try LogRepair(try Directory.open(path)).setAside(
            [HeadFiles.checkpoint] + old, keepingIn: nil, new: name)
        if let key = try? HeadFiles.readPublicKey(in: log), key != manifest.key {
            try HeadFiles.write(key, in: log.openDirectory(aside))
        }
        for first in try draft.names().compactMap(SegmentName.first).sorted() {
            let file = SegmentName.file(first: first)
            try draft.rename(file, to: log, as: file)
        }
        try log.synchronize()
        if let key = manifest.key { try HeadFiles.write(key, in: log) }
        if let note = prepared.checkpoint { try HeadFiles.write(note, in: log) }
        try discard(in: log)
        return aside
    }

    /// Takes away what was prepared.
    package func discard(in log: borrowing Directory) throws(IOError) {
        guard try log.holds(Self.draftName) else { return }
        let draft = try log.openDirectory(Self.draftName)
        for name in try draft.names() { try draft.remove(name) }
        try log.removeDirectory(Self.draftName)
    }
}
