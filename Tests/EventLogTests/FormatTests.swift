import EventLog
import EventModel
import LinuxIO
import Testing

/// The format to the byte, as timeline-log(5) tells it.
@Suite struct FormatTests {
    /// The example of the manual page, its line breaks taken out.
    private static func example() throws -> [UInt8] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let page = try Directory.open("\(root)/Deploy/man").openForReading(try #require(FileName("timeline-log.5")))
            .readAll(size: 1 << 16, limit: 1 << 20)
        let lines = String(decoding: page, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("{\"seq\":") })
        return Array(lines[start...].prefix { !$0.hasPrefix(".") }.joined().utf8)
    }

    @Test func `the manual's example is a log`() throws {
        let scratch = try Scratch()
        try scratch.write(Self.example() + [UInt8(ascii: "\n")], to: "00000000000000000000.ndjson")
        #expect(try scratch.damageFoundByWriter() == nil)
        #expect(try LogReader(directory: scratch.open()).head == LogHead(size: 1, recorded: noon))
    }

    @Test func `the manual's example is what the writer writes`() throws {
        let scratch = try Scratch()
        var batch = Batch()
        let text = #"{"id":"1","source":"urn:example","specversion":"1.0","type":"org.example.note"}"#
        batch.add(Array(text.utf8), from: try origin("note.json"))
        var writer = try scratch.writer()
        try writer.append(batch, at: Placement(first: 0, recorded: noon))
        #expect(
            try String(decoding: scratch.read("00000000000000000000.ndjson"), as: UTF8.self)
                == String(decoding: Self.example(), as: UTF8.self) + "\n")
    }

    @Test func `the manual's way to the checksum leads there`() throws {
        var line = try Self.example()
        let key = Array("\"crc32c\":\"".utf8)
        let start = try #require(
            line.indices.first { line[$0...].starts(with: key) }.map { $0 + key.count })
        let written = String(decoding: line[start..<(start + 8)], as: UTF8.self)
        line.replaceSubrange(start..<(start + 8), with: Array("00000000".utf8))
        let sum = String(CRC32C.portable(line), radix: 16)
        #expect(String(repeating: "0", count: 8 - sum.count) + sum == written)
    }

    @Test func `a name that is no text stands in hexadecimal, and an unknown submitter has no name`() throws {
        let scratch = try Scratch()
        var batch = Batch()
        let file = try #require(RelativePath(bytes: [0x61, 0xFF, 0x0A]))
        batch.add(event(0), from: Origin(file: file, sha256: [UInt8](repeating: 0, count: 32), uid: 7, userName: nil))
        var writer = try scratch.writer()
        try writer.append(batch, at: Placement(first: 0, recorded: noon))
        let line = try String(decoding: scratch.read("00000000000000000000.ndjson"), as: UTF8.self)
        #expect(line.contains(#""file":{"namehex":"61ff0a","sha256":"000"#))
        #expect(line.contains(#""submitter":{"uid":7},"event":{"#))
    }

    @Test func `a line is the JSON that its parts say`() throws {
        let document = try Document(json: Self.example())
        let keys = document.members(document.root).map { document.string($0.key) }
        #expect(keys == ["seq", "recorded", "crc32c", "batch", "file", "submitter", "event"])
        #expect(document.strictFaults().isEmpty)
    }
}
