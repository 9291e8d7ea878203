import Histories
import Testing

/// Every projection against a second implementation that shares nothing with it.
///
/// `TIMELINED_HISTORIES=100000 swift test --filter OracleTests` compares so many histories instead of a few.
struct OracleTests {
    private static let histories = Repetitions.environment("TIMELINED_HISTORIES") ?? 600 * Repetitions.times

    /// Blocks of histories, for as many cores as there are.
    private static let blocks = 8

    @Test(arguments: 0..<blocks)
    func `both implementations give the same answers at any point of any history`(block: Int) throws {
        for seed in stride(from: block, to: Self.histories, by: Self.blocks) {
            var random = SeededRandom(seed: UInt64(seed))
            // One history in three is never corrected, one is now and then, and one again and again.
            let drafts = DenseHistory.drafts(
                seed: UInt64(seed), count: random.number(5...30), corrections: [0, 6, 30][seed % 3])
            try Self.compare(drafts.map(CanonicalWriter.event), years: 2023...2027, &random, "history \(seed)")
        }
    }

    @Test(arguments: Repetitions.seeds(4))
    func `and of a history as desks write it`(seed: UInt64) throws {
        var history = LongHistory(seed: seed, events: 120, perFile: 40)
        var events: [[UInt8]] = []
        while true {
            var writer = CanonicalWriter()
            guard history.next(into: &writer) else { break }
            events.append(writer.bytes)
        }
        var random = SeededRandom(seed: seed)
        for _ in 0..<2 { try Self.compare(events, years: 2015...2026, &random, "long history \(seed)") }
    }

    /// Asks both somewhere in the log and somewhere in the world.
    private static func compare(
        _ events: [[UInt8]], years: ClosedRange<Int>, _ random: inout SeededRandom, _ name: String
    ) throws {
        let month = random.pick(["01", "04", "06", "09", "11"])
        let moment = HistoryComparison.Moment(
            known: random.happens(percent: 50) ? events.count : random.number(1...events.count),
            asOf: "\(random.number(years))-\(month)-\(random.number(10...28))", certain: random.happens(percent: 40))
        let comparison = try HistoryComparison(events: events)
        for difference in try comparison.differences(at: moment) {
            Issue.record("\(name): \(try comparison.report(difference.projection, at: moment))")
        }
    }
}
