import EventModel
import Histories
import Projections
import Testing

/// The past is a prefix: what was known at an entry is asked of the state of today.
struct BoundedQuestionTests {
    private static var filters: [Filter] {
        var window = Filter()
        window.since = 1_640_995_200
        window.until = 1_735_689_600
        var entries = Filter()
        entries.entries = Set((0..<200).filter { $0 % 3 == 0 })
        return [
            Filter(), Filter(subject: "a"), Filter(subject: "actor/p"), Filter(actor: "q"), Filter(kind: .directive),
            window, entries,
        ] + Filter.Total.allCases.map { Filter(total: $0) }
    }

    private func check(_ log: TestLog, _ random: inout FixedGenerator) throws {
        let whole = log.fold()
        for _ in 0..<4 {
            let known = random.below(log.entries.count + 1)
            let prefix = log.prefix(known)
            let fold = prefix.fold()
            let date = random.pick(["2019-05", "2022-06-30", "2024", "2026-02-01", "2050"])
            let then = try point(date, certain: random.happens(1, in: 3))
            var bounded = then
            bounded.known = UInt64(known)
            for type in Projections.all {
                for filter in Self.filters {
                    let past = fold.rows(of: type, at: then, filter, words: prefix.words).map(\.line)
                    let asked = whole.rows(of: type, at: bounded, filter, words: log.words).map(\.line)
                    #expect(asked == past, "\(type.name), known \(known)")
                    var classes: [[String]] = [[], []]
                    fold.forEachClass(of: type, at: then, filter, words: prefix.words) { classes[0].append($0) }
                    whole.forEachClass(of: type, at: bounded, filter, words: log.words) { classes[1].append($0) }
                    #expect(classes[0] == classes[1])
                }
            }
            #expect(
                Census(fold, at: then, words: prefix.words) == Census(whole, at: bounded, words: log.words))
            for name in ["a", "directive/b", "actor/p", "actor/zz", "q", "correction/a-0"] {
                #expect(fold.knows(name) == whole.knows(name, known: UInt64(known)))
            }
        }
    }

    @Test(arguments: Repetitions.seeds(8))
    func `a question of what was known is the question to the state of then`(seed: UInt64) throws {
        var random = FixedGenerator(state: seed)
        try check(HistoryGenerator.log(seed: seed, events: 120), &random)
    }

    @Test(arguments: Repetitions.seeds(16, from: 40))
    func `the same of histories in which everything meets, corrected before and after`(seed: UInt64) throws {
        var random = FixedGenerator(state: seed)
        var drafts = DenseHistory.drafts(seed: seed, count: 60, corrections: [0, 10, 30][Int(seed % 3)])
        // What they name may arrive later.
        if random.happens(1, in: 3) { drafts.shuffle(using: &random) }
        var log = TestLog()
        for draft in drafts { try log.add(event: String(decoding: CanonicalWriter.event(draft), as: UTF8.self)) }
        try check(log, &random)
    }
}
