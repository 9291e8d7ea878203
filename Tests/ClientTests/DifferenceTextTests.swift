import EventModel
import Projections
import Testing

@testable import timelinectl

@Suite("A diff is read in one look")
struct DifferenceTextTests {
    private func value(_ text: String) throws -> JSON { JSON(0, of: try Document(json: Array(text.utf8))) }

    private func lines(_ name: String, _ before: String?, _ after: String?, columns: Int = 100) throws -> [String] {
        FieldDifference(name: name, before: try before.map(value), after: try after.map(value))
            .lines(indent: 4, columns: columns).map(\.text)
    }

    private static let fields: [(String, String?, String?, String)] = [
        ("by", #"["a","b"]"#, #"["b","c","d"]"#, "by: + c, d; - a"),
        ("to", #"["a"]"#, nil, "to: - a"), ("aliases", nil, #"["AI Czar"]"#, "aliases: + AI Czar"),
        ("members", #"[{"ref":"a","seq":1}]"#, #"[{"ref":"a","seq":2},{"ref":"b"}]"#, "members: + b"),
        (
            "members", #"[{"ref":"a","since":{"text":"2024"}}]"#,
            #"[{"ref":"a","since":{"text":"2024"},"until":{"text":"2025-03"}}]"#,
            "members: ~ a: until nothing → March 2025"
        ),
        (
            "products", #"[{"name":"GigaChat","owner":"a"}]"#, #"[{"name":"GigaChat","owner":"b"}]"#,
            "products: ~ GigaChat: owner a → b"
        ),
        (
            "restricts", #"[{"subject":"chips","on":["RU"]}]"#, #"[{"subject":"chips","on":["RU","CN"]}]"#,
            "restricts: ~ chips: on + CN"
        ),
        (
            "paid", #"[{"value":"5","currency":"EUR"},{"value":"1","currency":"USD"}]"#,
            #"[{"value":"7000000","currency":"EUR"},{"value":"1","currency":"USD"}]"#, "paid: 5 EUR → 7,000,000 EUR"
        ),
        ("paid", "[]", #"[{"kind":"unknown","count":2}]"#, "paid: nothing → 2 unknown"),
        (
            "paid", nil, #"[{"value":"1","currency":"USD"},{"value":"2","currency":"EUR"}]"#,
            "paid: nothing → 1 USD, 2 EUR"
        ),
        (
            "paid", #"[{"value":"1","currency":"USD"},{"value":"2","currency":"EUR"}]"#, nil,
            "paid: 1 USD, 2 EUR → nothing"
        ),
        ("knownOnlyBy", #""end""#, nil, "known only by: its end → its issue"),
        ("knownOnlyBy", nil, #""acts""#, "known only by: its issue → its acts"),
        (
            "force", nil, #"{"state":"ended","since":{"text":"2024"},"endedBy":{"how":"revoked","who":["biden"]}}"#,
            "force: revoked, 2024, by biden"
        ),
        ("status", #""scheduled""#, #""partiallyMet""#, "status: scheduled → partially met"),
        ("post", nil, #""White House AI Czar""#, "post: nothing → White House AI Czar"),
        (
            "attribution", #"{"mode":"direct"}"#, #"{"mode":"reported","by":"reuters"}"#,
            "attribution: direct → reported by reuters"
        ),
        ("goal", #"{"value":"80","due":"2030"}"#, #"{"value":"90","due":"2030"}"#, "goal: 80 by 2030 → 90 by 2030"),
        ("due", #"{"text":"2030"}"#, #"{"text":"[..2031]"}"#, "due: 2030 → by 2031"),
        (
            "force", nil,
            #"{"state":"ended","since":{"text":"2024"},"until":{"text":"2024"},"endedBy":{"how":"revoked","by":"directive/b"}}"#,
            "force: revoked, 2024, by directive/b"
        ),
        (
            "force", #"{"state":"ended","began":{"text":"2021"},"since":{"text":"2024"},"endedBy":{"how":"expired"}}"#,
            #"{"state":"ended","began":{"text":"2022"},"since":{"text":"2024"},"endedBy":{"how":"expired"}}"#,
            "force: began 2021 → 2022"
        ),
    ]

    @Test(arguments: fields)
    func `a field is told element by element`(name: String, before: String?, after: String?, text: String) throws {
        #expect(try lines(name, before, after) == ["    " + text])
    }

    private static let sections = (1...4).map { number in
        #"{"id":"sec-\#(number)","text":"The agency shall report on \#(number).","due":{"text":"2026"},"force":{"state":"inForce","since":{"text":"2024"}}}"#
    }

    @Test func `provisions that changed alike stand together, the others by their names`() throws {
        var after = Self.sections.map {
            $0.replacing(
                #""state":"inForce","since":{"text":"2024"}"#,
                with: #""state":"suspended","since":{"text":"2025"}"#)
        }
        after[1] = after[1].replacing("2026", with: "2027")
        after[3] = #"{"id":"sec-5","assignee":["nist"],"due":{"text":"2028"},"text":"New."}"#
        let lines = try lines(
            "provisions", "[\(Self.sections.joined(separator: ","))]", "[\(after.joined(separator: ","))]")
        #expect(
            lines == [
                "    provisions:",
                "      + sec-5: nist, due 2028: “New.”",
                "      - sec-4",
                "      ~ sec-1, sec-3: force in force, 2024 → suspended, 2025",
                "      ~ sec-2: due 2026 → 2027; force in force, 2024 → suspended, 2025",
            ], "\(lines)")
    }

    @Test func `of a long text the place is told where it differs`() throws {
        let start = "The agency shall submit a report on the use of automated decision systems by federal agencies "
        let text = try lines("purpose", #""\#(start)within a year.""#, #""\#(start)within two years.""#)
        #expect(text == ["    purpose: “…agencies within a year.” → “…agencies within two years.”"])
    }

    @Test func `whatever differs, a field has four lines or two an element, within the terminal`() throws {
        let random = try value(#"["","x","\#(String(repeating: "word ", count: 300))"]"#).elements
        for columns in [40, 80, 200] {
            for before in random {
                for after in random {
                    let lists = [before, after].map { text in
                        JSON.array((1...5).map { .object([("id", .string("p\($0)")), ("text", text)]) })
                    }
                    let scalar = FieldDifference(name: "title", before: before, after: after).lines(
                        indent: 4, columns: columns)
                    #expect(scalar.count <= 4 && scalar.allSatisfy { $0.width <= columns })
                    let list = FieldDifference(name: "provisions", before: lists[0], after: lists[1]).lines(
                        indent: 4, columns: columns)
                    #expect(list.count <= 11 && list.allSatisfy { $0.width <= columns })
                }
            }
        }
    }

    @Test func `a title that finds no room stands below its subject`() throws {
        let title = "Order on export controls on advanced computing semiconductors"
        let row = try value(#"{"subject":"directive/ai-controls","title":"\#(title)","issued":{"text":"2024"}}"#)
        let text = DifferenceText(Differences.between([], [row], of: Directives.self))
        #expect(
            text.lines(columns: 70, .none) == [
                "Issued", "  + directive/ai-controls", "    " + title, "", "1 issued",
            ])
        #expect(text.lines(columns: 100, .none)[1] == "  + directive/ai-controls  \(title)")
    }
}
