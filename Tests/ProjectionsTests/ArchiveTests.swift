import EventModel
import Histories
import Testing

@testable import Projections

/// States written to bytes and read back; and bytes that are no state.
struct ArchiveTests {
    private func archive(_ fold: Fold, _ types: [any Projection.Type] = Projections.all) throws -> [String: [UInt8]] {
        var parts: [String: [UInt8]] = [:]
        for part in Fold.parts(of: types) {
            let bytes: [UInt8] = try #require(fold.archive(part)?.bytes)
            parts[part] = bytes
        }
        return parts
    }

    private func read(_ parts: [String: [UInt8]], _ types: [any Projection.Type] = Projections.all) throws -> Fold {
        try Fold(types) { part throws(ArchiveError) in parts[part] ?? [] }
    }

    private func answers(_ fold: Fold, _ log: TestLog, _ types: [any Projection.Type]) throws -> [String] {
        try types.flatMap { type in
            try [Filter(), Filter(actor: "q"), Filter(subject: "a"), Filter(total: .investor)].flatMap { filter in
                fold.rows(of: type, at: try point("2026"), filter, words: log.words).map(\.line)
            }
        }
    }

    @Test(arguments: Repetitions.seeds(4))
    func `what was archived answers and goes on folding as before`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 120)
        let whole = log.fold()
        for count in [0, 1, 60, 120] {
            let fold = log.prefix(count).fold()
            var copy = try read(archive(fold))
            #expect(copy == fold)
            #expect(copy.count == fold.count)
            #expect(try answers(copy, log, Projections.all) == answers(fold, log, Projections.all))
            for index in count..<log.entries.count { log.apply(index, to: &copy) }
            #expect(copy == whole)
            #expect(try archive(copy) == archive(whole))
        }
    }

    @Test func `a projection is read with what is shared alone`() throws {
        let log = try HistoryGenerator.log(seed: 9, events: 80)
        let parts = try archive(log.fold())
        for type in Projections.all {
            let names = Fold.parts(of: [type])
            #expect(names.count == 3 + type.needs.count)
            let needed = parts.filter { names.contains($0.key) }
            let fold = try read(needed, [type])
            #expect(try answers(fold, log, [type]) == answers(log.fold(), log, [type]))
        }
    }

    @Test func `other parts, versions and moments are refused`() throws {
        let log = try HistoryGenerator.log(seed: 10, events: 60)
        let parts = try archive(log.fold())
        let earlier = try archive(log.prefix(50).fold())
        for part in parts.keys {
            var mixed = parts
            mixed[part] = earlier[part]
            #expect(throws: ArchiveError.apart) { try read(mixed) }
            mixed[part] = parts[part == "symbols" ? "entries" : "symbols"]
            #expect(throws: ArchiveError.foreign) { try read(mixed) }
            mixed[part] = nil
            #expect(throws: ArchiveError.cut) { try read(mixed) }
        }
        #expect(log.fold([Announcements.self]).archive("directives")?.bytes == nil)
        #expect(log.fold().archive("nothing")?.bytes == nil)
    }

    @Test func `a part that is cut anywhere is refused`() throws {
        let log = try HistoryGenerator.log(seed: 11, events: 20)
        let parts = try archive(log.fold())
        for (part, bytes) in parts {
            let types = Projections.named(part).map { [$0] } ?? []
            for count in bytes.indices {
                var cut = parts
                cut[part] = Array(bytes.prefix(count))
                #expect(throws: ArchiveError.self) { try read(cut, types) }
            }
            var longer = parts
            longer[part] = bytes + [0]
            #expect(throws: ArchiveError.cut) { try read(longer, types) }
        }
    }

    @Test(arguments: Repetitions.seeds(10))
    func `damaged bytes are refused, or make a state that can be asked`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 40)
        let types = Projections.all
        let parts = try archive(log.fold())
        let names = Fold.parts(of: types)
        var random = FixedGenerator(state: seed)
        var (tried, accepted) = (0, 0)
        // Most damage is found in reading; some of what is not must be asked.
        while tried < 50 || accepted < 4 && tried < 2_000 {
            tried += 1
            var damaged = parts
            let part = random.pick(names)
            for _ in 0...random.below(3) {
                let count = damaged[part]?.count ?? 0
                // The seal would give it away.
                let place = 8 + random.below(count - 8)
                damaged[part]?[place] = UInt8(truncatingIfNeeded: random.next() >> UInt64(random.below(57)))
            }
            guard var fold = try? read(damaged) else { continue }
            accepted += 1
            _ = try answers(fold, log, types)
            log.apply(log.entries.count - 1, to: &fold, as: fold.count)
        }
        #expect(accepted >= 4)
    }

    @Test func `what arrays of a state hold has neither padding nor references`() {
        func check<T: ColumnElement>(_ value: T, _ size: Int) {
            #expect(MemoryLayout<T>.size == size && MemoryLayout<T>.stride == size, "\(T.self)")
            #expect(Self.fieldSize(value) == size, "\(T.self)")
        }
        check(ActorUse(actor: Symbol(index: 0), use: .by), 4)
        check(Entries.Merge(seq: 0, into: .none), 8)
        check(Directives.Act(seq: 0), 4)
        check(Directives.Term(date: .none, key: .due), 8)
        check(Directives.Provision(id: .none, due: .none), 8)
        check(Directives.Impact(act: 0, target: .none, type: .revokes), 12)
        check(Directives.Doer(act: 0, target: .none, ends: true), 12)
        check(Investments.Entry(seq: 0, flow: .none, currency: .none, hasAmount: false, isOpen: true), 12)
        check(Actors.Membership(seq: 0, member: .none, organisation: .none, since: .none, until: .none), 20)
        check(Actors.Product(seq: 0, name: .none, owner: .none), 12)
        check(NameTable.Entry(start: 0, label: 0, beginning: NameTable.Beginning()), 32)
        check(When.always, 24)
        check(Targets.Entry(seq: 0, place: 0), 20)
        check(Relations.Edge(seq: 0, target: .none, type: .follows, place: 0, isImplied: false), 12)
    }

    /// The bytes of the integers within a value.
    private static func fieldSize(_ value: Any) -> Int {
        switch value {
        case is UInt8: 1
        case is UInt32: 4
        case is UInt64, is Int64: 8
        default: Mirror(reflecting: value).children.reduce(0) { $0 + fieldSize($1.value) }
        }
    }
}
