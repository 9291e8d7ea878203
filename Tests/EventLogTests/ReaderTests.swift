import EventLog
import EventModel
import LinuxIO
import Testing

/// What readers see: whole batches, from anywhere, at any time.
@Suite struct ReaderTests {
    @Test func `reading begins at any entry`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [1, 4, 2, 7, 1, 1, 3], segmentLimit: 1_500)
        for first in 0...20 {
            #expect(try scratch.ids(from: UInt64(first)) == Array(first..<19 + max(0, first - 19)))
        }
    }

    @Test func `each entry is found by its number, in small and in large segments`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [1, 200, 3, 150, 46], segmentLimit: 50_000, padding: 100)
        let reader = try LogReader(directory: scratch.open())
        #expect(reader.segmentCount == 3 && reader.head.size == 400)
        for seq in 0..<400 {
            let found = try reader.withEntry(at: UInt64(seq)) { entry, line in
                #expect(line.byteCount > 100)
                return (entry.seq, try id(of: entry))
            }
            #expect(try #require(found) == (UInt64(seq), seq))
        }
        #expect(reader.withEntry(at: 400) { _, _ in } == nil)
        #expect(reader.withEntry(at: .max) { _, _ in } == nil)
    }

    @Test func `each entry is found wherever it is said to stand`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [30, 1, 29], segmentLimit: 4_000, padding: 10)
        let reader = try LogReader(directory: scratch.open())
        var offsets: [Int] = []
        try reader.forEach { entry, _ in
            offsets.append(entry.byteOffset)
            return true
        }
        let end = try #require(offsets.max())
        for seq in 0..<60 {
            for offset in [offsets[seq], offsets[(seq + 1) % 60], 0, offsets[seq] + 1, end, end + 10_000, .max] {
                reader.fetch(UInt64(seq), likely: offset)
                let found = try reader.withEntry(at: UInt64(seq), likely: offset) { entry, _ in try id(of: entry) }
                #expect(found == seq)
                var document = Document()
                for _ in 0..<2 {
                    let root = reader.readEvent(UInt64(seq), likely: offset, into: &document)
                    #expect(Array(document.source(try #require(root))) == event(seq, padding: 10))
                }
            }
        }
        var document = Document()
        #expect(reader.readEvent(60, likely: 0, into: &document) == nil)
    }

    @Test func `readers that share a view see what it saw`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [5, 20, 5], segmentLimit: 2_000)
        let view = try LogReader(directory: scratch.open()).view
        try scratch.makeLog(batches: [7], segmentLimit: 2_000)
        let other = LogReader(directory: try scratch.open(), showing: view)
        #expect(other.head.size == 30)
        var seen: [Int] = []
        try other.forEach { entry, _ in
            seen.append(try id(of: entry))
            return true
        }
        #expect(seen == Array(0..<30))
        var document = Document()
        #expect(other.readEvent(30, into: &document) == nil)
        #expect(try other.refresh())
        #expect(other.head.size == 37 && other.readEvent(36, into: &document) != nil)
    }

    @Test func `reading stops where the caller has enough, and passes on what the caller throws`() throws {
        struct Enough: Error {}
        let scratch = try Scratch()
        try scratch.makeLog(batches: [5, 5])
        let reader = try LogReader(directory: scratch.open())
        var seen: [UInt64] = []
        try reader.forEach { entry, _ in
            seen.append(entry.seq)
            return entry.seq < 6
        }
        #expect(seen == Array(0...6))
        #expect(throws: Enough.self) { try reader.forEach { _, _ in throw Enough() } }
    }

    @Test func `a directory without segments is an empty log`() throws {
        let reader = try LogReader(directory: Scratch().open())
        #expect(reader.head == .empty)
        try reader.forEach { entry, _ in
            Issue.record("entry #\(entry.seq) in an empty log")
            return false
        }
    }

    @Test func `a reader follows a log across segments`() throws {
        let scratch = try Scratch()
        let reader = try LogReader(directory: scratch.open())
        var seen: [Int] = []
        for round in 0..<12 {
            #expect(try !reader.refresh())
            try scratch.makeLog(batches: [1 + round % 4], segmentLimit: 1_000)
            #expect(try reader.refresh())
            try reader.forEach(from: UInt64(seen.count)) { entry, _ in
                seen.append(try id(of: entry))
                return true
            }
            #expect(seen == Array(0..<Int(reader.head.size)))
        }
        #expect(reader.segmentCount > 3)
    }

    @Test func `a reader that has seen a torn tail reads on when it was cut and written anew`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [2, 3])
        let name = try scratch.segments()[0]
        let whole = try scratch.read(name)
        let torn = Array(whole.prefix(whole.count - 20))
        try scratch.write(torn + [UInt8](repeating: 0, count: 1 << 20), to: name)
        let reader = try LogReader(directory: scratch.open())
        #expect(reader.head.size == 2)
        // Opening the log cuts what the reader has looked at.
        #expect(try scratch.damageFoundByWriter() == nil)
        #expect(try !reader.refresh())
        try scratch.makeLog(batches: [4])
        #expect(try reader.refresh())
        var seen: [Int] = []
        try reader.forEach { entry, _ in
            seen.append(try id(of: entry))
            return true
        }
        #expect(seen == Array(0..<6))
    }

    @Test func `while a log is written, readers see it grow by whole batches only`() async throws {
        let scratch = try Scratch()
        let (path, count) = (scratch.path, 120)
        let writing = Task.detached {
            var writer = try LogWriter.open(DirectoryStorage(Directory.open(path)), segmentLimit: 40_000)
            for number in 0..<count {
                let lines = try batch((number * 7)..<(number * 7 + 7), padding: number * 5)
                try writer.append(lines, at: LocalSequencer().place(after: writer.head))
            }
        }
        let reader = try LogReader(directory: scratch.open())
        var seen = 0
        while seen < count * 7 {
            try reader.refresh()
            #expect(reader.head.size.isMultiple(of: 7))
            try reader.forEach(from: UInt64(seen)) { entry, _ in
                let found = try id(of: entry)
                #expect(found == seen)
                seen += 1
                return true
            }
            try #require(seen == Int(reader.head.size))
            await Task.yield()
        }
        try await writing.value
    }

    @Test func `an entry says where it came from`() throws {
        let scratch = try Scratch()
        var writer = try scratch.writer()
        var random = SeededGenerator(seed: 7)
        var origins: [Origin] = []
        var batch = Batch()
        for number in 0..<200 {
            let length = Int.random(in: 1...30, using: &random)
            let bytes = (0..<length).map { _ in UInt8.random(in: 1...255, using: &random) }
            let names = ["anna", "o\"neil\\", "Ängström", "a\u{1}b"]
            let origin = Origin(
                file: RelativePath(
                    try #require(FileName(bytes: bytes.map { $0 == UInt8(ascii: "/") ? 0x2C : $0 } + [0x79])),
                    in: number % 3 == 0
                        ? [try #require(FileName("desk")), try #require(FileName(bytes: [0x65, 0xFF]))] : []),
                sha256: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) },
                uid: UInt32.random(in: 0 ... .max, using: &random),
                userName: Bool.random(using: &random) ? names.randomElement(using: &random) : nil)
            origins.append(origin)
            batch.add(event(number), from: origin)
        }
        try writer.append(batch, at: Placement(first: 0, recorded: noon))
        var place = 0
        try LogReader(directory: scratch.open()).forEach { entry, line in
            let origin = origins[place]
            #expect(entry.recorded == Instant(microseconds: noon))
            #expect(entry.envelope.batch == 0...199)
            #expect(entry.envelope.file(in: line) == origin.file)
            #expect(entry.envelope.digest(in: line) == EntryLine.hexadecimal(origin.sha256))
            #expect(entry.envelope.uid == origin.uid)
            #expect(entry.envelope.submitter(in: line) == origin.userName)
            #expect(line.extracting(entry.envelope.event).array() == event(place))
            place += 1
            return true
        }
        #expect(place == 200)
    }
}
