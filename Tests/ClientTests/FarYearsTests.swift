import EventModel
import TestSupport
import Testing

/// Years that no instant of a log reaches are dates of the world like any other.
@Suite("Years far away")
struct FarYearsTests {
    private static let years: [Int64] = [
        -292_000_000_000, -170_000_000, -292_278, 292_277, 292_278, 170_000_000, 292_000_000_000,
    ]

    private let timeline: ScratchTimeline

    init() throws {
        timeline = try ScratchTimeline()
        let lines = Self.years.enumerated().map { index, year in
            #"{"announcement": "fact-\#(index)", "title": "fact-\#(index)", "occurred": "Y\#(year)", "by": "x"}"#
        }
        try timeline.drop("far.ndjson", lines.joined(separator: "\n"))
        try timeline.commit()
    }

    private func found(_ words: String...) throws -> [String] {
        let outcome = try timeline.run(words + ["-o", "json"])
        #expect(outcome.succeeded, "\(outcome)")
        return JSON(0, of: try Document(json: outcome.output)).elements.compactMap { $0["subject"]?.text }
    }

    @Test func `a question at the year finds the fact, at the year before it does not`() throws {
        for (index, year) in Self.years.enumerated() {
            let subject = "announcement/fact-\(index)"
            #expect(try found("state", "timeline", "--as-of", "Y\(year)").last == subject)
            #expect(try found("state", "timeline", "--as-of", "Y\(year)", "--certain").last == subject)
            #expect(
                try found("state", "timeline", "--as-of", "Y292E9", "--since", "Y\(year)", "--until", "Y\(year)")
                    == [subject])
            guard year > -292_000_000_000 else { continue }
            #expect(try found("state", "timeline", "--as-of", "Y\(year - 1)").contains(subject) == false)
        }
    }

    @Test(arguments: [60, 80, 99, 100, 140]) func `a year is shown whole, and as its heading says it`(columns: Int)
        throws
    {
        let outcome = try timeline.run(
            ["state", "timeline", "--as-of", "Y292000000000"], environment: ["COLUMNS": "\(columns)"])
        #expect(outcome.succeeded && !outcome.text.contains("…"), "\(outcome)")
        var heading = ""
        for line in outcome.lines {
            if !line.hasPrefix(" ") { heading = line }
            guard let mark = line.firstRange(of: " ●") else { continue }
            let date = line[..<mark.lowerBound].split(separator: " ").joined(separator: " ")
            // Where there is no room for it, the year as it is written.
            let isWritten = Self.years.contains { "Y\($0)" == date } && heading.utf8.count > 16
            #expect(date == heading || isWritten, "\(date) under \(heading)")
        }
    }

    @Test func `a listing finds what happened in the year alone`() throws {
        for (index, year) in Self.years.enumerated() {
            let outcome = try timeline.run("log", "--occurred", "Y\(year)", "-o", "cat")
            let ids = outcome.lines.filter { $0.contains("fact-") }
            #expect(ids.count == 1 && ids[0].contains("fact-\(index)"), "\(outcome)")
        }
    }
}
