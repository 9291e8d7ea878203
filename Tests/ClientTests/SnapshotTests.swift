import EventLog
import EventModel
import LinuxIO
import Projections
import TestSupport
import Testing

@testable import Timeline

@Suite("Snapshots")
struct SnapshotTests {
    /// The seed and some corrections of it, a commit each.
    private func timeline() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline.ofSeed()
        for (name, text) in [
            (
                "c1.yaml",
                """
                correction: alliance
                verb: corrected
                of: ai-alliance-network:made:2024-12
                reason: The press release has a day.
                replacement:
                  announcement: ai-alliance-network
                  title: AI Alliance Network announced
                  occurred: 2024-12-11
                  category: launch
                  organisation: ai-alliance-network
                  members: [{ref: brics}, {ref: RS}]

                """
            ),
            ("c2.yaml", "correction: c2\nverb: retracted\nof: alliance:corrected\nreason: error\n"),
        ] {
            try timeline.drop(name, text)
            try timeline.commit()
        }
        return timeline
    }

    private func reader(_ timeline: ScratchTimeline) throws -> TimelineReader {
        try TimelineReader.open(Paths(root: timeline.root))
    }

    private func store(_ timeline: ScratchTimeline) -> SnapshotStore { SnapshotStore(Paths(root: timeline.root)) }

    /// Every answer from every entry, as text.
    private func answers(_ timeline: ScratchTimeline) throws -> [String] {
        let reader = try reader(timeline)
        let size = reader.head.size
        return try (0..<size).flatMap { seq in
            try Projections.all.map { type in
                let fold = try reader.fold([type])
                #expect(fold.count == size)
                let point = reader.point(Point(asOf: 1_750_000_000), knownAt: .entry(seq))
                let rows = fold.rows(of: type, at: point, words: reader.words(of: fold))
                return "\(seq) \(type.name) " + JSON.array(rows).line
            }
        }
    }

    /// How many entries the state has that is read from the snapshot; nil where none is.
    private func count(_ timeline: ScratchTimeline, _ types: [any Projection.Type] = Projections.all) throws -> UInt64?
    {
        let (store, log) = (store(timeline), try reader(timeline).log)
        return store.manifest.flatMap { store.read(types, $0, of: log)?.count }
    }

    /// Snapshots of these sizes.
    private func keep(_ sizes: [UInt64], _ timeline: ScratchTimeline) throws {
        let reader = try reader(timeline)
        for size in sizes {
            try store(timeline).write(try reader.fold(first: size), of: reader.log)
        }
    }

    @Test func `no answer changes with them, whichever there are`() throws {
        let timeline = try timeline()
        let before = try answers(timeline)
        for size in 1...UInt64(12) {
            try keep([size], timeline)
            #expect(try answers(timeline) == before)
            #expect(store(timeline).size == size)
        }
        #expect(try store(timeline).clear())
        #expect(try answers(timeline) == before)
    }

    @Test func `one that is damaged, cut, of another log or half there is passed over`() throws {
        let timeline = try timeline()
        let before = try answers(timeline)
        try keep([9], timeline)
        let folder = "\(timeline.root)/cache/state"
        for part in try Directory.open(folder).names().map(\.escaped) {
            let bytes = try ScratchTimeline.bytes(of: "\(folder)/\(part)")
            let spoiled: [[UInt8]] =
                [bytes.dropLast(1), [], bytes + [0], Array(bytes.prefix(40))]
                + stride(from: 0, to: bytes.count, by: 1 + bytes.count / 40).map { place in
                    var copy = bytes
                    copy[place] ^= 0x10
                    return copy
                }
            for bytes in spoiled {
                try write(bytes, "\(folder)/\(part)")
                let seen = try reader(timeline).fold([Directives.self, Actors.self])
                #expect(seen.count == 12)
            }
            try write(spoiled[bytes.isEmpty ? 2 : 4], "\(folder)/\(part)")
            #expect(try answers(timeline) == before, "\(part)")
            try write(bytes, "\(folder)/\(part)")
        }
        _ = try Command("rm", "\(folder)/directives").run()
        #expect(try answers(timeline) == before)
    }

    private func columns(_ timeline: ScratchTimeline) throws -> [String: [UInt8]] {
        let folder = "\(timeline.root)/cache/state"
        let names = try Directory.open(folder).names().map(\.escaped)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try ScratchTimeline.bytes(of: "\(folder)/\($0)")) })
    }

    /// As commit by commit a daemon leaves it, and as a rebuild makes it.
    @Test func `one that was added to is the one made at once, to the byte`() throws {
        let timeline = try ScratchTimeline()
        for (place, name) in try ScratchTimeline.seedNames().enumerated() {
            try timeline.drop(name, try ScratchTimeline.bytes(of: "\(ScratchTimeline.seed)/\(name)"))
            try timeline.commit()
            let before = place == 0 ? [:] : try columns(timeline)
            let size = try reader(timeline).saveSnapshot().count
            #expect(store(timeline).size == size)
            let added = try columns(timeline)
            for (column, bytes) in before where column != "manifest" {
                #expect(added[column]?.starts(with: bytes) == true, "\(column)")
            }
            let other = store(timeline)
            let whole = try reader(timeline)
            try other.write(whole.fold(first: size), of: whole.log)
            #expect(try columns(timeline) == added)
        }
    }

    @Test func `what a crash left behind the columns is nothing, and is written over`() throws {
        let timeline = try timeline()
        try keep([9], timeline)
        _ = try Command(
            "sh", "-c", "cd '\(timeline.root)/cache/state'; for f in [a-l]* [n-z]*; do printf junk >> $f; done"
        )
        .run()
        #expect(try count(timeline) == 9)
        _ = try reader(timeline).saveSnapshot()
        #expect(try count(timeline) == 12)
        #expect(try count(timeline, [Actors.self]) == 12)
    }

    @Test func `a damaged one is made anew by the next that is due`() throws {
        let timeline = try timeline()
        try keep([9], timeline)
        try write([1, 2, 3], "\(timeline.root)/cache/state/entries.subject")
        _ = try reader(timeline).saveSnapshot()
        #expect(try count(timeline) == 12)
        #expect(try Command("ls", "-A", "\(timeline.root)/cache").run().lines == ["state"])
    }

    @Test func `one of another log with as many entries is passed over`() throws {
        let timeline = try timeline()
        try keep([12], timeline)
        let other = try ScratchTimeline(start: 1_736_500_000)
        for number in 0..<12 {
            try other.drop("\(number).yaml", "announcement: a\(number)\ntitle: T\noccurred: 2025\n")
            try other.commit()
        }
        let before = try answers(other)
        _ = try Command("cp", "-r", "\(timeline.root)/cache", "\(other.root)/cache").run()
        #expect(try answers(other) == before)
        #expect(try reader(other).fold([Directives.self]).count == 12)
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        var command = Command("sh", "-c", "cat > '\(path)'")
        command.input = .bytes(bytes)
        #expect(try command.run().succeeded)
    }

    @Test func `another is due when the log has grown by a sixteenth, at rest by a sixty-fourth`() {
        for isAtRest in [false, true] {
            #expect(!SnapshotStore.isDue(size: 4_095, last: 0, isAtRest: isAtRest))
            #expect(SnapshotStore.isDue(size: 4_096, last: 0, isAtRest: isAtRest))
            let next: UInt64 = isAtRest ? 1_015_625 : 1_062_500
            #expect(!SnapshotStore.isDue(size: next - 1, last: 1_000_000, isAtRest: isAtRest))
            #expect(SnapshotStore.isDue(size: next, last: 1_000_000, isAtRest: isAtRest))
            // Of a log that was restored from an older copy.
            #expect(!SnapshotStore.isDue(size: 5, last: 1_000_000, isAtRest: isAtRest))
        }
    }

    @Test func `rebuild makes one anew, and says how many it removed`() throws {
        let timeline = try timeline()
        let first = try timeline.run("rebuild")
        #expect(first.succeeded && first.text.contains("10 projections from 12 entries"), "\(first)")
        #expect(store(timeline).size == 12)
        let second = try timeline.run("rebuild")
        #expect(second.text.contains("Removed 1 snapshot from"), "\(second)")
        #expect(store(timeline).size == 12)
    }
}
