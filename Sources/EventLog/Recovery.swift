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
    /// All segments as they were checked.
    var files: [SegmentStatus]
    /// What was checked before, and not again.
    var start: CheckedPrefix?
    var tornTail: TornTail?

    /// Checks the log and makes its end whole again; what is damaged stays as it is.
    ///
    /// - Parameters:
    ///   - known: what was checked before; the walk begins behind the first of them that is as it was.
    ///   - progress: called after each segment with the number of segments done and of all.
    static func run(
        on storage: inout some LogStorage & ~Copyable, startingAt known: [CheckedPrefix] = [],
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws(LogError) -> Recovery {
        var recovery = try begin(on: storage, known)
        let files = recovery.files
        let done = recovery.start?.files.count ?? 0
        for (index, segment) in files.map(\.first).enumerated().dropFirst(done) {
            guard segment == recovery.head.size else {
                throw .damaged(gap(segment, expected: recovery.head.size, isFirst: index == 0))
            }
            let walk = try check(segment, after: recovery.head, on: storage)
            recovery.head = walk.head
            recovery.segment = (segment, walk.end)
            if index == files.count - 1 {
                recovery.tornTail = try ioError { () throws(IOError) in
                    try storage.change(&recovery.files[index]) { (storage) throws(IOError) in
                        try makeWhole(segment, walk, on: &storage)
                    }
                }
            } else if walk.isTorn {
                throw .damaged(
                    LogDamage(
                        segment: SegmentName.text(first: segment), seq: walk.next, byteOffset: walk.end,
                        reason: "the segment ends within a batch, and another segment follows it"))
            }
            progress(index + 1, files.count)
        }
        // What is known is durable, and need not be written anew: the file stays as it was.
        if let last = files.indices.last, done == files.count {
            try ioError { () throws(IOError) in
                try storage.change(&recovery.files[last]) { (storage) throws(IOError) in
                    try storage.open(files[last].first)
                }
            }
        }
        return recovery
    }

    private static func begin(
        on storage: borrowing some LogStorage & ~Copyable, _ known: [CheckedPrefix]
    ) throws(LogError) -> Recovery {
        var files: [SegmentStatus] = []
        do throws(IOError) {
            // Before anything is read, so that what changes meanwhile counts as changed.
            for segment in try storage.segments() { files.append(try storage.status(of: segment)) }
        } catch { throw .io(error) }
        let start = known.first { $0.isBeginning(of: files) }
        return Recovery(
            head: start?.head ?? .empty, segment: start?.files.last.map { ($0.first, $0.size) }, files: files,
            start: start)
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
        _ segment: UInt64, after head: LogHead, on storage: borrowing some LogStorage & ~Copyable
    ) throws(LogError) -> Walk {
        let bytes = try read(segment, on: storage)
        // UInt8 has no padding that could be uninitialised.
        let (scan, tail) = unsafe walk(bytes.span.bytes, after: head)
        if case .damaged(let place, let seq, let reason) = tail {
            throw .damaged(
                LogDamage(segment: SegmentName.text(first: segment), seq: seq, byteOffset: place, reason: reason))
        }
        return Walk(
            head: scan.committed.head, end: scan.committed.offset, lastBatch: scan.lastBatch, next: scan.next,
            size: bytes.count)
    }

    private static func read(
        _ segment: UInt64, on storage: borrowing some LogStorage & ~Copyable
    ) throws(LogError) -> [UInt8] {
        do throws(IOError) {
            // One byte more than it is said to have: what ends a file is that nothing comes any more, and what were cut
            // off by a size that is not so would be lost.
            var bytes: [UInt8] = []
            var wanted = try storage.status(of: segment).size.addingWithSaturation(1)
            while true {
                let more = try storage.read(segment, in: bytes.count..<wanted)
                bytes = bytes.isEmpty ? more : bytes + more
                if bytes.count < wanted { return bytes }
                wanted = bytes.count.multipliedWithSaturation(by: 2)
            }
        } catch { throw .io(error) }
    }

    /// Cuts off a torn tail, and makes the last batch durable, which may be whole and yet have been read from memory
    /// alone.
    private static func makeWhole(
        _ segment: UInt64, _ walk: Walk, on storage: inout some LogStorage & ~Copyable
    ) throws(IOError) -> TornTail? {
        let torn = walk.isTorn ? try save(segment, walk.end..<walk.size, on: &storage) : nil
        try storage.open(segment)
        if torn != nil { try storage.truncate(to: walk.end) }
        if !walk.lastBatch.isEmpty {
            // After a failed fdatasync the kernel takes its pages for clean and would not write them again, although
            // the disk may not have them: only bytes that are written anew are. Those before were durable before this
            // batch was begun.
            try storage.overwrite(storage.read(segment, in: walk.lastBatch), at: walk.lastBatch.lowerBound)
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
