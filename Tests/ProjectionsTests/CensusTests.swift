import EventModel
import Histories
import Projections
import Testing

/// What is counted from a state is what a walk over the log would count.
struct CensusTests {
    @Test func `entries are counted as they were recorded, those of others and corrections among them`() throws {
        let log = try history()
        let fold = log.fold(Census.projections, batchesOf: 3)
        for point in [Point(asOf: .max)] + (try points()) {
            let census = Census(fold, at: point, words: log.words)
            let naive = Walk(log, batchesOf: 3, at: point)
            #expect(census.entries == UInt64(naive.counted.count))
            #expect(census.first == naive.counted.first && census.last == naive.counted.last)
            #expect(census.others == naive.others)
            #expect(census.batches == UInt64(naive.batches.count))
            #expect(census.subjects == naive.subjects.count && census.actors == naive.actors.count)
            let verbs = census.byKind.flatMap(\.verbs)
            #expect(Dictionary(uniqueKeysWithValues: verbs.map { ($0.verb, $0.count) }) == naive.verbs)
        }
    }

    @Test func `nothing is counted of an empty log`() {
        let census = Census(Fold(Census.projections), at: Point(asOf: .max), words: TestLog().words)
        #expect(census.entries == 0 && census.batches == 0 && census.first == nil && census.byKind.isEmpty)
    }

    private func points() throws -> [Point] {
        try ["1990", "2008-05", "2015", "2026"].flatMap { [try point($0), try point($0, certain: true)] }
    }

    /// A history with corrections, and with events that are not of the model.
    private func history() throws -> TestLog {
        var history = LongHistory(seed: 7, events: 4_000, perFile: 1_000)
        var log = TestLog()
        for number in 0..<4_000 {
            var writer = CanonicalWriter()
            guard history.next(into: &writer) else { break }
            try log.add(event: String(decoding: writer.bytes, as: UTF8.self))
            if number % 50 == 0 {
                let data = number % 100 == 0 ? #"{"occurred":"2010"}"# : #"{"occurred":7}"#
                try log.add(
                    event: #"{"data":\#(data),"id":"o\#(number)","source":"/other","#
                        + #""specversion":"1.0","subject":"directive/d","type":"org.example.other"}"#)
            }
        }
        try log.add(
            .corrected, "own", #"{'actors':[{'ref':'nobody-else','role':'by'}],'of':{'id':'x','source':'/y'}}"#)
        return log
    }
}

/// The same, event by event.
private struct Walk {
    var counted: [UInt64] = []
    var others: UInt64 = 0
    var batches: Set<Int> = []
    var verbs: [Verb: UInt64] = [:]
    var subjects: Set<String> = []
    var actors: Set<String> = []

    init(_ log: TestLog, batchesOf size: Int, at point: Point) {
        for (seq, entry) in log.entries.enumerated() {
            let event = JSON(0, of: entry.document)
            let verb = Verb.allCases.first { $0.type == event["type"]?.text }
            let occurred = event["data"]?["occurred"]?.text.flatMap { try? EDTF($0) }
            if verb?.kind != .correction, let occurred, !When(occurred.extent).hasBegun(by: point) {
                continue
            }
            counted.append(UInt64(seq))
            batches.insert(seq / size)
            guard let verb else {
                others += 1
                continue
            }
            verbs[verb, default: 0] += 1
            if let subject = event["subject"]?.text { subjects.insert(subject) }
            for actor in event["data"]?["actors"]?.elements ?? [] {
                if let ref = actor["ref"]?.text { actors.insert(ref) }
            }
            guard verb.kind == .directive else { continue }
            // Who has to do a part of a directive takes part in it.
            for provision in event["data"]?["provisions"]?.elements ?? [] {
                actors.formUnion((provision["assignee"]?.elements ?? []).compactMap(\.text))
            }
        }
    }
}
