import EventModel
import TestSupport
import Testing

/// Options that choose: each filters, or is an error.
@Suite("timelinectl's filters")
struct FilterOptionTests {
    private let timeline: ScratchTimeline

    init() throws { timeline = try ScratchTimeline.ofSeed() }

    private func subjects(_ words: [String]) throws -> [String] {
        let outcome = try timeline.run(["state"] + words + ["-o", "json"])
        #expect(outcome.succeeded, "\(outcome)")
        return JSON(0, of: try Document(json: outcome.output)).elements.compactMap { row in
            row["subject"]?.text.map { String($0.drop { $0 != "/" }.dropFirst()) }
        }
    }

    @Test(
        arguments: [
            (["investments", "--subject", "yandex-indonesia-ai", "--subject", "nothing"], ["yandex-indonesia-ai"]),
            (
                ["investments", "--actor", "RU", "--actor", "yandex"], ["ru-ai-strategy-2030", "yandex-indonesia-ai"]
            ),
            (["directives", "--actor", "putin+sberbank"], ["ru-cn-ai-cooperation"]),
            (["directives", "--actor", "putin+yandex"], []),
            (["directives", "--by", "putin"], ["ru-cn-ai-cooperation"]),
            (["directives", "--by", "sberbank"], []),
            (["directives", "--to", "sberbank", "--with", "CN"], ["ru-cn-ai-cooperation"]),
            (["directives", "--to", "sberbank", "--with", "IN"], []),
            (["investments", "--tag", "strategy"], ["ru-ai-strategy-2030"]),
            (["announcements", "--text", "GIGACHAT"], ["ru-ai-market-leaders"]),
            (["announcements", "--text", "no such words"], []), (["announcements", "--jurisdiction", "VA"], []),
            (["relations", "--actor", "yandex"], []), (["corrections", "--actor", "putin"], []),
            (
                ["timeline", "--kind", "investment", "--kind", "directive", "--class", "possibly"],
                ["ru-cn-ai-cooperation", "ru-ai-strategy-2030"]
            ),
            (["duties", "--actor", "sberbank"], ["ru-cn-ai-cooperation"]), (["duties", "--actor", "yandex"], []),
        ])
    func `each option chooses, repeated ones are alternatives`(words: [String], expected: [String]) throws {
        let found = try subjects(words + ["--as-of", "2024-12"])
        #expect(Set(found) == Set(expected) && found.count == expected.count, "\(found)")
    }

