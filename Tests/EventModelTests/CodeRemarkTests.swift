import EventModel
import Testing

/// What is remarked on codes by the date of their event; see "Codes" in timeline-event(5).
struct CodeRemarkTests {
    private static func remarks(_ json: String) throws -> [String] {
        let document = try Document(json: Array(json.utf8))
        var reader = EventReader(document, defaults: .init())
        _ = try reader.read(document.root).get()
        #expect(reader.remarks.allSatisfy { $0.severity == .remark })
        return Diagnostic.locate(reader.remarks, in: Array(json.utf8)).map(\.sentence)
    }

    private static func directive(_ occurred: String, _ members: String) throws -> [String] {
        try remarks(#"{"directive": "a", "title": "A", "occurred": "\#(occurred)", \#(members)}"#)
    }

    @Test(arguments: [
        ("1980-05", "means Czechoslovakia (until 1993-06-15) by the date of the event"),
        ("2004", "means Serbia and Montenegro (2003-07-23 to 2006-09-26) by the date of the event"),
        // Within the year of the withdrawal, and of the assignment.
        ("1993-11-02", "means Czechoslovakia (until 1993-06-15) by the date of the event"),
        ("2003-01", "means Serbia and Montenegro (2003-07-23 to 2006-09-26) by the date of the event"),
        (
            "1990/2005",
            "may mean Czechoslovakia (until 1993-06-15) or Serbia and Montenegro (2003-07-23 to 2006-09-26): "
                + "the date of the event does not tell"
        ),
        (
            "[..2010]",
            "may mean Czechoslovakia (until 1993-06-15) or Serbia and Montenegro (2003-07-23 to 2006-09-26): "
                + "the date of the event does not tell"
        ),
        (
            "1998",
            "was not in use at the date of the event: it stands for Czechoslovakia (until 1993-06-15) and "
                + "Serbia and Montenegro (2003-07-23 to 2006-09-26)"
        ),
    ])
    func `a code of two countries means that of the date of the event`(_ occurred: String, _ remark: String) throws {
        #expect(try Self.directive(occurred, #""jurisdiction": "CS""#) == ["jurisdiction \"CS\" \(remark)"])
        #expect(try Self.directive(occurred, #""with": ["CS", "US"]"#) == ["with \"CS\" \(remark)"])
    }

    @Test(arguments: ["AI", "BQ", "BY", "GE", "SK"])
    func `a code that another country had means that of today without a word, and the other by its date`(
        code: String
    ) throws {
        let uses = Country.uses(of: code)
        let jurisdiction = #""jurisdiction": ["\#(code)"]"#
        #expect(try Self.directive("2024-05-01", jurisdiction) == [])
        let before = try #require(uses[0].until?.prefix(4))
        #expect(
            try Self.directive("1974", jurisdiction) == [
                "jurisdiction \"\(code)\" means \(uses[0].name) (until \(uses[0].until ?? "")) by the date of the event"
            ])
        let both = try Self.directive("\(before)/2024", jurisdiction)
        #expect(both.count == 1 && both[0].contains(" or \(uses[1].name) (since "))
    }

