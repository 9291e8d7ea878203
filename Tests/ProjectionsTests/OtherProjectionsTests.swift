import EventModel
import Projections
import Testing

struct AnnouncementsTests {
    @Test func `the status is the last verb at the point, however it arrived`() throws {
        var log = TestLog()
        try log.add(.withdrawn, "a", "{'title': 'W', 'occurred': '2026'}")
        try log.add(.made, "a", "{'title': 'M', 'occurred': '2024', 'category': 'appointment', 'post': 'Czar'}")
        try log.add(.confirmed, "a", "{'title': 'C', 'occurred': '2025', 'appointee': 'x'}")
        let made = try log.row(Announcements.self, "a", asOf: "2024")
        #expect(made.line("status") == #""made""#)
        #expect(made["appointee"] == nil)
        let confirmed = try log.row(Announcements.self, "a", asOf: "2025")
        #expect(confirmed.line("status") == #""confirmed""#)
        #expect(confirmed.line("title") == #""M""#)
        #expect(confirmed.line("post") == #""Czar""#)
        #expect(confirmed.line("appointee") == #""x""#)
        let withdrawn = try log.rows(Announcements.self, asOf: "2026", Filter(class: "withdrawn"))
        #expect(withdrawn.first?.line("history.2.title") == #""W""#)
    }
}

struct TargetsTests {
    private func log(_ events: (Int, String)...) throws -> TestLog {
        var log = TestLog()
        for (year, target) in events {
            try log.add(.made, "a", "{'title': 'T', 'occurred': '\(year)', 'targets': [{'indicator': 'i', \(target)}]}")
        }
        return log
    }

    @Test func `overdue once the due date has surely passed`() throws {
        let log = try log((2024, "'goal': {'value': '80', 'due': '2030'}"))
        #expect(try log.rows(Targets.self, asOf: "2030").texts("status") == ["scheduled"])
        #expect(try log.rows(Targets.self, asOf: "2031-01-01").texts("status") == ["overdue"])
    }

    @Test func `a judgement stands, and what it does not say stays`() throws {
        let log = try log((2024, "'goal': {'value': '80', 'due': '2030'}"), (2029, "'status': 'met'"))
        let rows = try log.rows(Targets.self, asOf: "2035")
        #expect(rows.texts("status") == ["met"])
        #expect(rows[0].line("goal.value") == #""80""#)
        #expect(rows[0].line("seqs") == "[0,1]")
    }

    @Test func `there is no gap between different units, nor without numbers`() throws {
        let apart = try log(
            (2024, "'unit': 'EUR', 'baseline': {'value': '5'}"), (2025, "'unit': 'USD', 'goal': {'value': '8'}"))
        #expect(try apart.rows(Targets.self, asOf: "2025")[0]["gap"] == nil)
        let words = try log((2024, "'baseline': {'asstated': 'few'}, 'goal': {'value': '8'}"))
        #expect(try words.rows(Targets.self, asOf: "2025")[0]["gap"] == nil)
    }

    @Test func `a goal below the baseline leaves a negative gap, exactly`() throws {
        let log = try log((2024, "'unit': 'Mt', 'baseline': {'value': '0.3'}, 'goal': {'value': '0.1'}"))
        #expect(
            try log.rows(Targets.self, asOf: "2025")[0].line("gap") == #"{"value":"-0.2","unit":"Mt","derived":true}"#)
    }
}

