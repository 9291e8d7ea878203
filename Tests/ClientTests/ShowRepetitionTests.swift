import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl show says once what would be said of every event again")
struct ShowRepetitionTests {
    /// Payments of one fund, all told by one report, all part of one plan; then each corrected for one reason.
    private func timeline(payments: Int) throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        func payment(_ number: Int, _ amount: Int) -> String {
            """
            {"investment":"fund","verb":"disbursed","title":"Payment \(number)","occurred":"2024-01-\(number < 10 ? "0" : "")\(number)",\
            "provider":"US","recipient":"openai","amount":"\(amount) USD","attribution":{"mode":"reported","by":"reuters"},\
            "citations":[{"publisher":"Reuters","title":"Fund pays"}],"relations":[{"type":"partOf","target":"announcement/plan"}]}
            """
        }
        try timeline.drop("0.yaml", "announcement: plan\ntitle: The plan\noccurred: 2023\n")
        try timeline.commit()
        try timeline.drop("1.ndjson", (1...payments).map { payment($0, $0) }.joined(separator: "\n"))
        try timeline.commit()
        let corrections = (1...payments).map { number in
            """
            {"correction":"c\(number)","verb":"corrected","of":"fund:disbursed:2024-01-\(number < 10 ? "0" : "")\(number)",\
            "reason":"The report rounded.","replacement":\(payment(number, number + 100))}
            """
        }
        try timeline.drop("2.ndjson", corrections.joined(separator: "\n"))
        try timeline.commit()
        return timeline
    }

    private func count(_ text: String, _ part: String) -> Int { text.ranges(of: part).count }

    @Test func `an entity of many like events is told by what is not alike`() throws {
        let timeline = try timeline(payments: 20)
        let text = try timeline.run("show", "investment/fund").text
        for (part, times) in [
            ("rests on: single: disbursed (20 events)", 1),
            ("investment/fund part of announcement/plan (20 events)", 1), ("The report rounded.", 2),
            ("reported by reuters", 1), ("“Fund pays”", 1), ("for the same reason", 19), ("recipient: openai", 1),
            // Of a replacement only what differs is told.
            ("otherwise: as #", 20), ("amount: 101 USD", 1), ("title: Payment 1\n", 1),
        ] {
            #expect(count(text, part) == times, "\(part): \(count(text, part))\n\(text)")
        }
        #expect(text.split(separator: "\n").count < 20 * 16)
    }

    @Test func `few events are told whole`() throws {
        let text = try timeline(payments: 1).run("show", "investment/fund").text
        #expect(count(text, "as before") == 0 && count(text, "relations: part of announcement/plan") == 1, "\(text)")
    }

    @Test func `what many events say of another is said once, and counted`() throws {
        let timeline = try timeline(payments: 20)
        let text = try timeline.run(["show", "announcement/plan"], environment: ["COLUMNS": "200"]).text
        #expect(
            count(text, "disbursed investment/fund: Payment 1 (US, openai) and 19 like it, the last #20") == 1,
            "\(text)")
        #expect(count(text, "investment/fund") < 5, "\(text)")
    }

    @Test func `what an actor does again and again is told once, and counted`() throws {
        let text = try timeline(payments: 20).run("show", "openai").text
        #expect(count(text, "Payment 1 and 19 like it, the last 20 January 2024") == 1, "\(text)")
        #expect(count(text, "recipient: disbursed investment/fund #") == 1, "\(text)")
    }

    @Test func `a source is named once, however it is spelled`() throws {
        let timeline = try timeline(payments: 1)
        let table = try timeline.run(["state", "sources", "--subject", "fund"], environment: ["COLUMNS": "200"]).text
        #expect(table.contains("Reuters") && !table.contains("Reuters, reuters"), "\(table)")
        for name in ["sources", "investments"] {
            let json = try timeline.run("state", name, "--subject", "fund", "-o", "json").text
            #expect(json.contains(#"["Reuters"]"#), "\(json)")
        }
    }
}

@Suite("timelinectl show of an actor")
struct ShowActorTests {
    private func timeline() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        let long = "Order on export controls on advanced computing semiconductors and 半導体製造装置の輸出管理に関する指針"
        try timeline.drop(
            "a.ndjson",
            [
                #"{"actor":"x","name":"X","kind":"organisation","memberOf":[{"ref":"y","since":"[..2024]","until":"2025/2026"}]}"#,
                #"{"directive":"d","title":"\#(long)","occurred":"2024/2026","by":"x","to":["y","z","CN"],"lead":"z"}"#,
                #"{"announcement":"q","title":"\#(long)","occurred":"[..2024-11~]","by":"y","quotes":[{"speaker":"x","text":"\#(long) \#(long)"}]}"#,
                #"{"investment":"i","title":"\#(long)","occurred":"2025","by":"x","amount":{"value":"5","currency":"RUB","period":"2025/2029"}}"#,
            ].joined(separator: "\n"))
        try timeline.commit()
        return timeline
    }

    @Test(arguments: [40, 60, 80, 100, 120, 200])
    func `a deed keeps its indent, and no line is empty within a section`(columns: Int) throws {
        let timeline = try timeline()
        let text = try timeline.run(["show", "x"], environment: ["COLUMNS": "\(columns)"]).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        #expect(lines.allSatisfy { Width.columns($0) <= columns }, "\(text)")
        let headings: Set = ["actor/x", "Deeds", "Said", "Named in"]
        for (place, line) in lines.enumerated() where !headings.contains(line) {
            if line.isEmpty {
                #expect(headings.contains(lines[place + 1]), "\(text)")
            } else {
                #expect(line.hasPrefix("  ") && line.contains { $0 != " " }, "\(text)")
            }
        }
        if columns >= 60 {
            #expect(
                lines.contains { $0.hasPrefix("  undated          ") && $0.hasSuffix(" registered actor/x #0") },
                "\(text)")
        }
    }

    @Test func `dates stand behind prepositions as people say them`() throws {
        let timeline = try timeline()
        #expect(try timeline.run("show", "i").text.contains("amount: 5 RUB, from 2025 to 2029\n"))
        #expect(try timeline.run("show", "x").text.contains("member of: y since ≤ 2024 until 2025–2026\n"))
    }

    @Test func `an actor whom only a correction names is found, wherever it stands`() throws {
        let timeline = try timeline()
        try timeline.drop(
            "c.yaml",
            """
            correction: c
            verb: corrected
            of: d:issued:2024/2026
            reason: error
            replacement:
              directive: new-directive
              title: T
              occurred: 2024
              by: new-by
              provisions: [{id: p, assignee: new-assignee}]
              quotes: [{speaker: new-speaker, text: T}]
              attribution: {mode: reported, by: new-source}
              relations: [{type: follows, target: directive/new-target}]

            """)
        try timeline.commit()
        for name in ["new-by", "new-assignee", "new-speaker", "new-source"] {
            let rows = try timeline.run("state", "actors", "--subject", "actor/\(name)", "-o", "json").text
            #expect(rows.contains(name))
            let shown = try timeline.run("show", name)
            #expect(shown.succeeded && shown.text.hasPrefix("actor/\(name)\n"), "\(shown)")
        }
        #expect(try timeline.run("show", "directive/new-directive").text.contains("#4 corrected correction/c"))
        #expect(try timeline.run("show", "directive/new-target").text.contains("#4 corrected correction/c"))
    }
}
