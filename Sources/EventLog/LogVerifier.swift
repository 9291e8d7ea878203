import EventModel
package import LinuxIO

/// What a walk over a whole log found, whatever is wrong with it.
package struct Verification: Sendable, Hashable {
    /// Entries, batches and segments that are as they were written.
    package var entries: UInt64 = 0
    package var batches: UInt64 = 0
    package var segments = 0
    /// Bytes looked at.
    package var bytes = 0
    /// How far the log reaches.
    package var head = LogHead.empty
    /// Bytes of an unfinished batch at the very end: a commit under way, or what a crash left. No damage.
    package var unfinished = 0
    /// Every place that is not as it was written, in the order of the log.
    package var damages: [LogDamage] = []
}

/// Checks every line of a log: its checksum, its number, its batch, its time and its JSON (timeline-log(5)).
///
/// Where a line is wrong the walk goes on with the next batch that is right, so that everything wrong is found at once.
package struct LogVerifier: ~Copyable {
    private let directory: Directory
    private var document = Document()
    private var result = Verification()
    /// What was found in the batch that is under way: entries that are right, and events that are none.
    private var found: (entries: UInt64, noEvents: [LogDamage]) = (0, [])

    /// - Parameter directory: the log's directory, or a copy of it.
    package init(directory: consuming Directory) { self.directory = directory }

    /// - Parameter progress: called after each segment with the number of segments done and of all.
    package consuming func verify(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(IOError) -> Verification {
        let names = try directory.names().compactMap(SegmentName.first).sorted()
        for (index, segment) in names.enumerated() {
            let file = try directory.openForReading(SegmentName.file(first: segment))
            let bytes = try file.read(at: 0, count: file.status().size)
            if segment != result.head.size {
                result.damages.append(Recovery.gap(segment, expected: result.head.size, isFirst: index == 0))
            }
            // UInt8 has no padding that could be uninitialised.
            unsafe check(bytes.span.bytes, segment, isLast: index == names.count - 1)
            result.segments += 1
            result.bytes += bytes.count
            progress(index + 1, names.count)
        }
        return result
    }

    private mutating func check(_ bytes: RawSpan, _ segment: UInt64, isLast: Bool) {
        let recorded = segment == result.head.size ? result.head.recorded : nil
        var scan = SegmentScan(after: LogHead(size: segment, recorded: recorded))
        while true {
            let flaw = walk(bytes, segment, &scan)
            if scan.committed.head.size > result.head.size { result.head = scan.committed.head }
            switch SegmentTail.classify(bytes, after: scan, flaw: flaw) {
            case .clean: return
            case .torn where isLast:
                // As for readers, what is not acknowledged has no entries, and says nothing wrong.
                result.unfinished = bytes.byteCount - scan.committed.offset
                return
            case .torn:
                count()
                damage(segment, scan.committed.offset, scan.committed.head.size, "a batch breaks off")
            case .damaged(let offset, let seq, let reason):
                count()
                damage(segment, offset, seq, reason)
            }
            guard let next = nextBatch(bytes, after: scan) else { return }
            scan = next
        }
    }

    /// Steps over all lines that are right; the flaw of the first that is not, nil at the end.
    private mutating func walk(
        _ bytes: RawSpan, _ segment: UInt64, _ scan: inout SegmentScan
    ) -> LineEnvelope.Flaw? {
        do throws(LineEnvelope.Flaw) {
            while let (envelope, line) = try scan.step(bytes) {
                let event = bytes.extracting(
                    (line.lowerBound + envelope.event.lowerBound)..<(line.lowerBound + envelope.event.upperBound))
                do throws(Fault) {
                    try document.read(json: event)
                    found.entries += 1
                } catch {
                    found.noEvents.append(
                        LogDamage(
                            segment: SegmentName.text(first: segment), seq: envelope.seq, byteOffset: line.lowerBound,
                            reason: "no event: \(error.problem)"))
                }
                guard envelope.seq == envelope.batch.upperBound else { continue }
                if found.noEvents.isEmpty { result.batches += 1 }
                count()
            }
            return nil
        } catch { return error }
    }

    /// Counts what was found.
    private mutating func count() {
        result.entries += found.entries
        result.damages += found.noEvents
        found = (0, [])
    }

    /// A walk that begins with the next batch whose first line is right; nil where there is none.
    private func nextBatch(_ bytes: RawSpan, after scan: SegmentScan) -> SegmentScan? {
        var start = scan.offset
        while let end = bytes.firstLineFeed(from: start) {
            let line = bytes.extracting(start..<end)
            if start > scan.offset, let envelope = try? LineEnvelope(line), envelope.isIntact(line),
                envelope.seq == envelope.batch.lowerBound, envelope.seq >= scan.next
            {
                return SegmentScan(after: LogHead(size: envelope.seq, recorded: nil), offset: start)
            }
            start = end + 1
        }
        return nil
    }

    private mutating func damage(_ segment: UInt64, _ offset: Int, _ seq: UInt64, _ reason: String) {
        result.damages.append(
            LogDamage(segment: SegmentName.text(first: segment), seq: seq, byteOffset: offset, reason: reason))
    }
}
