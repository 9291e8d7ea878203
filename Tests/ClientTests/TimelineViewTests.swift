import EventModel
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

    @Test func `years stand over their facts as the facts have them, and what has no end before all of them`() throws {
        let timeline = try ScratchTimeline()
        let dates = ["-0044", "-0043-03-15", "0476", "Y-65000000", "{..1983,1990..}", "2024"]
        try timeline.drop(
            "a.ndjson",
            dates.enumerated().map { #"{"announcement":"a\#($0)","title":"N\#($0)","occurred":"\#($1)"}"# }.joined(
                separator: "\n"))
        try timeline.commit()
        let lines = try timeline.run("state", "timeline").lines
        #expect(
            lines.filter { !$0.hasPrefix("  ") && !$0.isEmpty } == [
                "At an unknown time", "65,000,001 BC", "45 BC", "44 BC", "AD 476", "2024",
            ], "\(lines)")
    }

    /// Facts with long titles, names and many parties.
    private func long() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        var generator = Generator(seed: 5)
        let words = ["export", "controls", "of", "半導体製造装置の輸出管理", "artificial", "intelligence", "semiconductors"]
        let lines = (0..<200).map { number in
            let title = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            let parties = (0..<Int.random(in: 1...8, using: &generator)).map { "\"party-of-the-fact-\($0)\"" }
            let slug = (0..<Int.random(in: 1...8, using: &generator)).map { "part\($0)" }.joined(separator: "-")
            return """
                {"announcement":"\(slug)-\(number)","title":"\(title.joined(separator: " "))","occurred":"20\(10 + number % 15)",\
                "by":[\(parties.joined(separator: ","))]}
                """
        }
        try timeline.drop("a.ndjson", lines.joined(separator: "\n"))
        try timeline.commit()
        return timeline
    }

    @Test(arguments: [80, 100, 120, 200])
    func `a fact takes about two lines, three at most, and is never without its subject`(columns: Int) throws {
        let timeline = try long()
        let text = try timeline.run(["state", "timeline"], environment: ["COLUMNS": "\(columns)"]).text
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
        #expect(lines.allSatisfy { Width.columns(String($0)) <= columns })
        let starts = lines.indices.filter { lines[$0].contains("●") }
        #expect(starts.count == 200)
        let heights = zip(starts, starts.dropFirst() + [lines.count]).map { $1 - $0 }
        // A subject that is longer than the line takes one more.
        #expect(heights.allSatisfy { $0 <= (columns < 100 ? 4 : 3) })
        #expect(Double(heights.reduce(0, +)) / 200 < (columns < 100 ? 3 : 2.4), "\(heights.reduce(0, +))")
        let joined = text.filter { !$0.isWhitespace }
        for number in 0..<200 {
            #expect(
                joined.contains("-\(number)·") || joined.contains("-\(number)2") || joined.contains("-\(number)●"),
                "\(number)")
        }
    }

    @Test func `in brief a fact is one line, whole in a pipe and cut on a terminal`() throws {
        let timeline = try long()
        let lines = try timeline.run("state", "timeline", "--brief").lines
        let rows = try timeline.run("state", "timeline", "-o", "ndjson").lines.map {
            JSON(0, of: try Document(json: Array($0.utf8)))
        }
        #expect(lines.count == 200)
        for (line, row) in zip(lines, rows) {
            #expect(line.hasSuffix("\(row["title"]?.text ?? "")  \(row["subject"]?.text ?? "")"))
        }
        let cut = try timeline.terminal("state", "timeline", "--brief", "--color", "never")
        #expect(cut.count == 200)
        #expect(cut.allSatisfy { Width.columns($0) <= 80 })
        for (line, row) in zip(cut, rows) {
            let subject = row["subject"]?.text ?? ""
            #expect(line.hasSuffix(subject) || subject.utf8.count > 40 && line.hasSuffix("…"))
        }
    }

    @Test func `in brief facts stand in the order in which the timeline has them`() throws {
        let timeline = try ScratchTimeline.ofSeed()
        let full = try timeline.run("state", "timeline").text
        var rest = full[...]
        for line in try timeline.run("state", "timeline", "--brief").lines {
            // After the date and the mark, and of what is to come the word for it.
            let text = line.dropFirst(20)
            let title = (text.hasPrefix("target: ") ? text.dropFirst("target: ".count) : text).prefix(20)
            let found = try #require(rest.firstRange(of: title), "\(title)")
            rest = rest[found.upperBound...]
        }
    }

    @Test(arguments: [["directives", "--brief"], ["--brief"], ["timeline", "--brief", "-o", "json"]])
    func `only the timeline as text has a brief form`(words: [String]) throws {
        let outcome = try ScratchTimeline().run(["state"] + words)
        #expect(
            outcome.status == .exited(64) && outcome.errorText.contains("--brief is for the timeline"), "\(outcome)")
    }
}
