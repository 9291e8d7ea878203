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
        let fold = log.fold()
        let points = try (0..<2).map { _ in
            Point(
                asOf: try EDTF("\(random.number(2023...2027))-0\(random.number(1...9))").bounds.latest,
                certain: random.happens(percent: 30), known: UInt64(random.number(1...drafts.count)))
        }
        let found = Differences.projections.flatMap {
            Differences.between(points[0], points[1], of: $0, in: fold, words: log.words)
        }
        let all = Differences.projections.flatMap { type in
            let rows = points.map { point in
                log.prefix(Int(point.known ?? 0)).fold().rows(of: type, at: point, words: log.words)
            }
            return Differences.between(rows[0], rows[1], of: type)
        }
        #expect(found.map(\.json.line) == all.map(\.json.line))
    }

    /// What came between the points, and how what did so or was there came out, is named by the words of its row after.
    @Test(arguments: Repetitions.seeds(100))
    func `what came and what came out are both named, each once`(seed: UInt64) throws {
        var log = TestLog()
        for draft in DenseHistory.drafts(seed: seed, count: 40, corrections: [0, 10][Int(seed % 2)]) {
            try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
        }
        var random = SeededRandom(seed: seed)
        let ends = try (0..<2).map { _ in
            try EDTF("\(random.number(2022...2027))-0\(random.number(1...9))").bounds.latest
        }.sorted()
        for type in Differences.projections where type != Corrections.self && type != Actors.self {
            let rows = ends.map { log.fold().rows(of: type, at: Point(asOf: $0), words: log.words) }
            let found = Differences.between(rows[0], rows[1], of: type)
            let old = Dictionary(rows[0].map { (key($0), $0) }) { first, _ in first }
            for row in rows[1] {
                let changes = found.filter { $0.subject == row["subject"]?.text && matches($0, row) }.map(\.change)
                #expect(Set(changes).count == changes.count)
                let before = old[key(row)]
                let (came, over) = (changes.filter(Self.coming.contains), changes.filter(Self.outcomes.contains))
                if type != Investments.self {
                    let (then, now) = (before.flatMap(outcome), outcome(row))
                    #expect(over == (now == nil || now == then ? [] : [now ?? ""]), "\(row.line)")
                    let isKnown = row["issued"] != nil || row["announced"] != nil || row["indicator"] != nil
                    #expect(came.count == (before != nil || now != nil && !isKnown ? 0 : 1), "\(row.line) \(changes)")
                } else if before == nil {
                    // Whatever was promised between the points is named, though nothing may be left of it.
                    #expect(row["cancelled"] == nil || over == ["cancelled"])
                    let told = row["history"]?.elements.compactMap { Self.buckets[$0["verb"]?.text ?? ""] } ?? []
                    #expect(row["cancelled"] == nil || Set(told).isSubset(of: came), "\(row.line) \(changes)")
                }
            }
        }
    }

    private static let coming = ["issued", "announced", "planned", "pledged", "committed", "paid", "set", "appeared"]
    private static let outcomes =
        [
            "confirmed", "fulfilled", "partiallyMet", "met", "overdue", "notMet", "denied", "withdrawn", "ended",
            "cancelled",
        ]
    private static let buckets = [
        "planned": "planned", "pledged": "pledged", "committed": "committed", "disbursed": "paid",
    ]

    private func key(_ row: JSON) -> String { "\(row["subject"]?.text ?? "") \(row["indicator"]?.text ?? "")" }

    private func matches(_ difference: Difference, _ row: JSON) -> Bool {
        difference.indicator == row["indicator"]?.text
    }

    /// By the words of the row itself.
    private func outcome(_ row: JSON) -> String? {
        if let state = row["force"]?["state"]?.text { return state == "ended" ? state : nil }
        let status = row["status"]?.text
        return status == "made" || status == "scheduled" ? nil : status
    }

    @Test func `what was announced and withdrawn, set and met, planned and cancelled since is told as both`() throws {
        var log = TestLog()
        try log.add(.issued, "d", "{'occurred':'2024-02','title':'D'}")
        try log.add(.revoked, "d", "{'occurred':'2024-03','title':'R'}")
        try log.add(.revoked, "only-end", "{'occurred':'2024-03','title':'R'}")
        try log.add(
            .made, "a", "{'occurred':'2024-02','title':'A','targets':[{'indicator':'skills','goal':{'value':'80'}}]}")
        try log.add(
            .withdrawn, "a", "{'occurred':'2024-03','title':'W','targets':[{'indicator':'skills','status':'met'}]}")
        try log.add(
            .planned, "i", "{'occurred':'2024-02','title':'I','amount':{'value':'5','currency':'USD'}}")
        try log.add(.cancelled, "i", "{'occurred':'2024-03','title':'C'}")
        let found = try Differences.projections.flatMap {
            Differences.between(
                try log.rows($0, asOf: "2023"), try log.rows($0, asOf: "2024-12"), of: $0)
        }
        #expect(
            found.map { "\($0.change) \($0.subject)" } == [
                "issued directive/d", "ended directive/d", "ended directive/only-end", "announced announcement/a",
                "withdrawn announcement/a", "planned investment/i", "cancelled investment/i", "set announcement/a",
                "met announcement/a",
            ])
        let ended = found[1].json
        #expect(ended[path: "fields.0.name"]?.text == "force" && ended[path: "fields.0.before"] == nil)
        #expect(ended.line("fields.0.after.endedBy.how") == #""revoked""#)
        #expect(found[4].json[path: "fields"]?.elements.compactMap { $0["name"]?.text } == ["status", "since"])
    }

    @Test func `what ended a directive is known once the event that it names is`() throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'occurred':'2024-01','title':'A'}")
        try log.add(
            .revoked, "a", "{'occurred':'2024-05','relations':[{'target':'b:1','type':'follows'}],'title':'R'}")
        try log.add(.issued, "b", id: "b:1", "{'occurred':'2024-04','title':'B'}")
        let after = try point("2025")
        var before = after
        before.known = 2
        let found = Differences.between(before, after, of: Directives.self, in: log.fold(), words: log.words)
        #expect(found.map(\.subject) == ["directive/a", "directive/b"])
        #expect(found.map(\.change) == ["changed", "issued"])
    }
}
