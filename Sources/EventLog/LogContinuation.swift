package import LinuxIO

/// Carries a copy of a log's beginning on with what the log itself has after it: the same lines, to the byte.
package enum LogContinuation {
    /// Copies whole batches, as far as they are as they were written and follow each other.
    ///
    /// - Parameters:
    ///   - log: the log's directory; of what stands before `head` nothing is read.
    ///   - copy: the directory of the copy, whose last segment is `segment` and ends at the byte `offset`.
    ///   - head: how far the copy reaches.
    /// - Returns: how far it reaches then.
    package static func append(
        from log: borrowing Directory, to copy: borrowing Directory, after head: LogHead, in segment: UInt64,
        at offset: Int
    ) throws(IOError) -> LogHead {
        var (head, segment, offset) = (head, segment, offset)
        while true {
            let name = SegmentName.file(first: segment)
            guard try log.holds(name) else { return head }
            let source = try log.openForReading(name)
            let size = try source.status().size
            guard size >= offset else { return head }
            let bytes = try source.read(at: offset, count: size - offset)
            // UInt8 has no padding that could be uninitialised.
            let committed = unsafe Recovery.walk(bytes.span.bytes, after: head).0.committed
            if committed.offset > 0 {
                let target = try copy.openForWriting(name, creatingWith: 0o640)
                try target.write(Array(bytes[..<committed.offset]), at: offset)
                try target.synchronize()
            }
            head = committed.head
            guard committed.offset == bytes.count, head.size > segment else { return head }
            (segment, offset) = (head.size, 0)
        }
    }
}
