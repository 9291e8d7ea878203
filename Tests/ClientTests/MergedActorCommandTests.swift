import TestSupport
import Testing

/// Actors that are one, as `log`, `show`, `state` and `stats` tell of them: all by the same answer.
struct `Merged actors in commands` {
    /// Entry 0 orders as `old`, 1 promises as `new`, 2 merges them, 3 names `new` with `third`.
    private func timeline() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        for (name, text) in [
            ("0.yaml", "directive: order\ntitle: Order\noccurred: 2023\nby: old\nto: third\n"),
            (
                "1.yaml",
                "investment: money\ntitle: Money\nverb: pledged\noccurred: 2023\nprovider: new\n"
                    + "amount: {value: 5, currency: EUR}\n"
            ),
            ("2.yaml", "actor: old\nverb: merged\ninto: new\ntitle: Old becomes New\noccurred: 2024\n"),
            ("3.yaml", "announcement: both\ntitle: Both\noccurred: 2025\nby: new\nwith: third\n"),
        ] {
            try timeline.drop(name, text)
            try timeline.commit()
        }
        return timeline
    }

    private func log(_ timeline: ScratchTimeline, _ options: String...) throws -> [Int] {
        try timeline.run(["log", "-q", "-o", "short"] + options).lines.map { line in
            Int(line.drop { $0 != "#" }.dropFirst().prefix { $0.isNumber }) ?? -1
        }
    }

    @Test func `the log finds them by any name, from the day of the merge on and as it was known`() throws {
        let timeline = try timeline()
        #expect(try timeline.logLines().count == 4)
        for name in ["old", "new", "actor/old"] {
            #expect(try log(timeline, "--by", name) == [0, 3], "\(name)")
            #expect(try log(timeline, "--actor", name) == [0, 1, 3], "\(name)")
            #expect(try log(timeline, "--actor", "\(name)+third") == [0, 3], "\(name)")
        }
        #expect(try log(timeline, "--subject", "new") == [2])
        #expect(try log(timeline, "--by", "new", "--known-at", "#1") == [])
        #expect(try log(timeline, "--actor", "new", "--as-of", "2023") == [1])
        #expect(try log(timeline, "--actor", "old", "--as-of", "2023") == [0])
    }

    @Test func `state gives the rows of the entries that the log finds`() throws {
        let timeline = try timeline()
        for name in ["old", "new"] {
            let rows = try timeline.run("state", "timeline", "--actor", name, "-o", "ndjson").lines
            #expect(rows.count == 3, "\(rows)")
            let total = try timeline.run("state", "investments", "--total", "investor", "--actor", name, "-o", "ndjson")
            #expect(total.text.contains(#""subject":"actor/new""#), "\(total)")
            #expect(
                try timeline.run("state", "directives", "--by", name, "-o", "ndjson").text.contains(#""by":["new"]"#))
        }
        #expect(try timeline.run("state", "directives", "--by", "new", "--as-of", "2023", "-o", "ndjson").text == "")
        #expect(try timeline.run("stats", "-o", "json").text.contains(#""actors":2"#))
    }

    @Test func `show tells the story of both under the name they go by`() throws {
        let timeline = try timeline()
        let (one, other) = (
            try timeline.run("show", "old", "-o", "json"), try timeline.run("show", "new", "-o", "json")
        )
        #expect(one.succeeded && one.output == other.output, "\(one) \(other)")
        #expect(one.text.contains(#"[{"subject":"actor/new""#), "\(one)")
        for title in ["Order", "Money", "Old becomes New", "Both"] { #expect(one.text.contains(title), "\(title)") }
        let before = try timeline.run("show", "old", "--as-of", "2023", "-o", "json")
        #expect(before.text.contains(#"[{"subject":"actor/old""#) && !before.text.contains("Money"), "\(before)")
    }

    @Test func `who left is no member any more`() throws {
        let timeline = try timeline()
        try timeline.drop(
            "4.yaml",
            """
            actor: third
            verb: joined
            title: Third joins
            occurred: 2020
            memberOf: [{ref: club, since: 2020, until: 2021-12-31}]
            ---
            actor: new
            verb: joined
            title: New joins
            occurred: 2020
            memberOf: [{ref: club}]
            """)
        try timeline.commit()
        func members(_ date: String) throws -> String {
            try timeline.run("state", "actors", "--subject", "club", "--as-of", date).text
        }
        #expect(try members("2021-12-31").contains("third"))
        #expect(try !members("2022-01-01").contains("third"))
        #expect(try members("2022-01-01").contains("new"))
        let shown = try timeline.run("show", "club", "--as-of", "2022-01-01").text
        #expect(shown.contains("former members: third"), "\(shown)")
    }

    @Test func `what only a correction says is found by log and show`() throws {
        let timeline = try timeline()
        try timeline.drop(
            "4.yaml",
            """
            correction: mend
            verb: corrected
            of: both:made:2025
            reason: It was an order.
            replacement: {directive: decree, verb: issued, title: Decree, occurred: 2031-05, by: new}
            """)
        try timeline.commit()
        for options in [
            ["--subject", "decree"], ["--subject", "directive/decree"], ["--occurred", "2031-05"],
            ["--kind", "directive", "--subject", "decree"], ["--verb", "issued", "--occurred", "2031"],
        ] {
            let found = try timeline.run(["log", "-q", "-o", "cat"] + options)
            #expect(found.lines.count == 1, "\(options) \(found)")
        }
        let shown = try timeline.run("show", "decree", "--as-of", "2032")
        #expect(shown.succeeded && shown.text.contains("in force, May 2031"), "\(shown)")
    }
}
