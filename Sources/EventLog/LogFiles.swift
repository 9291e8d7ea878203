package import LinuxIO

extension LogReader {
    /// Calls `body` for each file whose events follow each other in the log, in order; no event is read.
    ///
    /// - Parameter body: gets the first entry of the file there, and the line without line feed; answers whether to go on.
    /// - Throws: ``LogError/damaged(_:)`` at the first entry that is not as it was written.
    package func forEachFile(from first: UInt64 = 0, _ body: (LoggedFile) -> Bool) throws {
        var last: LoggedFile?
        var isEnded = false
        try forEach(
            from: first,
            where: { line in
                guard !isEnded, let envelope = try? LineEnvelope(line) else { return isEnded }
                let digest = envelope.digest(in: line)
                if last?.digest == digest {
                    last?.count += 1
                    return false
                }
                if let last, !body(last) { isEnded = true }
                last = LoggedFile(
                    seq: envelope.seq, digest: digest, name: envelope.file(in: line), uid: envelope.uid)
                return isEnded
            }
        ) { _, _ in false }
        if let last, !isEnded { _ = body(last) }
    }

    /// How many entries a file has that begins at entry `seq`.
    package func fileCount(at seq: UInt64) throws -> UInt64 {
        var count: UInt64 = 0
        try forEachFile(from: seq) { file in
            count = file.count
            return false
        }
        return count
    }
}

/// A file as the log has it.
package struct LoggedFile: Sendable, Hashable {
    /// Its first entry.
    package var seq: UInt64
    /// SHA-256 in 64 hexadecimal digits.
    package var digest: String
    /// As it was dropped.
    package var name: RelativePath?
    /// Who dropped it.
    package var uid: UInt32
    /// How many entries it has there.
    package var count: UInt64 = 1

    /// Calls `body` with the file of each entry in a directory of segments that can be read, whatever is wrong with others.
    package static func forEach(inDamaged directory: borrowing Directory, _ body: (LoggedFile) -> Void) throws(IOError)
    {
        for segment in try directory.names().compactMap(SegmentName.first).sorted() {
            let file = try directory.openForReading(SegmentName.file(first: segment))
            let bytes = try file.read(at: 0, count: file.status().size)
            // UInt8 has no padding that could be uninitialised.
            let span = unsafe bytes.span.bytes
            var start = 0
            while let end = span.firstLineFeed(from: start) {
                let line = span.extracting(start..<end)
                start = end + 1
                guard let envelope = try? LineEnvelope(line), envelope.isIntact(line) else { continue }
                body(
                    LoggedFile(
                        seq: envelope.seq, digest: envelope.digest(in: line), name: envelope.file(in: line),
                        uid: envelope.uid))
            }
        }
    }
}
