import EventModel
import Histories
import Projections
import Testing

/// What must hold of every projection, whatever the history.
struct FoldPropertyTests {
    private static let dates = ["2022-06-30", "2050"]

    private func answers(
        _ log: TestLog, _ types: [any Projection.Type], _ fold: Fold? = nil, _ filter: Filter = Filter()
    ) throws -> [[JSON]] {
        let fold = fold ?? log.fold(types)
        return try types.flatMap { type in
            try Self.dates.flatMap { date in
                try [false, true].map { certain in
                    fold.rows(of: type, at: try point(date, certain: certain), filter, words: log.words)
                }
            }
        }
    }

    @Test(arguments: Repetitions.seeds(6))
    func `a state is the same however the log is cut into batches`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 120)
        let whole = log.fold()
        var random = FixedGenerator(state: seed)
        var fold = Fold()
        var kept: [Fold] = []
        for index in log.entries.indices {
            // A batch ends: the state is kept as a value, as a snapshot would keep it, and goes on from there.
            if random.happens(1, in: 9) { kept.append(fold) }
            log.apply(index, to: &fold)
        }
        #expect(fold == whole)
        for snapshot in kept {
            var resumed = snapshot
            for index in Int(snapshot.count)..<log.entries.count { log.apply(index, to: &resumed) }
            #expect(resumed == whole)
            #expect(snapshot == log.prefix(Int(snapshot.count)).fold())
            #expect(snapshot != whole)
        }
    }

    @Test func `an entry that was folded before is passed over`() throws {
        let log = try HistoryGenerator.log(seed: 90, events: 40)
        var fold = log.prefix(30).fold()
        for index in log.entries.indices { log.apply(index, to: &fold) }
        #expect(fold == log.fold())
    }

    @Test(arguments: Repetitions.seeds(3, from: 200))
    func `a projection alone answers as it does among all`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 100)
        let fold = log.fold()
        for type in Projections.all {
            #expect(
                try answers(log, [type], fold).map { $0.map(\.line) } == answers(log, [type]).map { $0.map(\.line) })
        }
    }

    @Test(arguments: Repetitions.seeds(3, from: 300))
    func `every row begins with its subject, and every filter chooses among the rows`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 100)
        let fold = log.fold()
        for type in Projections.all {
            let all = try answers(log, [type], fold)
            for row in all.joined() { #expect(row.line.utf8.starts(with: #"{"subject":""#.utf8), "\(row.line)") }
            var sum = 0
            for word in type.classes { sum += try answers(log, [type], fold, Filter(class: word)).joined().count }
            // Money can be both planned and paid, and what is in force is also what sources contradict each other about.
            let isOverlapping = ["investments", "directives"].contains(type.name)
            if !isOverlapping, !type.classes.isEmpty { #expect(sum == all.joined().count, "\(type.name)") }
            for filter in [
                Filter(subject: "a"), Filter(actor: "p"), Filter(kind: .directive), Filter(subject: "actor/zz"),
            ] {
                #expect(try answers(log, [type], fold, filter).joined().count <= all.joined().count)
            }
        }
    }

    @Test(arguments: Repetitions.seeds(12, from: 400))
    func `a surely true answer is also possibly true`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 100)
        for date in Self.dates {
            let facts = { (certain: Bool) in
                try log.rows(Timeline.self, asOf: date, certain: certain).filter { $0["toCome"] == nil }
            }
            let possible = Set(try facts(false).map { $0.line("seq") })
            let certain = try facts(true)
            #expect(Set(certain.map { $0.line("seq") }).isSubset(of: possible))
        }
    }

    @Test(arguments: Repetitions.seeds(12, from: 500))
    func `totals by investor and by currency add up to the investments`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 150)
        let rows = try log.rows(Investments.self, asOf: "2031")
        for total in Filter.Total.allCases {
            let sums = try log.rows(Investments.self, asOf: "2031", Filter(total: total))
            for bucket in ["planned", "pledged", "committed", "paid"] {
                #expect(units(rows, bucket) == units(sums, bucket))
            }
        }
    }

    /// Sums by currency, in billionths; those that are zero left out.
    private func units(_ rows: [JSON], _ bucket: String) -> [String: Int128] {
        var sums: [String: Int128] = [:]
        for row in rows {
            guard case .array(let amounts)? = row[bucket] else { continue }
            for amount in amounts {
                guard let value = amount["value"]?.text, let currency = amount["currency"]?.text,
                    let decimal = try? Decimal(value)
                else { continue }
                sums[currency, default: 0] += decimal.units
            }
        }
        return sums.filter { $0.value != 0 }
    }

    @Test func `events of any shape are folded without a fault`() throws {
        var random = FixedGenerator(state: 7)
        let values = [
            "null", "true", "7", #""x""#, #""2024""#, "[]", "{}", #"[{"ref":7,"role":"by"},8]"#, #"{"value":{}}"#,
        ]
        let keys = [
            "occurred", "actors", "attribution", "confidence", "quotes", "citations", "relations", "targets",
            "effective", "expires", "due", "provisions", "appointee", "products", "organisation", "members",
            "category", "amount", "flow", "name", "memberOf", "into", "of", "restricts",
        ]
        var log = TestLog()
        for _ in 0..<3_000 {
            var data = keys.filter { _ in random.happens(1, in: 3) }.map { "\"\($0)\":\(random.pick(values))" }
            if random.happens(3, in: 4), !data.contains(where: { $0.hasPrefix("\"occurred\"") }) {
                data.append(#""occurred":"2024-05""#)
            }
            try log.add(random.pick(Verb.allCases), random.pick(["a", "b"]), "{\(data.joined(separator: ","))}")
        }
        let rows = try answers(log, Projections.all)
        #expect(rows.joined().count > 0)
    }
}
