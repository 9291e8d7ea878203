import EventModel
import Histories
import Testing

@testable import Projections

/// Actors that are one: a history with merges gives the same answers as the one in which every event names the survivor
/// already, at any point and to any filter.
struct MergedActorsTests {
    /// Members under which actors stand.
    private static let keys: Set<String> = [
        "ref", "by", "speaker", "assignee", "on", "appointee", "organisation", "owner", "into",
    ]
    private static let slugs = ["p", "q", "r", "s", "CN", "nobody"]

    /// An event, or a row, with actors under other names.
    private static func renamed(_ value: JSON, under key: String = "", _ name: (String) -> String, all: Bool) -> JSON {
        switch value.opened {
        case .object(let members): .object(members.map { ($0.key, renamed($0.value, under: $0.key, name, all: all)) })
        case .array(let elements): .array(elements.map { renamed($0, under: key, name, all: all) })
        case .string(let text) where text.hasPrefix("actor/"):
            .string("actor/" + name(String(text.dropFirst("actor/".count))))
        case .string(let text) where all || keys.contains(key): .string(name(text))
        case let other: other
        }
    }

    /// What a merge changes beside names: an actor's own are not those of whoever was merged into it.
    private static let ofActors: Set<String> = ["kind", "name", "aliases", "identifiers", "names", "merged"]

    /// Rows in which names as written are those of the survivors, and without what is no question of who is who.
    private static func plain(_ rows: [JSON], _ type: any Projection.Type, _ name: (String) -> String) -> [String] {
        rows.compactMap { row -> String? in
            // No actor's own event has targets.
            if type == Targets.self, row["subject"]?.text?.hasPrefix("actor/") == true { return nil }
            let row = renamed(row, name, all: true)
            guard case .object(let members) = row else { return row.line }
            // Sources are named, and counted, as they are written.
            let left = members.filter { key, _ in
                type == Actors.self ? !ofActors.contains(key) : !["count", "class", "named", "sources"].contains(key)
            }
            return JSON.object(left).line
        }
    }

    /// - Parameter name: how an actor is called in the question.
    private static func filters(_ name: (String) -> String) -> [(String, Filter)] {
        var filters: [(String, Filter)] = [("none", Filter())]
        for slug in slugs.map(name) {
            filters.append(("actor \(slug)", Filter(actor: slug)))
            filters.append(("subject actor/\(slug)", Filter(subject: "actor/\(slug)")))
            for role in [Role.by, .to, .recipient] {
                var filter = Filter()
                filter.parties = [PartyFilter(role: role, [[slug]])]
                filters.append(("\(role) \(slug)", filter))
            }
            for total in Filter.Total.allCases {
                var filter = Filter(actor: slug)
                filter.total = total
                filters.append(("\(total) of \(slug)", filter))
            }
        }
        var both = Filter()
        both.parties = [PartyFilter([["p", "q"].map(name), ["r", "s"].map(name)])]
        filters.append(("both", both))
        for total in Filter.Total.allCases { filters.append(("\(total)", Filter(total: total))) }
        return filters
    }

