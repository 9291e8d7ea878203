import EventModel
import Testing

@testable import Projections

struct SourceNameTests {
    private func fact(_ publishers: [String], by: String) throws -> JSON {
        var log = TestLog()
        let citations = publishers.map { "{'publisher':'\($0)'}" }.joined(separator: ",")
        try log.add(
            .made, "a",
            "{'attribution':{'by':'\(by)','mode':'reported'},'citations':[\(citations)],'occurred':'2024','title':'A'}")
        return try log.row(Sources.self, "a", asOf: "2025")
    }

    @Test(arguments: [
        (["Reuters"], "reuters", ["Reuters"]),
        (["Financial Times", "FINANCIAL TIMES"], "financial-times", ["Financial Times"]),
        (["L’Économiste"], "leconomiste", ["L’Économiste"]),
        (["Süddeutsche Zeitung"], "sueddeutsche-zeitung", ["Süddeutsche Zeitung"]),
        (["Le Monde"], "reuters", ["Le Monde", "reuters"]), (["新华社"], "xinhua", ["新华社", "xinhua"]),
        (["新华社 AI", "日本 AI"], "ai", ["新华社 AI", "日本 AI", "ai"]), (["!!!", "???"], "x", ["!!!", "???", "x"]),
    ])
    func `a source is named and counted once, however it is spelled`(publishers: [String], by: String, named: [String])
        throws
    {
        let row = try fact(publishers, by: by)
        #expect(row["named"]?.elements.compactMap(\.text) == named)
        #expect(row.line("count") == "\(named.count)", "\(row.line)")
    }

    @Test func `two names are one source where they have one key`() throws {
        let names = [
            "Reuters", "reuters", "  REUTERS! ", "a b", "a-b", "A'B", "ab", "Ä", "ae", "中", "\"q\"", "q", "…", "x\\y",
        ]
        for one in names {
            for other in names {
                let keys = [one, other].map(SourceName.key)
                let document = try Document(json: Array(JSON.array([.string(one), .string(other)]).line.utf8))
                let sources = document.elements(document.root).map { SourceName(document, $0) }
                #expect((keys[0] == keys[1]) == (sources[0].hash == sources[1].hash), "\(keys)")
                #expect((keys[0] == keys[1]) == sources[0].isSame(as: sources[1], document), "\(keys)")
            }
        }
    }
}
