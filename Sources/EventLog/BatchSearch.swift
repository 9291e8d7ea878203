import LinuxIO

/// A whole batch: where its lines stand, and the log up to its end.
struct FoundBatch {
    /// In bytes, the last line feed included.
    var range: Range<Int>
    var head: LogHead
}

/// Finds the last whole batch from the end, without reading what comes before it.
enum BatchSearch {
    /// Room for some lines of the longest; most segments are done with this much.
    private static let firstWindow = 128 << 10

    /// The last whole batch that ends at or before `end`; nil where there is none.
    ///
    /// - Parameter read: the bytes of the segment in a range.
    static func lastBatch(
        before end: Int, read: (Range<Int>) throws(IOError) -> [UInt8]
    ) throws(IOError) -> FoundBatch? {
        var window = min(end, firstWindow)
        while window > 0 {
            let start = end - window
            let bytes = try read(start..<end)
            // UInt8 has no padding that could be uninitialised.
            if var found = unsafe lastBatch(in: bytes.span.bytes, isWhole: start == 0) {
                found.range = (found.range.lowerBound + start)..<(found.range.upperBound + start)
                return found
            }
            if start == 0 { return nil }
            // UInt8 has no padding that could be uninitialised.
            window = min(end, unsafe roomForLastBatch(bytes.span.bytes) ?? window * 8)
        }
        return nil
    }

    /// How long the last batch is, by the length of the lines of it that are in `bytes`, with some to spare; nil where
    /// they tell of no batch that begins before them.
    private static func roomForLastBatch(_ bytes: RawSpan) -> Int? {
        let lines = LineStarts(bytes, isWhole: false)
        guard let first = lines.starts.first, let start = lines.starts.last, let last = lines.starts.indices.last,
            let envelope = try? LineEnvelope(bytes.extracting(start..<lines.end(of: last))),
            let count = Int(exactly: envelope.seq - envelope.batch.lowerBound), count > lines.starts.count
        else { return nil }
        let mean = (lines.end(of: last) - first) / lines.starts.count + 1
        let (room, overflow) = mean.multipliedReportingOverflow(by: count + count / 8 + 2)
        return overflow || room > .max - bytes.byteCount ? nil : bytes.byteCount + room
    }

    /// The last whole batch in all the bytes of a segment.
    static func lastBatch(in bytes: RawSpan) -> FoundBatch? { lastBatch(in: bytes, isWhole: true) }

    /// - Parameter isWhole: whether the first line begins with the first byte.
    private static func lastBatch(in bytes: RawSpan, isWhole: Bool) -> FoundBatch? {
        let lines = LineStarts(bytes, isWhole: isWhole)
        for last in lines.starts.indices.reversed() {
            let line = bytes.extracting(lines.starts[last]..<lines.end(of: last))
            guard let envelope = try? LineEnvelope(line), envelope.seq == envelope.batch.upperBound,
                envelope.isIntact(line),
                let count = Int(exactly: envelope.seq - envelope.batch.lowerBound)
            else { continue }
            // The batch may begin before this window: a larger one will tell.
            guard count <= last else { return nil }
            let start = lines.starts[last - count]
            let end = lines.end(of: last) + 1
            // Without a look at what follows a flaw: with one, lines that all claim to be the last would be read as often.
            var scan = SegmentScan(after: LogHead(size: envelope.batch.lowerBound, recorded: nil), offset: start)
            while scan.offset < end, (try? scan.step(bytes)) != nil {}
            guard scan.committed.offset == end, scan.committed.head.size == envelope.seq + 1 else { continue }
            return FoundBatch(range: start..<end, head: scan.committed.head)
        }
        return nil
    }
}

/// Where the lines begin that end in a line feed.
private struct LineStarts {
    private(set) var starts: [Int] = []
    private var ends: [Int] = []

    init(_ bytes: RawSpan, isWhole: Bool) {
        var start = 0
        if !isWhole { start = bytes.firstLineFeed(from: 0).map { $0 + 1 } ?? bytes.byteCount }
        while start < bytes.byteCount, let end = bytes.firstLineFeed(from: start) {
            starts.append(start)
            ends.append(end)
            start = end + 1
        }
    }

    /// Where the line feed of a line stands.
    func end(of line: Int) -> Int { ends[line] }
}
