import CText
import LinuxIO
import Synchronization

/// A segment in memory, as far as its batches are whole.
///
/// Only what is never cut is mapped: a segment that another follows, and the whole batches of the last. What recovery
/// cuts off behind those is read by calls. A file that somebody cuts all the same, or that its disk cannot read, is damage
/// that readers name (``isWhole``), and never the end of a process.
final class SegmentContents: Sendable {
    let first: UInt64
    private let mapping: Mapping
    /// The file when it was read.
    let status: FileStatus
    /// The first entry of the segment that follows; nil for the last.
    private let following: UInt64?
    private let examined: Mutex<Examined?>

    /// Where the whole batches end.
    struct Examined: Sendable {
        /// In bytes.
        var end: Int
        /// The log after the last of them; nil for a segment without one.
        var head: LogHead?
        /// What follows there.
        var tail: SegmentTail
    }

    /// - Parameters:
    ///   - following: the first entry of the next segment. Of a segment that is not the last nothing is looked at before
    ///     it is asked for: opening a log must not cost what reading it does.
    ///   - earlier: the same segment as it was read before; only what was appended since is looked at.
    ///   - checked: a log that ends with this segment as its file may be still.
    init(
        _ segment: UInt64, in directory: borrowing Directory, following: UInt64?, earlier: SegmentContents? = nil,
        checked: CheckedPrefix? = nil
    ) throws(IOError) {
        first = segment
        self.following = following
        let file = try directory.openForReading(SegmentName.file(first: segment))
        status = try file.status()
        let size = status.size
        guard following == nil else {
            mapping = try Mapping(file, count: size)
            examined = Mutex(nil)
            return
        }
        var known: (end: Int, head: LogHead?) = (0, nil)
        if let earlier, let examined = earlier.examined.withLock({ $0 }), earlier.status.inode == status.inode,
            examined.end <= size
        {
            known = (examined.end, examined.head)
        } else if let checked, checked.files.last == SegmentStatus(segment, status) {
            known = (size, checked.head.size > segment ? checked.head : nil)
        } else {
            let found = try BatchSearch.lastBatch(before: size) { (range) throws(IOError) in
                try file.read(at: range.lowerBound, count: range.count)
            }
            if let found { known = (found.range.upperBound, found.head) }
        }
        let rest = try file.read(at: known.end, count: size - known.end)
        // UInt8 has no padding that could be uninitialised.
        let examined = unsafe Self.examine(rest.span.bytes, after: known, segment)
        self.examined = Mutex(examined)
        mapping = try Mapping(file, count: examined.end)
    }

    private static func examine(
        _ rest: RawSpan, after known: (end: Int, head: LogHead?), _ segment: UInt64
    ) -> Examined {
        let (scan, tail) = Recovery.walk(rest, after: known.head ?? LogHead(size: segment, recorded: nil))
        return Examined(
            end: scan.committed.offset + known.end, head: scan.lastBatch.isEmpty ? known.head : scan.committed.head,
            tail: tail.moved(by: known.end))
    }

    /// Where the last whole batch ends, in bytes.
    var end: Int { examination.end }
    /// The log after that batch; nil for a segment without one.
    var head: LogHead? { examination.head }
    /// What follows there.
    var tail: SegmentTail { examination.tail }
    /// How many bytes may hold entries.
    var byteCount: Int { mapping.count }

    private var examination: Examined {
        if let known = examined.withLock({ $0 }) { return known }
        let found = withBytes { bytes -> Examined in
            if let end = Self.plainEnd(bytes, following) { return end }
            let last = BatchSearch.lastBatch(in: bytes)
            let known = (last?.range.upperBound ?? 0, last?.head)
            return Self.examine(bytes.extracting(known.0..<bytes.byteCount), after: known, first)
        }
        examined.withLock { $0 = found }
        return found
    }

    /// The end of a segment whose last line is the last of its batch and comes before the next segment's first: whoever
    /// reads the lines before it finds out whether they are right.
    private static func plainEnd(_ bytes: RawSpan, _ following: UInt64?) -> Examined? {
        guard bytes.byteCount > 1, bytes.byte(bytes.byteCount - 1) == UInt8(ascii: "\n") else { return nil }
        let end = bytes.byteCount - 1
        let line = bytes.extracting((bytes.last(UInt8(ascii: "\n"), before: end).map { $0 + 1 } ?? 0)..<end)
        guard let envelope = try? LineEnvelope(line), envelope.seq == envelope.batch.upperBound,
            envelope.seq + 1 == following, envelope.isIntact(line)
        else { return nil }
        return Examined(
            end: bytes.byteCount, head: LogHead(size: envelope.seq + 1, recorded: envelope.recorded), tail: .clean)
    }

    /// Calls `body` with the bytes of all whole batches.
    func withBytes<Result, Failure>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
        try mapping.withBytes(body)
    }

    /// Whether all that was looked at was there: its file is as long as it was, and its disk reads it.
    var isWhole: Bool { mapping.isWhole }

    /// Lets go of the memory of bytes that were read.
    func release(_ range: Range<Int>) { mapping.release(range) }

    /// Where the line of entry `seq` begins: at `likely`, where that is so, else by interpolation; nil where the segment
    /// does not reach so far.
    ///
    /// Where lines are damaged, the answer may be a line of another entry.
    func offset(of seq: UInt64, likely: Int? = nil) -> Int? {
        guard seq >= first, let limit = following ?? head?.size, seq < limit else { return nil }
        return withBytes { bytes in
            if let likely, likely < bytes.byteCount, likely == 0 || bytes.byte(likely - 1) == UInt8(ascii: "\n"),
                Self.seq(at: likely, in: bytes) == seq
            {
                return likely
            }
            // Entry `lowest` begins at `low`; entry `seq` begins at `low` or later, and before `high`, where entry
            // `highest` begins.
            var (low, lowest, high, highest) = (0, first, bytes.byteCount, limit)
            var isGuess = true
            while high - low > Self.stride, seq - lowest > 4 {
                // Lines are much of one length, so that the first guesses hit; where they are not, halves do.
                let share = Double(seq - lowest) / Double(highest - lowest)
                let guess = isGuess ? Int(Double(high - low) * share) - Self.stride / 4 : (high - low) / 2
                isGuess.toggle()
                guard let start = bytes.firstLineFeed(from: low + max(0, guess)).map({ $0 + 1 }), start < high,
                    let found = Self.seq(at: start, in: bytes), found > lowest, found < highest
                else {
                    if isGuess { break }
                    continue
                }
                if found <= seq { (low, lowest) = (start, found) } else { (high, highest) = (start, found) }
            }
            return Self.skip(Int(clamping: seq - lowest), from: low, in: bytes)
        }
    }

    /// Has the beginning of a line fetched that may stand at `offset`.
    func fetch(_ offset: Int) {
        withBytes { bytes in
            guard offset < bytes.byteCount else { return }
            // Nothing is read by it; where the file is not in memory, it does nothing.
            unsafe bytes.withUnsafeBytes { memory in
                for line in 0..<4 { unsafe ctext_prefetch(memory.baseAddress?.advanced(by: offset + line * 64)) }
            }
        }
    }

    /// Within so many bytes, or a few lines, counting lines is faster than guessing.
    private static let stride = 4 << 10

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