    @Test(arguments: [
        (["directives", "--kind", "investment"], "rows of directives are of the kind directive"),
        (["timeline", "--total", "investor"], "--total is for investments"),
        (["--total", "investor"], "--total is for investments"),
        (["directives", "--class", "paid"], "of directives the words are notYet"),
        (["timeline", "--jurisdiction", "XX"], "--jurisdiction XX"),
        (["timeline", "--text", ""], "--text needs a text"),
        (["timeline", "--tag", "A b"], "--tag A b: unexpected A"),
        (["investments", "--subject", "directive/x"], "rows of investments are of the kind investment"),
        (["timeline", "--subject", "fund/x"], "--subject fund/x: rows of timeline are of the kind directive, ann"),
        (["timeline", "--actor", "No Such Body"], "no actor is called 'No Such Body'"),
        (["timeline", "--subject", "No Such Body"], "no actor is called 'No Such Body'"),
        (["timeline", "--since", "2025", "--until", "2024"], "--since 2025 is after --until 2024"),
        (["investments", "--class", "paid", "--total", "investor"], "--class chooses investments"),
        (["timeline", "--as-of", "2024", "--as-of=2025"], "--as-of is given twice"),
        (["timeline", "-o", "json", "-o", "table"], "-o is given twice"),
    ])
    func `what does not work for a projection is refused with what does`(words: [String], message: String) throws {
        let outcome = try timeline.run(["state"] + words)
        #expect(!outcome.succeeded && outcome.errorText.contains(message), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        (["--subject", "no-such"], "the log has nothing called no-such"),
        (["--subject", "directive/yandex"], "the log has nothing called directive/yandex"),
        (["--actor", "nobody"], "the log has no actor nobody"),
        (["--by", "putin+nobody"], "the log has no actor nobody"),
        (["--by", "actor/nobody"], "the log has no actor nobody"),
        (["--with", "putin", "--with", "AQ"], "no actor AQ"),
    ])
    func `what no event names is remarked on`(words: [String], remark: String) throws {
        let outcome = try timeline.run(["state", "timeline"] + words)
        #expect(outcome.succeeded && outcome.errorText.contains(remark), "\(outcome)")
        #expect(outcome.errorText.contains("timeline: nothing that is asked for at this point"), "\(outcome)")
        #expect(try timeline.run(["state", "timeline", "--quiet"] + words).errorText.isEmpty)
    }

    @Test func `an actor is found by its names, capitals or not, where no slug is the same`() throws {
        try timeline.drop(
            "names.yaml",
            """
            - {actor: aisi-uk, occurred: 2023, name: AI Security Institute, aliases: [AISI, putin]}
            - {announcement: evaluation, title: Evaluation published, occurred: 2025-01-05, by: aisi-uk}
            """)
        try timeline.commit()
        for name in ["AISI", "aisi", "Aisi", "ai security institute"] {
            #expect(try subjects(["announcements", "--by", name]) == ["evaluation"], "\(name)")
            let shown = try timeline.run("show", name)
            #expect(shown.succeeded && shown.text.contains("AI Security Institute"), "\(name): \(shown)")
            let listed = try timeline.run("log", "--by", name, "-o", "cat")
            #expect(listed.text == "Evaluation published\n", "\(name): \(listed)")
        }
        #expect(try subjects(["directives", "--by", "putin"]) == ["ru-cn-ai-cooperation"])
        let told = try timeline.run("state", "timeline", "--brief", "--subject", "aisi-uk")
        #expect(told.text.contains("AI Security Institute  actor/aisi-uk"), "\(told)")
    }

    @Test func `an actor is found by a name that its events registered`() throws {
        try timeline.drop(
            "names.yaml",
            """
            actor: aisi
            name: AI Security Institute
            aliases: [AI Safety Institute]
            ---
            announcement: evaluation
            title: Evaluation published
            occurred: 2025-01-05
            by: aisi
            """)
        try timeline.commit()
        #expect(try subjects(["announcements", "--by", "ai security institute"]) == ["evaluation"])
        #expect(try subjects(["actors", "--subject", "AI Safety Institute"]) == ["aisi"])
        let log = try timeline.run("log", "-q", "-o", "cat", "--actor", "AI Security Institute")
        #expect(log.lines == ["Evaluation published"], "\(log)")
        let shown = try timeline.run("show", "AI Security Institute")
        #expect(shown.succeeded && shown.text.contains("actor/aisi"), "\(shown)")
        // What was not known then names nobody.
        #expect(try !timeline.run("state", "actors", "--known-at", "#3", "--subject", "AI Safety Institute").succeeded)
    }

    @Test func `the log finds what a correction puts in place`() throws {
        try timeline.drop(
            "mended.yaml",
            """
            correction: mend
            verb: corrected
            of: ai-alliance-network:made:2024-12
            reason: misread
            replacement: {announcement: ai-alliance-network, title: T, occurred: 2024-12, with: mongolia, tags: [networks]}
            """)
        try timeline.commit()
        for options in [["--actor", "mongolia"], ["--with", "mongolia"], ["--tag", "networks"]] {
            #expect(try timeline.run(["log", "-q", "-o", "cat"] + options).lines.count == 1, "\(options)")
            #expect(try subjects(["announcements"] + options) == ["ai-alliance-network"], "\(options)")
            #expect(try subjects(["corrections"] + options) == ["mend"], "\(options)")
        }
    }

    @Test func `what lies after today is said`() throws {
        try timeline.drop("later.yaml", "announcement: later\ntitle: T\noccurred: 2999-05\n")
        try timeline.commit()
        let outcome = try timeline.run("state", "announcements")
        #expect(outcome.errorText.contains("1 row more after today"), "\(outcome)")
        #expect(!outcome.text.contains("later"))
        let all = try timeline.run("state", "announcements", "--as-of", "9999")
        #expect(all.text.contains("later") && !all.errorText.contains("after today"), "\(all)")
        #expect(try timeline.run("state", "timeline").errorText.contains("1 row more after today"))
        #expect(try timeline.run("state", "announcements", "-q").errorText.isEmpty)
    }

    @Test func `a year before 1 and a combining mark are values`() throws {
        for words in [["--as-of", "-0009"], ["--as-of=-0009"], ["--until", "-0009"]] {
            let outcome = try timeline.run(["state", "timeline", "-q"] + words)
            #expect(outcome.succeeded, "\(words) \(outcome)")
        }
        let mark = try timeline.run("log", "-q", "--text=\u{308}x")
        #expect(mark.succeeded && mark.output.isEmpty, "\(mark)")
        let date = try timeline.run("diff", "--", "-0009", "2025")
        #expect(date.status == .exited(1), "\(date)")
    }

    // MARK: Order

    /// Events of one day and one life, in files of one event each: the order of their names is that of arrival.
    private static let events = [
        "directive: a\nverb: revoked\ntitle: Revoked\noccurred: 2024-05-01\nby: m\n",
        "directive: a\ntitle: Issued\noccurred: 2024-05-01\nby: m\nto: p\ndue: 2030\n",
        "directive: b\ntitle: Other\noccurred: 2024-05-01\nrelations: [{type: amends, target: c}, {type: follows, target: a}]\n",
        "directive: c\ntitle: Third\noccurred: 2024-05\nto: [q, p]\nprovisions: [{id: x, due: 2029-01-01}, {id: y}]\n",
        "announcement: d\ntitle: Made\noccurred: 2024-05-01\nby: m\ntargets: [{indicator: i, goal: {value: \"1\", due: 2030}}]\n",
        "announcement: d\nverb: denied\ntitle: Denied\noccurred: 2024-05-01\n",
        "investment: f\nverb: disbursed\ntitle: One\noccurred: 2024-05-01\nprovider: m\nrecipient: p\namount: 5 EUR\n",
        "investment: f\nverb: disbursed\ntitle: Two\noccurred: 2024-05-01\nref: two\nprovider: n\nrecipient: q\namount: 7..9 EUR\n",
        "investment: f\ntitle: Plan\noccurred: 2024-05-01\nby: n\namount: 20.. EUR\n",
        "actor: p\nname: P\nkind: person\n", "actor: q\nverb: joined\noccurred: 2024\nmemberOf: [{ref: o}]\n",
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `text and rows are the same in whatever order events arrive`(seed: UInt64) throws {
        var state = seed
        var order = Array(Self.events.indices)
        for place in order.indices.reversed() {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            order.swapAt(place, Int(state >> 33) % (place + 1))
        }
        let (one, other) = (try ScratchTimeline(), try ScratchTimeline())
        for (place, event) in Self.events.enumerated() { try one.drop("\(1_000 + place).yaml", event) }
        // Shuffled over files of two, some in a commit of their own.
        for place in stride(from: 0, to: order.count, by: 2) {
            let pair = order[place..<min(place + 2, order.count)].map { Self.events[$0] }
            try other.drop("\(1_000 + place).yaml", pair.joined(separator: "---\n"))
            if place % 4 == 0 { try other.commit() }
        }
        try one.commit()
        try other.commit()
        for projection in [
            "timeline", "directives", "duties", "announcements", "investments", "targets", "actors", "sources",
            "relations",
        ] {
            let words = ["state", projection, "--as-of", "2025"]
            #expect(try one.run(words).text == other.run(words).text, "\(projection)")
            let rows = try [one, other].map { try Self.withoutNumbers($0.run(words + ["-o", "ndjson"]).text) }
            #expect(rows[0] == rows[1], "\(projection)")
        }
        let difference = ["diff", "2024-04", "2024-06"]
        #expect(try one.run(difference).text == other.run(difference).text)
        for name in ["directive/a", "directive/c", "p"] {
            let texts = try [one, other].map { try Self.withoutNumbers($0.run("show", name).text) }
            #expect(texts[0].split(separator: "\n").prefix(4) == texts[1].split(separator: "\n").prefix(4), "\(name)")
        }
    }

    /// A text without the numbers of entries.
    private static func withoutNumbers(_ text: String) -> String {
        text.replacing(/"(seq|original|targetSeq)":[0-9]+/, with: "").replacing(/"seqs":\[[0-9,]*\]/, with: "")
            .replacing(/#[0-9]+/, with: "#")
    }
}
