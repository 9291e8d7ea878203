import EventModel
import Histories
import Projections
import Testing

/// A filter filters: its rows are those of all whose events are asked for, told anew from the documents.
struct FilterPropertyTests {
    private struct Criterion {
        var role: Role?
        var alternatives: [[String]]

        func isMet(by fact: Oracle.Fact) -> Bool {
            var actors = fact.list("actors").map { ($0["ref"]?.text ?? "", $0["role"]?.text ?? "") }
            // Who has to do a part of a directive takes part, as one to whom it is addressed.
            if fact.verb.kind == .directive {
                actors += fact.list("provisions").flatMap { $0["assignee"]?.elements ?? [] }.map {
                    ($0.text ?? "", "to")
                }
            }
            return alternatives.contains { together in
                together.allSatisfy { name in
                    actors.contains {
                        fact.called([$0.0]) == fact.called([name]) && (role == nil || $0.1 == role?.rawValue)
                    }
                }
            }
        }
    }

    private static let choices: [[Criterion]] = [
        [Criterion(role: nil, alternatives: [["p"]])], [Criterion(role: nil, alternatives: [["p"], ["q"]])],
        [Criterion(role: nil, alternatives: [["p", "q"]])], [Criterion(role: .by, alternatives: [["p"]])],
        [Criterion(role: .to, alternatives: [["p"], ["q", "r"]])],
        [Criterion(role: .by, alternatives: [["p"]]), Criterion(role: .with, alternatives: [["q"], ["r"]])],
        [Criterion(role: nil, alternatives: [["nobody"]])],
    ]

    private func oracle(_ log: TestLog) throws -> Oracle {
        let entries = log.entries.enumerated().compactMap { Oracle.Entry(JSON(0, of: $1.document), seq: $0) }
        return Oracle(entries, asOf: try EDTF("2027").bounds.latest, certain: false)
    }

    private func rows(_ log: TestLog, _ fold: Fold, _ type: any Projection.Type, _ filter: Filter) throws -> [JSON] {
        // What is to come is of the directives and targets that are tested here by themselves.
        fold.rows(of: type, at: try point("2027"), filter, words: log.words).filter { $0["toCome"] == nil }
    }

    /// The rows that are of events of `seqs`, or of streams which have such an event.
    private func expected(
        _ all: [JSON], _ type: any Projection.Type, _ seqs: Set<Int>, _ streams: Set<String>
    ) -> [JSON] {
        all.filter { row in
            if [Timeline.name, Sources.name].contains(type.name) {
                return seqs.contains(Int(row.line("seq")) ?? -1)
            }
            if type == Relations.self {
                let sayings = row["sayings"].map(\.elements) ?? [row]
                return sayings.contains { seqs.contains(Int($0.line("seq")) ?? -1) }
            }
            if type == Targets.self {
                return row["seqs"]?.elements.contains { seqs.contains(Int($0.line) ?? -1) } ?? false
            }
            return streams.contains(row["subject"]?.text ?? "")
        }
    }

    private static let types: [any Projection.Type] = [
        Timeline.self, Directives.self, Announcements.self, Investments.self, Targets.self, Sources.self,
        Relations.self,
    ]

