import LinuxIO

/// A batch that was being written when the machine or the program stopped, now cut off the log and kept beside it.
package struct TornTail: Sendable, Hashable {
    /// The segment's file name.
    package var segment: String
    /// Where it began, in bytes.
    package var byteOffset: Int
    /// How many bytes were cut.
    package var count: Int
    /// The name of the file, in the log's directory, that has them now.
    package var savedAs: String
}

/// What opening a log for writing found out.
struct Recovery {
    var head: LogHead
    /// The segment to go on in, and where; nil where there is none yet.
    var segment: (first: UInt64, size: Int)?
    var tornTail: TornTail?

    /// Checks the log and makes its end whole again; what is damaged stays as it is.
    ///
    /// - Parameters:
    ///   - position: a place that was checked before; the walk begins there if it still fits, else at the beginning.
    ///   - progress: called after each segment with the number of segments done and of all.
    static func run(
        on storage: inout some LogStorage & ~Copyable, startingAt position: LogPosition? = nil,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws(LogError) -> Recovery {
        let segments = try ioError { () throws(IOError) in try storage.segments() }
        let start = try trusted(position, among: segments, on: storage)
        var recovery = Recovery(head: start?.position.head ?? .empty)
        for (index, segment) in segments.enumerated() {
            let isStart = segment == start?.position.segment
            if let start, segment < start.position.segment { continue }
            guard isStart || segment == recovery.head.size else {
                throw .damaged(gap(segment, expected: recovery.head.size, isFirst: index == 0))
            }
            let from = isStart ? start?.position.byteOffset ?? 0 : 0
            let walk = try check(segment, after: recovery.head, from: from, on: storage)
            recovery.head = walk.head
            recovery.segment = (segment, walk.end)
            if index == segments.count - 1 {
                let batch = walk.lastBatch.isEmpty && isStart ? start?.lastBatch : walk.lastBatch
                recovery.tornTail = try ioError { () throws(IOError) in
                    try makeWhole(segment, walk, lastBatch: batch ?? 0..<0, on: &storage)
                }
            } else if walk.isTorn {
                throw .damaged(
                    LogDamage(
                        segment: SegmentName.text(first: segment), seq: walk.next, byteOffset: walk.end,
                        reason: "the segment ends within a batch, and another segment follows it"))
            }
            progress(index + 1, segments.count)
        }
        return recovery
    }

    /// Walks a segment to its end or its first flaw, and judges what is left.
    static func walk(_ bytes: RawSpan, after head: LogHead, from offset: Int = 0) -> (SegmentScan, SegmentTail) {
        var scan = SegmentScan(after: head, offset: offset)
        var found: LineEnvelope.Flaw?
        do throws(LineEnvelope.Flaw) {
            while try scan.step(bytes) != nil {}
        } catch { found = error }
        return (scan, SegmentTail.classify(bytes, after: scan, flaw: found))
    }

    static func gap(_ segment: UInt64, expected: UInt64, isFirst: Bool) -> LogDamage {
        LogDamage(
            segment: SegmentName.text(first: segment), seq: expected, byteOffset: 0,
            reason: isFirst
                ? "the log does not begin with entry #0: its first segments are missing"
                : "the segment should begin with entry #\(expected): one is missing, was renamed, or stands here twice")
    }
}

extension Recovery {
    /// What a walk over one segment found.
    private struct Walk {
        var head: LogHead
        /// Where the last whole batch ends.
        var end: Int
        /// That batch; empty where the walk met none.
        var lastBatch: Range<Int>
        /// The entry that comes next.
        var next: UInt64
        var size: Int
        var isTorn: Bool { size > end }
    }

    private static func check(
        _ segment: UInt64, after head: LogHead, from offset: Int, on storage: borrowing some LogStorage & ~Copyable
    ) throws(LogError) -> Walk {
        let bytes = try read(segment, from: offset, on: storage)
        // UInt8 has no padding that could be uninitialised.
        let (scan, tail) = unsafe walk(bytes.span.bytes, after: head)
        if case .damaged(let place, let seq, let reason) = tail {
            throw .damaged(
                LogDamage(
                    segment: SegmentName.text(first: segment), seq: seq, byteOffset: place + offset, reason: reason))
        }
        let batch = (scan.lastBatch.lowerBound + offset)..<(scan.lastBatch.upperBound + offset)
        return Walk(
            head: scan.committed.head, end: scan.committed.offset + offset, lastBatch: batch, next: scan.next,
            size: bytes.count + offset)
    }

    private static func read(
        _ segment: UInt64, from offset: Int, on storage: borrowing some LogStorage & ~Copyable
    ) throws(LogError) -> [UInt8] {
        do throws(IOError) {
            return try storage.read(segment, in: offset..<storage.size(of: segment))
        } catch { throw .io(error) }
    }

    /// Whether a batch ends just at `position`, with the head it names.
    private static func trusted(
        _ position: LogPosition?, among segments: [UInt64], on storage: borrowing some LogStorage & ~Copyable
    ) throws(LogError) -> (position: LogPosition, lastBatch: Range<Int>)? {
        guard let position, segments.contains(position.segment), position.byteOffset > 0 else { return nil }
        do throws(IOError) {
            guard try storage.size(of: position.segment) >= position.byteOffset else { return nil }
            var found: FoundBatch?
            found = try BatchSearch.lastBatch(before: position.byteOffset) { (range) throws(IOError) in
                try storage.read(position.segment, in: range)
            }
            guard let found, found.range.upperBound == position.byteOffset, found.head == position.head else {
                return nil
            }
            return (position, found.range)
        } catch { throw .io(error) }
    }

    /// Cuts off a torn tail, and makes the last batch durable, which may be whole and yet have been read from memory
    /// alone.
    private static func makeWhole(
        _ segment: UInt64, _ walk: Walk, lastBatch: Range<Int>, on storage: inout some LogStorage & ~Copyable
    ) throws(IOError) -> TornTail? {
        let torn = walk.isTorn ? try save(segment, walk.end..<walk.size, on: &storage) : nil
        try storage.open(segment)
        if torn != nil { try storage.truncate(to: walk.end) }
        if !lastBatch.isEmpty {
            // After a failed fdatasync the kernel takes its pages for clean and would not write them again, although
            // the disk may not have them: only bytes that are written anew are. Those before were durable before this
            // batch was begun.
            try storage.overwrite(storage.read(segment, in: lastBatch), at: lastBatch.lowerBound)
            try storage.synchronize()
        }
        return torn
    }

    /// Copies the tail beside the log before anything is cut: at no moment is it nowhere.
    private static func save(
        _ segment: UInt64, _ range: Range<Int>, on storage: inout some LogStorage & ~Copyable
    ) throws(IOError) -> TornTail {
        let bytes = try storage.read(segment, in: range)
        let stem = SegmentName.text(first: segment).dropLast(SegmentName.suffix.count)
        var attempt = 0
        while true {
            let saved = "torn-\(stem)-\(range.lowerBound)\(attempt == 0 ? "" : "-\(attempt)").bytes"
            guard let name = FileName(saved) else { preconditionFailure("digits and letters are a name") }
            do throws(IOError) {
                try storage.save(bytes, as: name)
                return TornTail(
                    segment: SegmentName.text(first: segment), byteOffset: range.lowerBound, count: bytes.count,
                    savedAs: saved)
            } catch { if !error.isTaken { throw error } }
            attempt += 1
        }
    }
}

/// What `body` answers, its errors as the log's.
func ioError<Result: ~Copyable>(_ body: () throws(IOError) -> Result) throws(LogError) -> Result {
    do throws(IOError) { return try body() } catch { throw .io(error) }
}