struct SourcesTests {
    @Test(
        arguments: [
            ("'text': 'x'", "none", 0),
            ("'attribution': {'mode': 'direct', 'by': 'm'}", "single", 1),
            ("'attribution': {'mode': 'editorial'}", "none", 0),
            (
                "'attribution': {'mode': 'unattributed'}, 'citations': [{'url': 'a:1'}, {'url': 'a:2'}]",
                "unattributed", 2
            ),
            ("'citations': [{'publisher': 'FT', 'url': 'a:1'}, {'publisher': 'FT', 'url': 'a:2'}]", "single", 1),
            ("'citations': [{'publisher': 'FT'}, {'publisher': 'WSJ'}]", "several", 2),
            (
                "'citations': [{'publisher': 'Example News'}], 'attribution': {'mode': 'reported', 'by': 'example-news'}",
                "single", 1
            ),
            ("'citations': [{'publisher': 'FT'}], 'attribution': {'mode': 'reported', 'by': 'reuters'}", "several", 2),
            ("'citations': [{'sha256': 'ab'}], 'attribution': {'mode': 'reported', 'by': 'reuters'}", "single", 1),
            ("'citations': [{'sha256': 'ab', 'title': 'x'}, {'sha256': 'ab', 'title': 'y'}]", "single", 1),
            (
                "'citations': [{'url': 'a:1'}, {'url': 'a:2'}, {'url': 'a:3'}, {'url': 'a:4'}, {'url': 'a:5'}, {'url': 'a:5'}]",
                "several", 5
            ),
        ])
    func `sources count once, and only where they are shown to be independent`(
        data: String, word: String, count: Int
    ) throws {
        var log = TestLog()
        try log.add(.made, "a", "{'title': 'T', 'occurred': '2024', \(data)}")
        let row = try log.row(Sources.self, "a", asOf: "2024")
        #expect(row.line("class") == "\"\(word)\"")
        #expect(row.line("count") == "\(count)")
    }
}

struct RelationsTests {
    @Test func `a relation is answered from both of its ends`() throws {
        let log = try TestLog.seed()
        let rows = try log.rows(Relations.self, asOf: "2025-01-02", Filter(subject: "directive/ru-cn-ai-cooperation"))
        #expect(rows.texts("type") == ["follows", "contextOf"])
        #expect(rows.texts("target") == ["announcement/ru-brics-ai-intent", "directive/ru-cn-ai-cooperation"])
        #expect(rows.map { $0.line("resolved") } == ["true", "true"])
        #expect(try log.rows(Relations.self, asOf: "2025-01-02", Filter(class: "possiblySameAs")).count == 1)
    }

    @Test func `an unknown target is kept as it stands, and known once it arrives`() throws {
        var log = TestLog()
        try log.add(
            .made, "a",
            "{'title': 'T', 'occurred': '2024', 'relations': [{'type': 'follows', 'target': 'b:made:2023'}]}")
        let open = try log.rows(Relations.self, asOf: "2024")[0]
        #expect(open.line("resolved") == "false")
        #expect(open.line("target") == #""b:made:2023""#)
        try log.add(.made, "b", "{'title': 'T', 'occurred': '2023'}")
        let known = try log.rows(Relations.self, asOf: "2024")[0]
        #expect(known.line("resolved") == "true")
        #expect(known.line("targetSubject") == #""announcement/b""#)
        #expect(known.line("targetSeq") == "1")
    }

    @Test func `a supersession stated by the superseded is implied of its successor`() throws {
        var log = TestLog()
        try log.add(
            .superseded, "a",
            "{'title': 'T', 'occurred': '2024', 'relations': [{'type': 'follows', 'target': 'directive/b'}]}")
        let rows = try log.rows(Relations.self, asOf: "2024")
        try #require(rows.count == 1)
        #expect(rows[0].line("type") == #""supersedes""#)
        #expect(rows[0].line("subject") == #""directive/b""#)
        #expect(rows[0].line("target") == #""directive/a""#)
        #expect(rows[0].line("implied") == "true")
    }

