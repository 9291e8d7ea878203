import EventModel
import LinuxIO
import TransparencyLog

/// What a walk over one segment found, apart from all others.
struct SegmentCheck: Sendable {
    let segment: UInt64
    private(set) var entries: UInt64 = 0
    private(set) var batches: UInt64 = 0
    let bytes: Int
    /// How far the right lines reach.
    private(set) var head: LogHead
    /// When its first entry was recorded, where that is right.
    private(set) var firstRecorded: Int64?
    private(set) var unfinished = 0
    private(set) var damages: [LogDamage] = []
    /// The tree over the entries before the first damage, cut where a root is wanted.
    private(set) var pieces: [TreePiece]
    private(set) var hashes: [Subtree: Digest] = [:]
    private(set) var kept: [Verification.KeptEntry] = []
    private let demand: VerificationDemand
    /// What was found in the batch that is under way: entries that are right, and events that are none.
    private var found: (entries: UInt64, noEvents: [LogDamage]) = (0, [])

    /// How much is read at once, in bytes: what the processor keeps near itself, so that reading costs one copy and no
    /// fresh memory.
    private static let window = 512 << 10

    /// - Parameters:
    ///   - isLast: whether a batch may break off at its end.
    ///   - counter: told of the bytes now and then.
    init(
        _ segment: UInt64, in directory: borrowing Directory, isLast: Bool, _ demand: VerificationDemand,
        counting counter: ByteCounter
    ) throws(IOError) {
        // Not by a mapping: there, a sector that cannot be read kills the program instead of failing a call.
        let file = try directory.openForReading(SegmentName.file(first: segment))
        let size = try file.status().size
        self.init(segment, demand, byteCount: size)
        if try checkInPieces(file, counter) { return }
        // To judge what is wrong all of the segment is needed.
        let contents = try file.read(at: 0, count: size)
        self.init(segment, demand, byteCount: contents.count)
        // UInt8 has no padding that could be uninitialised.
        unsafe check(contents.span.bytes, isLast: isLast)
    }

    private init(_ segment: UInt64, _ demand: VerificationDemand, byteCount: Int) {
        self.segment = segment
        self.demand = demand
        bytes = byteCount
        head = LogHead(size: segment, recorded: nil)
        pieces = [TreePiece(startingAt: segment)]
    }

    /// Checks a segment that is right from its beginning to its end.
    ///
    /// - Returns: false where it is not; nothing of what was found counts then.
    private mutating func checkInPieces(_ file: borrowing File, _ counter: ByteCounter) throws(IOError) -> Bool {
        var scan = SegmentScan(after: head)
        var document = Document()
        var batch: [Digest] = []
        var buffer = [UInt8](repeating: 0, count: Self.window)
        var (place, rest) = (0, 0)
        while place < bytes {
            let step = try file.read(at: place, into: &buffer, from: rest)
            let count = rest + step
            place += step
            // A line is shorter than a window; those that end in this one are looked at.
            guard place <= bytes, let end = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }) else {
                return false
            }
            // UInt8 has no padding that could be uninitialised.
            let flaw = unsafe walk(buffer.span.bytes.extracting(0..<end), &scan, &document, &batch)
            guard flaw == nil else { return false }
            scan.drop(end)
            counter.add(UInt64(step))
            rest = count - end
            let begun = Array(buffer[end..<count])
            buffer.replaceSubrange(0..<rest, with: begun)
        }
        head = scan.committed.head
        return rest == 0 && scan.isBetweenBatches && damages.isEmpty
    }

    private mutating func check(_ bytes: RawSpan, isLast: Bool) {
        var scan = SegmentScan(after: head)
        var document = Document()
        while true {
            var batch: [Digest] = []
            let flaw = walk(bytes, &scan, &document, &batch)
            if scan.committed.head.size > head.size { head = scan.committed.head }
            switch SegmentTail.classify(bytes, after: scan, flaw: flaw) {
            case .clean: return
            case .torn where isLast:
                // As for readers, what is not acknowledged has no entries, and says nothing wrong.
                unfinished = bytes.byteCount - scan.committed.offset
                return
            case .torn:
                count()
                damage(scan.committed.offset, scan.committed.head.size, "a batch breaks off")
            case .damaged(let offset, let seq, let reason):
                count()
                damage(offset, seq, reason)
            }
            guard let next = nextBatch(bytes, after: scan) else { return }
            scan = next
        }
    }

    /// Steps over all lines that are right; the flaw of the first that is not, nil at the end.
    ///
    /// - Parameter batch: the leaves of the batch in hand.
    private mutating func walk(
        _ bytes: RawSpan, _ scan: inout SegmentScan, _ document: inout Document, _ batch: inout [Digest]
    ) -> LineEnvelope.Flaw? {
        do throws(LineEnvelope.Flaw) {
            while let (envelope, line) = try scan.step(bytes) {
                let event = bytes.extracting(
                    (line.lowerBound + envelope.event.lowerBound)..<(line.lowerBound + envelope.event.upperBound))
                if firstRecorded == nil { firstRecorded = envelope.recorded }
                do throws(Fault) {
                    try document.read(json: event)
                    found.entries += 1
                    batch.append(.leaf(bytes.extracting(line)))
                    keep(envelope, bytes.extracting(line), document)
                } catch {
                    found.noEvents.append(
                        LogDamage(
                            segment: SegmentName.text(first: segment), seq: envelope.seq, byteOffset: line.lowerBound,
                            reason: "no event: \(error.problem)"))
                }
                guard envelope.seq == envelope.batch.upperBound else { continue }
                if found.noEvents.isEmpty {
                    batches += 1
                    grow(by: batch)
                }
                batch.removeAll(keepingCapacity: true)
                count()
            }
            return nil
        } catch { return error }
    }

    /// Counts what was found.
    private mutating func count() {
        entries += found.entries
        damages += found.noEvents
        found = (0, [])
    }

    /// Adds a whole batch to the tree: what breaks off is no part of it.
    private mutating func grow(by batch: [Digest]) {
        guard damages.isEmpty else { return }
        for leaf in batch {
            let last = pieces.count - 1
            if demand.subtrees.isEmpty {
                pieces[last].append(leaf) { _, _ in }
            } else {
                let wanted = demand.subtrees
                var found: [Subtree: Digest] = [:]
                pieces[last].append(leaf) { if wanted.contains($0) { found[$0] = $1 } }
                hashes.merge(found) { own, _ in own }
            }
            if demand.sizes.contains(pieces[last].end) { pieces.append(TreePiece(startingAt: pieces[last].end)) }
        }
    }

    private mutating func keep(_ envelope: LineEnvelope, _ line: RawSpan, _ document: Document) {
        guard let type = demand.type, let node = document.member(document.root, "type"), document.equals(node, type)
        else { return }
        kept.append(
            Verification.KeptEntry(
                seq: envelope.seq, line: line.array(), event: line.extracting(envelope.event).array()))
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

    private mutating func damage(_ offset: Int, _ seq: UInt64, _ reason: String) {
        damages.append(
            LogDamage(segment: SegmentName.text(first: segment), seq: seq, byteOffset: offset, reason: reason))
    }
}