    @Test(arguments: Repetitions.seeds(8, from: 40))
    func `give the answers of a history that knows only the survivors`(seed: UInt64) throws {
        let drafts = DenseHistory.drafts(seed: seed, count: 60, corrections: [0, 10, 25][Int(seed % 3)])
        var log = TestLog()
        for draft in drafts { try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self)) }
        var random = SeededRandom(seed: seed)
        for _ in 0..<3 {
            let known = random.happens(percent: 40) ? 60 : random.number(10...60)
            let point = try point("\(random.number(2023...2027))-06-\(random.number(10...28))")
            let prefix = log.prefix(known)
            let oracle = Oracle(
                prefix.entries.enumerated().compactMap { Oracle.Entry(JSON(0, of: $1.document), seq: $0) },
                asOf: point.asOf, certain: false)
            let names = Dictionary(uniqueKeysWithValues: Self.slugs.map { ($0, oracle.currentName(of: $0)) })
            let name = { (slug: String) in names[slug] ?? slug }
            var survivors = TestLog()
            for entry in prefix.entries {
                try survivors.add(event: Self.renamed(JSON(0, of: entry.document), name, all: false).line)
            }
            let (one, other) = (prefix.fold(), survivors.fold())
            for type in Projections.all where type != Corrections.self {
                let questions = zip(Self.filters { $0 }, Self.filters(name))
                for ((what, filter), (_, same)) in questions where filter.total == nil || type == Investments.self {
                    let rows = Self.plain(one.rows(of: type, at: point, filter, words: prefix.words), type, name)
                    let expected = Self.plain(
                        other.rows(of: type, at: point, same, words: survivors.words), type, name)
                    let differing = zip(rows + [""], expected + [""]).first { $0 != $1 }
                    #expect(
                        differing == nil && rows.count == expected.count,
                        "\(type.name), \(what), \(known) known, \(names)\n\(differing?.0 ?? "")\n\(differing?.1 ?? "")")
                    if differing != nil { return }
                }
            }
            let counts = [(one, prefix), (other, survivors)].map { fold, log in
                let census = Census(fold, at: point, words: log.words)
                return [census.actors, census.subjects, Int(census.entries)]
            }
            #expect(counts[0] == counts[1])
        }
    }

    @Test func `what is between two points is told of the survivor, and of every row that a merge moves`() throws {
        var log = TestLog()
        try log.add(
            .planned, "i",
            "{'title': 'I', 'occurred': '2023', 'amount': {'value': '5', 'currency': 'EUR'}, 'actors': [{'ref': 'old', 'role': 'provider'}]}"
        )
        try log.add(
            .issued, "d",
            "{'title': 'D', 'occurred': '2023', 'actors': [{'ref': 'old', 'role': 'by'}, {'ref': 'new', 'role': 'to'}]}"
        )
        try log.add(.merged, "old", "{'title': 'T', 'occurred': '2025', 'into': 'new'}")
        for known in [(2, 3), (3, 3)] {
            var before = try point(known.0 == 2 ? "2026" : "2024")
            before.known = UInt64(known.0)
            let (after, fold) = (try point("2026"), log.fold())
            let money = Differences.between(before, after, of: Investments.self, in: fold, words: log.words)
            #expect(money.map(\.change) == ["changed"])
            #expect(money.first?.fields.map(\.name) == ["investors"])
            let orders = Differences.between(before, after, of: Directives.self, in: fold, words: log.words)
            #expect(orders.first?.fields.map(\.name) == ["by"])
        }
    }

    /// With a walk for each of them, and a look through each walk, the chain would take hours, and the star all memory.
    @Test func `are found at once, however long the chain and however many became one`() throws {
        let count = 6_000
        var log = TestLog()
        for number in 0..<count {
            try log.add(.merged, "chain-\(number)", "{'title': 'T', 'occurred': '2024', 'into': 'chain-\(number + 1)'}")
            try log.add(.merged, "ray-\(number)", "{'title': 'T', 'occurred': '2024', 'into': 'star'}")
        }
        try log.add(.merged, "chain-\(count)", "{'title': 'T', 'occurred': '2024', 'into': 'chain-\(count - 10)'}")
        let naming = try log.fold([]).actorNaming(at: point("2025"))
        // The last ten are a circle, of which the first name stands for all.
        let first = (count - 10...count).map { "chain-\($0)" }.min()
        for number in stride(from: 0, through: count, by: 7) {
            #expect(naming.current("chain-\(number)") == first)
            if number < count { #expect(naming.current("ray-\(number)") == "star") }
        }
        #expect(naming.all(with: "ray-1").count == count + 1)
        #expect(naming.all(with: "ray-1").prefix(2) == ["star", "ray-1"])
        #expect(naming.all(with: "other") == ["other"] && !naming.isMerged("other"))
    }

    @Test func `are two again where the merge is taken back, and before its day`() throws {
        var log = TestLog()
        try log.add(
            .planned, "i",
            "{'title': 'I', 'occurred': '2023', 'amount': {'value': '5', 'currency': 'EUR'}, 'actors': [{'ref': 'a', 'role': 'provider'}]}"
        )
        try log.add(
            .planned, "j",
            "{'title': 'J', 'occurred': '2023', 'amount': {'value': '7', 'currency': 'EUR'}, 'actors': [{'ref': 'c', 'role': 'provider'}]}"
        )
        // A chain: a is b since 2024, b is c since 2025.
        try log.add(.merged, "a", id: "first", "{'title': 'T', 'occurred': '2024', 'into': 'b'}")
        try log.add(.merged, "b", "{'title': 'T', 'occurred': '2025', 'into': 'c'}")
        func investors(_ date: String) throws -> [String] {
            try log.rows(Investments.self, asOf: date, Filter(total: .investor)).map {
                "\($0.line("subject")) \($0.line("planned.0.value"))"
            }
        }
        #expect(try investors("2023") == [#""actor/a" "5""#, #""actor/c" "7""#])
        #expect(try investors("2024") == [#""actor/b" "5""#, #""actor/c" "7""#])
        #expect(try investors("2025") == [#""actor/c" "12""#])
        #expect(try log.rows(Investments.self, asOf: "2025", Filter(actor: "a")).texts("subject").count == 2)
        #expect(try log.rows(Investments.self, asOf: "2024", Filter(actor: "a")).texts("subject").count == 1)
        try log.add(.retracted, "k", "{'of': {'source': '/desk', 'id': 'first'}, 'reason': 'error'}")
        #expect(try investors("2025") == [#""actor/a" "5""#, #""actor/c" "7""#])
        #expect(try log.rows(Investments.self, asOf: "2025", Filter(actor: "a")).texts("subject").count == 1)
    }
}
