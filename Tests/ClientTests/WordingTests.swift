import EventModel
import TestSupport
import Testing

@testable import timelinectl

@Suite("Words and dates of the model, as people read them")
struct WordingTests {
    @Test(arguments: [
        ("possiblySameAs", "possibly same as"), ("partiallyMet", "partially met"), ("notYet", "not yet"),
        ("inForce", "in force"), ("withdrawnBySource", "withdrawnBySource"),
        ("White House AI Czar", "White House AI Czar"),
        ("YandexGPT", "YandexGPT"), ("iPhone", "iPhone"), ("", ""),
    ])
    func `only words of the model's lists are spelled anew`(word: String, text: String) {
        #expect(Wording.word(word) == text)
    }

    /// Where a person's own words stand in an event.
    private static let names = "White House AI Czar iPhone"

    @Test func `what people have named is shown as they wrote it, in every view`() throws {
        let timeline = try ScratchTimeline()
        try timeline.drop(
            "a.ndjson",
            [
                #"{"announcement":"czar","title":"T","occurred":"2024-01","category":"appointment","post":"old"}"#,
                """
                {"announcement":"czar","verb":"confirmed","title":"T","occurred":"2024-03","category":"appointment",\
                "post":"\(Self.names)","appointee":"sacks"}
                """,
                """
                {"actor":"x","verb":"renamed","name":"\(Self.names)","occurred":"2024-03","aliases":["\(Self.names) 2"]}
                """,
                """
                {"investment":"i","title":"\(Self.names)","occurred":"2024-03","amount":"5 USD","sector":"\(Self.names)",\
                "purpose":"\(Self.names)"}
                """,
                """
                {"announcement":"t","title":"\(Self.names)","occurred":"2024-03","targets":[{"indicator":"\(Self.names)",\
                "unit":"\(Self.names)","goal":{"value":"5"}}]}
                """,
            ].joined(separator: "\n"))
        try timeline.commit()
        let commands = [
            ["diff", "2024-02", "2024-04"], ["diff", "2024-04", "2024-02"], ["show", "czar"], ["show", "x"],
            ["show", "i"],
            ["show", "t"], ["state", "actors"], ["state", "targets"], ["state", "investments"],
            ["log", "-o", "verbose"],
        ]
        for words in commands {
            let text = try timeline.run(words, environment: ["COLUMNS": "300"]).text
            #expect(
                !text.contains("white  house") && !text.contains("a i  czar") && !text.contains("i phone"),
                "\(words) \(text)")
        }
        #expect(try timeline.run("diff", "2024-02", "2024-04").text.contains("post: old → \(Self.names)\n"))
    }

    @Test func `the keys of other people's events are theirs`() throws {
        let timeline = try ScratchTimeline()
        try timeline.drop(
            "a.json",
            #"{"specversion":"1.0","id":"1","source":"/s","type":"org.example.x","data":{"tempCelsius":21,"AICzar":true}}"#
        )
        try timeline.commit()
        let text = try timeline.run("log", "-o", "verbose").text
        #expect(text.contains("tempCelsius: 21") && text.contains("AICzar: yes"), "\(text)")
    }

    // MARK: Dates

    private static let dates = [
        "2030", "2030?", "2024-12~", "[..2025-01-02]", "[..2024-11~]", "[1760-12..]", "2024/2026", "2024/..", "../2026",
        "2024/", "{1960,1961-12}", "[2025,2026]", "2001-21", "..2004/2006", "203X", "1985-04-XX", "Y170000002",
        "no date",
    ]

    @Test func `no preposition stands before another one`() {
        let prepositions = ["by", "for", "in", "since", "until", "that of", "read", "due"]
        let all: Set<Substring> = ["by", "for", "in", "since", "until", "from", "of"]
        for date in Self.dates {
            for preposition in prepositions {
                let words = DateText.phrase(preposition, date).text.split(separator: " ")
                for (one, other) in zip(words, words.dropFirst()) {
                    #expect(!all.contains(one) || !all.contains(other), "\(words)")
                }
            }
        }
        #expect(DateText.phrase("for", "2025/2029").text == "from 2025 to 2029")
        #expect(DateText.phrase("for", "2030").text == "for 2030")
        #expect(DateText.phrase("since", "[..2025-01-02]").text == "since ≤ 2025-01-02")
    }

    @Test(arguments: [
        (-44, "45 BC"), (0, "1 BC"), (476, "AD 476"), (2025, "2025"), (10_000, "10,000"),
        (-65_000_000, "65,000,001 BC"),
    ])
    func `a year stands over its dates as they are written`(number: Int64, text: String) {
        #expect(DateText.year(number) == text)
    }
}
