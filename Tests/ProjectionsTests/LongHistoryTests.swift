import EventModel
import Histories
import Projections
import Testing

struct LongHistoryTests {
    @Test func `one in twenty events of a long history leaves a stream that lives on`() throws {
        let count = 10_000
        var history = LongHistory(seed: 3, events: count, perFile: 1_000)
        var log = TestLog()
        for _ in 0..<count {
            var writer = CanonicalWriter()
            guard history.next(into: &writer) else { break }
            try log.add(event: String(decoding: writer.bytes, as: UTF8.self))
        }
        let types: [any Projection.Type] = [Directives.self, Investments.self]
        let fold = log.fold(types)
        let rows = try types.flatMap { type in
            fold.rows(of: type, at: try point("2026"), Filter(), words: log.words)
        }
        let alive = rows.filter { $0.word("force.state") != "ended" && $0["cancelled"] == nil }
        #expect(count * 4 / 100...count * 6 / 100 ~= alive.count, "\(alive.count) of \(rows.count)")
    }
}
