import EventLog
import EventModel
import LinuxIO
import Testing

/// What the writer promises beside durability: one at a time, time going forward, lines within their limit.
@Suite struct WriterTests {
    @Test func `a second writer is told that there is one`() throws {
        let scratch = try Scratch()
        var first = try scratch.writer()
        #expect(throws: LogError.locked(path: scratch.path)) {
            _ = try LogWriter.open(directory: scratch.open())
        }
        try first.append(batch(0..<1), at: Placement(first: 0, recorded: noon))
        _ = consume first
        #expect(try scratch.writer().head.size == 1)
    }

    @Test func `time goes forward in the log when the clock goes back`() throws {
        let scratch = try Scratch()
        var clock: [Int64] = [noon, noon - 3_600_000_000, noon + 1, noon + 1, noon + 500, 0, noon + 900]
        var recorded: [Int64] = []
        var writer = try scratch.writer()
        for number in 0..<clock.count {
            let now = clock.removeFirst()
            try writer.append(
                batch(number..<(number + 1)), at: LocalSequencer(now: { now }).place(after: writer.head))
        }
        try LogReader(directory: scratch.open()).forEach { entry, _ in
            recorded.append(entry.recorded.microseconds - noon)
            return true
        }
        #expect(recorded == [0, 1, 2, 3, 500, 501, 900])
    }

    @Test(arguments: [Int64.min, -62_167_219_200_000_001, 253_402_300_800_000_000, .max])
    func `a clock beyond the years of four digits is held to them`(now: Int64) throws {
        let scratch = try Scratch()
        var writer = try scratch.writer()
        for number in 0..<3 {
            try writer.append(
                batch(number..<(number + 1)), at: LocalSequencer(now: { now }).place(after: writer.head))
        }
        _ = consume writer
        #expect(try scratch.damageFoundByWriter() == nil)
        let head = try LogReader(directory: scratch.open()).head
        // A day before the end, so that what follows has room.
        let first: Int64 = now < 0 ? -62_167_219_200_000_000 : 253_402_214_399_999_999
        #expect(head.recorded == first + 2)
    }

    @Test func `behind an entry of the last microsecond there is room for none, which is an error`() throws {
        let scratch = try Scratch()
        var writer = try scratch.writer()
        try writer.append(batch(0..<1), at: Placement(first: 0, recorded: 253_402_300_799_999_999))
        let next = LocalSequencer(now: { noon }).place(after: writer.head)
        let error = try #require(throws: LogError.self) { try writer.append(batch(1..<2), at: next) }
        guard case .io(let cause) = error else { return #expect(Bool(false), "\(error)") }
        #expect(cause.errno == 75)
        #expect(writer.head.size == 1)
    }

    @Test func `an empty batch is nothing`() throws {
        let scratch = try Scratch()
        var writer = try scratch.writer()
        try writer.append(Batch(), at: Placement(first: 0, recorded: noon))
        #expect(writer.head == .empty)
        #expect(try scratch.segments() == [])
    }

    @Test func `the longest event that a line has room for can be appended and read`() throws {
        let scratch = try Scratch()
        let origin = try origin(String(repeating: "\u{1}", count: 255))
        let room = EntryLine.roomForEvent(origin)
        let frame = event(0).count
        var batch = Batch()
        batch.add(event(0, padding: room - frame), from: origin)
        var writer = try scratch.writer()
        try writer.append(batch, at: Placement(first: 0, recorded: noon))
        let bytes = try scratch.read(try scratch.segments()[0])
        // Room is kept for the longest numbers: 20 digits each instead of 1.
        #expect(bytes.count - 1 == EntryLine.maximumLength - 3 * 19)
        #expect(try scratch.ids() == [0])
    }

    @Test func `an event longer than that ends the program instead of spoiling the log`() async {
        await #expect(processExitsWith: .failure) {
            guard let file = RelativePath("a.yaml") else { return }
            let origin = Origin(file: file, sha256: [UInt8](repeating: 0, count: 32), uid: 0, userName: nil)
            var batch = Batch()
            batch.add([UInt8](repeating: 0x20, count: EntryLine.roomForEvent(origin) + 1), from: origin)
        }
    }

    @Test func `the same batches at the same places give the same bytes, whoever writes them`() throws {
        let one = try Scratch()
        let other = try Scratch()
        for scratch in [one, other] {
            try scratch.makeLog(batches: [3, 1, 5, 2], segmentLimit: 1_200, padding: 40)
        }
        #expect(try one.segments() == other.segments())
        for name in try one.segments() { #expect(try one.read(name) == other.read(name)) }
    }

    @Test func `a batch takes a write, a synchronize in two steps, and a look at the file before and after`() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try LogWriter.open(SimulatedStorage(disk))
        try writer.append(batch(0..<1), at: Placement(first: 0, recorded: noon))
        let before = disk.calls
        try writer.append(batch(1..<100), at: Placement(first: 1, recorded: noon + 1))
        #expect(disk.calls == before + 5)
    }
}
