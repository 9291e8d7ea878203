import EventModel
import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl state, of what was corrected")
struct CorrectionViewTests {
    private static let corrections = """
        correction: alliance-date
        verb: corrected
        of: ai-alliance-network:made:2024-12
        reason: The press release is dated 11 December.
        replacement:
          announcement: ai-alliance-network
          title: AI Alliance Network announced on 11 December
          occurred: 2024-12-11
          by: putin
        ---
        correction: no-plant
        verb: retracted
        of: yandex-indonesia-ai:planned:[..2024-11]
        reason: error
        ---
        correction: plant-after-all
        verb: retracted
        of: no-plant:retracted
        reason: error
        """

    private let timeline: ScratchTimeline

    init() throws {
        timeline = try ScratchTimeline.ofSeed()
        try timeline.drop("corrections.yaml", Self.corrections)
        try timeline.commit()
    }

    @Test func `the timeline marks a corrected fact, and names the entry it was`() throws {
        let outcome = try timeline.run("state", "timeline", "--as-of", "2024-12-31", "--certain")
        #expect(
            outcome.lines == [
                "2024",
                "  November",
                "    by November 2024       ● Yandex plans to invest in Indonesia’s AI ecosystem",
                "                             planned investment/yandex-indonesia-ai · by yandex, recipient ID",
                "  December",
                "    11 December 2024       ● AI Alliance Network announced on 11 December",
                "                             made announcement/ai-alliance-network ↺ corrected, was #2 · by putin",
            ])
    }

    @Test func `corrections say how they stand`() throws {
        let outcome = try timeline.run(["state", "corrections"], environment: ["COLUMNS": "160"])
        #expect(
            outcome.lines.map {
                $0.split(separator: "  ", omittingEmptySubsequences: true).map { $0.drop { $0 == " " } }
            } == [
                ["#", "OF", "REASON", "VERB", "STANDING", "RECORDED"],
                [
                    "10", "ai-alliance-network:made:2024-12", "The press release is dated 11 December.", "corrected",
                    "applies",
                    "2025-01-09 12:00:11",
                ],
                [
                    "11", "yandex-indonesia-ai:planned:[..2024-11]", "error", "retracted", "retracted",
                    "2025-01-09 12:00:11",
                ],
                ["12", "no-plant:retracted", "error", "retracted", "applies", "2025-01-09 12:00:11"],
            ])
    }

    @Test func `what was known before is told as it was`() throws {
        let outcome = try timeline.run(
            ["state", "timeline", "--subject", "ai-alliance-network", "--known-at", "#9", "-o", "json"])
        let row = try #require(JSON(0, of: Document(json: outcome.output)).elements.first)
        #expect(row["occurred"]?["text"]?.text == "2024-12")
        #expect(row["original"] == nil)
    }
}
