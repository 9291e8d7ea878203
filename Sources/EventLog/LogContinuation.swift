package import LinuxIO

/// Where a copy of a log's beginning ends: carried on with what the log itself has after it, to the byte, or cut.
package enum LogContinuation {
    /// Copies whole batches, as far as they are as they were written and follow each other.
    ///
    /// - Parameters:
    ///   - directories: where the log's segments lie; of each the one is taken that reaches farthest. What cannot be read
    ///     there is as if it were missing, and of what stands before `head` nothing is read.
    ///   - copy: the directory of the copy, whose last segment is `segment` and ends at the byte `offset`.
    ///   - head: how far the copy reaches.
    /// - Returns: how far it reaches then.
    package static func append(
        from directories: [String], to copy: borrowing Directory, after head: LogHead, in segment: UInt64,
        at offset: Int
    ) throws(IOError) -> LogHead {
        var (head, segment, offset) = (head, segment, offset)
        while true {
            let name = SegmentName.file(first: segment)
            var found: Piece?
            for path in directories {
                guard let piece = Piece(of: name, in: path, from: offset, after: head) else { continue }
                if found.map(piece.isBetter(than:)) ?? true { found = piece }
            }
            guard let found else { return head }
            if !found.bytes.isEmpty {
                let target = try copy.openForWriting(name, creatingWith: 0o640)
                try target.write(found.bytes, at: offset)
                try target.synchronize()
            }
            head = found.head
            guard found.isWhole, head.size > segment else { return head }
            (segment, offset) = (head.size, 0)
        }
    }

    /// Lets a copy of a log end with its first `size` entries, where a batch ends there; a shorter one stays as it is.
    package static func cut(_ copy: borrowing Directory, to size: UInt64) throws(IOError) {
        for first in try copy.names().compactMap(SegmentName.first).sorted(by: >) {
            let name = SegmentName.file(first: first)
            guard first < size else {
                try copy.remove(name)
                continue
            }
            let file = try copy.openForWriting(name)
            let bytes = try file.read(at: 0, count: file.status().size)
            // UInt8 has no padding that could be uninitialised.
            let end = unsafe Recovery.end(of: size, in: bytes.span.bytes, from: first)
            guard let end, end < bytes.count else { return }
            try file.truncate(to: end)
            return try file.synchronize()
        }
    }

    /// What one directory has of a segment, from a place on.
    private struct Piece {
        /// Whole batches.
        var bytes: [UInt8]
        var head: LogHead
        /// Whether nothing else stands behind them.
        var isWhole: Bool

        /// nil where the segment cannot be read there, or is shorter.
        init?(of name: FileName, in path: String, from offset: Int, after head: LogHead) {
            guard let file = try? Directory.open(path).openForReading(name), let size = try? file.status().size,
                size >= offset, let bytes = try? file.read(at: offset, count: size - offset)
            else { return nil }
            // UInt8 has no padding that could be uninitialised.
            let committed = unsafe Recovery.walk(bytes.span.bytes, after: head).0.committed
            self.bytes = Array(bytes[..<committed.offset])
            self.head = committed.head
            isWhole = committed.offset == bytes.count
        }

        func isBetter(than other: Piece) -> Bool {
            head.size == other.head.size ? isWhole && !other.isWhole : head.size > other.head.size
        }
    }
}

extension Recovery {
    /// Where the batch ends after which a log has `size` entries; nil where none does that is right up to there.
    fileprivate static func end(of size: UInt64, in bytes: RawSpan, from first: UInt64) -> Int? {
        var scan = SegmentScan(after: LogHead(size: first, recorded: nil))
        while scan.committed.head.size < size {
            guard let step = try? scan.step(bytes), step.envelope.seq < size else { return nil }
        }
        return scan.committed.head.size == size ? scan.committed.offset : nil
    }
}
