import EventModel
import Histories
import Projections
import Testing

/// What differs between two points is told apart by rows without words; the words are read of what differs alone.
struct DifferencesTests {
    @Test(arguments: Repetitions.seeds(200))
    func `what is told apart without words is what differs in all of them`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let drafts = DenseHistory.drafts(
            seed: seed, count: random.number(5...30), corrections: [0, 6, 30][Int(seed % 3)])
        var log = TestLog()
        for draft in drafts {
            try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
        }
        let sides = try (0..<2).map { _ in
            let prefix = log.prefix(random.number(1...drafts.count))
            let point = Point(
                asOf: try EDTF("\(random.number(2023...2027))-0\(random.number(1...9))").bounds.latest,
                certain: random.happens(percent: 30))
            return (fold: prefix.fold(), point: point)
        }
        let seen = sides.map { Seen($0.fold, at: $0.point) }
        let found = Differences.projections.flatMap {
            Differences.between(seen[0], seen[1], of: $0, words: log.words)
        }
        let all = Differences.projections.flatMap { type in
            let rows = sides.map { $0.fold.rows(of: type, at: $0.point, words: log.words) }
            return Differences.between(rows[0], rows[1], of: type)
        }
        #expect(found.map(\.json.line) == all.map(\.json.line))
    }
}
