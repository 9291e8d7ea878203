import EventModel
import Histories
import Intake
import Testing

/// What generators of histories write, by the intake's own check.
struct HistoryTests {
    /// Files of lines, as they would be dropped.
    private func check(_ bytes: [UInt8]) throws -> CheckedFile {
        let file = CheckedFile.check(name: "a.ndjson", bytes: bytes, defaults: .init(), roomForEvent: 65_000)
        #expect(file.problems.isEmpty, "\(file.problems.first.map { "\($0)" } ?? "")")
        // What is written is the canonical form already.
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        #expect(file.events.count == lines.count)
        for (event, line) in zip(file.events, lines) where !event.canonical.elementsEqual(line) {
            Issue.record("not canonical: \(String(decoding: line, as: UTF8.self))")
            break
        }
        return file
    }

    /// Each correction names an event of its own source, from an earlier file or this one.
    private func expectTargets(_ files: [CheckedFile]) {
        var known: Set<EventIdentity> = []
        for file in files {
            let count = known.count
            known.formUnion(file.events.map(\.identity))
            #expect(known.count == count + file.events.count)
            for correction in file.events.compactMap(\.corrects) {
                let isKnown = known.contains(correction.identity)
                #expect(isKnown, "\(correction.identity.id)")
            }
        }
    }

    @Test(arguments: Repetitions.seeds(12))
    func `the intake takes every event of a dense history as it stands`(seed: UInt64) throws {
        let drafts = DenseHistory.drafts(seed: seed, count: 60, corrections: 25)
        let file = try check(Array(drafts.map(CanonicalWriter.event).joined(separator: [UInt8(ascii: "\n")])))
        expectTargets([file])
    }

    @Test func `the intake takes every event of a long history as it stands`() throws {
        let perFile = 250
        var history = LongHistory(seed: 5, events: 3_000, perFile: perFile)
        var files: [CheckedFile] = []
        var bytes = 0
        for _ in 0..<12 {
            var writer = CanonicalWriter()
            for _ in 0..<perFile {
                let isThere = history.next(into: &writer)
                #expect(isThere)
                writer.bytes.append(UInt8(ascii: "\n"))
            }
            bytes += writer.bytes.count
            files.append(try check(writer.bytes))
        }
        var writer = CanonicalWriter()
        let isMore = history.next(into: &writer)
        #expect(!isMore)
        expectTargets(files)
        let events = files.flatMap(\.events)
        #expect(600...720 ~= bytes / events.count)
        let corrections = events.filter { $0.kind == .correction }
        #expect(30...100 ~= corrections.count)
        #expect(Set(events.compactMap(\.verb)) == Set(Verb.allCases))
    }

    @Test func `a long history is the same to the byte from a seed`() throws {
        func digest(_ seed: UInt64) -> UInt64 {
            var history = LongHistory(seed: seed, events: 500, perFile: 100)
            var writer = CanonicalWriter()
            while history.next(into: &writer) { writer.bytes.append(UInt8(ascii: "\n")) }
            // FNV-1a: a number that another machine, too, must arrive at.
            return writer.bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        #expect(digest(1) == 12_156_755_769_250_947_042)
        #expect(digest(1) != digest(2))
    }
}
