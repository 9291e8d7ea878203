import EventModel
import Projections
import Testing

/// Force and implementation at a point, however the events that decide them came in.
struct DirectivesTests {
    private func log(_ events: (Verb, String)...) throws -> TestLog {
        var log = TestLog()
        for (verb, data) in events { try log.add(verb, "a", "{'title': 'T', \(data)}") }
        return log
    }

    private func force(_ log: TestLog, asOf date: String, certain: Bool = false) throws -> String {
        try log.row(Directives.self, "directive/a", asOf: date, certain: certain).line("force.state")
    }

    // MARK: Beginning

    @Test func `before it is issued there is no row`() throws {
        let log = try log((.issued, "'occurred': '2024-06-15'"))
        #expect(try log.rows(Directives.self, asOf: "2024-06-14").isEmpty)
        #expect(try force(log, asOf: "2024-06-15") == #""inForce""#)
    }

    @Test func `it is not yet in force before it is effective`() throws {
        let log = try log((.issued, "'occurred': '2024-06-15', 'effective': '2024-07-01'"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2024-06-30")
        #expect(row.line("force.state") == #""notYet""#)
        #expect(row.line("force.from.text") == #""2024-07-01""#)
        #expect(row[path: "force.since"] == nil)
        #expect(try force(log, asOf: "2024-07-01") == #""inForce""#)
    }

    @Test func `it commences when it commences, whatever was foreseen`() throws {
        let log = try log(
            (.issued, "'occurred': '2024-06-15', 'effective': '2024-07-01'"), (.commenced, "'occurred': '2024-09-01'"))
        #expect(try force(log, asOf: "2024-08-01") == #""notYet""#)
        #expect(try force(log, asOf: "2024-09-01") == #""inForce""#)
    }

    @Test func `an amendment may put it off`() throws {
        let log = try log(
            (.issued, "'occurred': '2024-06-15', 'effective': '2024-07-01'"),
            (.amended, "'occurred': '2024-06-20', 'effective': '2024-08-01'"))
        #expect(try force(log, asOf: "2024-07-15") == #""notYet""#)
        #expect(try force(log, asOf: "2024-08-01") == #""inForce""#)
    }

    @Test func `a date with only an upper bound is possibly earlier, surely only at its bound`() throws {
        let log = try log((.issued, "'occurred': '[..2025-01-02]'"))
        #expect(try force(log, asOf: "1999") == #""inForce""#)
        #expect(try log.rows(Directives.self, asOf: "2025-01-01", certain: true).isEmpty)
        #expect(try force(log, asOf: "2025-01-02", certain: true) == #""inForce""#)
    }

    @Test func `a directive known only from an amendment is in force, since nobody knows when`() throws {
        let log = try log((.amended, "'occurred': '2024-06-15'"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2025")
        #expect(row.line("force") == #"{"state":"inForce"}"#)
    }

    // MARK: Ending

    @Test func `a revocation that arrives before the issue counts all the same`() throws {
        let log = try log((.revoked, "'occurred': '2025-05-01'"), (.issued, "'occurred': '2024-01-01'"))
        #expect(try force(log, asOf: "2025-04-30") == #""inForce""#)
        #expect(try force(log, asOf: "2025-05-01") == #""ended""#)
    }

    @Test func `issued and revoked on one day, it has ended`() throws {
        let log = try log((.revoked, "'occurred': '2025'"), (.issued, "'occurred': '2025'"))
        #expect(try force(log, asOf: "2025") == #""ended""#)
    }

    @Test func `a revocation takes effect when it says`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"), (.revoked, "'occurred': '2025-04-01', 'effective': '2025-05-01'"))
        #expect(try force(log, asOf: "2025-04-30") == #""inForce""#)
        let row = try log.row(Directives.self, "directive/a", asOf: "2025-05-01")
        #expect(row.line("force.until.text") == #""2025-05-01""#)
    }

    @Test(arguments: [("supersedes", "superseded"), ("revokes", "revoked")])
    func `what another directive ends has ended, by name and arrival in any order`(type: String, how: String) throws {
        for isFirst in [true, false] {
            var log = TestLog()
            let other =
                "{'title': 'T', 'occurred': '2026-03-01', 'relations': [{'type': '\(type)', 'target': 'directive/a'}]}"
            if isFirst { try log.add(.issued, "b", other) }
            try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024'}")
            if !isFirst { try log.add(.issued, "b", other) }
            #expect(try force(log, asOf: "2026-02-28") == #""inForce""#)
            let row = try log.row(Directives.self, "directive/a", asOf: "2026-03-01")
            #expect(row.line("force.state") == #""ended""#)
            #expect(row.line("force.endedBy.how") == "\"\(how)\"")
            #expect(row.line("force.endedBy.by") == #""directive/b""#)
            #expect(
                try log.row(Directives.self, "directive/b", asOf: "2026-03-01").line("force.state") == #""inForce""#)
        }
    }

    @Test func `stated from its own side the ending names the directive it follows`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"),
            (.superseded, "'occurred': '2026', 'relations': [{'type': 'follows', 'target': 'directive/b'}]"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2026")
        #expect(row.line("force.endedBy") == #"{"how":"superseded","by":"directive/b","seq":1}"#)
    }

    @Test func `no directive is its own successor`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"),
            (.superseded, "'occurred': '2026', 'relations': [{'type': 'implements', 'target': 'directive/a'}]"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2026")
        #expect(row.line("force.endedBy") == #"{"how":"superseded","seq":1}"#)
    }

    @Test func `a revocation may name an event by its id`() throws {
        var log = TestLog()
        try log.add(
            .issued, "b",
            "{'title': 'T', 'occurred': '2026', 'relations': [{'type': 'revokes', 'target': 'a:issued:2024'}]}")
        try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024'}")
        #expect(try force(log, asOf: "2026") == #""ended""#)
    }

    @Test func `a directive that is only known to be revoked has ended`() throws {
        var log = TestLog()
        try log.add(
            .issued, "b",
            "{'title': 'T', 'occurred': '2026', 'relations': [{'type': 'revokes', 'target': 'directive/a'}]}")
        #expect(try force(log, asOf: "2026") == #""ended""#)
        #expect(try log.rows(Directives.self, asOf: "2025").isEmpty)
    }

    @Test func `the day it expires is its last`() throws {
        let log = try log((.issued, "'occurred': '2024', 'expires': '2026-06-30'"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2026-06-30")
        #expect(row.line("force.state") == #""inForce""#)
        #expect(row.line("force.until.text") == #""2026-06-30""#)
        let after = try log.row(Directives.self, "directive/a", asOf: "2026-07-01")
        #expect(after.line("force.endedBy") == #"{"how":"expired","seq":0}"#)
    }

    @Test func `an amendment may extend it`() throws {
        let log = try log(
            (.issued, "'occurred': '2024', 'expires': '2026-06-30'"),
            (.amended, "'occurred': '2026-01', 'expires': '2027-06-30'"))
        #expect(try force(log, asOf: "2026-12-31") == #""inForce""#)
    }

    // MARK: Suspension

    @Test func `it is suspended until it is resumed`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"), (.resumed, "'occurred': '2025-03'"), (.suspended, "'occurred': '2025-01'"))
        #expect(try force(log, asOf: "2024-12-31") == #""inForce""#)
        let row = try log.row(Directives.self, "directive/a", asOf: "2025-02")
        #expect(row.line("force.state") == #""suspended""#)
        #expect(row.line("force.suspended.since.text") == #""2025-01""#)
        #expect(try force(log, asOf: "2025-03-31") == #""inForce""#)
    }

    @Test func `what is suspended can still be revoked`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"), (.suspended, "'occurred': '2025'"), (.revoked, "'occurred': '2026'"))
        #expect(try force(log, asOf: "2026") == #""ended""#)
    }

    // MARK: Parts

    private static let parts = "'occurred': '2024', 'provisions': [{'id': 'x', 'due': '2025-06'}, {'id': 'y'}]"

    @Test func `a revocation of one part leaves the rest`() throws {
        let log = try log(
            (.issued, Self.parts), (.revoked, "'occurred': '2025', 'provisions': [{'id': 'x'}]"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2025")
        #expect(row.line("force.state") == #""partly""#)
        #expect(row.line("provisions.0.force.state") == #""ended""#)
        #expect(row.line("provisions.1.force.state") == #""inForce""#)
        #expect(try log.rows(Duties.self, asOf: "2025").isEmpty)
    }

    @Test func `once every part is revoked it has ended`() throws {
        let log = try log(
            (.issued, Self.parts), (.revoked, "'occurred': '2025', 'provisions': [{'id': 'x'}]"),
            (.revoked, "'occurred': '2026', 'provisions': [{'id': 'y'}]"))
        let row = try log.row(Directives.self, "directive/a", asOf: "2026")
        #expect(row.line("force.state") == #""ended""#)
        #expect(row.line("force.until.text") == #""2026""#)
    }

    @Test func `a part that was never described can be revoked, too`() throws {
        let log = try log(
            (.issued, "'occurred': '2024'"), (.revoked, "'occurred': '2025', 'provisions': [{'id': 'z'}]"))
        #expect(try force(log, asOf: "2025") == #""partly""#)
    }

    @Test func `one part suspended and resumed`() throws {
        let log = try log(
            (.issued, Self.parts), (.suspended, "'occurred': '2025-01', 'provisions': [{'id': 'y'}]"),
            (.resumed, "'occurred': '2025-03', 'provisions': [{'id': 'y'}]"))
        #expect(try force(log, asOf: "2025-02") == #""partly""#)
        #expect(try force(log, asOf: "2025-03") == #""inForce""#)
    }

    @Test func `a part commences on its own`() throws {
        let log = try log(
            (.issued, "'occurred': '2024', 'effective': '2026', 'provisions': [{'id': 'x'}, {'id': 'y'}]"),
            (.commenced, "'occurred': '2025', 'provisions': [{'id': 'x'}]"))
        #expect(try force(log, asOf: "2024") == #""notYet""#)
        #expect(try force(log, asOf: "2025") == #""partly""#)
        #expect(try force(log, asOf: "2026") == #""inForce""#)
    }

    // MARK: Implementation

    private func implementation(_ log: TestLog, asOf date: String) throws -> String {
        try log.row(Directives.self, "directive/a", asOf: date).line("implementation.state")
    }

    @Test func `implementation goes from scheduled over part to met`() throws {
        let log = try log(
            (.issued, Self.parts), (.implemented, "'occurred': '2025-02', 'provisions': [{'id': 'x'}]"),
            (.implemented, "'occurred': '2025-08', 'provisions': [{'id': 'y'}]"))
        #expect(try implementation(log, asOf: "2024") == #""scheduled""#)
        #expect(try implementation(log, asOf: "2025-02") == #""partiallyMet""#)
        #expect(try implementation(log, asOf: "2025-08") == #""met""#)
    }

    /// Each part with the day it is due and the day it ended; what it then is, and what is owed.
    @Test(arguments: [
        ("a part revoked before it was due", "2025-03", "", "2025-01", "scheduled", ["y"]),
        ("a part revoked after it was due", "2025-03", "", "2025-06", "notMet", ["y"]),
        ("a part still there", "2025-03", "", "", "notMet", ["x", "y"]),
        ("the whole revoked before it was due", "", "2025-03", "2025-01", "scheduled", []),
        ("the whole revoked after it was due", "", "2025-03", "2025-06", "notMet", []),
    ])
    func `what ended before the day it was due is owed no more`(
        case name: String, part: String, whole: String, ended: String, status: String, owed: [String]
    ) throws {
        var log = TestLog()
        let due = { (day: String) in day.isEmpty ? "" : ", 'due': '\(day)'" }
        try log.add(
            .issued, "a",
            "{'title': 'T', 'occurred': '2024', 'provisions': [{'id': 'x'\(due(part))}, {'id': 'y'}]\(due(whole)), 'actors': [{'ref': 'm', 'role': 'to'}]}"
        )
        let scope = part.isEmpty ? "" : ", 'provisions': [{'id': 'x'}]"
        if !ended.isEmpty { try log.add(.revoked, "a", "{'title': 'T', 'occurred': '\(ended)'\(scope)}") }
        let row = try log.row(Directives.self, "directive/a", asOf: "2026")
        let duties = try log.rows(Duties.self, asOf: "2026")
        #expect(duties.texts("provision") == owed)
        if part.isEmpty {
            #expect(row.line("implementation.state") == "\"\(status)\"")
        } else {
            #expect(row.line("provisions.0.implementation") == "\"\(status)\"")
            // The whole is late only by what is still owed.
            let isLate = duties.contains { $0["state"]?.text == "overdue" }
            #expect(row.line("implementation.state") == (isLate ? #""notMet""# : #""scheduled""#))
        }
    }

    @Test func `the rest of a directive is owed besides the parts that amendments add, and besides days of their own`()
        throws
    {
        var log = TestLog()
        let to = "'actors': [{'ref': 'm', 'role': 'to'}]"
        let art = "'provisions': [{'id': 'x', 'due': '2027-06'}]"
        try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024', 'due': '2026', \(to)}")
        try log.add(.amended, "a", "{'title': 'T', 'occurred': '2025', \(art)}")
        try log.add(.implemented, "a", "{'title': 'T', 'occurred': '2025-06', 'provisions': [{'id': 'x'}]}")
        try log.add(.issued, "b", "{'title': 'T', 'occurred': '2024', 'due': '2028', \(art), \(to)}")
        try log.add(
            .issued, "c", "{'title': 'T', 'occurred': '2024', 'due': '2029', 'provisions': [{'id': 'x'}], \(to)}")
        let rows = try log.rows(Duties.self, asOf: "2025-12")
        #expect(
            rows.map { "\($0.line("subject")) \($0.line("provision")) \($0.line("due.text")) \($0.line("state"))" } == [
                #""directive/a"  "2026" "open""#, #""directive/a" "x" "2027-06" "done""#,
                #""directive/b" "x" "2027-06" "open""#, #""directive/b"  "2028" "open""#,
                #""directive/c" "x" "2029" "open""#,
            ])
        #expect(
            try log.row(Directives.self, "directive/a", asOf: "2025-12").line("implementation.state")
                == #""partiallyMet""#)
    }

    @Test func `what has no day of its own is not overdue, nor is what is not in force yet`() throws {
        var log = TestLog()
        let to = "'actors': [{'ref': 'm', 'role': 'to'}]"
        try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024', \(to)}")
        try log.add(
            .amended, "a", "{'title': 'T', 'occurred': '2024-02', 'provisions': [{'id': 'x', 'due': '2024-06'}]}")
        try log.add(.issued, "b", "{'title': 'T', 'occurred': '2024', 'effective': '2026', 'due': '2024-06', \(to)}")
        let rows = try log.rows(Duties.self, asOf: "2025")
        #expect(
            rows.map { "\($0.line("subject")) \($0.line("provision")) \($0.line("state"))" } == [
                #""directive/a" "x" "overdue""#, #""directive/b"  "open""#, #""directive/a"  "open""#,
            ])
    }

    @Test func `what has ended by then neither begins nor is owed`() throws {
        var log = TestLog()
        try log.add(
            .issued, "a",
            "{'title': 'A', 'occurred': '2024', 'effective': '2027', 'expires': '2026', 'due': '2028', 'actors': [{'ref': 'm', 'role': 'to'}]}"
        )
        try log.add(
            .issued, "b", "{'title': 'B', 'occurred': '2024', 'due': '2028', 'actors': [{'ref': 'm', 'role': 'to'}]}")
        try log.add(.revoked, "b", "{'title': 'B', 'occurred': '2025', 'effective': '2027'}")
        let rows = try log.rows(Timeline.self, asOf: "2025-06", Filter(class: "toCome"))
        #expect(
            rows.map { "\($0.line("toCome")) \($0.line("subject"))" } == [
                #""expiry" "directive/a""#, #""revocation" "directive/b""#,
            ])
    }

    @Test func `what is suspended is not overdue`() throws {
        var log = TestLog()
        try log.add(
            .issued, "a", "{'title': 'T', 'occurred': '2024', 'due': '2024-06', 'actors': [{'ref': 'm', 'role': 'to'}]}"
        )
        try log.add(.suspended, "a", "{'title': 'T', 'occurred': '2024-03'}")
        try log.add(.resumed, "a", "{'title': 'T', 'occurred': '2025'}")
        for (date, state) in [("2024-02", "open"), ("2024-12", "open"), ("2025", "overdue")] {
            #expect(try log.rows(Duties.self, asOf: date).texts("state") == [state], "\(date)")
        }
    }

    @Test func `what ended before it took effect was never in force`() throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024', 'effective': '2025'}")
        try log.add(.revoked, "a", "{'title': 'T', 'occurred': '2024-06'}")
        for date in ["2024-12", "2026"] {
            #expect(try log.row(Directives.self, "a", asOf: date).line("force.began") == "", "\(date)")
        }
    }

    @Test func `an amendment said from both sides is told once`() throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'title': 'A', 'occurred': '2024'}")
        let amends = "'relations': [{'type': 'amends', 'target': 'directive/a'}]"
        try log.add(.issued, "b", "{'title': 'B', 'occurred': '2025-01-02', \(amends)}")
        try log.add(
            .amended, "a",
            "{'title': 'A', 'occurred': '2025-01', 'relations': [{'type': 'follows', 'target': 'directive/b'}]}")
        try log.add(.issued, "c", "{'title': 'C', 'occurred': '2025-03', \(amends)}")
        let row = try log.row(Directives.self, "directive/a", asOf: "2026")
        #expect(row["amended"]?.elements.compactMap { $0["by"]?.text } == ["directive/b", "directive/c"])
    }

    @Test func `what acts will do is to come, and what will have ended by then is not`() throws {
        var log = TestLog()
        try log.add(
            .issued, "a",
            "{'title': 'A', 'occurred': '2024', 'expires': '2030', 'provisions': [{'id': 'x'}, {'id': 'y'}]}")
        try log.add(
            .amended, "a", "{'title': 'A', 'occurred': '2024-02', 'expires': '2025-12', 'provisions': [{'id': 'y'}]}")
        try log.add(
            .suspended, "a", "{'title': 'A', 'occurred': '2025', 'effective': '2026', 'provisions': [{'id': 'x'}]}")
        try log.add(
            .resumed, "a", "{'title': 'A', 'occurred': '2025', 'effective': '2027', 'provisions': [{'id': 'x'}]}")
        try log.add(
            .issued, "b",
            "{'title': 'B', 'occurred': '2025', 'effective': '2028', 'relations': [{'type': 'revokes', 'target': 'directive/a'}]}"
        )
        try log.add(.issued, "c", "{'title': 'C', 'occurred': '2020', 'expires': '2021'}")
        try log.add(.amended, "c", "{'title': 'C', 'occurred': '2025', 'effective': '2029', 'expires': '2031'}")
        let rows = try log.rows(Timeline.self, asOf: "2025-02", Filter(class: "toCome"))
        #expect(
            rows.map {
                "\($0.line("expected.text")) \($0.line("toCome")) \($0.line("subject")) \($0.line("provision"))"
            }
                == [
                    #""2025-12" "expiry" "directive/a" "y""#, #""2026" "suspension" "directive/a" "x""#,
                    #""2027" "resumption" "directive/a" "x""#, #""2028" "revocation" "directive/a" "#,
                    #""2028" "commencement" "directive/b" "#, #""2029" "commencement" "directive/c" "#,
                ])
    }

    @Test func `of several actors asked for together each owes or is owed`() throws {
        var log = TestLog()
        let actors = "'actors': [{'ref': 'm', 'role': 'by'}, {'ref': 'a', 'role': 'to'}, {'ref': 'b', 'role': 'with'}]"
        try log.add(.issued, "a", "{'title': 'T', 'occurred': '2024', \(actors)}")
        for (names, count) in [(["a", "m"], 1), (["a", "b"], 0), (["m"], 1), (["b"], 0)] {
            var filter = Filter()
            filter.parties = [PartyFilter([names])]
            #expect(try log.rows(Duties.self, asOf: "2025", filter).count == count, "\(names)")
        }
    }

    @Test func `what is to come has the title of what it is of, whenever its day was said`() throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'title': 'The order', 'occurred': '2020'}")
        try log.add(.amended, "a", "{'title': 'An extension', 'occurred': '2022', 'expires': '2030'}")
        try log.add(.commenced, "a", "{'title': 'A start', 'occurred': '2024', 'provisions': [{'id': 'x'}]}")
        try log.add(.revoked, "b", "{'title': 'An end', 'occurred': '2019', 'provisions': [{'id': 'x'}]}")
        try log.add(.amended, "b", "{'title': 'A term', 'occurred': '2019', 'expires': '2031'}")
        let rows = try log.rows(Timeline.self, asOf: "2021", Filter(class: "toCome"))
        #expect(
            rows.map { "\($0.line("toCome")) \($0.line("title")) \($0.line("provision"))" } == [
                #""commencement" "The order" "x""#, #""expiry" "The order" "#, #""expiry" "A term" "#,
            ])
        #expect(try log.row(Directives.self, "directive/a", asOf: "2021").line("force.state") == #""partly""#)
    }

    @Test func `past due and not implemented is not met`() throws {
        let log = try log((.issued, "'occurred': '2024', 'due': '2025-06'"))
        #expect(try implementation(log, asOf: "2025-06") == #""scheduled""#)
        #expect(try implementation(log, asOf: "2025-07-01") == #""notMet""#)
        let parts = try self.log((.issued, Self.parts))
        #expect(try implementation(parts, asOf: "2025-07-01") == #""notMet""#)
    }

    @Test func `who owes what to whom, by when, part by part`() throws {
        let log = try log(
            (
                .issued,
                """
                'occurred': '2024', 'due': '2026', 'actors': [{'ref': 'm', 'role': 'by'}, {'ref': 'l', 'role': 'to'}],
                'provisions': [{'id': 'x', 'text': 'Report.', 'assignee': ['p', 'q'], 'due': '2025-06'}, {'id': 'y'}]
                """
            ))
        let rows = try log.rows(Duties.self, asOf: "2025-07")
        try #require(rows.count == 2)
        #expect(rows[0].line("who") == #"["p","q"]"#)
        #expect(rows[0].line("what") == #""Report.""#)
        #expect(rows[0].line("toWhom") == #"["m"]"#)
        #expect(rows[0].line("due.text") == #""2025-06""#)
        #expect(rows[0].line("state") == #""overdue""#)
        #expect(rows[1].line("who") == #"["l"]"#)
        #expect(rows[1].line("due.text") == #""2026""#)
        #expect(rows[1].line("state") == #""open""#)
        #expect(try log.rows(Directives.self, asOf: "2025", Filter(actor: "q")).count == 1)
        #expect(try log.rows(Directives.self, asOf: "2025", Filter(actor: "nobody")).isEmpty)
    }
}
