import EventLog
import LinuxIO
import Testing

/// What becomes of a log when bytes of it change, go missing, or stand in another place.
@Suite struct DamageTests {
    private static let name = "00000000000000000000.ndjson"

    /// Two, one and three entries; spaces and @ are a bit away from a zero byte, J from a line feed.
    private static func small() throws -> (bytes: [UInt8], lines: [Int]) {
        let disk = SimulatedDisk(seed: 1)
        var writer = try LogWriter.open(SimulatedStorage(disk))
        for range in [0..<2, 2..<3, 3..<6] {
            var batch = Batch()
            for number in range {
                batch.add(Array("{\"id\":\"\(number)\",\"text\":\"A J @ B\"}".utf8), from: try origin())
            }
            try writer.append(batch, at: LocalSequencer(now: { noon }).place(after: writer.head))
        }
        let bytes = try #require(disk.files[0]?.shown)
        var lines = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { lines.append(index + 1) }
        return (bytes, lines.dropLast())
    }

    private static func disk(_ segments: [UInt64: [UInt8]]) -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 2)
        for (segment, bytes) in segments {
            disk.files[segment] = .init(shown: bytes, durable: bytes, hasDurableName: true)
        }
        return disk
    }

    /// What opening a log of these segments says: its head, or its damage.
    private static func open(_ disk: SimulatedDisk) throws -> Result<LogHead, LogDamage> {
        do throws(LogError) {
            let writer = try LogWriter.open(SimulatedStorage(disk))
            return .success(writer.head)
        } catch {
            guard case .damaged(let damage) = error else { throw error }
            return .failure(damage)
        }
    }

    @Test func `each bit that turns is found, with its segment, entry and byte`() throws {
        let (bytes, lines) = try Self.small()
        for place in bytes.indices {
            let line = try #require(lines.lastIndex { $0 <= place })
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                let disk = Self.disk([0: changed])
                guard case .failure(let damage) = try Self.open(disk) else {
                    Issue.record("bit \(bit) of byte \(place) turned unnoticed")
                    continue
                }
                #expect(damage.segment == Self.name)
                #expect(damage.seq == UInt64(line), "bit \(bit) of byte \(place): \(damage)")
                #expect(damage.byteOffset == lines[line], "bit \(bit) of byte \(place): \(damage)")
                #expect(disk.files[0]?.shown == changed, "a damaged log was touched")
            }
        }
    }

    @Test func `reader and writer find the same damage, and the reader gives what comes before it`() throws {
        let (bytes, lines) = try Self.small()
        let scratch = try Scratch()
        for place in stride(from: 0, to: bytes.count, by: 41) {
            var changed = bytes
            changed[place] ^= 1 << (place % 8)
            try scratch.write(changed, to: Self.name)
            let found = try scratch.damageFoundByReader()
            #expect(found.damage != nil)
            #expect(try found.damage == scratch.damageFoundByWriter())
            let line = try #require(lines.lastIndex { $0 <= place })
            // Half a batch is never shown, but what is whole of a batch before rot is found is.
            #expect(found.ids == Array(0..<found.ids.count) && found.ids.count <= line)
            if line >= 2 { #expect(found.ids.count >= 2) }
        }
    }

    @Test func `a torn tail is cut, wherever it is torn, and saved beside the log`() throws {
        let (bytes, lines) = try Self.small()
        for cut in (lines[3] + 1)..<bytes.count {
            let disk = Self.disk([0: Array(bytes.prefix(cut))])
            let writer = try LogWriter.open(SimulatedStorage(disk))
            #expect(writer.head == LogHead(size: 3, recorded: noon + 1))
            #expect(disk.files[0]?.shown == Array(bytes.prefix(lines[3])))
            let tornTail = writer.tornTail
            let torn: TornTail = try #require(tornTail)
            #expect(torn.segment == Self.name && torn.byteOffset == lines[3] && torn.count == cut - lines[3])
            let saved = try #require(FileName(torn.savedAs))
            #expect(disk.saved == [saved: Array(bytes[lines[3]..<cut])])
        }
    }

    @Test func `a torn tail is cut in a directory, too, and never saved over another`() throws {
        let scratch = try Scratch()
        let (bytes, lines) = try Self.small()
        for cut in [lines[4], bytes.count - 1] {
            try scratch.write(Array(bytes.prefix(cut)), to: Self.name)
            #expect(try scratch.ids() == [0, 1, 2], "a reader sees no half batch")
            #expect(try scratch.damageFoundByWriter() == nil)
            #expect(try scratch.read(Self.name) == Array(bytes.prefix(lines[3])))
        }
        let saved = try scratch.names().filter { $0.hasPrefix("torn-") }
        #expect(
            saved == ["torn-00000000000000000000-\(lines[3])-1.bytes", "torn-00000000000000000000-\(lines[3]).bytes"])
        #expect(try scratch.read(saved[1]) == Array(bytes[lines[3]..<lines[4]]))
        #expect(try scratch.read(saved[0]) == Array(bytes[lines[3]..<(bytes.count - 1)]))
        try scratch.makeLog(batches: [2])
        #expect(try scratch.ids() == [0, 1, 2, 3, 4])
    }

    @Test func `a hole of zeros in the last batch is torn, in any other it is damage`() throws {
        let (bytes, lines) = try Self.small()
        for start in stride(from: 0, to: bytes.count - 40, by: 23) {
            var changed = bytes
            changed.replaceSubrange(start..<(start + 40), with: [UInt8](repeating: 0, count: 40))
            switch try Self.open(Self.disk([0: changed])) {
            case .success(let head): #expect(start >= lines[3] && head.size == 3)
            case .failure(let damage): #expect(start < lines[3] && damage.byteOffset <= start)
            }
        }
    }

    @Test func `a whole batch behind a broken one makes it damage`() throws {
        let (bytes, lines) = try Self.small()
        let broken = bytes[..<lines[1]] + bytes[lines[2]...]
        guard case .failure(let damage) = try Self.open(Self.disk([0: Array(broken)])) else {
            Issue.record("a line is missing unnoticed")
            return
        }
        #expect(damage.seq == 1 && damage.byteOffset == lines[1])
        #expect(damage.reason == "entry #2 stands where #1 belongs")
    }

    @Test(arguments: [0, 2, 3]) func `a whole batch that does not belong behind a broken line makes it damage`(
        _ batch: Int
    ) throws {
        let (bytes, lines) = try Self.small()
        let end = [0: 2, 2: 3, 3: 6][batch].flatMap { $0 < lines.count ? lines[$0] : bytes.count } ?? 0
        let cut = bytes[lines[3]..<(lines[3] + 50)]
        let changed = Array(bytes[..<lines[3]] + cut + [UInt8(ascii: "\n")] + bytes[lines[batch]..<end] + cut)
        guard case .failure(let damage) = try Self.open(Self.disk([0: changed])) else {
            Issue.record("the writer would cut it off")
            return
        }
        #expect(damage.seq == 3 && damage.byteOffset == lines[3])
        let scratch = try Scratch()
        try scratch.write(changed, to: Self.name)
        #expect(try scratch.damageFoundByReader().damage == damage)
        #expect(try LogVerifier(directory: scratch.open()).verify().damages.contains(damage))
    }

    /// With a look at all of them for each, five thousand took minutes.
    @Test func `lines that each claim to be the last of one batch are damage`() throws {
        let (bytes, lines) = try Self.small()
        let line = String(decoding: bytes[..<lines[1]], as: UTF8.self).split(separator: "\"seq\":0,", maxSplits: 1)
        let parts = try #require(line.last).split(separator: "\"last\":1}", maxSplits: 1)
        let changed = (0..<5_000).map { "{\"seq\":\($0),\(parts[0])\"last\":\($0)}\(parts[1])" }.joined()
        let scratch = try Scratch()
        try scratch.write(Array(changed.utf8), to: Self.name)
        let found = try scratch.damageFoundByReader()
        #expect(found.damage?.seq == 0 && found.ids == [])
        #expect(try scratch.damageFoundByWriter() == found.damage)
        #expect(try LogVerifier(directory: scratch.open()).verify().damages == [found.damage])
    }

    @Test func `a reader that begins in the middle passes over no entries that are missing`() throws {
        let scratch = try Scratch()
        try scratch.makeLog(batches: Array(repeating: 1, count: 40), padding: 2_000)
        let bytes = try scratch.read(Self.name)
        let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        try scratch.write(Array(bytes[..<starts[10]] + bytes[starts[25]...]), to: Self.name)
        let reader = try LogReader(directory: scratch.open())
        for from in UInt64(0)..<40 {
            var first: UInt64?
            do {
                try reader.forEach(from: from) { entry, _ in
                    first = first ?? entry.seq
                    return true
                }
            } catch LogError.damaged(let damage) { #expect(damage.seq == 10) }
            #expect(first == nil || first == from, "from \(from)")
        }
    }

    @Test func `lines that stand twice or have changed places are damage`() throws {
        let (bytes, lines) = try Self.small()
        let twice = bytes[..<lines[3]] + bytes[lines[2]..<lines[3]] + bytes[lines[3]...]
        let swapped = bytes[..<lines[3]] + bytes[lines[4]..<lines[5]] + bytes[lines[3]..<lines[4]] + bytes[lines[5]...]
        for (name, changed) in [("twice", twice), ("swapped", swapped)] {
            guard case .failure(let damage) = try Self.open(Self.disk([0: Array(changed)])) else {
                Issue.record("lines \(name) unnoticed")
                continue
            }
            #expect(damage.seq == 3 && damage.byteOffset == lines[3])
        }
    }
}
