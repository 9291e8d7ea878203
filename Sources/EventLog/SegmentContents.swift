import LinuxIO

/// A segment in memory, as far as its batches are whole.
///
/// Only whole batches are mapped, and those are never cut: what recovery cuts off behind them is read by calls, so that
/// no reader ever touches a page that is gone.
final class SegmentContents {
    let first: UInt64
    private let mapping: Mapping
    /// The file when it was read.
    let status: FileStatus
    /// Where the last whole batch ends, in bytes.
    let end: Int
    /// The log after that batch; nil for a segment without one.
    let head: LogHead?
    /// What follows there.
    let tail: SegmentTail

    /// - Parameter earlier: the same segment as it was read before; only what was appended since is looked at.
    init(_ segment: UInt64, in directory: borrowing Directory, earlier: SegmentContents? = nil) throws(IOError) {
        first = segment
        let file = try directory.openForReading(SegmentName.file(first: segment))
        status = try file.status()
        let size = status.size
        var known: (end: Int, head: LogHead?) = (0, nil)
        if let earlier, earlier.status.inode == status.inode, earlier.end <= size {
            known = (earlier.end, earlier.head)
        } else {
            let found = try BatchSearch.lastBatch(before: size) { (range) throws(IOError) in
                try file.read(at: range.lowerBound, count: range.count)
            }
            if let found { known = (found.range.upperBound, found.head) }
        }
        let rest = try file.read(at: known.end, count: size - known.end)
        let head = known.head ?? LogHead(size: segment, recorded: nil)
        // UInt8 has no padding that could be uninitialised.
        let (scan, tail) = unsafe Recovery.walk(rest.span.bytes, after: head)
        end = scan.committed.offset + known.end
        self.head = scan.lastBatch.isEmpty ? known.head : scan.committed.head
        self.tail = tail.moved(by: known.end)
        mapping = try Mapping(file, count: end)
    }

    /// Calls `body` with the bytes of all whole batches.
    func withBytes<Result, Failure>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
        try mapping.withBytes(body)
    }

    /// Where the line of entry `seq` begins, by bisection; nil where the segment does not reach so far.
    ///
    /// Where lines are damaged, the answer may be a line of another entry.
    func offset(of seq: UInt64) -> Int? {
        guard seq >= first, let head, seq < head.size else { return nil }
        return withBytes { bytes in
            // Entry `lowest` begins at `low`; entry `seq` begins at `low` or later, and before `high`.
            var (low, lowest, high) = (0, first, end)
            while high - low > Self.stride {
                guard let start = bytes.firstLineFeed(from: low + (high - low) / 2).map({ $0 + 1 }), start < high,
                    let found = Self.seq(at: start, in: bytes), found > lowest, found < head.size
                else { break }
                if found <= seq { (low, lowest) = (start, found) } else { high = start }
            }
            return Self.skip(Int(clamping: seq - lowest), from: low, in: bytes)
        }
    }

    /// Below this many bytes, counting lines is faster than guessing.
    private static let stride = 8 << 10

    private static func seq(at start: Int, in bytes: RawSpan) -> UInt64? {
        var cursor = LineCursor(place: start)
        guard (try? cursor.skip(EntryLine.sequence, in: bytes)) != nil else { return nil }
        return try? cursor.number(in: bytes)
    }

    private static func skip(_ lines: Int, from start: Int, in bytes: RawSpan) -> Int? {
        var place = start
        for _ in 0..<lines {
            guard let end = bytes.firstLineFeed(from: place) else { return nil }
            place = end + 1
        }
        return place < bytes.byteCount ? place : nil
    }
}
