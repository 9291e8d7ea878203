import Projections
import TestSupport
import Testing

@testable import Timeline
@testable import timelinectl

@Suite("The timeline as text")
struct TimelineViewTests {
    @Test func `a year is written as soon as it is whole, whatever stands open beside it`() throws {
        let timeline = try ScratchTimeline()
        let dates = ["[..2024]", "[..2026]", "2023-05", "2023-06", "2024-02", "2025-01"]
        let lines = dates.enumerated().map { number, date in
            #"{"announcement":"a\#(number)","title":"N\#(number)","occurred":"\#(date)"}"# + "\n"
        }
        try timeline.drop("a.ndjson", lines.joined())
        try timeline.commit()
        let reader = try TimelineReader.open(Paths(root: timeline.root))
        var written: [String] = []
        var soon: [[String]] = []
        var view = TimelineView(columns: 80, style: .none) { written.append($0) }
        let fold = try reader.fold([Timeline.self])
        try reader.forEachRow(of: Timeline.self, in: fold, at: Point(asOf: 1_800_000_000)) { row in
            view.add(row)
            soon.append(written.filter { $0.hasPrefix("20") })
        }
        #expect(soon == [[], [], [], [], ["2023"], ["2023", "2024"]])
        view.finish()
        #expect(written.filter { $0.hasPrefix("20") } == ["2023", "2024", "2025", "2026"])
        #expect(written.filter { $0.contains("N0") }.count == 1)
    }
}
