import EventModel
import Histories
import Projections
import Testing

/// The order of arrival changes no answer, but for the numbers of entries: an event may come after another that relates
/// to it, and a correction even before its target. Only corrections of one target keep their order: it is what they say.
struct ArrivalPropertyTests {
    @Test(arguments: Repetitions.seeds(20, from: 1_000))
    func `answers do not depend on the order of arrival`(seed: UInt64) throws {
        try expectSameAnswers(HistoryGenerator.log(seed: seed, events: 40), seed)
    }

    /// Few subjects and dates, relations in all directions, and ids that two sources use.
    @Test(arguments: Repetitions.seeds(20, from: 2_000))
    func `nor do those of a dense history`(seed: UInt64) throws {
        var log = TestLog()
        for draft in DenseHistory.drafts(seed: seed, count: 40, corrections: [0, 6, 30][Int(seed % 3)]) {
            try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self))
        }
        try expectSameAnswers(log, seed)
    }

    private func expectSameAnswers(_ log: TestLog, _ seed: UInt64) throws {
        let filters = [Filter(), Filter(actor: "q"), Filter(subject: "a")]
        let expected = try filters.map { try answers(log, $0) }
        var random = FixedGenerator(state: seed)
        for round in 0..<12 {
            // By turns targets before their corrections, and anyhow.
            let other = log.reordered(log.arrival(targetsFirst: round % 2 == 0, using: &random))
            let chosen = round / 2 % filters.count
            let found = try answers(other, filters[chosen])
            for (type, (ours, theirs)) in zip(Projections.all, zip(expected[chosen], found)) {
                let difference = zip(ours, theirs).first { $0 != $1 }
                #expect(difference == nil && ours.count == theirs.count, "\(type.name)")
            }
        }
    }

    /// Every row of every projection, entries by their ids; in the projection's order, but for corrections, which tell
    /// what the record was in the order in which it changed.
    private func answers(_ log: TestLog, _ filter: Filter) throws -> [[String]] {
        let fold = log.fold()
        let ids = try log.entries.map { try #require(TestLog.identity($0.document, $0.document.root)) }
        return try Projections.all.map { type in
            let rows = fold.rows(of: type, at: try point("2026-06"), filter, words: log.words)
            let lines = rows.map { $0.naming(ids).line }
            return type == Corrections.self ? lines.sorted() : lines
        }
    }
}

extension TestLog {
    /// The source and the id that stand in an object.
    fileprivate static func identity(_ document: Document, _ object: Document.Node) -> String? {
        guard let source = document.member(object, "source"), let id = document.member(object, "id") else { return nil }
        return document.string(source) + " " + document.string(id)
    }

    /// A random order of arrival in which the corrections of one target keep their order.
    fileprivate func arrival(targetsFirst: Bool, using random: inout FixedGenerator) -> [Int] {
        var places: [String: Int] = [:]
        var targets: [String?] = []
        for (place, entry) in entries.enumerated() {
            let document = entry.document
            if let identity = Self.identity(document, document.root) { places[identity] = place }
            let of = document.member(document.root, "data").flatMap { document.member($0, "of") }
            targets.append(of.flatMap { Self.identity(document, $0) })
        }
        var before: [[Int]] = targets.indices.map { place in
            targets[..<place].lastIndex { $0 != nil && $0 == targets[place] }.map { [$0] } ?? []
        }
        for (place, target) in targets.enumerated() where targetsFirst {
            if let target = target.flatMap({ places[$0] }) { before[place].append(target) }
        }
        var order: [Int] = []
        var waiting = Array(entries.indices)
        while !waiting.isEmpty {
            let ready = waiting.filter { place in before[place].allSatisfy { !waiting.contains($0) } }
            let next = random.pick(ready)
            order.append(next)
            waiting.removeAll { $0 == next }
        }
        return order
    }
}

extension JSON {
    /// The value with the ids of entries for their numbers, and without when they were recorded.
    fileprivate func naming(_ ids: [String]) -> JSON {
        switch opened {
        case .array(let elements): .array(elements.map { $0.naming(ids) })
        case .object(let members):
            .object(
                members.filter { $0.key != "recorded" }.map { key, value in
                    guard ["seq", "original", "targetSeq", "seqs"].contains(key) else {
                        return (key, value.naming(ids))
                    }
                    return (key, value.named(ids))
                })
        default: self
        }
    }

    private func named(_ ids: [String]) -> JSON {
        switch opened {
        case .array(let elements): .array(elements.map { $0.named(ids) })
        default: Int(line).map { .string(ids[$0]) } ?? self
        }
    }
}