    @Test func `what an event follows stays where it names parts of that, or does nothing to its own`() throws {
        var log = TestLog()
        let relation = "'relations': [{'type': 'follows', 'target': 'directive/b'"
        try log.add(.suspended, "a", "{'title': 'T', 'occurred': '2024', \(relation), 'provisions': ['p']}]}")
        try log.add(.implemented, "c", "{'title': 'T', 'occurred': '2024', \(relation)}]}")
        try log.add(
            .suspended, "d",
            "{'title': 'T', 'occurred': '2024', \(relation.replacing("directive", with: "announcement"))}]}")
        let rows = try log.rows(Relations.self, asOf: "2024")
        #expect(
            rows.map { "\($0.line("subject")) \($0.line("type"))" } == [
                #""directive/a" "follows""#, #""directive/b" "suspends""#, #""directive/c" "follows""#,
                #""directive/d" "follows""#,
            ])
    }

    private static let bothSides: [(Relation, Verb)] = [
        (.revokes, .revoked), (.supersedes, .superseded), (.amends, .amended), (.suspends, .suspended),
        (.resumes, .resumed),
    ]

    @Test(arguments: bothSides, [true, false])
    func `a relation said from both sides is one, with two sayings`(pair: (Relation, Verb), byEnd: Bool) throws {
        let (type, verb) = pair
        for arrival in [[0, 1], [1, 0]] {
            let named =
                byEnd
                ? "'endedBy': 'directive/b'" : "'relations': [{'type': 'follows', 'target': 'directive/b'}]"
            let events: [(Verb, String, String)] = [
                (
                    .issued, "b",
                    "{'title': 'B', 'occurred': '2025', 'relations': [{'type': '\(type)', 'target': 'directive/a', 'provisions': ['x']}]}"
                ),
                (verb, "a", "{'title': 'A', 'occurred': '2024-12', 'provisions': [{'id': 'x'}], \(named)}"),
            ]
            var log = TestLog()
            for place in arrival { try log.add(events[place].0, events[place].1, events[place].2) }
            let rows = try log.rows(Relations.self, asOf: "2025")
            try #require(rows.count == 1 && rows[0].line("type") == "\"\(type)\"")
            #expect(rows[0].line("subject") == #""directive/b""# && rows[0].line("target") == #""directive/a""#)
            #expect(rows[0].line("provisions") == #"["x"]"#)
            #expect(rows[0].line("title") == #""B""# && rows[0].line("implied") == "")
            #expect(rows[0].line("sayings.0.subject") == #""directive/b""#)
            #expect(rows[0].line("sayings.1.subject") == #""directive/a""#)
            #expect(rows[0].line("sayings.1.seq") == "\(arrival[1])")
        }
    }

    @Test func `what is said of the whole and of a part are two relations`() throws {
        var log = TestLog()
        for (slug, parts) in [("b", ""), ("c", ", 'provisions': ['x']"), ("b", ", 'provisions': ['x']")] {
            try log.add(
                .issued, slug, id: "\(slug)\(parts.count)\(log.entries.count)",
                "{'title': 'T', 'occurred': '2025', 'relations': [{'type': 'revokes', 'target': 'directive/a'\(parts)}]}"
            )
        }
        let rows = try log.rows(Relations.self, asOf: "2025", Filter(class: "revokes"))
        #expect(
            rows.map { $0.line("subject") + $0.line("provisions") }.sorted()
                == [#""directive/b""#, #""directive/b"["x"]"#, #""directive/c"["x"]"#])
    }

    @Test func `that two things are possibly the same is said of both`() throws {
        var log = TestLog()
        for (own, other) in [("a", "b"), ("b", "a")] {
            try log.add(
                .made, own,
                "{'title': 'T', 'occurred': '2024', 'relations': [{'type': 'possiblySameAs', 'target': 'announcement/\(other)'}]}"
            )
        }
        let rows = try log.rows(Relations.self, asOf: "2024")
        try #require(rows.count == 1)
        #expect(rows[0].line("subject") == #""announcement/a""# && rows[0].line("target") == #""announcement/b""#)
        #expect(rows[0].line("sayings.1.subject") == #""announcement/b""#)
        #expect(try log.rows(Relations.self, asOf: "2024", Filter(subject: "announcement/b")).count == 1)
    }
}

