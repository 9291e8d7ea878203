/// What follows the last whole batch of a segment.
enum SegmentTail: Sendable {
    /// Nothing.
    case clean
    /// A batch that was being written, or whose writing was cut short: never acknowledged, whatever it holds.
    case torn
    /// Something that a cut write does not leave behind, found at this byte.
    case damaged(offset: Int, seq: UInt64, reason: String)

    /// Tells the end of a cut write from rot.
    ///
    /// A write that was cut leaves its batch without some of its lines, without its last line feed, or with holes of
    /// zero bytes where parts of it had not reached the disk; the batch after it was never begun. All else was written
    /// whole once and has changed since: to cut that off would lose what was acknowledged.
    ///
    /// - Parameter scan: a walk over `bytes` that stopped at the first line that is wrong, or at the end.
    static func classify(_ bytes: RawSpan, after scan: SegmentScan, flaw: LineEnvelope.Flaw?) -> SegmentTail {
        let start = scan.committed.offset
        if start == bytes.byteCount { return .clean }
        guard let flaw else { return .torn }
        let damage = SegmentTail.damaged(offset: scan.offset, seq: scan.next, reason: flaw.reason)
        if holdsOtherBatch(bytes, from: start, than: scan.committed.head.size) { return damage }
        if bytes.holdsHole(from: start) { return .torn }
        if bytes.byte(bytes.byteCount - 1) == UInt8(ascii: "\n") { return damage }
        return endsInChangedLineFeed(bytes) ? damage : .torn
    }

    /// The same tail in a segment, of which `offset` bytes came before those that were looked at.
    func moved(by offset: Int) -> SegmentTail {
        guard case .damaged(let place, let seq, let reason) = self else { return self }
        return .damaged(offset: place + offset, seq: seq, reason: reason)
    }

    /// Whether a whole line of another batch stands there, or this one begins a second time: a later batch was begun only
    /// when this one was durable, and no write puts an earlier one here. Readers look for the last whole batch from the
    /// end, and would find these.
    private static func holdsOtherBatch(_ bytes: RawSpan, from offset: Int, than first: UInt64) -> Bool {
        var start = offset
        while let end = bytes.firstLineFeed(from: start) {
            let line = bytes.extracting(start..<end)
            if let envelope = try? LineEnvelope(line),
                envelope.batch.lowerBound != first || (envelope.seq == first && start > offset),
                envelope.isIntact(line)
            {
                return true
            }
            start = end + 1
        }
        return false
    }

    /// Whether the last line of a batch stands at the end, whole but for its line feed, which is another byte now.
    private static func endsInChangedLineFeed(_ bytes: RawSpan) -> Bool {
        let end = bytes.byteCount - 1
        let line = bytes.extracting((bytes.last(UInt8(ascii: "\n"), before: end).map { $0 + 1 } ?? 0)..<end)
        guard let envelope = try? LineEnvelope(line) else { return false }
        return envelope.seq == envelope.batch.upperBound && envelope.isIntact(line)
    }
}

extension RawSpan {
    /// Where the next line feed is; nil where there is none.
    package func firstLineFeed(from start: Int) -> Int? { first(UInt8(ascii: "\n"), from: start) }

    /// Whether zero bytes stand there as a write leaves them that did not reach the disk whole: next to one another, or
    /// where the write began or ended. JSON has no zero byte, and a bit that turns makes no two of them.
    func holdsHole(from start: Int) -> Bool {
        var place = start
        while let zero = first(0, from: place) {
            if zero == start || zero == byteCount - 1 || byte(zero + 1) == 0 { return true }
            place = zero + 1
        }
        return false
    }
}
