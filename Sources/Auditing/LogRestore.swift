package import EventLog
package import LinuxIO
package import TransparencyLog

/// Puts a backup in the place of a log (``LogBackup``), under the writer's lock.
///
/// 1. the backup is copied beside the log, read back and held against its head;
/// 2. where the log goes on as one of its signed heads says, its lines are carried over, so that no head is contradicted;
/// 3. the log's head, then its segments are moved into restore.old/; then the copy takes their place, its head last;
/// 4. when all else is done that belongs to it, restore.old/ gets a name of its own.
///
/// A crash within 3 leaves a log without a head, which no daemon writes. Another restore finishes the work: what
/// restore.old/ has is the log's.
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

    /// What the private key beside the log is to the log that is put there.
    package enum PrivateKey: Sendable {
        /// The log's own, or the log has none.
        case right
        /// It may be a credential of the service.
        case missing
        /// It cannot sign this log, and why.
        case wrong(String)
    }

    /// What the log will be.
    package struct Prepared: Sendable {
        package var entries: UInt64
        package var root: Digest
        /// The head that it will have.
        package var checkpoint: SignedNote?
        /// How many entries were carried over from the log itself.
        package var carried: UInt64 = 0
        /// The size of the newest head of the log that is here, the remembered one among them, as far as it can be read,
        /// believed or not.
        package var signed: UInt64?
        /// The size of the newest that one of the log's keys has signed.
        package var covered: UInt64?
        /// How many entries the log has now, as far as it can be read.
        package var present: UInt64
        /// What is damaged in it.
        package var damage: LogDamage?
        package var key = PrivateKey.right

        /// Whether a head is known that the restored log will contradict.
        package var contradicts: Bool { max(signed ?? 0, present) > entries }
        /// The head that the log has in common with what was there: how many entries it has, and their root.
        package var common: (entries: UInt64, root: Digest)? {
            checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }.map { ($0.size, $0.root) }
        }
    }

    package let manifest: BackupManifest
    private let sources: [Source]

    /// Where the log before lies, within the log's directory, until all is done.
    package static let oldName = HeadFiles.name("restore.old")
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
        let own = try audit(draft, [])
        if let damage = own.verification.damages.first { throw .contradiction("the backup is damaged: \(damage)") }
        guard own.verification.head.size == manifest.entries, own.verification.tree.root == manifest.root else {
            throw .contradiction("the backup is damaged: its lines are not those that were copied")
        }
        if manifest.checkpoint != nil, case .refuted(_, let reason) = own.head {
            throw .contradiction("the backup and its signed head: \(reason)")
        }
        let path = log.path
        let now = try? LogVerifier(directory: Directory.open(path)).verify()
        let heads = heads(log, memory)
        var prepared = Prepared(
            entries: manifest.entries, root: manifest.root, checkpoint: manifest.checkpoint,
            signed: heads.compactMap(\.statedSize).max(), present: now?.head.size ?? 0, damage: now?.damages.first)
        // Those that were set aside may be the log's own, too, as after a restore that was cut short.
        let further = (heads + memory.heads).filter { $0.statedSize ?? 0 >= manifest.entries }
        let last =
            further.isEmpty ? own : try carry(on: &prepared, further, own.verification.head, log, draft)
        prepared.covered = covered(heads, last, log)
        prepared.key = key(for: prepared, last, log)
        return prepared
    }

    /// The log's heads that lie here, believed or not.
    private func heads(_ log: borrowing Directory, _ memory: HeadMemory) -> [SignedNote] {
        // In the second is what a restore before this one has moved there, and was cut short.
        let own = [log.path, log.child(Self.oldName)].compactMap { path in
            try? HeadFiles.readCheckpoint(in: Directory.open(path))
        }
        return own + [memory.head].compactMap { $0 }
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

    /// - Parameter heads: which are to be judged by it, too.
    private func audit(_ draft: borrowing Directory, _ heads: [SignedNote]) throws(HeadError) -> LogAudit {
        var question = AuditQuestion()
        question.checkpoint = manifest.checkpoint
        question.key = manifest.key
        question.sizes = Set([manifest.entries] + heads.compactMap(\.statedSize))
        let path = draft.path
        return try LogAudit.run(question, open: { () throws(IOError) in try Directory.open(path) })
    }

    // MARK: Step 2

    /// Carries the copy on with the log's own lines, as far as the newest of its signed heads that says that they are its.
    private func carry(
        on prepared: inout Prepared, _ heads: [SignedNote], _ head: LogHead, _ log: borrowing Directory,
        _ draft: borrowing Directory
    ) throws(HeadError) -> LogAudit {
        let places = [log.path, log.child(Self.oldName)]
        let reached = try headIO { () throws(IOError) -> LogHead in
            guard let last = manifest.segments.last else { return head }
            return try LogContinuation.append(from: places, to: draft, after: head, in: last.first, at: last.bytes)
        }
        let audit = try audit(draft, heads)
        let newest = heads.sorted { ($0.statedSize ?? 0) > ($1.statedSize ?? 0) }
        for note in newest where audit.verification.damages.isEmpty {
            guard case .proven(let verified, _) = audit.verdict(of: note) else { continue }
            // What the newest head does not cover was written after it; behind an older one nobody knows what it is.
            let isNewest = verified.checkpoint.size >= prepared.signed ?? 0
            prepared.entries = isNewest ? reached.size : verified.checkpoint.size
            prepared.root = isNewest ? audit.verification.tree.root : verified.checkpoint.root
            prepared.carried = prepared.entries - head.size
            prepared.checkpoint = note
            break
        }
        try headIO { () throws(IOError) in try LogContinuation.cut(draft, to: prepared.entries) }
        return audit
    }

    /// The size of the newest head that a key of the log has signed.
    private func covered(_ heads: [SignedNote], _ audit: LogAudit, _ log: borrowing Directory) -> UInt64? {
        var keys = ((try? SigningKeys.all(in: log, credentials: nil)) ?? []).map(\.key.verifier)
        if let key = try? HeadFiles.readPublicKey(in: log) { keys.append(key) }
        return heads.filter { note in
            (try? audit.chain?.verify(note)) != nil
                || keys.contains { (try? VerifiedCheckpoint(note, log: $0)) != nil }
        }.compactMap(\.statedSize).max()
    }

    /// Whether the private key can go on signing, as the next start will find.
    private func key(for prepared: Prepared, _ audit: LogAudit, _ log: borrowing Directory) -> PrivateKey {
        guard let key = manifest.key else { return .right }
        let rotations = audit.verification.kept.compactMap { Rotation(seq: $0.seq, event: $0.event) }
        let wanted = KeyChain(trusting: key, rotations.filter { $0.seq < prepared.entries }).current
        do throws(HeadError) {
            let keys = try SigningKeys.all(in: log, credentials: nil)
            guard let first = keys.first else { return .missing }
            return keys.contains { $0.key.verifier == wanted }
                ? .right : .wrong("\(first.place) is another's, and not \(wanted), which signs the log")
        } catch { return .wrong("\(error)") }
    }

    // MARK: Steps 3 and 4

    /// Step 3.
    package func perform(_ prepared: Prepared, in log: borrowing Directory) throws(IOError) {
        let path = log.path
        let draft = try log.openDirectory(Self.draftName)
        let repair = LogRepair(try Directory.open(path))
        let old = try log.names().compactMap(SegmentName.first).sorted(by: >).map(SegmentName.file)
        try repair.setAside([HeadFiles.checkpoint] + old, into: Self.oldName)
        if let key = try? HeadFiles.readPublicKey(in: log), key != manifest.key {
            try HeadFiles.write(key, in: log.openDirectory(Self.oldName))
        }
        // Before the first segment: where it lies without a head, no daemon signs what is there.
        if let key = manifest.key { try HeadFiles.write(key, in: log) }
        for first in try draft.names().compactMap(SegmentName.first).sorted() {
            let file = SegmentName.file(first: first)
            try draft.rename(file, to: log, as: file)
        }
        try log.synchronize()
        if let note = prepared.checkpoint { try HeadFiles.write(note, in: log) }
        if manifest.key == nil { try repair.setAside([HeadFiles.publicKey], into: Self.oldName) }
    }

    /// Step 4.
    ///
    /// - Parameter name: what the directory is to be called that has the log before; a number is added where that is taken.
    /// - Returns: its name.
    package func finish(in log: borrowing Directory, keepingIn name: FileName) throws(IOError) -> FileName {
        let path = log.path
        let aside = try LogRepair(try Directory.open(path)).rename(Self.oldName, to: name)
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
