import EventModel
import Projections
import Testing

/// Questions that a document answers only to whoever reads closely: each on the shortest history that puts it.
struct SettledQuestionTests {
    struct Example: CustomTestStringConvertible {
        var testDescription: String
        var asOf = "2027"
        var events: [(Verb, String, String)]
        var projection = "directives"
        /// Rows, or their beginnings, as ``Oracle`` and ``Plain`` write them.
        var says: [String]
    }

    @Test(arguments: directives)
    func `of directives`(example: Example) throws { try check(example) }

    @Test(arguments: others)
    func `of others`(example: Example) throws { try check(example) }

    /// Both give the answer that is expected, and differ in no other.
    private func check(_ example: Example) throws {
        var log = TestLog()
        for (verb, slug, data) in example.events {
            try log.add(verb, slug, "{\(verb.kind == .actor ? "" : "'title': 'T', ")\(data)}")
        }
        let moment = HistoryComparison.Moment(known: example.events.count, asOf: example.asOf, certain: false)
        let comparison = try HistoryComparison(log: log)
        for found in try comparison.differences(at: moment) {
            Issue.record("\(try comparison.report(found.projection, at: moment))")
        }
        for answers in try comparison.answers(at: moment, [example.projection]) {
            for line in example.says {
                #expect(answers.rows.contains { $0.hasPrefix(line) }, "\(line): \(answers.rows)")
            }
        }
    }
}
