import EventModel
import Projections
import Testing

/// Names, members, merges: what was told of actors, by the date for which it was told.
struct ActorsTests {
    @Test func `the name is the last one of the date`() throws {
        var log = TestLog()
        try log.add(.renamed, "x", "{'name': 'New', 'occurred': '2025-01', 'title': 'T'}")
        try log.add(.registered, "x", "{'name': 'Old', 'aliases': ['O'], 'kind': 'organisation'}")
        #expect(try log.row(Actors.self, "x", asOf: "2024").line("name") == #""Old""#)
        let row = try log.row(Actors.self, "x", asOf: "2025")
        #expect(row.line("name") == #""New""#)
        #expect(row.line("names") == #"[{"name":"Old","seq":1},"# + row.line("names.1") + "]")
        #expect(row.line("names.1.since.text") == #""2025-01""#)
        #expect(row.line("kind") == #""organisation""#)
    }

    @Test func `first use creates an actor, with no more than its slug`() throws {
        var log = TestLog()
        try log.add(.made, "a", "{'title': 'T', 'occurred': '2024', 'actors': [{'ref': 'x', 'role': 'by'}]}")
        let row = try log.row(Actors.self, "actor/x", asOf: "2024")
        #expect(row.line("kind") == #""unknown""#)
        #expect(row["name"] == nil)
        #expect(try log.rows(Actors.self, asOf: "2023").isEmpty)
    }

    @Test func `members join and leave`() throws {
        var log = TestLog()
        try log.add(.left, "x", "{'title': 'T', 'occurred': '2026', 'memberOf': [{'ref': 'o'}]}")
        try log.add(
            .joined, "x", "{'title': 'T', 'occurred': '2024-02', 'memberOf': [{'ref': 'o', 'since': '2024-03'}]}")
        #expect(try log.row(Actors.self, "o", asOf: "2024-02")["members"] == nil)
        let member = try log.row(Actors.self, "o", asOf: "2025")
        #expect(member.line("members.0.since.text") == #""2024-03""#)
        #expect(member[path: "members.0.until"] == nil)
        #expect(member.line("kind") == #""organisation""#)
        let former = try log.row(Actors.self, "x", asOf: "2026")
        #expect(former.line("formerMemberOf.0.ref") == #""o""#)
        #expect(former.line("formerMemberOf.0.until.text") == #""2026""#)
        #expect(former["memberOf"] == nil)
    }

    @Test func `joining again after leaving is a second membership`() throws {
        var log = TestLog()
        for (verb, year) in [(Verb.joined, 2020), (.left, 2021), (.joined, 2022)] {
            try log.add(verb, "x", "{'title': 'T', 'occurred': '\(year)', 'memberOf': [{'ref': 'o'}]}")
        }
        let row = try log.row(Actors.self, "o", asOf: "2023")
        #expect(row.line("formerMembers.0.until.text") == #""2021""#)
        #expect(row.line("members.0.since.text") == #""2022""#)
        #expect(row[path: "members.0.until"] == nil)
    }

    @Test func `a launch that is denied founds nothing`() throws {
        var log = TestLog()
        let launch = "'category': 'launch', 'organisation': 'o', 'members': [{'ref': 'm'}]"
        try log.add(.denied, "a", "{'title': 'T', 'occurred': '2025'}")
        try log.add(.made, "a", "{'title': 'T', 'occurred': '2024', \(launch)}")
        #expect(try log.row(Actors.self, "o", asOf: "2024").line("founded.occurred.text") == #""2024""#)
        let row = try log.row(Actors.self, "o", asOf: "2025")
        #expect(row["founded"] == nil)
        #expect(row["members"] == nil)
    }

    @Test func `a merge makes two actors one from its date on`() throws {
        var log = TestLog()
        try log.add(.merged, "old", "{'title': 'T', 'occurred': '2025', 'into': 'new'}")
        try log.add(.made, "a", "{'title': 'A', 'occurred': '2023', 'actors': [{'ref': 'old', 'role': 'by'}]}")
        try log.add(.made, "b", "{'title': 'B', 'occurred': '2024', 'actors': [{'ref': 'new', 'role': 'by'}]}")
        #expect(try log.rows(Actors.self, asOf: "2024").texts("subject") == ["actor/new", "actor/old"])
        #expect(try log.rows(Actors.self, asOf: "2025").texts("subject") == ["actor/new"])
        let row = try log.row(Actors.self, "old", asOf: "2025")
        #expect(row.line("subject") == #""actor/new""#)
        #expect(row.line("merged") == #"["old"]"#)
        for type in Projections.all {
            #expect(try log.rows(type, asOf: "2026", Filter(actor: "nobody")).isEmpty)
            #expect(try log.rows(type, asOf: "2026", Filter(subject: "actor/nobody")).isEmpty)
        }
        #expect(row.line("deeds.0.title") == #""A""#)
        #expect(row.line("deeds.1.title") == #""B""#)
    }

    @Test func `merges in a circle end`() throws {
        var log = TestLog()
        try log.add(.merged, "a", "{'title': 'T', 'occurred': '2024', 'into': 'b'}")
        try log.add(.merged, "b", "{'title': 'T', 'occurred': '2024', 'into': 'c'}")
        try log.add(.merged, "c", "{'title': 'T', 'occurred': '2024', 'into': 'b'}")
        #expect(try log.rows(Actors.self, asOf: "2024").texts("subject") == ["actor/b"])
    }
}
