import EventLog
import LinuxIO
import Testing

/// A log of several segments, and what becomes of it when one of them is not what it should be.
@Suite struct SegmentTests {
    /// Five segments of two batches of three entries each.
    private func makeLog() throws -> (scratch: Scratch, segments: [String]) {
        let scratch = try Scratch()
        try scratch.makeLog(batches: [Int](repeating: 3, count: 10), segmentLimit: 1_000)
        let segments = try scratch.segments()
        try #require(segments.count == 5)
        return (scratch, segments)
    }

    @Test func `segments are named by their first entry, and a batch never spans two`() throws {
        let (scratch, segments) = try makeLog()
        #expect(segments == [0, 6, 12, 18, 24].map { SegmentName.text(first: $0) })
        #expect(try scratch.ids() == Array(0..<30))
        #expect(try scratch.damageFoundByWriter() == nil)
    }

    @Test func `a segment is read-only once another is begun, and whatever becomes the last is written to again`()
        throws
    {
        let (scratch, segments) = try makeLog()
        let directory = try Directory.open(scratch.path)
        let modes = try segments.map { try directory.status(of: try #require(FileName($0))).mode }
        #expect(modes == [0o440, 0o440, 0o440, 0o440, 0o640])
        try scratch.remove(segments[4])
        try scratch.makeLog(batches: [1])
        #expect(try scratch.ids() == Array(0..<25))
        #expect(try directory.status(of: try #require(FileName(segments[3]))).mode == 0o640)
        #expect(try directory.status(of: try #require(FileName(segments[2]))).mode == 0o440)
    }

    @Test(arguments: 0..<5) func `a missing segment is damage, but for the last, which nobody can miss`(
        missing: Int
    ) throws {
        let (scratch, segments) = try makeLog()
        try scratch.remove(segments[missing])
        let found = try scratch.damageFoundByReader()
        if missing == 4 {
            #expect(found.damage == nil && found.ids == Array(0..<24))
        } else {
            #expect(found.damage?.segment == segments[missing + 1])
            #expect(found.damage?.seq == UInt64(missing * 6))
            #expect(found.ids == Array(0..<(missing * 6)))
            #expect(try scratch.damageFoundByWriter() == found.damage)
        }
    }

    @Test(arguments: 0..<5) func `an empty segment is damage, but for the last, which a crash can leave`(
        empty: Int
    ) throws {
        let (scratch, segments) = try makeLog()
        try scratch.write([], to: segments[empty])
        let found = try scratch.damageFoundByReader()
        #expect(found.ids == Array(0..<(empty * 6)))
        #expect(try scratch.damageFoundByWriter() == found.damage)
        #expect((found.damage == nil) == (empty == 4))
        if empty == 4 {
            try scratch.makeLog(batches: [1])
            #expect(try scratch.segments() == segments)
            #expect(try scratch.ids() == Array(0..<25))
        }
    }

    @Test func `segments that have changed names are damage`() throws {
        let (scratch, segments) = try makeLog()
        let second = try scratch.read(segments[1])
        try scratch.write(scratch.read(segments[2]), to: segments[1])
        try scratch.write(second, to: segments[2])
        let found = try scratch.damageFoundByReader()
        #expect(found.damage?.segment == segments[1])
        #expect(found.damage?.reason == "entry #12 stands where #6 belongs")
        #expect(found.ids == Array(0..<6))
        #expect(try scratch.damageFoundByWriter() == found.damage)
    }

    @Test func `a segment that stands twice is damage`() throws {
        let (scratch, segments) = try makeLog()
        try scratch.write(scratch.read(segments[1]), to: SegmentName.text(first: 9))
        let found = try scratch.damageFoundByReader()
        #expect(found.damage?.segment == SegmentName.text(first: 9))
        #expect(found.damage?.seq == 12)
        #expect(try scratch.damageFoundByWriter() == found.damage)
    }

    @Test func `a segment that ends within a batch is damage where another follows`() throws {
        let (scratch, segments) = try makeLog()
        try scratch.write(Array(scratch.read(segments[1]).dropLast(10)), to: segments[1])
        let found = try scratch.damageFoundByReader()
        #expect(found.damage?.segment == segments[1])
        #expect(found.ids == Array(0..<9))
        #expect(try scratch.damageFoundByWriter()?.segment == segments[1])
    }

    @Test func `other files in the directory are no segments`() throws {
        let (scratch, _) = try makeLog()
        for name in ["1.ndjson", "00000000000000000099.ndjson~", "checkpoint", "99999999999999999999.ndjson"] {
            try scratch.write([1, 2, 3], to: name)
        }
        #expect(try scratch.ids() == Array(0..<30))
        #expect(try scratch.damageFoundByWriter() == nil)
    }
}
