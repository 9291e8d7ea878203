import EventLog
import EventModel

/// What holds of every segment: reader, verifier and writer see the same, and nobody half a batch.
enum LogProperties {
    /// - Parameter input: a byte that says whether checksums are put right, and the segment.
    static func check(_ input: [UInt8], in scratch: ScratchLog) throws {
        guard let first = input.first else { return }
        var segment = Array(input.dropFirst())
        // Without it hardly any change would get past the checksum.
        if first & 1 == 1 { Checksums.repair(&segment) }
        try scratch.replace(segment)
        let verified = try LogVerifier(directory: scratch.open()).verify()
        let read = try Self.read(scratch)
        try agree(read, verified, segment.count)
        for seq in read.seqs.prefix(3) + read.seqs.suffix(3) { try finds(seq, in: scratch) }
        try recovers(scratch, segment, verified)
    }

    private struct Reading {
        var seqs: [UInt64] = []
        var damage: LogDamage?
        /// Whether the last entry is the last of its batch.
        var isWhole = true
        var head = LogHead.empty
    }

    private static func read(_ scratch: ScratchLog) throws -> Reading {
        var reading = Reading()
        let reader = try LogReader(directory: scratch.open())
        reading.head = reader.head
        do {
            try reader.forEach { entry, line in
                reading.seqs.append(entry.seq)
                reading.isWhole = entry.seq == entry.envelope.batch.upperBound
                // What a client prints of an entry.
                _ = (entry.envelope.file(in: line), entry.envelope.submitter(in: line), entry.recorded.description)
                return true
            }
        } catch LogError.damaged(let damage) { reading.damage = damage }
        return reading
    }

    private static func agree(_ read: Reading, _ verified: Verification, _ count: Int) throws {
        try Broken.unless(
            read.damage.map { verified.damages.contains($0) } ?? verified.damages.isEmpty,
            "the reader finds \(read.damage.map { "\($0)" } ?? "nothing"), the verifier \(verified.damages)")
        try Broken.unless(
            read.seqs.enumerated().allSatisfy { $0.offset == Int(clamping: $0.element) }, "entries out of order")
        for damage in verified.damages + [read.damage].compactMap({ $0 }) {
            try Broken.unless((0...count).contains(damage.byteOffset), "\(damage) is outside of the segment")
        }
        guard read.damage == nil else { return }
        try Broken.unless(read.isWhole, "half a batch is shown")
        try Broken.unless(read.seqs.count == Int(clamping: read.head.size), "entries that are not shown")
        try Broken.unless(read.head == verified.head, "reader and verifier differ in the head")
        try Broken.unless(
            verified.entries == read.head.size, "\(verified.entries) entries verified, \(read.head.size) shown")
    }

    private static func finds(_ seq: UInt64, in scratch: ScratchLog) throws {
        let reader = try LogReader(directory: scratch.open())
        let found = reader.withEntry(at: seq) { entry, _ in entry.seq }
        // Where something is damaged, an entry may not be found; another one must not be.
        try Broken.unless(found == nil || found == seq, "entry \(seq) asked for, \(found ?? 0) found")
        do {
            var first: UInt64?
            try reader.forEach(from: seq) { entry, _ in
                first = entry.seq
                return false
            }
            try Broken.unless(first == nil || first == seq, "entries from \(seq) on begin with \(first ?? 0)")
        } catch LogError.damaged {}
    }

    /// Opening it for writing refuses what is damaged and leaves it as it is; else it leaves a whole log.
    private static func recovers(_ scratch: ScratchLog, _ segment: [UInt8], _ verified: Verification) throws {
        do {
            let writer = try scratch.writer()
            // It takes no event apart: a damage that only its JSON shows is the verifier's to find.
            try Broken.unless(
                verified.damages.allSatisfy { $0.reason.hasPrefix("no event") }, "damage that the writer overlooks")
            guard verified.damages.isEmpty else { return }
            try Broken.unless(writer.head == verified.head, "the writer goes on at another place")
        } catch LogError.damaged(let damage) {
            try Broken.unless(!verified.damages.isEmpty, "the writer alone finds \(damage)")
            return try Broken.unless(scratch.segment() == segment, "a damaged segment is changed")
        }
        let again = try LogVerifier(directory: scratch.open()).verify()
        try Broken.unless(
            again.damages.isEmpty && again.unfinished == 0 && again.head == verified.head,
            "after recovery: \(again.damages), \(again.unfinished) bytes unfinished")
        try Broken.unless(scratch.segment() == segment.dropLast(verified.unfinished), "recovery has cut something else")
    }
}
