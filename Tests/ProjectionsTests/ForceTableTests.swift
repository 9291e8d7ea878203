import EventModel
import Glibc
import Projections
import Testing

/// The table of FORCE in timeline-event(5), row by row: what a directive is, and since when.
struct ForceTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// The row's first cell in the manual.
        var testDescription: String
        var asOf: String
        /// Of the directive `a`, where no other is named.
        var events: [(verb: Verb, slug: String, data: String)]
        /// State, and every date of the force that is stated.
        var says: String

        init(_ description: String, asOf: String, _ events: [(Verb, String)], says: String) {
            self.init(description, asOf: asOf, of: events.map { ($0.0, "a", $0.1) }, says: says)
        }

        init(_ description: String, asOf: String, of events: [(Verb, String, String)], says: String) {
            testDescription = description
            self.asOf = asOf
            self.events = events
            self.says = says
        }
    }

    private static let both = "'provisions': [{'id': 'x'}, {'id': 'y'}]"
    private static let x = "'provisions': [{'id': 'x'}]"
    private static let y = "'provisions': [{'id': 'y'}]"
    private static let effective = "'occurred': '2024-07-12', 'effective': '2024-08-01'"

    private static func relation(_ type: String, _ more: String = "") -> String {
        "'relations': [{'type': '\(type)', 'target': 'directive/a'\(more)}]"
    }

    private static let lapsed = [(Verb.issued, "a", "'occurred': '2024', 'expires': '2025-06-30'")]
    private static let continuedLate = (
        Verb.issued, "b", "'occurred': '2026-01-15', 'expires': '2027', " + relation("continues")
    )

    static let rows = [
        Row(
            "before the day on which it takes effect", asOf: "2024-07-31", [(.issued, effective)],
            says: "notYet from=2024-08-01"),
        Row(
            "from that day on", asOf: "2024-08-01", [(.issued, effective)],
            says: "inForce since=2024-08-01 began=2024-08-01"),
        Row(
            "commenced as a whole, whatever was foreseen", asOf: "2024-12",
            [(.issued, effective), (.commenced, "'occurred': '2024-10-01'")],
            says: "inForce since=2024-10-01 began=2024-10-01"),
        Row(
            "from its own day on, its parts being still to commence", asOf: "2024-12",
            [
                (.issued, effective + ", " + both), (.commenced, "'occurred': '2025-02', \(x)"),
                (.commenced, "'occurred': '2026-08', \(y)"),
            ], says: "partly since=2024-08-01 began=2024-08-01"),
        Row(
            "from its own day on, a part that only its commencement names being still to commence", asOf: "2024-12",
            [(.issued, effective), (.commenced, "'occurred': '2026-08', \(y)")],
            says: "partly since=2024-08-01 began=2024-08-01"),
        Row(
            "some of its parts commenced, some still to come", asOf: "2025-12",
            [
                (.issued, effective + ", " + both), (.commenced, "'occurred': '2025-02', \(x)"),
                (.commenced, "'occurred': '2026-08', \(y)"),
            ], says: "partly since=2024-08-01 began=2024-08-01"),
        Row(
            "the last of its parts commenced", asOf: "2026-12",
            [
                (.issued, effective + ", " + both), (.commenced, "'occurred': '2025-02', \(x)"),
                (.commenced, "'occurred': '2026-08', \(y)"),
            ], says: "inForce since=2026-08 began=2024-08-01"),
        Row(
            "a part commenced before the whole", asOf: "2024-06",
            [
                (.issued, "'occurred': '2024-01', 'effective': '2025', \(both)"),
                (.commenced, "'occurred': '2024-05', \(x)"),
            ],
            says: "partly since=2024-05 began=2024-05"),
        Row(
            "a part revoked", asOf: "2025-12",
            [(.issued, "'occurred': '2024', \(both)"), (.revoked, "'occurred': '2025-03', \(x)")],
            says: "partly since=2025-03 began=2024"),
        Row(
            "a part revoked that it never had", asOf: "2025-12",
            [
                (.issued, "'occurred': '2024', \(both)"),
                (.revoked, "'occurred': '2025-03', 'provisions': [{'id': 'z'}]"),
            ],
            says: "inForce since=2024 began=2024"),
        Row(
            "a part revoked by another directive", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024', \(both)"),
                (.issued, "b", "'occurred': '2025-03', " + relation("revokes", ", 'provisions': ['x']")),
            ], says: "partly since=2025-03 began=2024"),
        Row(
            "the last of its parts revoked", asOf: "2026-12",
            [
                (.issued, "'occurred': '2024', \(both)"), (.revoked, "'occurred': '2025-03', \(x)"),
                (.revoked, "'occurred': '2026-03', \(y)"),
            ], says: "ended since=2026-03 began=2024 until=2026-03 revoked"),
        Row(
            "a part suspended", asOf: "2025-12",
            [(.issued, "'occurred': '2024', \(both)"), (.suspended, "'occurred': '2025-03', \(x)")],
            says: "partly since=2025-03 began=2024"),
        Row(
            "suspended", asOf: "2025-12",
            [(.issued, "'occurred': '2024'"), (.suspended, "'occurred': '2025-03'")],
            says: "suspended since=2025-03 began=2024 suspended=2025-03"),
        Row(
            "suspended by another directive", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2025-01', 'effective': '2025-03', " + relation("suspends")),
            ], says: "suspended since=2025-03 began=2024 suspended=2025-03"),
        Row(
            "the last of its parts suspended", asOf: "2025-12",
            [
                (.issued, "'occurred': '2024', \(both)"), (.suspended, "'occurred': '2025-03', \(x)"),
                (.suspended, "'occurred': '2025-06', \(y)"),
            ], says: "suspended since=2025-06 began=2024 suspended=2025-06"),
        Row(
            "resumed", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.suspended, "a", "'occurred': '2025-03'"),
                (.issued, "b", "'occurred': '2025-09', " + relation("resumes")),
            ], says: "inForce since=2025-09 began=2024"),
        Row(
            "revoked or superseded", asOf: "2025-12",
            [(.issued, "'occurred': '2024'"), (.revoked, "'occurred': '2025-03', 'endedBy': 'directive/b'")],
            says: "ended since=2025-03 began=2024 until=2025-03 revoked by=directive/b"),
        Row(
            "revoked or superseded by what another directive says", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2025-01', 'effective': '2025-03', " + relation("supersedes")),
            ], says: "ended since=2025-03 began=2024 until=2025-03 superseded by=directive/b"),
        Row(
            "revoked or superseded by an act dated as the issue of the other, which takes effect later",
            asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.issued, "b", "'occurred': '2025-01', 'effective': '2025-03'"),
                (.revoked, "a", "'occurred': '2025-01', 'endedBy': 'directive/b'"),
            ], says: "ended since=2025-03 began=2024 until=2025-03 revoked by=directive/b"),
        Row(
            "revoked or superseded by an act dated as the issue of the other, which ended before it took effect",
            asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.issued, "b", "'occurred': '2025-01', 'effective': '2025-09'"),
                (.revoked, "a", "'occurred': '2025-01', 'endedBy': 'directive/b'"),
                (.revoked, "b", "'occurred': '2025-03'"),
            ], says: "inForce since=2024 began=2024"),
        Row(
            "revoked by an amendment of another directive, which takes effect later", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.issued, "b", "'occurred': '2025-01', 'effective': '2025-09'"),
                (.amended, "b", "'occurred': '2025-02', " + relation("revokes")),
            ], says: "ended since=2025-09 began=2024 until=2025-09 revoked by=directive/b"),
        Row(
            "revoked by another directive that commenced later than was foreseen", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2025-01', 'effective': '2025-03', " + relation("revokes")),
                (.commenced, "b", "'occurred': '2025-09'"),
            ], says: "ended since=2025-09 began=2024 until=2025-09 revoked by=directive/b"),
        Row(
            "revoked by another directive that ended before it took effect", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2025-01', 'effective': '2025-09', " + relation("revokes")),
                (
                    .issued, "c",
                    "'occurred': '2025-02', 'effective': '2025-04', "
                        + relation("supersedes").replacing("/a", with: "/b")
                ),
            ], says: "inForce since=2024 began=2024"),
        Row(
            "revoked by another directive that is suspended when it takes effect", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2025-01', 'effective': '2025-09', " + relation("revokes")),
                (.suspended, "b", "'occurred': '2025-06'"),
            ], says: "ended since=2025-09 began=2024 until=2025-09 revoked by=directive/b"),
        Row(
            "revoked before it took effect", asOf: "2025-12",
            [(.issued, "'occurred': '2024', 'effective': '2026'"), (.revoked, "'occurred': '2025-03'")],
            says: "ended since=2025-03 until=2025-03 revoked"),
        Row(
            "on the day on which it expires", asOf: "2025-06-30",
            [(.issued, "'occurred': '2024', 'expires': '2025-06-30'")],
            says: "inForce since=2024 began=2024 until=2025-06-30"),
        Row(
            "after the day on which it expires", asOf: "2025-07-01",
            [(.issued, "'occurred': '2024', 'expires': '2025-06-30'")],
            says: "ended since=2025-06-30 began=2024 until=2025-06-30 expired"),
        Row(
            "continued by another directive that expires later", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30'"),
                (.issued, "b", "'occurred': '2025-06-01', 'expires': '2026-06-30', " + relation("continues")),
            ], says: "inForce since=2024 began=2024 until=2026-06-30"),
        Row(
            "continued by another directive that does not expire", asOf: "2030",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30'"),
                (.issued, "b", "'occurred': '2025-06-01', " + relation("continues")),
            ], says: "inForce since=2024 began=2024"),
        Row(
            "continued by another directive that expires no later", asOf: "2025-01",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30'"),
                (.issued, "b", "'occurred': '2024-06-01', 'expires': '2025-03', " + relation("continues")),
            ], says: "inForce since=2024 began=2024 until=2025-06-30"),
        Row(
            "without an expiry, continued by another directive that expires", asOf: "2025-01",
            of: [
                (.issued, "a", "'occurred': '2024'"),
                (.issued, "b", "'occurred': '2024-06-01', 'expires': '2025-03', " + relation("continues")),
            ], says: "inForce since=2024 began=2024 until=2025-03"),
        Row(
            "each part continued by another directive", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30', \(both)"),
                (
                    .issued, "b",
                    "'occurred': '2025-08', 'expires': '2027', " + relation("continues", ", 'provisions': ['x']")
                ),
                (
                    .issued, "c",
                    "'occurred': '2025-10', 'expires': '2028', " + relation("continues", ", 'provisions': ['y']")
                ),
            ], says: "inForce since=2025-10 began=2024 until=2028"),
        Row(
            "a part continued by another directive, the rest expired", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30', \(both)"),
                (.issued, "b", "'occurred': '2025-06-01', " + relation("continues", ", 'provisions': ['x']")),
            ], says: "partly since=2025-06-30 began=2024"),
        Row(
            "a part expired, as an amendment says of it", asOf: "2025-12",
            [
                (.issued, "'occurred': '2024', \(both)"),
                (.amended, "'occurred': '2025-01', 'expires': '2025-06-30', \(x)"),
            ], says: "partly since=2025-06-30 began=2024"),
        Row(
            "continued by another directive that has ended since", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024', 'expires': '2025-06-30'"),
                (.issued, "b", "'occurred': '2025-06-01', 'expires': '2027', " + relation("continues")),
                (.revoked, "b", "'occurred': '2025-09'"),
            ], says: "inForce since=2024 began=2024 until=2027"),
        Row(
            "expired, and continued after that: until then", asOf: "2025-12", of: lapsed + [continuedLate],
            says: "ended since=2025-06-30 began=2024 until=2025-06-30 expired"),
        Row(
            "expired, and continued after that: from then on", asOf: "2026-02", of: lapsed + [continuedLate],
            says: "inForce since=2026-01-15 began=2024 until=2027"),
        Row(
            "expired, and continued with effect from before that", asOf: "2025-12",
            of: lapsed + [(.issued, "b", "'occurred': '2026-01-15', 'effective': '2025-06', " + relation("continues"))],
            says: "inForce since=2024 began=2024"),
        Row(
            "expired, and its expiry set anew by its own amendment or issue", asOf: "2026-02",
            of: lapsed + [(.amended, "a", "'occurred': '2026-01-15', 'expires': '2027'")],
            says: "inForce since=2026-01-15 began=2024 until=2027"),
        Row(
            "revoked or superseded, and issued, amended or continued after that", asOf: "2026-12",
            of: [
                (.issued, "a", "'occurred': '2024', 'effective': '2024-02'"), (.revoked, "a", "'occurred': '2025-03'"),
                (.issued, "a", "'occurred': '2026-01', 'effective': '2026-02', 'expires': '2027'"), continuedLate,
            ], says: "ended since=2025-03 began=2024-02 until=2025-03 revoked"),
        Row(
            "revoked or superseded by another directive that has ended since", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.issued, "b", "'occurred': '2025-01', " + relation("revokes")),
                (.revoked, "b", "'occurred': '2025-06'"),
            ], says: "ended since=2025-01 began=2024 until=2025-01 revoked by=directive/b"),
        Row(
            "amended", asOf: "2025-12",
            of: [
                (.issued, "a", "'occurred': '2024'"), (.amended, "a", "'occurred': '2025-03', 'effective': '2026'"),
                (.issued, "b", "'occurred': '2025-06', 'effective': '2026', " + relation("amends")),
            ], says: "inForce since=2024 began=2024"),
        Row(
            "known only by its amendment", asOf: "2025-12", [(.amended, "'occurred': '2025-03'")],
            says: "inForce knownOnlyBy=acts"),
        Row(
            "known only by its end", asOf: "2025-12", [(.revoked, "'occurred': '2025-03'")],
            says: "ended since=2025-03 until=2025-03 revoked knownOnlyBy=end"),
    ]

    @Test(arguments: rows) func `a row of the table`(row: Row) throws {
        var log = TestLog()
        for (verb, slug, data) in row.events { try log.add(verb, slug, "{'title': 'T', \(data)}") }
        let answer = try log.row(Directives.self, "directive/a", asOf: row.asOf)
        let force = answer["force"]
        let dates =
            ["since", "began", "from", "until"].map { ($0, force?[$0]?["text"]?.text) }
            + [("suspended", force?[path: "suspended.since.text"]?.text)]
        let words =
            dates.compactMap { name, text in text.map { "\(name)=\($0)" } }
            + [force?[path: "endedBy.how"]?.text, force?[path: "endedBy.by"]?.text.map { "by=\($0)" }].compactMap { $0 }
            + [answer["knownOnlyBy"]?.text.map { "knownOnlyBy=\($0)" }].compactMap { $0 }
        #expect(([force?["state"]?.text ?? ""] + words).joined(separator: " ") == row.says)
    }

    @Test func `every row of the table has its test, and every test its row`() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = unsafe fopen("/\(root)/Deploy/man/timeline-event.5", "r")
        let opened = try unsafe #require(file, "the manual is there")
        defer { unsafe fclose(opened) }
        var text: [UInt8] = []
        while case let byte = unsafe fgetc(opened), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
        let page = String(decoding: text, as: UTF8.self)
        let table = page.split(separator: ".Sh FORCE").last?.split(separator: ".El").first ?? ""
        let cells = table.split(separator: "\n").filter { $0.hasPrefix(".It ") && !$0.hasPrefix(".It Sy ") }.map {
            line in
            String(
                line.dropFirst(4).prefix(upTo: line.dropFirst(4).firstRange(of: " Ta ")?.lowerBound ?? line.endIndex))
        }
        #expect(cells == Self.rows.map(\.testDescription))
    }

    // MARK: What stands beside it

    @Test func `of what is known only by its end nobody has said who issued it, or what it is called`() throws {
        var log = TestLog()
        try log.add(
            .revoked, "a",
            "{'title': 'Revocation of A', 'occurred': '2025', 'actors': [{'ref': 'm', 'role': 'by'}, {'ref': 'n', 'role': 'to'}]}"
        )
        let row = try log.row(Directives.self, "directive/a", asOf: "2025")
        for key in ["title", "by", "to", "issued", "instrument", "attribution"] { #expect(row[key] == nil, "\(key)") }
        #expect(row.line("history.0.title") == #""Revocation of A""#)
    }

    @Test(arguments: ["amends", "suspends", "resumes", "continues", "revokes", "supersedes"])
    func `what another directive does stands in the history of both`(type: String) throws {
        var log = TestLog()
        try log.add(.issued, "a", "{'title': 'A', 'occurred': '2024'}")
        try log.add(
            .issued, "b",
            "{'title': 'B', 'occurred': '2025', \(Self.relation(type, ", 'provisions': ['x']"))}")
        let row = try log.row(Directives.self, "directive/a", asOf: "2025")
        #expect(
            row.line("history.1")
                == #"{"seq":1,"relation":"\#(type)","by":"directive/b","provisions":["x"],"occurred":{"text":"2025","#
                + #""earliest":"2025-01-01T00:00:00Z","latest":"2025-12-31T23:59:59Z"},"title":"B"}"#)
        #expect(row.line("title") == #""A""#)
        let isAmendment = type == "amends" || type == "continues"
        #expect(row.line("amended.0.by") == (isAmendment ? #""directive/b""# : ""))
    }

    /// Of the directive `a`, where no other is named, and the entries that contradict each other.
    private static let impossible: [(kind: String, events: [(Verb, String, String)], seqs: String)] = [
        (
            "endedBeforeIssued", [(.issued, "a", "'occurred': '2024'"), (.revoked, "a", "'occurred': '2023-05'")],
            "[1,0]"
        ),
        (
            "twoEnds",
            [
                (.issued, "a", "'occurred': '2020'"), (.revoked, "a", "'occurred': '2024'"),
                (.superseded, "a", "'occurred': '2025'"),
            ], "[1,2]"
        ),
        (
            "twoEnds",
            [(.issued, "a", "'occurred': '2020', 'expires': '2024'"), (.expired, "a", "'occurred': '2025-03'")], "[0,1]"
        ),
        (
            "twoEnds",
            [(.issued, "a", "'occurred': '2020', 'expires': '2024'"), (.revoked, "a", "'occurred': '2025-03'")], "[0,1]"
        ),
        (
            "twoEnds",
            [(.issued, "a", "'occurred': '2020', 'expires': '2024'"), (.expired, "a", "'occurred': '2023-03'")], "[1,0]"
        ),
        (
            "endsItself",
            [(.issued, "a", "'occurred': '2024', 'relations': [{'type': 'revokes', 'target': 'directive/a'}]")], "[0]"
        ),
        (
            "endsItself",
            [(.issued, "a", "'occurred': '2024', 'relations': [{'type': 'supersedes', 'target': 'a:issued:2024'}]")],
            "[0]"
        ),
        (
            "endsItself",
            [(.issued, "a", "'occurred': '2024'"), (.revoked, "a", "'occurred': '2025', 'endedBy': 'directive/a'")],
            "[1]"
        ),
        (
            "endEachOther",
            [
                (.issued, "a", "'occurred': '2024', 'relations': [{'type': 'revokes', 'target': 'directive/b'}]"),
                (.issued, "b", "'occurred': '2024', 'relations': [{'type': 'supersedes', 'target': 'directive/a'}]"),
            ], "[1,0]"
        ),
        (
            "endEachOther",
            [
                (.issued, "a", "'occurred': '2023'"), (.issued, "b", "'occurred': '2023'"),
                (.revoked, "a", "'occurred': '2024-03', 'endedBy': 'directive/b'"),
                (.superseded, "b", "'occurred': '2024', 'relations': [{'type': 'follows', 'target': 'directive/a'}]"),
            ], "[3,2]"
        ),
        (
            "actsAfterEnd",
            [
                (.issued, "a", "'occurred': '2020'"), (.revoked, "a", "'occurred': '2023'"),
                (.issued, "a", "'occurred': '2024'"),
            ], "[1,2]"
        ),
        (
            "actsAfterEnd",
            [
                (.issued, "a", "'occurred': '2020', 'expires': '2023'"), (.resumed, "a", "'occurred': '2024'"),
                (.issued, "c", "'occurred': '2025', 'relations': [{'type': 'suspends', 'target': 'directive/a'}]"),
            ], "[0,1,2]"
        ),
        (
            "actsAfterEnd",
            [
                (.issued, "a", "'occurred': '2020', \(both)"), (.revoked, "a", "'occurred': '2021', \(x)"),
                (.suspended, "a", "'occurred': '2022', \(x)"), (.revoked, "a", "'occurred': '2023', \(y)"),
                (.commenced, "a", "'occurred': '2024'"),
            ], "[1,2,3,4]"
        ),
        (
            "unknownProvision",
            [
                (.issued, "a", "'occurred': '2020', 'provisions': [{'id': 'x'}]"),
                (.implemented, "a", "'occurred': '2021', 'provisions': [{'id': 'X1'}]".lowercased()),
                (
                    .issued, "c",
                    "'occurred': '2022', 'relations': [{'type': 'revokes', 'target': 'directive/a', 'provisions': ['z']}]"
                ),
            ], "[1,2]"
        ),
    ]

    /// What is no contradiction.
    private static let possible: [(Verb, String, String)] = [
        (.issued, "fine", "'occurred': '2024', 'expires': '2025'"), (.revoked, "fine", "'occurred': '2024'"),
        // An order ends before a later one of its makers, which ends in its turn by another.
        (.issued, "first", "'occurred': '2020'"),
        (.issued, "second", "'occurred': '2021', 'relations': [{'type': 'revokes', 'target': 'directive/first'}]"),
        (.revoked, "second", "'occurred': '2022', 'endedBy': 'directive/first'"),
        // A lapse between two terms.
        (.issued, "lapsed", "'occurred': '2020', 'expires': '2021'"),
        (.amended, "lapsed", "'occurred': '2023', 'expires': '2024'"),
        (.issued, "to-come", "'occurred': '2020', 'expires': '2021'"),
        (.amended, "to-come", "'occurred': '2025', 'effective': '2027', 'expires': '2029'"),
        // Decided later, with effect from before what was done meanwhile.
        (.issued, "late", "'occurred': '2020'"), (.amended, "late", "'occurred': '2022'"),
        (.revoked, "late", "'occurred': '2023', 'effective': '2021'"),
        // Never described in parts.
        (.issued, "whole", "'occurred': '2020'"),
        (.revoked, "whole", "'occurred': '2021', 'provisions': [{'id': 'x'}]"),
        (.implemented, "first", "'occurred': '2024'"),
    ]

    @Test(arguments: impossible.indices) func `what cannot be is kept and said`(index: Int) throws {
        let (kind, events, seqs) = Self.impossible[index]
        var log = TestLog()
        for (verb, slug, data) in events + Self.possible { try log.add(verb, slug, "{'title': 'T', \(data)}") }
        let rows = try log.rows(Directives.self, asOf: "2026", Filter(class: "contradictory"))
        let expected = kind == "endEachOther" ? ["directive/a", "directive/b"] : ["directive/a"]
        try #require(rows.texts("subject") == expected)
        for row in rows {
            #expect(row.line("contradictions") == #"[{"kind":"\#(kind)","seqs":\#(seqs)}]"#)
        }
        // Asked alone, each says the same.
        for (subject, row) in zip(expected, rows) {
            #expect(
                try log.row(Directives.self, subject, asOf: "2026").line("contradictions") == row.line("contradictions")
            )
        }
    }
}
