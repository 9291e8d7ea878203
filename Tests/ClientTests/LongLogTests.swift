import EventLog
import LinuxIO
import Projections
import TestSupport
import Testing

@testable import Timeline

/// What all processors work on is what one would have found.
@Suite("Long logs")
struct LongLogTests {
    @Test func `as many processors work as the system lets this program have`() throws {
        #expect(try Command("nproc").run().lines == ["\(Parallel.processors)"])
    }

    @Test func `parts of a long log together are all of it`() throws {
        let timeline = try ScratchTimeline()
        let count = UInt64(TimelineReader.shortLog) + 1_001
        for first in stride(from: 0, to: count, by: 7_000) {
            let lines = (first..<min(first + 7_000, count)).map { number in
                #"{"announcement":"a\#(number / 3)","verb":"\#(["made", "confirmed", "denied"][Int(number % 3)])","#
                    + #""title":"N \#(number)","occurred":"2024-0\#(1 + number % 9)","id":"e\#(number)"}"# + "\n"
            }
            try timeline.drop("f\(first).ndjson", lines.joined())
            try timeline.commit()
        }
        let reader = try TimelineReader.open(Paths(root: timeline.root))
        try #require(reader.head.size == count)
        let point = Point(asOf: 1_750_000_000)

        for type in [Announcements.self, Timeline.self] as [any Projection.Type] {
            let fold = try reader.fold([type])
            var one: [String] = []
            fold.forEachRow(of: type, at: point, words: reader.words(of: fold)) { one.append($0.line) }
            var all: [String] = []
            try reader.forEachRow(of: type, in: fold, at: point) { all.append($0.line) }
            #expect(all.count == fold.rowCount(of: type, at: point, words: reader.words(of: fold)))
            #expect(all == one)
        }

        let counted = try timeline.run("stats", "-o", "json").text
        #expect(
            counted.contains(
                #""entries":\#(count),"kinds":{"announcement":{"made":7001,"confirmed":7000,"denied":7000}}"#))
        #expect(counted.contains(#""batches":4,"#))
    }
}
