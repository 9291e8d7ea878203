import EventModel
import Projections
import Testing

/// Corrections as the rows of each projection show them.
struct CorrectedProjectionsTests {
    @Test func `a corrected fact stands under its own name, with the entry that says it and the one it was`() throws {
        var log = TestLog()
        try log.add(.made, "a", id: "e", "{'title': 'Old', 'occurred': '2001'}")
        try log.correct("e", "c", .made, "a", "'title': 'New', 'occurred': '2002', 'category': 'launch'")
        let row = try log.row(Timeline.self, "a", asOf: "2025")
        #expect(
            row.line == #"""
                {"subject":"announcement/a","seq":1,"original":0,"id":"e","source":"/desk",\#
                "type":"timeline.announcement.made.v1","kind":"announcement","verb":"made","occurred":{"text":"2002",\#
                "earliest":"2002-01-01T00:00:00Z","latest":"2002-12-31T23:59:59Z"},"title":"New",\#
                "category":"launch","certainty":"surely"}
                """#)
        #expect(try log.row(Announcements.self, "a", asOf: "2025").line("history.0.original") == "0")
        #expect(try log.row(Sources.self, "a", asOf: "2025").line("original") == "0")
    }

    @Test func `a correction may move a fact to another stream, and to another kind`() throws {
        var log = TestLog()
        try log.add(
            .made, "a", id: "e", "{'title': 'T', 'occurred': '2001', 'actors': [{'ref': 'p', 'role': 'by'}]}")
        try log.correct("e", "c", .planned, "b", "'occurred': '2001', 'actors': [{'ref': 'q', 'role': 'by'}]")
        #expect(try log.rows(Announcements.self, asOf: "2025").isEmpty)
        let row = try log.row(Investments.self, "b", asOf: "2025")
        #expect(row.line("history.0.seq") == "1")
        #expect(row.line("history.0.original") == "0")
        #expect(try log.rows(Actors.self, asOf: "2025").texts("subject") == ["actor/q"])
        #expect(try log.rows(Timeline.self, asOf: "2025", Filter(actor: "p")).isEmpty)
        #expect(try log.rows(Timeline.self, asOf: "2025", Filter(kind: .announcement)).isEmpty)
        #expect(try log.rows(Announcements.self, asOf: "2025", Filter(actor: "p")).isEmpty)
    }

    // MARK: Directives

    @Test func `a directive follows its corrected dates`() throws {
        var log = TestLog()
        try log.add(.issued, "a", id: "e", "{'title': 'T', 'occurred': '2001', 'expires': '2010'}")
        try log.correct("e", "c", .issued, "a", "'occurred': '2001', 'effective': '2005', 'expires': '2020'")
        #expect(try log.row(Directives.self, "a", asOf: "2004").line("force.state") == #""notYet""#)
        let row = try log.row(Directives.self, "a", asOf: "2015")
        #expect(row.line("force.state") == #""inForce""#)
        #expect(row.line("force.since.text") == #""2005""#)
        let ended = try log.row(Directives.self, "a", asOf: "2021").line("force.endedBy")
        #expect(ended == #"{"how":"expired","seq":1,"original":0}"#)
    }

    @Test func `a retracted revocation ends nothing`() throws {
        for target in ["directive/a", "e"] {
            var log = TestLog()
            let event = target == "e" ? "e:1" : "directive/a"
            try log.add(.issued, "a", id: "e:1", "{'title': 'T', 'occurred': '2001'}")
            try log.add(
                .issued, "b", id: "r:1",
                "{'title': 'T', 'occurred': '2002', 'relations': [{'type': 'revokes', 'target': '\(event)'}]}")
            #expect(try log.row(Directives.self, "a", asOf: "2025").line("force.state") == #""ended""#)
            try log.retract("r:1", "x")
            #expect(try log.row(Directives.self, "a", asOf: "2025").line("force.state") == #""inForce""#)
            #expect(try log.rows(Directives.self, asOf: "2025").texts("subject") == ["directive/a"])
            try log.retract("x", "y")
            #expect(try log.row(Directives.self, "a", asOf: "2025").line("force.state") == #""ended""#)
        }
    }

    @Test func `a revocation of an event ends the directive that the event belongs to as it is`() throws {
        var log = TestLog()
        let revocation = "{'title': 'T', 'occurred': '2002', 'relations': [{'type': 'revokes', 'target': 'e:1'}]}"
        try log.add(.issued, "a", id: "e:1", "{'title': 'T', 'occurred': '2001'}")
        try log.add(.issued, "b", id: "r:1", revocation)
        try log.correct("e:1", "c", .issued, "moved", "'occurred': '2001'")
        let rows = try log.rows(Directives.self, asOf: "2025")
        #expect(rows.texts("subject") == ["directive/b", "directive/moved"])
        #expect(rows.texts("force.state") == ["inForce", "ended"])
        let edge = try log.rows(Relations.self, asOf: "2025")[0]
        #expect(edge.line("targetSubject") == #""directive/moved""#)
        #expect(edge.line("targetSeq") == "2")
        #expect(edge.line("resolved") == "true")
        try log.retract("e:1", "d")
        #expect(try log.rows(Directives.self, asOf: "2025").texts("subject") == ["directive/b"])
        let open = try log.rows(Relations.self, asOf: "2025")[0]
        #expect(open.line("resolved") == "false")
        #expect(open["targetSubject"] == nil)
    }

    @Test func `a relation that a correction adds counts, and stands at its entry`() throws {
        var log = TestLog()
        try log.add(.issued, "a", id: "e", "{'title': 'T', 'occurred': '2001'}")
        try log.add(.issued, "b", id: "f", "{'title': 'T', 'occurred': '2002'}")
        try log.correct(
            "f", "c", .issued, "b", "'occurred': '2002', 'relations': [{'type': 'supersedes', 'target': 'directive/a'}]"
        )
        let row = try log.row(Directives.self, "a", asOf: "2025")
        #expect(
            row.line("force.endedBy") == #"{"how":"superseded","by":"directive/b","seq":2,"original":1}"#)
        #expect(try log.rows(Relations.self, asOf: "2025")[0].line("original") == "1")
    }

    @Test func `of two events with one id the first that was not retracted is meant`() throws {
        var log = TestLog()
        try log.add(.issued, "a", id: "e:1", "{'title': 'T', 'occurred': '2001'}")
        try log.add(
            event: #"""
                {"data":{"occurred":"2001","title":"T"},"id":"e:1","source":"/other","specversion":"1.0",\#
                "subject":"directive/other","type":"timeline.directive.issued.v1"}
                """#)
        try log.add(
            .made, "r", "{'title': 'T', 'occurred': '2002', 'relations': [{'type': 'follows', 'target': 'e:1'}]}")
        #expect(try log.rows(Relations.self, asOf: "2025")[0].line("targetSubject") == #""directive/a""#)
        try log.retract("e:1", "x")
        #expect(try log.rows(Relations.self, asOf: "2025")[0].line("targetSubject") == #""directive/other""#)
    }

    @Test func `a stream of which every fact was retracted is not known to relations`() throws {
        var log = TestLog()
        try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}")
        try log.add(
            .made, "b",
            "{'title': 'T', 'occurred': '2002', 'relations': [{'type': 'follows', 'target': 'announcement/a'}]}"
        )
        #expect(try log.rows(Relations.self, asOf: "2025")[0].line("resolved") == "true")
        try log.retract("e", "x")
        #expect(try log.rows(Relations.self, asOf: "2025")[0].line("resolved") == "false")
    }

    // MARK: Others

    @Test func `money, targets and membership follow their corrections`() throws {
        var log = TestLog()
        try log.add(
            .planned, "i", id: "e", "{'title': 'T', 'occurred': '2001', 'amount': {'value': '5', 'currency': 'EUR'}}")
        try log.correct("e", "c", .planned, "i", "'occurred': '2001', 'amount': {'value': '7', 'currency': 'USD'}")
        #expect(
            try log.row(Investments.self, "i", asOf: "2025").line("planned") == #"[{"value":"7","currency":"USD"}]"#)
        let target = "'targets': [{'indicator': 'n', 'goal': {'value': '8', 'due': '2010'}}]"
        try log.correct("c", "d", .planned, "i", "'occurred': '2001', \(target)")
        let row = try log.rows(Targets.self, asOf: "2025")[0]
        #expect(row.line("status") == #""overdue""#)
        #expect(row.line("seqs") == "[2]")
        try log.add(
            .joined, "m", id: "j", "{'title': 'T', 'occurred': '2001', 'memberOf': [{'ref': 'o', 'until': '2003'}]}")
        try log.correct("j", "k", .joined, "m", "'occurred': '2002', 'memberOf': [{'ref': 'p'}]")
        #expect(try log.row(Actors.self, "m", asOf: "2025").line("memberOf.0.ref") == #""p""#)
        #expect(try log.row(Actors.self, "m", asOf: "2025").line("memberOf.0.original") == "3")
        #expect(try log.rows(Actors.self, asOf: "2025", Filter(subject: "o")).isEmpty)
    }

    @Test func `an actor's name, words and deeds are told as corrected`() throws {
        var log = TestLog()
        try log.add(.registered, "x", id: "n", "{'name': 'Wrong', 'kind': 'person'}")
        try log.correct("n", "m", .registered, "x", "'name': 'Right', 'kind': 'group'")
        try log.add(
            .made, "a", id: "e",
            "{'title': 'T', 'occurred': '2001', 'quotes': [{'speaker': 'x', 'text': 'Misheard'}]}")
        try log.correct("e", "c", .made, "a", "'occurred': '2001', 'quotes': [{'speaker': 'x', 'text': 'Heard'}]")
        let row = try log.row(Actors.self, "x", asOf: "2025")
        #expect(row.line("names") == #"[{"name":"Right","seq":1,"original":0}]"#)
        #expect(row.line("kind") == #""group""#)
        #expect(row.line("events") == "2")
        #expect(row.line("said.0.text") == #""Heard""#)
        #expect(row.line("said.0.original") == "2")
        #expect(row.line("deeds.1.original") == "2")
    }

    // MARK: Corrections

    @Test func `a correction names what it corrects, and what it changes in the end`() throws {
        var log = TestLog()
        try log.add(.made, "a", id: "e", "{'title': 'T', 'occurred': '2001'}")
        try log.correct("e", "c", .made, "b", "'title': 'N', 'occurred': '2002'")
        try log.retract("c", "r")
        let rows = try log.rows(Corrections.self, asOf: "1999")
        #expect(rows[0].line("target") == #"{"subject":"announcement/a","seq":0}"#)
        #expect(rows[0]["root"] == nil)
        #expect(rows[0].line("replacement.subject") == #""announcement/b""#)
        #expect(rows[1].line("target") == #"{"subject":"correction/c","seq":1}"#)
        #expect(rows[1].line("root") == #"{"subject":"announcement/a","seq":0}"#)
        #expect(rows.texts("standing") == ["retracted", "applies"])
        let about = try log.rows(Corrections.self, asOf: "1999", Filter(subject: "announcement/a"))
        #expect(about.count == 2)
        #expect(try log.rows(Corrections.self, asOf: "1999", Filter(class: "retracted")).count == 1)
    }

    @Test func `facts of one date and verb stand in an order that arrival does not change`() throws {
        var log = TestLog()
        for number in 0..<40 {
            try log.add(.made, "a", id: "e\(number)", "{'title': '\(number)', 'occurred': '2001'}")
        }
        let titles = { (log: TestLog) in
            let row = try log.row(Announcements.self, "a", asOf: "2025")
            return (0..<40).map { row.line("history.\($0).title") }
        }
        let expected = try titles(log)
        var random = FixedGenerator(state: 3)
        let order = log.entries.indices.shuffled(using: &random)
        #expect(try titles(log.reordered(order)) == expected)
        // The identity decides, not the entry that says it: a correction leaves a fact in its place.
        try log.correct("e7", "c", .made, "a", "'title': '7', 'occurred': '2001'")
        #expect(try titles(log) == expected)
    }
}
