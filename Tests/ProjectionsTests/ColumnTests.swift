import EventModel
import Histories
import Testing

@testable import Projections

/// States written to columns and read back; and bytes that are no columns.
struct ColumnTests {
    private func columns(_ fold: Fold) -> [String: [UInt8]] {
        var columns: [String: [UInt8]] = [:]
        fold.forEachColumn { name, count, from in
            var bytes: [UInt8] = []
            // The bytes are copied while they are there.
            from(0) { unsafe $0.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) } }
            #expect(bytes.count == count)
            columns[name] = bytes
        }
        return columns
    }

    private func read(
        _ columns: [String: [UInt8]], _ count: UInt64, _ types: [any Projection.Type] = Projections.all
    ) throws(ColumnError) -> Fold {
        let bytes: FoldReader.Columns = { (name, body) throws(ColumnError) in
            guard let bytes = columns[name] else { throw .cut }
            // Bytes have no padding that could be uninitialised.
            try body(unsafe bytes.span.bytes)
        }
        var reader = FoldReader(types, entries: count)
        try reader.readShared(bytes)
        var states: [any Projection] = []
        for type in reader.projections { states.append(try reader.read(type, bytes)) }
        return reader.fold(of: states)
    }

    private func answers(_ fold: Fold, _ log: TestLog, _ types: [any Projection.Type]) throws -> [String] {
        try types.flatMap { type in
            try [Filter(), Filter(actor: "q"), Filter(subject: "a"), Filter(total: .investor)].flatMap { filter in
                fold.rows(of: type, at: try point("2026"), filter, words: log.words).map(\.line)
            }
        }
    }

    @Test(arguments: Repetitions.seeds(4))
    func `what was written answers and goes on folding as before`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 120)
        let whole = log.fold()
        for count in [0, 1, 60, 120] {
            let fold = log.prefix(count).fold()
            var copy = try read(columns(fold), UInt64(count))
            #expect(copy == fold)
            #expect(copy.count == fold.count)
            #expect(try answers(copy, log, Projections.all) == answers(fold, log, Projections.all))
            for index in count..<log.entries.count { log.apply(index, to: &copy) }
            #expect(copy == whole)
            #expect(columns(copy) == columns(whole))
        }
    }

    /// What is kept is only ever added to.
    @Test(arguments: Repetitions.seeds(4, from: 20))
    func `a longer log has longer columns that begin with those of the shorter`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 90)
        var last: [String: [UInt8]] = [:]
        for count in stride(from: 0, through: 90, by: 9) {
            let columns = columns(log.prefix(count).fold())
            for (name, bytes) in last { #expect(columns[name]?.starts(with: bytes) == true, "\(name), \(count)") }
            last = columns
        }
        #expect(last.count { !$0.value.isEmpty } > last.count * 3 / 4)
    }

    /// As several processors fold a log.
    @Test(arguments: Repetitions.seeds(12, from: 60))
    func `a log that is folded in pieces has the columns of one that is folded whole`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 150)
        var random = FixedGenerator(state: seed)
        var fold = Fold()
        var first = 0
        while first < log.entries.count {
            let count = min(1 + random.below(60), log.entries.count - first)
            var piece = Fold()
            for index in first..<first + count { log.apply(index, to: &piece, as: UInt64(index - first)) }
            fold.append(piece)
            first += count
        }
        #expect(fold == log.fold())
        #expect(columns(fold) == columns(log.fold()))
        #expect(try answers(fold, log, Projections.all) == answers(log.fold(), log, Projections.all))
    }

    @Test func `a projection is read with what is shared alone`() throws {
        let log = try HistoryGenerator.log(seed: 9, events: 80)
        let all = columns(log.fold())
        for type in Projections.all {
            let own = columns(log.fold([type]))
            let needed = all.filter { own[$0.key] != nil }
            #expect(try answers(read(needed, 80, [type]), log, [type]) == answers(log.fold(), log, [type]))
        }
    }

    @Test func `columns of another moment, cut or missing, are refused`() throws {
        let log = try HistoryGenerator.log(seed: 10, events: 60)
        let (all, earlier) = (columns(log.fold()), columns(log.prefix(40).fold()))
        #expect(throws: ColumnError.self) { try read(all, 59) }
        for (name, bytes) in all {
            var changed = all
            changed[name] = nil
            #expect(throws: ColumnError.self) { try read(changed, 60) }
            for cut in [Array(bytes.dropLast()), bytes + [0]] where !name.hasSuffix("text") && cut != bytes {
                changed[name] = cut
                // Texts apart, whose elements are bytes, and single bytes of each entry.
                #expect(throws: ColumnError.self, "\(name)") { try read(changed, 60) }
            }
            changed[name] = earlier[name]
            // What is of some entries alone may be of fewer, and any names may have come first: it is asked without a fault.
            if let fold = try? read(changed, 60) { _ = try answers(fold, log, Projections.all) }
        }
    }

    @Test(arguments: Repetitions.seeds(10))
    func `damaged bytes are refused, or make a state that can be asked`(seed: UInt64) throws {
        let log = try HistoryGenerator.log(seed: seed, events: 40)
        let types = Projections.all
        let all = columns(log.fold())
        let names = all.filter { !$0.value.isEmpty }.keys.sorted()
        var random = FixedGenerator(state: seed)
        var (tried, accepted) = (0, 0)
        // Most damage is found in reading; some of what is not must be asked.
        while tried < 50 || accepted < 4 && tried < 2_000 {
            tried += 1
            var damaged = all
            let name = random.pick(names)
            for _ in 0...random.below(3) {
                let place = random.below(damaged[name]?.count ?? 0)
                damaged[name]?[place] = UInt8(truncatingIfNeeded: random.next() >> UInt64(random.below(57)))
            }
            guard var fold = try? read(damaged, UInt64(log.entries.count)) else { continue }
            accepted += 1
            _ = try answers(fold, log, types)
            log.apply(log.entries.count - 1, to: &fold, as: fold.count)
        }
        #expect(accepted >= 4)
    }

    @Test func `what columns hold has neither padding nor references`() {
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