struct CorrectionsTests {
    @Test func `corrections are listed as they were recorded, whatever the date asked for`() throws {
        var log = try TestLog.seed()
        try log.add(
            .corrected, "c",
            """
            {'of': {'source': '/desk', 'id': 'ai-alliance-network:made:2024-12'}, 'reason': 'dated 11 December',
            'replacement': {'type': 'timeline.announcement.made.v1', 'subject': 'announcement/ai-alliance-network',
            'data': {'title': 'N', 'occurred': '2024-12-11'}}}
            """)
        try log.add(.retracted, "d", "{'of': {'source': '/other', 'id': 'x'}, 'reason': 'error', 'occurred': '2099'}")
        let rows = try log.rows(Corrections.self, asOf: "1999")
        #expect(rows.texts("subject") == ["correction/c", "correction/d"])
        #expect(rows[0].line("target") == #"{"subject":"announcement/ai-alliance-network","seq":2}"#)
        #expect(rows[0].line("replacement.occurred.text") == #""2024-12-11""#)
        #expect(rows[0].line("recorded") == #""2025-01-09T12:00:00.000010Z""#)
        #expect(rows[1]["target"] == nil)
        let stream = Filter(subject: "announcement/ai-alliance-network")
        #expect(try log.rows(Corrections.self, asOf: "1999", stream).texts("subject") == ["correction/c"])
    }

    @Test func `a correction is no fact of the world`() throws {
        var log = TestLog()
        try log.add(
            .retracted, "d",
            """
            {'of': {'source': '/desk', 'id': 'x'}, 'reason': 'error', 'occurred': '2024',
            'actors': [{'ref': 'editor', 'role': 'by'}]}
            """)
        for type in [Timeline.self, Actors.self, Sources.self] as [any Projection.Type] {
            #expect(try log.rows(type, asOf: "2030").isEmpty)
        }
    }
}

struct TimelineTests {
    private func log() throws -> TestLog {
        var log = TestLog()
        for (slug, date) in [
            ("d", "2025-01-15"), ("m", "2025-01"), ("u", "[..2025-01-20]"), ("y", "2025"), ("z", "2026"),
        ] {
            try log.add(.made, slug, "{'title': 'T', 'occurred': '\(date)'}")
        }
        return log
    }

    private func window(_ since: String, _ until: String) throws -> Filter {
        var filter = Filter()
        filter.since = try EDTF(since).bounds.earliest
        filter.until = try EDTF(until).bounds.latest
        return filter
    }

    @Test func `a window holds what lies in it surely, and what may`() throws {
        let rows = try log().rows(Timeline.self, asOf: "2030", window("2025-01", "2025-01"))
        #expect(rows.texts("occurred.text") == ["[..2025-01-20]", "2025-01", "2025", "2025-01-15"])
        #expect(rows.texts("certainty") == ["possibly", "surely", "possibly", "surely"])
        let sure = try log().rows(Timeline.self, asOf: "2030", certain: true, window("2025-01", "2025-01"))
        #expect(sure.texts("occurred.text") == ["2025-01", "2025-01-15"])
    }

    @Test func `rows stand by earliest, latest, and sequence`() throws {
        var log = try log()
        try log.add(.made, "again", "{'title': 'T', 'occurred': '2025-01'}")
        let rows = try log.rows(Timeline.self, asOf: "2030")
        #expect(
            rows.texts("subject").map { $0.dropFirst("announcement/".count) } == ["u", "m", "again", "y", "d", "z"])
    }

    @Test func `actors choose, and other people's events are passed over`() throws {
        var log = try TestLog.seed()
        try log.add(
            event: #"{"specversion":"1.0","id":"1","source":"/s","type":"org.example.x","data":{"occurred":"2024"}}"#)
        try log.add(
            event:
                #"{"specversion":"1.0","id":"1","source":"/s","type":"timeline.directive.made.v1","subject":"directive/x","data":{}}"#
        )
        #expect(try log.rows(Timeline.self, asOf: "2031").count == 10)
        #expect(try log.rows(Timeline.self, asOf: "2030", Filter(actor: "yandex")).count == 2)
        #expect(try log.rows(Timeline.self, asOf: "2030", Filter(kind: .investment)).count == 2)
        #expect(log.fold().count == 12)
    }
}
