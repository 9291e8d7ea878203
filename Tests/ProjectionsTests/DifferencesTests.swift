import EventModel
import Histories
import Projections
import Testing

/// Of two points only the streams are compared that may differ; they are all that do.
struct DifferencesTests {
    @Test(arguments: Repetitions.seeds(200))
    func `what differs where something was moved is what differs in all`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var drafts = DenseHistory.drafts(
            seed: seed, count: random.number(5...30), corrections: [0, 6, 30][Int(seed % 3)])
        // What they name may arrive later.
        if random.happens(percent: 50) { drafts.shuffle(using: &random) }
        var log = TestLog()
        for draft in drafts {
            try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
        }
        let sides = try (0..<2).map { _ in
            let prefix = log.prefix(random.number(1...drafts.count))
            let point = Point(
                asOf: try EDTF("\(random.number(2023...2027))-0\(random.number(1...9))").bounds.latest,
                certain: random.happens(percent: 30))
            // As folds from snapshots and from the log alone, which number names otherwise.
            let chosen = random.happens(percent: 50) ? Projections.all : Differences.projections
            return (fold: prefix.fold(chosen), point: point)
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

    @Test func `what ended a directive is known once the event that it names is`() throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'occurred':'2024-01','title':'A'}")
        try log.add(
            .revoked, "a", "{'occurred':'2024-05','relations':[{'target':'b:1','type':'follows'}],'title':'R'}")
        try log.add(.issued, "b", id: "b:1", "{'occurred':'2024-04','title':'B'}")
        let point = try point("2025")
        let found = Differences.between(
            Seen(log.prefix(2).fold(), at: point), Seen(log.fold(), at: point), of: Directives.self, words: log.words)
        #expect(found.map(\.subject) == ["directive/a", "directive/b"])
        #expect(found.map(\.change) == ["changed", "issued"])
    }
}
