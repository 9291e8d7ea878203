package import EventLog
import LinuxIO
package import TransparencyLog

/// Writes a log as plain files that any web server can serve (C2SP tlog-tiles): tiles of hashes, bundles of entries, and
/// last the head. What is published once is not read again, and nothing that a published head needs is written over.
package struct Publisher: ~Copyable {
    /// What was done.
    package struct Report: Sendable {
        /// Of the head that was there before, and of the one that is there now.
        package var oldSize: UInt64
        package var size: UInt64
        /// Files written beside the head.
        package var files = 0
        /// Partial tiles that full ones have replaced.
        package var removed = 0
    }

    let files: PublishedFiles
    /// The head that is published; nil where there is none.
    package let published: SignedNote?

    /// - Parameters:
    ///   - directory: what a crash left of an earlier run is done again.
    ///   - isMade: whether it is made where it is missing.
    /// - Throws: ``HeadError/contradiction(_:)`` where something else lies there under the name of a head.
    package init(_ directory: String, isMade: Bool = true) throws(HeadError) {
        let files: PublishedFiles
        let head: [UInt8]?
        do throws(IOError) {
            files = PublishedFiles(isMade ? try Directory.make(directory, mode: 0o755) : try Directory.open(directory))
            head = try files.checkpoint()
        } catch { throw .io(error) }
        do throws(NoteError) {
            published = try head.map { bytes throws(NoteError) in try SignedNote(parsing: bytes) }
        } catch { throw .contradiction("\(directory)/checkpoint is no signed head: \(error)") }
        self.files = files
    }

    /// The subtrees to be read for going on from a published head of `old` entries.
    package static func subtrees(from old: UInt64) -> Set<Subtree> { TileWriter.subtrees(before: old) }

    /// The size from which on tiles are missing.
    package var oldSize: UInt64 { published.flatMap { try? Checkpoint(parsing: $0.text).size } ?? 0 }

    /// Publishes the head of a log that was audited, and all that it needs.
    ///
    /// - Parameters:
    ///   - audit: held the log against ``published`` and read ``subtrees(from:)``.
    ///   - log: reads the lines.
    ///   - progress: called now and then with the number of entries written.
    /// - Throws: ``HeadError``, or why the log could not be read.
    package consuming func publish(
        _ audit: LogAudit, _ log: LogReader, progress: (UInt64) -> Void = { _ in }
    ) throws -> Report {
        let (note, head, _) = try audit.provenHead()
        let old = oldSize
        switch audit.against {
        case nil: break
        case .proven(let before, _):
            guard before.checkpoint.size <= head.checkpoint.size else {
                throw HeadError.contradiction(
                    "a head of \(old) entries is published there, and the log's has \(head.checkpoint.size)")
            }
        case .refuted(_, let reason), .undetermined(_, let reason):
            throw HeadError.contradiction("another log is published there: \(reason)")
        case .missing: preconditionFailure("a head that was given is judged")
        }
        var report = Report(oldSize: old, size: head.checkpoint.size)
        if report.size > old {
            let files = files
            var writer = try TileWriter(from: old, to: report.size, audit.verification) { try files.write($0, $1) }
            try log.forEach(from: writer.next) { entry, line in
                guard entry.seq < report.size else { return false }
                try writer.append(line.array())
                if entry.seq % 1_024 == 0, entry.seq > old { progress(entry.seq - old) }
                return true
            }
            guard writer.next == report.size, writer.root == head.checkpoint.root else {
                throw HeadError.contradiction("the log has changed while it was read")
            }
            try writer.finish()
            report.files = writer.written
        }
        // Nothing of the tiles may be lost that the head promises.
        try files.synchronize()
        if published?.bytes != note.bytes { try files.replaceCheckpoint(note.bytes) }
        report.removed = try files.removeReplacedPartials(from: old, to: report.size)
        return report
    }
}
