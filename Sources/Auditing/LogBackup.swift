import EventLog
package import LinuxIO
import TransparencyLog

/// Copies a log while its daemon writes: what the copy has already is not copied again, and all of the copy is read back
/// and held against the head of the log before it counts (``BackupManifest``).
package struct LogBackup: ~Copyable {
    package struct Report: Sendable {
        /// What the backup had before, and has now.
        package var before: BackupManifest
        package var now: BackupManifest
        /// Bytes copied.
        package var copied = 0
        /// Of the copy against the head.
        package var head: HeadVerdict
        /// How many entries the log had when the copy was begun, and no head covers yet: they are not copied.
        package var unsigned: UInt64
    }

    private let directory: Directory
    private let copy: Directory
    private let lock: File
    private let before: BackupManifest

    package static let logName = HeadFiles.name("log")
    private static let lockName = HeadFiles.name(".lock")
    private static let piece = 4 << 20
    /// How long a head is waited for that covers what the log has, in microseconds: longer than a daemon takes to sign.
    private static let patience: Int64 = 3_000_000

    /// - Parameter path: the backup's directory, made where it is missing.
    /// - Throws: ``HeadError/contradiction(_:)`` where something else lies there, or another process makes this backup.
    package init(_ path: String) throws(HeadError) {
        let directory = try headIO { () throws(IOError) in try Directory.make(path, mode: 0o700) }
        let lock = try headIO { () throws(IOError) in
            try directory.openForWriting(Self.lockName, creatingWith: 0o600)
        }
        guard try headIO({ () throws(IOError) in try lock.tryLock() }) else {
            throw .contradiction("another process makes the backup in \(path): try again")
        }
        let copy = try headIO { () throws(IOError) in try directory.makeDirectory(Self.logName, mode: 0o700) }
        let known = try BackupManifest.read(in: directory)
        if known == nil {
            guard try headIO({ () throws(IOError) in try copy.names() }).isEmpty else {
                throw .contradiction(
                    "\(copy.path) is there, and no backup that was made by this command: name another directory")
            }
            // Whatever a copy that is cut short leaves, the next knows as its own.
            try headIO { () throws(IOError) in try BackupManifest().write(in: directory) }
        }
        before = known ?? BackupManifest()
        self.directory = directory
        self.copy = copy
        self.lock = lock
    }

    /// - Parameters:
    ///   - log: the log's directory.
    ///   - now: microseconds of UTC since 1970.
    ///   - progress: called now and then with the number of bytes copied and, from 0 on again, read back.
    /// - Throws: ``HeadError/contradiction(_:)`` where the copy is not what the log's head says, or does not extend what the
    ///   backup has; that stays then as it was.
    package consuming func run(
        from log: borrowing Directory, now: Int64, progress: (UInt64) -> Void = { _ in }
    ) throws(HeadError) -> Report {
        // The head first: all that it covers is then copied, and nothing else counts.
        let (note, size) = try head(of: log)
        let end = note.map { $0.statedSize ?? 0 }
        if let known = before.checkpoint?.statedSize, known > end ?? 0 {
            throw .contradiction(
                (end.map { "the log's signed head has \($0) entries" } ?? "the log has no signed head")
                    + ", and its backup's \(known): \(Self.otherLog)")
        }
        let key = try HeadFiles.readPublicKey(in: log)
        let all = try headIO { () throws(IOError) -> [FileName] in try log.names() }
        let names = all.compactMap(SegmentName.first).sorted()
        try headIO { () throws(IOError) -> Void in try cutBack() }
        if let last = before.segments.last, !names.contains(last.first) {
            throw .contradiction("the log does not reach as far as its backup: \(Self.otherLog)")
        }
        var copied = 0
        for name in names {
            copied += try copySegment(name, from: log) { progress(UInt64(copied + $0)) }
        }
        try headIO { () throws(IOError) in
            if let end { try LogContinuation.cut(copy, to: max(end, before.entries)) }
            try copy.synchronize()
        }
        let audit = try check(note, key, progress)
        let manifest = try headIO { () throws(IOError) in try store(audit, note, key, now) }
        return Report(
            before: before, now: manifest, copied: copied, head: audit.head,
            unsigned: end == nil ? 0 : size - min(size, manifest.entries))
    }

    /// The log's head, and how many entries the log had before.
    private func head(of log: borrowing Directory) throws(HeadError) -> (note: SignedNote?, size: UInt64) {
        let path = log.path
        // What is damaged in it is found in the copy.
        let size = (try? LogReader(directory: Directory.open(path)))?.head.size ?? 0
        let start = Clock.monotonic()
        while true {
            let note = try HeadFiles.readCheckpoint(in: log)
            guard let signed = note?.statedSize, signed < size, Clock.monotonic() - start < Self.patience else {
                return (note, size)
            }
            Clock.sleep(microseconds: 50_000)
        }
    }

    private static let otherLog =
        "where it is the log that changed, it was repaired, restored or replaced since — name another directory, and keep this one"

    /// Takes away what a copy that was cut short has left.
    private func cutBack() throws(IOError) {
        for first in try copy.names().compactMap(SegmentName.first) {
            let name = SegmentName.file(first: first)
            guard let known = before.segments.first(where: { $0.first == first }) else {
                try copy.remove(name)
                continue
            }
            let file = try copy.openForWriting(name)
            if try file.status().size > known.bytes { try file.truncate(to: known.bytes) }
        }
    }

    /// - Returns: how many bytes were copied.
    private func copySegment(
        _ first: UInt64, from log: borrowing Directory, _ progress: (Int) -> Void
    ) throws(HeadError) -> Int {
        let name = SegmentName.file(first: first)
        let known = before.segments.first { $0.first == first }?.bytes ?? 0
        let isLast = before.segments.last?.first == first
        return try headIO { () throws(IOError) -> Int in
            let source = try log.openForReading(name)
            let size = try source.status().size
            // One that another follows is whole in the backup, unless somebody took it away there.
            let target = try copy.openForWriting(name, creatingWith: 0o600)
            var place = try target.status().size
            if place < known { place = 0 } else if known > 0, !isLast { return 0 }
            let start = place
            if start == 0 { try target.truncate(to: 0) }
            while place < size {
                let bytes = try source.read(at: place, count: min(Self.piece, size - place))
                if bytes.isEmpty { break }
                try target.write(bytes, at: place)
                place += bytes.count
                progress(place - start)
            }
            if place == start { return 0 }
            try target.synchronize()
            // So that what is read back comes from the disk.
            target.forgetPages()
            return place - start
        }
    }

    /// Reads all of the copy.
    private func check(
        _ note: SignedNote?, _ key: VerifierKey?, _ progress: (UInt64) -> Void
    ) throws(HeadError) -> LogAudit {
        var question = AuditQuestion()
        question.checkpoint = note
        question.key = key
        question.sizes = [before.entries]
        let path = copy.path
        let audit = try LogAudit.run(
            question, open: { () throws(IOError) in try Directory.open(path) }, progress: progress)
        if let damage = audit.verification.damages.first {
            throw .contradiction(
                "the copy is damaged: \(damage) — verify the log; where that is right, remove the segment from \(path), "
                    + "and it is copied anew")
        }
        guard audit.verification.roots[before.entries] == before.root else {
            throw .contradiction("the first \(before.entries) entries are not those of the backup: \(Self.otherLog)")
        }
        if note != nil, case .refuted(_, let reason) = audit.head {
            throw .contradiction("the copy and the log's signed head: \(reason): \(Self.otherLog)")
        }
        return audit
    }

    private func store(
        _ audit: LogAudit, _ note: SignedNote?, _ key: VerifierKey?, _ now: Int64
    ) throws(IOError) -> BackupManifest {
        var manifest = BackupManifest()
        manifest.taken = now
        manifest.entries = audit.verification.head.size
        manifest.root = audit.verification.tree.root
        let names = try copy.names().compactMap(SegmentName.first).sorted()
        for first in names {
            let file = try copy.openForWriting(SegmentName.file(first: first))
            var size = try file.status().size
            if first == names.last {
                size -= audit.verification.unfinished
                if audit.verification.unfinished > 0 {
                    try file.truncate(to: size)
                    try file.synchronize()
                }
            }
            if size > 0 { manifest.segments.append(.init(first: first, bytes: size)) }
        }
        manifest.checkpoint = note
        manifest.key = key
        if let key { try HeadFiles.write(key, in: copy) }
        if let note { try HeadFiles.write(note, in: copy) }
        try copy.synchronize()
        try manifest.write(in: directory)
        return manifest
    }
}
