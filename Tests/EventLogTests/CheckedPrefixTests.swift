import EventLog
import LinuxIO
import Testing

/// What a writer has checked, and need not read again.
@Suite struct CheckedPrefixTests {
    /// Five segments of two batches of three entries each, and what their writer has checked: all, or all but the last.
    private func makeLog() throws -> (scratch: Scratch, segments: [String], known: [CheckedPrefix]) {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [Int](repeating: 3, count: 10), segmentLimit: 1_000)
        let segments = try scratch.segments()
        try #require(segments.count == 5)
        let writer = try scratch.writer()
        let sealed = writer.checked.beginning(before: LogHead(size: 24, recorded: noon + 7))
        try #require(writer.start == nil && writer.checked.files.count == 5 && sealed.files.count == 4)
        return (scratch, segments, [writer.checked, sealed])
    }

    @Test func `it is not read while its files are as they were`() throws {
        let disk = SimulatedDisk(seed: 6)
        var writer = try LogWriter.open(SimulatedStorage(disk), segmentLimit: 1_000)
        for number in 0..<4 {
            let placement = LocalSequencer(now: { noon }).place(after: writer.head)
            try writer.append(batch((number * 3)..<(number * 3 + 3)), at: placement)
        }
        let known = writer.checked
        _ = consume writer
        // Rot that no status tells of.
        for segment in disk.files.keys { disk.files[segment]?.shown[20] ^= 1 }
        disk.restartProgram()
        var again = try LogWriter.open(SimulatedStorage(disk), segmentLimit: 1_000, startingAt: [known])
        #expect(again.start == known && again.checked == known)
        try again.append(batch(12..<13), at: LocalSequencer(now: { noon }).place(after: known.head))
        #expect(again.checked.files.starts(with: known.files.dropLast()))
        _ = consume again
        disk.restartProgram()
        #expect(throws: LogError.self) { _ = try LogWriter.open(SimulatedStorage(disk), segmentLimit: 1_000) }
    }

    @Test func `a log that nobody touched is known whole, and stays so when it was only opened`() throws {
        let (scratch, _, known) = try makeLog()
        for _ in 0..<3 {
            let writer = try scratch.writer(startingAt: known)
            #expect(writer.start == known[0] && writer.checked == known[0])
        }
    }

    @Test func `a log that has grown is known up to its last segment`() throws {
        let (scratch, _, known) = try makeLog()
        try scratch.makeLog(batches: [2])
        let writer = try scratch.writer(startingAt: known)
        #expect(writer.start == known[1])
        #expect(writer.head.size == 32)
    }

    /// What can happen to a segment that leaves it as long as it was, or not, and its line checksums right, or not.
    enum Change: CaseIterable {
        case rewritten, copied, touched, shortened, lengthened, removed, another
    }

    @Test(arguments: Change.allCases) func `a full segment that changed makes nothing of it known`(_ change: Change)
        throws
    {
        let (scratch, segments, known) = try makeLog()
        let directory = try scratch.open()
        let name = try #require(FileName(segments[1]))
        let bytes = try scratch.read(segments[1])
        try directory.openForReading(name).setMode(0o640)
        switch change {
        case .rewritten: try directory.openForWriting(name).write(bytes, at: 0)
        case .copied: try scratch.write(bytes, to: segments[1])
        case .touched: break
        case .shortened: try directory.openForWriting(name).truncate(to: bytes.count - 1)
        case .lengthened: try directory.openForWriting(name).write([0x0A], at: bytes.count)
        case .removed: try scratch.remove(segments[1])
        case .another: try scratch.write(bytes, to: SegmentName.text(first: 9))
        }
        do throws(LogError) {
            let writer = try LogWriter.open(directory: directory, startingAt: known)
            #expect([.rewritten, .copied, .touched].contains(change))
            #expect(writer.start == nil && writer.head == known[0].head)
        } catch {
            guard case .damaged = error else { throw error }
            #expect([.shortened, .lengthened, .removed, .another].contains(change))
        }
    }

    @Test func `what somebody else changed while a writer had it stays unknown`() throws {
        let scratch = try Scratch()
        var writer = try scratch.writer()
        try writer.append(batch(0..<3), at: Placement(first: 0, recorded: noon))
        let before = writer.checked
        // By the same bytes, as a line of another content with its checksum would be.
        let name = try #require(FileName(SegmentName.text(first: 0)))
        Clock.sleep(microseconds: 2 * CheckedPrefix.tick)
        try scratch.open().openForWriting(name).write([UInt8(ascii: "{")], at: 0)
        try writer.append(batch(3..<5), at: Placement(first: 3, recorded: noon + 1))
        let known = writer.checked
        #expect(known.files == before.files)
        _ = consume writer
        #expect(try scratch.writer(startingAt: [known]).start == nil)
    }

    @Test func `a torn tail behind it is cut`() throws {
        let (scratch, segments, known) = try makeLog()
        let whole = try scratch.read(segments[4])
        let name = try #require(FileName(segments[4]))
        try scratch.open().openForWriting(name).write(Array("{\"seq\":30,".utf8), at: whole.count)
        let writer = try scratch.writer(startingAt: known)
        #expect(writer.start == known[1] && writer.head == known[0].head)
        #expect(writer.tornTail?.byteOffset == whole.count)
        #expect(try scratch.read(segments[4]) == whole)
    }

    @Test func `a change within a tick of the clock might not show`() {
        let status = SegmentStatus(first: 0, size: 1, inode: 1, changed: 1_000_000_000)
        let prefix = CheckedPrefix(files: [status], head: LogHead(size: 1, recorded: noon))
        #expect(prefix.unsettled(now: 1_000_000) == 10_001)
        #expect(prefix.unsettled(now: 1_010_000) == 1)
        #expect(prefix.unsettled(now: 1_010_001) == 0)
        // A clock that was set back.
        #expect(prefix.unsettled(now: 995_000) == 15_001)
        #expect(prefix.unsettled(now: 900_000) == 0)
    }
}
