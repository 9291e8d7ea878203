import EventLog
import LinuxIO
import Testing

@testable import Intake

/// Numbers in the files of an index that no daemon wrote, under a checksum that fits.
struct `Odd values in an index` {
    private static let values: [UInt64] = [
        0, 1, 255, 256, 1 << 31, 1 << 40, UInt64(Int64.max) - 1, UInt64(Int64.max), UInt64(Int64.max) + 1, .max - 1,
        .max,
    ]

    private static func store(_ header: IndexHeader, _ log: IndexedLog) throws -> IndexStore {
        let pages = header.pages + IdentityRun.fencePages(for: header.pages)
        let bytes = header.bytes + [UInt8](repeating: 0, count: 4_096 * pages)
        try IndexedLog.clear("\(log.root)/cache")
        try log.cache().create(#require(FileName("index")), mode: 0o600).write(bytes)
        return log.store
    }

    @Test func `are no reason to end, whatever they count`() throws {
        let log = try IndexedLog()
        for end in Self.values {
            for from in Self.values where from <= end {
                for pages in [1, 2, 40] {
                    var header = IndexHeader(sequences: from..<end)
                    header.pages = pages
                    header.files = [SegmentStatus(first: from, size: Int(clamping: end), inode: end, changed: .max)]
                    let store = try Self.store(header, log)
                    try? store.consolidate()
                    _ = KeptIndex(store, atMost: .max).map { kept in kept.places.map { kept.restored(at: $0) == nil } }
                }
            }
        }
    }

    @Test(arguments: values) func `of a summary are none unless they agree`(value: UInt64) throws {
        let log = try IndexedLog()
        for recorded in [Int64.min, -1, 0, .max, nil] {
            var header = IndexHeader(sequences: 0..<10)
            header.pages = 1
            var summary = LogSummary()
            summary.head = LogHead(size: value, recorded: recorded)
            header.summaries = [summary]
            let places = try KeptIndex(Self.store(header, log), atMost: .max)?.places ?? []
            // Its tree and its kinds are those of an empty log.
            let years = Placement.earliest...Placement.latest
            let isOfNothing = places.allSatisfy { $0.head.size == 0 && $0.head.recorded.map(years.contains) ?? true }
            #expect(isOfNothing, "\(places)")
        }
    }
}
