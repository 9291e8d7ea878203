import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl show tells the story of a correction")
struct ShowStoryTests {
    /// An announcement, two corrections of it, and the second taken back.
    private func timeline() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        func correction(_ slug: String, _ title: String) -> String {
            """
            correction: \(slug)
            verb: corrected
            of: a:made:2025
            reason: The title was \(slug).
            replacement: {announcement: a, title: \(title), occurred: 2025}

            """
        }
        for (index, text) in [
            "announcement: a\ntitle: First\noccurred: 2025\n", correction("wrong", "Second"),
            correction("wrong-again", "Third"),
            "correction: back\nverb: retracted\nof: wrong-again:corrected\nreason: error\n",
        ].enumerated() {
            try timeline.drop("\(index).yaml", text)
            try timeline.commit()
        }
        return timeline
    }

    private func fates(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("now: ") }.map {
            String($0.dropFirst(5))
        }
    }

    @Test(arguments: ["a:made:2025", "announcement/a", "#0", "#2"])
    func `of an event, with all that corrected it, by whatever name it is asked for`(name: String) throws {
        let shown = try timeline().run("show", name)
        #expect(shown.succeeded, "\(shown)")
        #expect(
            fates(shown.text) == [
                "corrected by #1: The title was wrong.", "applies to #0",
                "taken back: as if it had never been made", "applies to #2",
            ], "\(shown.text)")
        #expect(shown.text.contains("instead: made announcement/a"), "\(shown.text)")
    }

    @Test func `as it was known then`() throws {
        let timeline = try timeline()
        #expect(
            fates(try timeline.run("show", "announcement/a", "--known-at", "#2").text) == [
                "corrected by #2: The title was wrong-again.", "replaced by a later correction", "applies to #0",
            ])
        #expect(fates(try timeline.run("show", "announcement/a", "--known-at", "#0").text) == [])
    }

    @Test func `of a retracted event`() throws {
        let timeline = try timeline()
        try timeline.drop("r.yaml", "correction: r\nverb: retracted\nof: a:made:2025\nreason: duplicate\n")
        try timeline.commit()
        let shown = try timeline.run("show", "a:made:2025").text
        #expect(fates(shown).first == "retracted by #4: duplicate", "\(shown)")
        #expect(try timeline.run("state", "announcements", "-o", "json").text == "[]\n")
    }

    @Test func `for scripts, as the rows of the corrections`() throws {
        let json = try timeline().run("show", "announcement/a", "-o", "json").text
        #expect(json.contains(#""corrections":[{"subject":"correction/wrong","seq":1,"#), "\(json)")
    }
}
