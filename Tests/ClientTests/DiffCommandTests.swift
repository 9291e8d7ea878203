import EventModel
import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl diff, and points in time of listings")
struct DiffCommandTests {
    /// The seed; then, in the same log, a revocation in 2026 and a payment.
    private func timeline() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline.ofSeed()
        try timeline.drop(
            "revoked.yaml",
            """
            directive: ru-cn-ai-cooperation
            verb: revoked
            title: The order is revoked
            occurred: 2026-05-01
            by: putin

            """)
        try timeline.commit()
        try timeline.drop(
            "paid.yaml",
            """
            investment: yandex-indonesia-ai
            verb: disbursed
            title: Yandex pays a first rate
            occurred: 2026-06
            by: yandex
            recipient: ID
            amount: 1000000 USD

            """)
        try timeline.commit()
        return timeline
    }

    private func changes(_ timeline: ScratchTimeline, _ words: String...) throws -> [String] {
        let outcome = try timeline.run(["diff"] + words + ["-o", "json"])
        let json = JSON(0, of: try Document(json: outcome.output))
        let changes = (json["changes"]?.elements ?? []).map {
            "\($0["change"]?.text ?? "") \($0["subject"]?.text ?? "")"
        }
        #expect(outcome.status == .exited(changes.isEmpty ? 0 : 1), "\(outcome)")
        return changes
    }

    @Test func `question 10: a revocation is what differs between the day before and the day after`() throws {
        let timeline = try timeline()
        #expect(try changes(timeline, "2026-04-30", "2026-05-02") == ["ended directive/ru-cn-ai-cooperation"])
        let text = try timeline.run("diff", "2026-04-30", "2026-05-02")
        #expect(
            text.lines == [
                "Ended",
                "  - directive/ru-cn-ai-cooperation  Strengthen cooperation with China in artificial intelligence",
                "    force: in force, by 2 January 2025 → revoked, 1 May 2026, by putin", "1 ended",
            ])
        let before = try timeline.run(
            "state", "directives", "--as-of", "2026-04-30", "--class", "inForce", "-o", "json")
        #expect(before.text.contains("directive/ru-cn-ai-cooperation"))
        let after = try timeline.run("state", "directives", "--as-of", "2026-05-02", "--class", "inForce", "-o", "json")
        #expect(after.text == "[]\n")
    }

    @Test func `what became known is what differs between two entries`() throws {
        let timeline = try timeline()
        #expect(
            try changes(timeline, "2030@#9", "2030@#11") == [
                "ended directive/ru-cn-ai-cooperation", "paid investment/yandex-indonesia-ai",
            ])
        #expect(try changes(timeline, "2030@#10", "2030@#10") == [])
        let paid = try timeline.run("diff", "2030@#10", "2030").text
        #expect(paid.contains("paid: nothing → 1,000,000 USD"), "\(paid)")
    }

    @Test func `money that went has not come`() throws {
        let timeline = try ScratchTimeline()
        try timeline.drop(
            "a.yaml",
            """
            - {investment: fund, verb: pledged, title: F, occurred: 2024-01, by: a, amount: 100 EUR}
            - {investment: fund, verb: disbursed, title: F, occurred: 2024-03, by: a, amount: 2 EUR}
            - {investment: fund, verb: cancelled, title: F, occurred: 2024-06}
            """)
        try timeline.commit()
        #expect(try changes(timeline, "2024-04", "2024-07") == ["cancelled investment/fund"])
        let text = try timeline.run("diff", "2024-04", "2024-07").text
        #expect(text.contains("pledged: 100 EUR → 2 EUR") && text.contains("1 cancelled"), "\(text)")
        #expect(try changes(timeline, "2024-04", "2024-02") == ["changed investment/fund"])
        #expect(
            try changes(timeline, "2023", "2024-07").filter { $0.hasSuffix("fund") } == [
                "pledged investment/fund", "paid investment/fund", "cancelled investment/fund",
            ])
    }

    @Test func `backwards, what came is removed`() throws {
        let timeline = try timeline()
        let back = try changes(timeline, "#1", "#0")
        #expect(back.contains("removed announcement/ru-brics-ai-intent"), "\(back)")
    }

    @Test func `everything is new from nothing`() throws {
        let timeline = try timeline()
        let all = try changes(timeline, "1900", "2024-12-31", "--certain")
        #expect(
            all.contains("announced announcement/ai-alliance-network")
                && all.contains("planned investment/yandex-indonesia-ai") && all.contains("appeared actor/brics"),
            "\(all)")
    }

    @Test func `a wrong point is explained`() throws {
        let outcome = try timeline().run("diff", "2025-13-01", "now")
        #expect(outcome.status == .exited(64), "\(outcome)")
        #expect(outcome.errorText.contains("FROM 2025-13-01"), "\(outcome)")
    }

    // MARK: Listings

    @Test func `the log as of a date and as known at an entry`() throws {
        let timeline = try timeline()
        func seqs(_ words: String...) throws -> [String] {
            try timeline.run(["log", "-o", "json"] + words).lines.map { String($0.dropFirst(7).prefix { $0 != "," }) }
        }
        #expect(try seqs("--as-of", "2024-12-31", "--certain") == ["2", "7"])
        #expect(try seqs("--as-of", "2026-05-01").count == 11)
        #expect(try seqs("--known-at", "#3") == ["0", "1", "2", "3"])
        #expect(try seqs("--known-at", "#3", "-n", "2") == ["2", "3"])
        #expect(try seqs("--known-at", "#3", "-r", "-n", "1") == ["3"])
        #expect(try seqs("--known-at", "2025-01-09T12:00:03Z") == ["0", "1", "2"])
        #expect(try seqs("--known-at", "2024-12-31") == [])
        #expect(try timeline.run("log", "-f", "--known-at", "#3").status == .exited(64))
    }

    @Test func `the statistics of what was known`() throws {
        let timeline = try timeline()
        let json = try timeline.run("stats", "--known-at", "#3", "-o", "json").text
        #expect(json.contains(#""entries":4,"#) && json.contains(#""batches":4,"#), "\(json)")
        let certain = try timeline.run("stats", "--as-of", "2024-12-31", "--certain", "-o", "json").text
        #expect(certain.contains(#""entries":2,"#), "\(certain)")
    }
}
