import EventLog
import EventModel
import Histories
import Intake
import LinuxIO
import Testing

/// The index of a log that lies in cache/: it makes starts short, and no answer another.
struct `An index in the cache` {
    @Test(arguments: Repetitions.seeds(30))
    func `answers as the log does, through lives and deaths and whatever becomes of its files`(seed: UInt64) throws {
        let log = try IndexedLog(seed: seed)
        for _ in 0..<12 {
            do {
                var life = try log.open()
                try log.check(life)
                for _ in 0..<log.random.number(0...12) {
                    try log.append(&life)
                    if log.random.happens(percent: 50) { log.sign(life) }
                    if life.index.isSaveDue { try log.save(life) }
                    if log.random.below(6) == 0 { try? log.store.consolidate() }
                    if log.random.below(12) == 0 { try IndexedLog.clear("\(log.root)/cache") }
                }
                try log.checkIdentities(life.index)
                if log.random.below(3) > 0 { try log.save(life) }
                // The process that makes a new base may outlive the daemon.
                if log.random.happens(percent: 50) { try? log.store.consolidate() }
            }
            try log.random.pick(Misfortune.allCases).strike(log)
        }
    }

    /// What can happen between two lives; most often nothing does.
    enum Misfortune: CaseIterable {
        case none, nothing, quiet, torn, cutBack, restored, deleted, shortened, flipped, older

        func strike(_ log: IndexedLog) throws {
            // Within a tick of the clock, a change does not show.
            if self != .none { Clock.sleep(microseconds: 2 * CheckedPrefix.tick) }
            switch self {
            case .none, .nothing, .quiet: break
            case .torn: try log.tear()
            case .cutBack: try log.cutBack()
            case .restored: try log.restore()
            case .deleted: if let name = try pick(log) { try log.cache().remove(name) }
            case .shortened:
                guard let name = try pick(log) else { return }
                let file = try log.cache().openForWriting(name)
                try file.truncate(to: log.random.number(0...file.status().size))
            case .flipped:
                guard let name = try pick(log) else { return }
                let file = try log.cache().openForWriting(name)
                guard try file.status().size > 0 else { return }
                let place = try log.random.below(file.status().size)
                try file.write(file.read(at: place, count: 1).map { $0 ^ 1 }, at: place)
            case .older:
                let kept = try Directory.open("\(log.root)/aside")
                if try kept.names().contains(where: { $0.hasPrefix("index") }) {
                    try IndexedLog.copy(kept, to: "\(log.root)/cache")
                } else {
                    try IndexedLog.copy(log.cache(), to: "\(log.root)/aside")
                }
            }
        }

        private func pick(_ log: IndexedLog) throws -> FileName? {
            let names = try log.cache().names().sorted()
            return names.isEmpty ? nil : log.random.pick(names)
        }
    }

    /// A log of some segments, with a base and a tail of its index.
    private func makeLog(batches: Int = 40) throws -> IndexedLog {
        let log = try IndexedLog()
        for _ in 0..<2 {
            var life = try log.open()
            for _ in 0..<batches / 2 { try log.append(&life) }
            try log.save(life)
            try log.store.consolidate()
        }
        var life = try log.open()
        try log.append(&life)
        try log.save(life)
        try #require(try log.cache().names().count == 2)
        return log
    }

    @Test func `is taken up whole after a clean stop, and up to the last segment after a crash`() throws {
        let log = try makeLog()
        for hasGrown in [false, false, true] {
            var life = try log.open()
            let start = life.writer.start
            #expect(start?.head == life.index.summary.head)
            if hasGrown { try log.append(&life) }
        }
        let life = try log.open()
        let (start, checked) = (life.writer.start, life.writer.checked)
        // A segment that was sealed since counts as changed, too.
        #expect(try #require(start).files.count >= checked.files.count - 2)
        try log.check(life)
    }

    @Test func `is not believed beyond the head that was signed last`() throws {
        let log = try makeLog()
        let kept = try #require(KeptIndex(log.store, atMost: .max))
        #expect(kept.places.count == 2)
        let sizes = kept.places.map(\.head.size)
        #expect(KeptIndex(log.store, atMost: sizes[0] - 1)?.places.map(\.head.size) == [sizes[1]])
        #expect(KeptIndex(log.store, atMost: sizes[1] - 1)?.places.isEmpty == true)
    }

    @Test func `is made anew out of what memory has when it was deleted under the daemon`() throws {
        let log = try makeLog()
        var life = try log.open()
        try IndexedLog.clear("\(log.root)/cache")
        let checked = life.writer.checked
        #expect(life.index.isBehind(checked, in: log.store))
        try log.append(&life)
        try log.checkIdentities(life.index)
        try log.save(life)
        #expect(try log.cache().names().map(\.escaped) == ["index"])
        _ = consume life
        let again = try log.open()
        let start = again.writer.start
        #expect(start?.head == again.index.summary.head)
        try log.check(again)
    }

    @Test func `whose pages fail under the daemon misses nothing that it has taken in since`() throws {
        let log = try makeLog()
        for _ in 0..<8 {
            var life = try log.open()
            for _ in 0..<5 { try log.append(&life) }
            for name in try log.cache().names() { try log.cache().openForWriting(name).truncate(to: 0) }
            try log.checkIdentities(life.index)
            try log.append(&life)
            try log.check(life)
            try log.save(life)
            try log.store.consolidate()
        }
    }

    @Test func `of another log is none`() throws {
        let (log, other) = (try makeLog(), try makeLog(batches: 44))
        try IndexedLog.copy(other.cache(), to: "\(log.root)/cache")
        let life = try log.open()
        let start = life.writer.start
        #expect(start == nil)
        try log.check(life)
    }

    @Test func `with any byte changed gives the same answers`() throws {
        let log = try makeLog(batches: 16)
        for name in try log.cache().names() {
            let file = try log.cache().openForWriting(name)
            let whole = try file.read(at: 0, count: file.status().size)
            // Every byte of the header; of the pages, all of which have a checksum, some.
            let header = whole.prefix { $0 != UInt8(ascii: "\n") }.indices
            let places = header + whole.indices.dropFirst(header.count).filter { $0 % 23 == 0 }
            for place in places {
                try file.write([whole[place] ^ UInt8(1 << (place % 8))], at: place)
                let life = try log.open()
                try log.checkIdentities(life.index)
                #expect(life.index.summary.head.size == log.ids.count)
                _ = consume life
                try file.write([whole[place]], at: place)
            }
        }
    }

    @Test func `cut off anywhere gives the same answers`() throws {
        let log = try makeLog(batches: 16)
        for name in try log.cache().names() {
            let file = try log.cache().openForWriting(name)
            let whole = try file.read(at: 0, count: file.status().size)
            for count in stride(from: whole.count - 1, through: 0, by: -97) {
                // While it is open, too.
                let life = try log.open()
                try file.truncate(to: count)
                try log.checkIdentities(life.index)
                _ = consume life
                let again = try log.open()
                try log.checkIdentities(again.index)
                _ = consume again
                try file.write(whole, at: 0)
            }
        }
    }
}
