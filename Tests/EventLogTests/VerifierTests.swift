import EventLog
import LinuxIO
import Testing

/// The verifier sees what the reader sees.
@Suite struct VerifierTests {
    private static let name = "00000000000000000000.ndjson"

    /// Batches of two and of three entries, and where the second begins.
    private func log(_ scratch: Scratch) throws -> (bytes: [UInt8], second: Int) {
        try scratch.makeLog(batches: [2, 3])
        let bytes = try scratch.read(Self.name)
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        return (bytes, ends[1] + 1)
    }

    /// A log whose event #`number` is no JSON, its checksum computed over that.
    private func logWithoutEvent(_ number: Int, in scratch: Scratch) throws {
        var writer = try LogWriter<DirectoryStorage>.open(DirectoryStorage(scratch.open()))
        for range in [0..<2, 2..<4] {
            var batch = Batch()
            for entry in range { batch.add(entry == number ? Array("{]}".utf8) : event(entry), from: try origin()) }
            try writer.append(batch, at: LocalSequencer(now: { noon }).place(after: writer.head))
        }
    }

    private func verify(_ scratch: Scratch) throws -> Verification {
        try LogVerifier(directory: scratch.open()).verify()
    }

    @Test func `the entries of an unfinished batch are not counted`() throws {
        let scratch = try Scratch()
        let (bytes, second) = try log(scratch)
        for cut in second..<bytes.count {
            try scratch.write(Array(bytes[..<cut]), to: Self.name)
            let result = try verify(scratch)
            try #require(result.damages.isEmpty)
            try #require(result.entries == 2 && result.batches == 1 && result.head.size == 2)
            try #require(result.unfinished == cut - second)
        }
    }

    @Test(arguments: 0..<4) func `reader and verifier name the same place where an event is none`(number: Int) throws {
        let scratch = try Scratch()
        try logWithoutEvent(number, in: scratch)
        let bytes = try scratch.read(Self.name)
        let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        let result = try verify(scratch)
        #expect(result.damages.map(\.seq) == [UInt64(number)])
        #expect(result.damages.map(\.byteOffset) == [starts[number]])
        #expect(try scratch.damageFoundByReader().damage == result.damages.first)
        #expect(result.entries == 3 && result.batches == 1 && result.head.size == 4)
    }

    @Test func `what is no event in an unfinished batch is no damage`() throws {
        let scratch = try Scratch()
        try logWithoutEvent(2, in: scratch)
        let bytes = try scratch.read(Self.name)
        try scratch.write(bytes.dropLast(), to: Self.name)
        #expect(try verify(scratch).damages == [])
        #expect(try scratch.damageFoundByReader().damage == nil)
    }
}
