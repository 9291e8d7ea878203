package import EventModel
package import LinuxIO

/// Reads a log at any time, on a copied directory too, without a lock and without ever seeing half a batch.
///
/// It sees the log as it was when it was opened, or last ``refresh()``ed. Not Sendable: each thread has its own, which may
/// share a ``view``.
package final class LogReader {
    private let directory: Directory
    private var segments: [SegmentContents] = []
    private var document = Document()
    private let checked: CheckedPrefix?
    /// How far the log reaches.
    package private(set) var head = LogHead.empty

    /// - Parameters:
    ///   - directory: the log's directory, or a copy of it; a log without any segment is empty.
    ///   - checked: all of the log, so that nobody need look for its end; passed over where that does not fit.
    /// - Throws: ``LogError/io(_:)``.
    package init(directory: consuming Directory, checked: CheckedPrefix? = nil) throws(LogError) {
        self.directory = directory
        self.checked = checked
        try refresh()
    }

    /// A reader for another thread, that sees what another reader sees and shares its memory.
    package init(directory: consuming Directory, showing view: LogView) {
        self.directory = directory
        checked = nil
        segments = view.segments
        head = view.head
    }

    /// What this sees now.
    package var view: LogView { LogView(segments: segments, head: head) }

    /// Looks at what was appended since.
    ///
    /// - Returns: whether the head has moved.
    @discardableResult
    package func refresh() throws(LogError) -> Bool {
        let before = head
        do throws(IOError) {
            let names = try directory.names().compactMap(SegmentName.first).sorted()
            // Only the last segment grows; those before it are as they were.
            var current = zip(segments.dropLast(), names).prefix { $0.first == $1 }.map(\.0)
            for place in names.indices.dropFirst(current.count) {
                current.append(try contents(of: names[place], following: names.dropFirst(place + 1).first))
            }
            segments = current
        } catch { throw .io(error) }
        head = segments.last { $0.head != nil }?.head ?? .empty
        return head != before
    }

    private func contents(of first: UInt64, following: UInt64?) throws(IOError) -> SegmentContents {
        let earlier = segments.last { $0.first == first }
        if following == nil, let earlier,
            try directory.status(of: SegmentName.file(first: first)).isUnchanged(since: earlier.status)
        {
            return earlier
        }
        return try SegmentContents(first, in: directory, following: following, earlier: earlier, checked: checked)
    }

    /// Bytes of all complete batches.
    package var byteCount: Int { segments.reduce(0) { $0.addingWithSaturation($1.byteCount) } }
    /// How many segments there are.
    package var segmentCount: Int { segments.count }

    /// Calls `body` with the entries from `from` on, in order, until it answers false or the log ends.
    ///
    /// - Parameters:
    ///   - end: the first entry that is not wanted any more.
    ///   - isWanted: whether an entry may be of interest, by its line: of others the event is not read.
    ///   - body: gets the entry, and its line without line feed; neither may be kept.
    /// - Throws: ``LogError/damaged(_:)`` at the first entry that is not as it was written, what came before having been
    ///   given to `body`; and whatever `body` throws.
    package func forEach(
        from: UInt64 = 0, to end: UInt64 = .max, where isWanted: (RawSpan) -> Bool = { _ in true },
        _ body: (LogEntry, RawSpan) throws -> Bool
    ) throws {
        guard from < head.size || hasFlaw else { return }
        let start = segments.lastIndex { $0.first <= from } ?? 0
        var before: LogHead? = start == 0 ? .empty : nil
        for segment in segments[start...] {
            if let before, segment.first != before.size {
                throw LogError.damaged(
                    Recovery.gap(segment.first, expected: before.size, isFirst: segment === segments.first))
            }
            let isLast = segment === segments.last
            let place = startOfBatch(with: from, in: segment)
            var scan = SegmentScan(
                after: LogHead(size: place?.seq ?? segment.first, recorded: place == nil ? before?.recorded : nil),
                offset: place?.offset ?? 0)
            var held = scan.offset
            let goesOn = try segment.withBytes { bytes throws -> Bool in
                while scan.offset < segment.end {
                    if scan.next >= end { return false }
                    if scan.offset - held >= Self.window {
                        segment.release(held..<scan.offset)
                        held = scan.offset
                    }
                    guard let (envelope, line) = try step(&scan, bytes, segment) else { break }
                    guard envelope.seq >= from, isWanted(bytes.extracting(line)) else { continue }
                    let entry = try entry(envelope, line, bytes, segment)
                    if try !body(entry, bytes.extracting(line)) { return false }
                }
                return true
            }
            guard goesOn else { return }
            try judge(segment, isLast: isLast)
            before = scan.committed.head
        }
    }

    /// How much of the log a walk keeps in memory, in bytes.
    private static let window = 4 << 20

    private var hasFlaw: Bool {
        if case .damaged? = segments.last?.tail { true } else { false }
    }

    private func step(
        _ scan: inout SegmentScan, _ bytes: RawSpan, _ segment: SegmentContents
    ) throws(LogError) -> (envelope: LineEnvelope, line: Range<Int>)? {
        do throws(LineEnvelope.Flaw) { return try scan.step(bytes) } catch {
            throw .damaged(damage(segment, scan.offset, scan.next, error.reason))
        }
    }

    private func entry(
        _ envelope: LineEnvelope, _ line: Range<Int>, _ bytes: RawSpan, _ segment: SegmentContents
    ) throws(LogError) -> LogEntry {
        let event = (line.lowerBound + envelope.event.lowerBound)..<(line.lowerBound + envelope.event.upperBound)
        do throws(Fault) { try document.read(json: bytes.extracting(event)) } catch {
            throw .damaged(damage(segment, line.lowerBound, envelope.seq, "no event: \(error.problem)"))
        }
        return LogEntry(
            envelope: envelope, document: document, segment: segment.first, byteOffset: line.lowerBound)
    }

    /// What stands behind the last complete batch is a batch under way at the end of the log, and damage elsewhere.
    private func judge(_ segment: SegmentContents, isLast: Bool) throws(LogError) {
        switch segment.tail {
        case .clean: break
        case .torn:
            if !isLast {
                throw .damaged(damage(segment, segment.end, segment.head?.size ?? segment.first, "a batch breaks off"))
            }
        case .damaged(let offset, let seq, let reason): throw .damaged(damage(segment, offset, seq, reason))
        }
    }

    private func damage(_ segment: SegmentContents, _ offset: Int, _ seq: UInt64, _ reason: String) -> LogDamage {
        LogDamage(
            segment: SegmentName.text(first: segment.first), seq: seq, byteOffset: offset,
            reason: segment.isWhole ? reason : "the file has become shorter, or its disk cannot read it")
    }

    /// Where the batch of entry `seq` begins: a walk can only begin there. Nil for the beginning of the segment.
    private func startOfBatch(with seq: UInt64, in segment: SegmentContents) -> (seq: UInt64, offset: Int)? {
        guard seq > segment.first, let place = segment.offset(of: seq) else { return nil }
        let first = segment.withBytes { bytes -> UInt64? in
            let end = bytes.firstLineFeed(from: place) ?? bytes.byteCount
            // Where lines are missing, this may be another entry's line: a walk from there would pass over the gap.
            guard let envelope = try? LineEnvelope(bytes.extracting(place..<end)), envelope.seq == seq else {
                return nil
            }
            return envelope.batch.lowerBound
        }
        guard let first, first > segment.first, let offset = segment.offset(of: first) else { return nil }
        return (first, offset)
    }

    /// Calls `body` with entry `seq` and its line.
    ///
    /// - Parameter offset: where in its segment the line is likely to begin, in bytes.
    /// - Returns: what `body` answers; nil where the log has no such entry, or it is damaged.
    package func withEntry<Result>(
        at seq: UInt64, likely offset: Int? = nil, _ body: (LogEntry, RawSpan) throws -> Result
    ) rethrows -> Result? {
        try withLine(at: seq, likely: offset) { envelope, line, segment, place in
            guard (try? document.read(json: line.extracting(envelope.event))) != nil else { return nil }
            let entry = LogEntry(envelope: envelope, document: document, segment: segment, byteOffset: place)
            return try body(entry, line)
        }
    }

    /// Calls `body` with the line of entry `seq` and its envelope, the segment, and where in it the line begins.
    private func withLine<Result>(
        at seq: UInt64, likely offset: Int?, _ body: (LineEnvelope, RawSpan, UInt64, Int) throws -> Result?
    ) rethrows -> Result? {
        guard let segment = segment(of: seq), let place = segment.offset(of: seq, likely: offset) else { return nil }
        return try segment.withBytes { bytes throws -> Result? in
            let end = bytes.firstLineFeed(from: place) ?? bytes.byteCount
            let line = bytes.extracting(place..<end)
            guard let envelope = try? LineEnvelope(line), envelope.seq == seq, envelope.isIntact(line) else {
                return nil
            }
            return try body(envelope, line, segment.first, place)
        }
    }

    /// Why the line of an entry that the log has cannot be read.
    package func damage(at seq: UInt64) -> LogDamage {
        guard let segment = segment(of: seq) else { return Recovery.gap(seq, expected: seq, isFirst: true) }
        return damage(segment, segment.offset(of: seq) ?? 0, seq, "the entry cannot be read")
    }

    /// Reads the event of entry `seq` into `document`, behind what is there.
    ///
    /// - Parameter offset: where in its segment the line is likely to begin, in bytes.
    /// - Returns: its root; nil where the log has no such entry, or it is damaged.
    package func readEvent(
        _ seq: UInt64, likely offset: Int? = nil, into document: inout Document
    ) -> Document.Node? {
        withLine(at: seq, likely: offset) { envelope, line, _, _ in
            try? document.append(json: line.extracting(envelope.event))
        }
    }

    /// Has the memory fetched in which the line of entry `seq` is likely to stand, without waiting for it.
    package func fetch(_ seq: UInt64, likely offset: Int) { segment(of: seq)?.fetch(offset) }

    /// The segment that the entry is in, if any is.
    private func segment(of seq: UInt64) -> SegmentContents? {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].first <= seq { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : segments[low - 1]
    }
}

/// What a reader sees of a log, for others that read the same at the same time.
package struct LogView: Sendable {
    fileprivate let segments: [SegmentContents]
    fileprivate let head: LogHead
}