    @Test(arguments: Repetitions.seeds(6, from: 700))
    func `who must take part decides`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 80)
        let (oracle, fold) = (try oracle(log), log.fold())
        for criteria in Self.choices {
            var filter = Filter()
            filter.parties = criteria.map { PartyFilter(role: $0.role, $0.alternatives) }
            let met = oracle.known.filter { fact in criteria.allSatisfy { $0.isMet(by: fact) } }
            let streams = Set(met.map { oracle.current($0.subject) })
            for type in Self.types {
                let chosen = expected(
                    try rows(log, fold, type, Filter()), type, Set(met.map(\.seq)), streams)
                #expect(try rows(log, fold, type, filter).map(\.line) == chosen.map(\.line), "\(type.name) \(criteria)")
            }
        }
    }

    @Test(arguments: Repetitions.seeds(6, from: 800))
    func `entries decide, as those that a search of the log has found`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 80)
        let (oracle, fold) = (try oracle(log), log.fold())
        var random = FixedGenerator(state: seed)
        let seqs = Set((0..<80).filter { _ in random.happens(1, in: 6) })
        var filter = Filter()
        filter.entries = Set(seqs.map { UInt64($0) })
        let met = oracle.known.filter { seqs.contains($0.seq) }
        let streams = Set(met.map { oracle.current($0.subject) })
        for type in Self.types {
            let chosen = expected(try rows(log, fold, type, Filter()), type, seqs, streams)
            #expect(try rows(log, fold, type, filter).map(\.line) == chosen.map(\.line), "\(type.name)")
        }
        let corrections = try rows(log, fold, Corrections.self, filter)
        let concerned = try rows(log, fold, Corrections.self, Filter()).filter { row in
            let all = [row["seq"], row["target"]?["seq"], row["root"]?["seq"]].compactMap { $0?.line }
            return all.contains { seqs.contains(Int($0) ?? -1) }
        }
        #expect(corrections.map(\.line) == concerned.map(\.line))
    }

    @Test(arguments: Repetitions.seeds(6, from: 900))
    func `subjects and kinds are alternatives`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 80)
        let fold = log.fold()
        for type in Self.types + [Actors.self] where type != Relations.self {
            let all = try rows(log, fold, type, Filter())
            var filter = Filter()
            filter.subjects = ["directive/a", "b"]
            let slugs = { (row: JSON) in String((row["subject"]?.text ?? "").drop { $0 != "/" }.dropFirst()) }
            let named = all.filter { $0["subject"]?.text == "directive/a" || slugs($0) == "b" }
            if type != Actors.self {
                #expect(try rows(log, fold, type, filter).map(\.line) == named.map(\.line), "\(type.name)")
            }
            filter = Filter()
            filter.kinds = [.directive, .investment]
            let ofKind = all.filter { ["directive", "investment"].contains($0["subject"]?.text?.prefix { $0 != "/" }) }
            #expect(try rows(log, fold, type, filter).map(\.line) == ofKind.map(\.line), "\(type.name)")
        }
    }

    // MARK: Windows

    private func window(_ since: String?, _ until: String?) throws -> Filter {
        var filter = Filter()
        filter.since = try since.map { try EDTF($0).bounds.earliest }
        filter.until = try until.map { try EDTF($0).bounds.latest }
        return filter
    }

    private func subjects(
        _ type: any Projection.Type, _ filter: Filter, _ events: [(Verb, String, String)]
    ) throws -> [String] {
        var log = TestLog()
        for (verb, slug, data) in events { try log.add(verb, slug, "{'title': 'T', \(data)}") }
        return try log.rows(type, asOf: "2030", filter).map { row in
            String((row["subject"]?.text ?? "").drop { $0 != "/" }.dropFirst())
        }
    }

    @Test func `directives are chosen that were in force within a window`() throws {
        let events: [(Verb, String, String)] = [
            (.issued, "before", "'occurred': '2019', 'expires': '2020-12-31'"),
            (.issued, "during", "'occurred': '2019'"), (.revoked, "during", "'occurred': '2021-06'"),
            (.issued, "later", "'occurred': '2020', 'effective': '2025'"),
            (.issued, "suspended", "'occurred': '2019'"), (.suspended, "suspended", "'occurred': '2020-05'"),
            (.issued, "within", "'occurred': '2021-03-01'"), (.revoked, "within", "'occurred': '2021-03-05'"),
            (.issued, "still", "'occurred': '2018'"),
        ]
        #expect(try subjects(Directives.self, window("2021", "2021"), events) == ["during", "still", "within"])
        #expect(
            try subjects(Directives.self, window(nil, "2019"), events) == ["before", "during", "still", "suspended"])
        #expect(try subjects(Directives.self, window("2025", nil), events) == ["later", "still"])
    }

    @Test func `a window is of what each projection is about`() throws {
        let events: [(Verb, String, String)] = [
            (.made, "a", "'occurred': '2020', 'targets': [{'indicator': 'i', 'goal': {'value': '1', 'due': '2025'}}]"),
            (.confirmed, "a", "'occurred': '2022'"), (.made, "b", "'occurred': '2021'"),
            (.issued, "d", "'occurred': '2020', 'due': '2025', 'actors': [{'ref': 'p', 'role': 'to'}]"),
        ]
        #expect(try subjects(Announcements.self, window("2022", "2022"), events) == ["a"])
        #expect(try subjects(Announcements.self, window("2021", nil), events) == ["a", "b"])
        #expect(try subjects(Targets.self, window("2025", "2025"), events) == ["a"])
        #expect(try subjects(Targets.self, window("2020", "2022"), events).isEmpty)
        #expect(try subjects(Duties.self, window("2025", "2025"), events) == ["d"])
        #expect(try subjects(Duties.self, window(nil, "2024"), events).isEmpty)
        #expect(try subjects(Sources.self, window("2021", "2022"), events) == ["a", "b"])
        #expect(try subjects(Actors.self, window("2020", "2020"), events) == ["p"])
        #expect(try subjects(Actors.self, window("2021", nil), events).isEmpty)
    }
}
