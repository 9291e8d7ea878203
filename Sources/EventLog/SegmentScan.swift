import LinuxIO

/// One walk over the lines of a segment, checking everything a line promises.
///
/// Writer and reader take the same walk, so that what one accepts the other does, and recovery is exercised daily.
struct SegmentScan {
    /// What must come next: the entry's number, the batch it belongs to, and when the last batch was recorded.
    private(set) var next: UInt64
    private(set) var recorded: Int64?
    /// The batch in hand; nil between two batches.
    private var open: (range: ClosedRange<UInt64>, recorded: Int64)?
    /// Where the last whole batch ends, in bytes, and what the head was there.
    private(set) var committed: (offset: Int, head: LogHead)
    /// Where that batch stands; empty where this walk has not met one.
    private(set) var lastBatch: Range<Int>
    /// Where the next line begins.
    private(set) var offset: Int

    /// - Parameter head: the log before this segment's byte `offset`.
    init(after head: LogHead, offset: Int = 0) {
        next = head.size
        recorded = head.recorded
        committed = (offset, head)
        lastBatch = offset..<offset
        self.offset = offset
    }

    /// Checks the line at ``offset`` and steps over it.
    ///
    /// - Returns: its envelope and its bytes without line feed; nil at the end of `bytes`.
    mutating func step(_ bytes: RawSpan) throws(LineEnvelope.Flaw) -> (envelope: LineEnvelope, line: Range<Int>)? {
        guard offset < bytes.byteCount else { return nil }
        guard let end = bytes.firstLineFeed(from: offset) else {
            throw .init(reason: "the line does not end")
        }
        let range = offset..<end
        let line = bytes.extracting(range)
        let envelope = try LineEnvelope(line)
        try follow(envelope)
        if !envelope.isIntact(line) { throw .init(reason: "the checksum does not fit the line") }
        offset = end + 1
        next += 1
        if envelope.seq == envelope.batch.upperBound {
            open = nil
            recorded = envelope.recorded
            lastBatch = committed.offset..<offset
            committed = (offset, LogHead(size: next, recorded: recorded))
        } else {
            open = (envelope.batch, envelope.recorded)
        }
        return (envelope, range)
    }

    /// Goes on in other bytes, which do not have the first `count` of those it walked over.
    ///
    /// Places of what it has passed are then before their beginning.
    mutating func drop(_ count: Int) {
        offset -= count
        committed.offset -= count
        lastBatch = (lastBatch.lowerBound - count)..<(lastBatch.upperBound - count)
    }

    /// Whether no batch is in hand.
    var isBetweenBatches: Bool { open == nil }

    /// Whether the entry is the one that comes next.
    private func follow(_ envelope: LineEnvelope) throws(LineEnvelope.Flaw) {
        guard envelope.seq == next else {
            throw .init(reason: "entry #\(envelope.seq) stands where #\(next) belongs")
        }
        if let open {
            guard open.range == envelope.batch, open.recorded == envelope.recorded else {
                throw .init(reason: "the entry is not of the batch that is under way")
            }
        } else {
            guard envelope.batch.lowerBound == next else {
                throw .init(reason: "the batch does not begin with its first entry")
            }
            if let recorded, envelope.recorded <= recorded {
                throw .init(reason: "the batch was not recorded later than the one before it")
            }
        }
    }
}