    @Test(arguments: [
        ("1991", "SU", false), ("1992-12", "SU", false), ("1993", "SU", true), ("1950", "DD", false),
        ("2020", "DD", true),
        ("1985/2020", "YU", false), ("XXXX", "SU", false), ("2024", "CN", false), ("0100", "INT", false),
    ])
    func `a withdrawn code is remarked on where the event surely came later`(
        _ occurred: String, _ code: String, _ isRemarked: Bool
    ) throws {
        let found = try Self.directive(occurred, #""jurisdiction": "\#(code)""#)
        #expect(found.isEmpty == !isRemarked)
        #expect(found.allSatisfy { $0.contains("was not in use at the date of the event") })
    }

    @Test(arguments: [
        ("1999-06-01", "100 DEM", nil), ("2002-11", "100 DEM", nil),
        (
            "2010", "100 DEM",
            "amount \"DEM\" was not in use at the date of the event: "
                + "it stands for Deutsche Mark (1948-06-20 to 2002-05-15)"
        ),
        (
            "1985", "100 EUR",
            "amount \"EUR\" was not in use at the date of the event: it stands for Euro (since 1999-01-01)"
        ),
        ("2024", "100 EUR", nil), ("1985/..", "100 EUR", nil), ("1999", "1 XAU", nil), ("1800", "1 XAU", nil),
        ("1989", "5 ARY", nil),
        (
            "1991", "5 ARY",
            "amount \"ARY\" was not in use at the date of the event: it stands for Peso (until 1989/1990)"
        ),
    ])
    func `a currency outside its years is remarked on and never refused`(
        _ occurred: String, _ amount: String, _ remark: String?
    ) throws {
        let event = { (amount: String) in
            #"{"amount": \#(amount), "investment": "a", "title": "A", "occurred": "\#(occurred)"}"#
        }
        #expect(try Self.remarks(event("\"\(amount)\"")) == [remark].compactMap { $0 })
        let parts = amount.split(separator: " ")
        #expect(
            try Self.remarks(event(#"{"value": "\#(parts[0])", "currency": "\#(parts[1])"}"#))
                == [remark?.replacing("amount", with: "currency")].compactMap { $0 })
    }

    @Test func `both forms of an event say the same, the subject as well`() throws {
        let short = #"{"actor": "CS", "verb": "renamed", "name": "X", "occurred": "2004", "jurisdiction": "DD"}"#
        let long = """
            {"specversion": "1.0", "type": "timeline.actor.renamed.v1", "subject": "actor/CS", "id": "x", "source": "/d",
             "data": {"name": "X", "occurred": "2004", "jurisdiction": "DD"}}
            """
        let found = try Self.remarks(short)
        #expect(found.count == 2 && found[0].hasPrefix("actor \"CS\" means Serbia"))
        #expect(
            try Self.remarks(long) == [found[0].replacing("actor", with: "the subject", maxReplacements: 1), found[1]])
    }

    @Test func `an event without a date is taken for one of today, and a code of none of today for any`() throws {
        #expect(try Self.remarks(#"{"actor": "sk-gov", "identifiers": {"iso3166": "SK"}}"#) == [])
        #expect(try Self.remarks(#"{"actor": "ussr", "identifiers": {"iso3166": "SU"}}"#) == [])
        #expect(try Self.remarks(#"{"actor": "cs-gov", "identifiers": {"iso3166": "CS"}}"#).count == 1)
    }

    @Test func `the codes of a replacement are those of its own date`() throws {
        let event = """
            {"correction": "c", "verb": "corrected", "of": "a:issued:2004", "reason": "x", "occurred": "2024",
             "jurisdiction": "DD", "replacement":
             {"directive": "a", "title": "A", "occurred": "2004", "jurisdiction": ["CS", "DE"], "by": "DD"}}
            """
        let found = try Self.remarks(event)
        #expect(found.map { String($0.prefix(40)) }.count == 3)
        #expect(found.contains { $0.hasPrefix("jurisdiction \"CS\" means Serbia") })
        #expect(found.filter { $0.contains("\"DD\" was not in use") }.count == 2)
    }

    @Test func `a tag of a language is remarked on where it stands`() throws {
        #expect(
            try Self.directive("2024", #""lang": "iw""#) == [
                "lang \"iw\": iw is deprecated since 1989-01-01 — write he"
            ])
        #expect(try Self.directive("2024", #""quotes": {"text": "x", "lang": "jp"}"#).count == 1)
        #expect(try Self.directive("2024", #""lang": "ru""#) == [])
    }

    @Test func `an event read anew has its own remarks`() throws {
        let document = try Document(
            json: Array(
                #"[{"directive": "a", "title": "A", "occurred": "2024", "lang": "iw", "by": "DD"}, {"directive": "b", "title": "A", "occurred": "2024"}]"#
                    .utf8))
        var reader = EventReader(document, defaults: .init())
        var counts: [Int] = []
        document.forEachElement(document.root) { node in
            _ = reader.read(node)
            counts.append(reader.remarks.count)
        }
        #expect(counts == [2, 0])
    }
}
