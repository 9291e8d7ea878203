import EventModel
import Projections
import Testing

/// The questions that the seed article's facts must answer, each by one projection.
struct SeedQuestionsTests {
    @Test func `1 which directives are in force, by whom, to whom, with whom, who leads, and who says so`() throws {
        let rows = try TestLog.seed().rows(Directives.self, asOf: "2025-01-02")
        try #require(rows.texts("subject") == ["directive/ru-cn-ai-cooperation"])
        let row = rows[0]
        #expect(row.line("force.state") == #""inForce""#)
        #expect(row.line("force.since") == #"{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"}"#)
        #expect(row.line("implementation") == #"{"state":"scheduled"}"#)
        #expect(row.line("by") == #"["putin"]"#)
        #expect(row.line("to") == #"["ru-government","sberbank"]"#)
        #expect(row.line("lead") == #"["sberbank"]"#)
        #expect(row.line("with") == #"["CN"]"#)
        #expect(row.line("attribution") == #"{"by":"reuters","mode":"reported"}"#)
        #expect(row.line("instrument") == #""instruction""#)
        #expect(row.line("citations") == "1")
        let duties = try TestLog.seed().rows(Duties.self, asOf: "2025-01-02")
        try #require(duties.count == 1)
        #expect(duties[0].line("who") == #"["ru-government","sberbank"]"#)
        #expect(duties[0].line("toWhom") == #"["putin"]"#)
    }

    @Test func `1 on the last day of 2024 nothing is surely in force`() throws {
        let log = try TestLog.seed()
        #expect(try log.rows(Directives.self, asOf: "2024-12-31", certain: true).isEmpty)
        #expect(try log.rows(Directives.self, asOf: "2024-12-31").count == 1)
    }

    @Test func `2 what surely had happened by 31 December 2024, and what possibly`() throws {
        let log = try TestLog.seed()
        let sure = try log.rows(Timeline.self, asOf: "2024-12-31", certain: true)
        #expect(sure.texts("subject") == ["investment/yandex-indonesia-ai", "announcement/ai-alliance-network"])
        let all = try log.rows(Timeline.self, asOf: "2024-12-31")
        #expect(all.filter { $0["toCome"] == nil }.count == 10)
        let ahead = all.filter { $0["toCome"] != nil }
        #expect(ahead.texts("subject") == ["announcement/ru-ai-gdp-2030", "announcement/ru-ai-workforce-2030"])
        #expect(ahead.texts("toCome") == ["target", "target"] && ahead.texts("expected.text") == ["2030", "2030"])
        #expect(all.filter { $0["certainty"]?.text == "surely" }.texts("subject") == sure.texts("subject"))
        #expect(try log.rows(Timeline.self, asOf: "2024-12-31", Filter(class: "possibly")).count == 8)
    }

    @Test func `3 which organisations exist, who are their members, when was the network announced`() throws {
        let rows = try TestLog.seed().rows(Actors.self, asOf: "2025-01-02", Filter(class: "organisation"))
        try #require(rows.texts("subject") == ["actor/ai-alliance-network"])
        #expect(rows[0].line("members.0.ref") == #""brics""#)
        #expect(rows[0].line("founded.occurred.text") == #""2024-12""#)
        #expect(rows[0].line("founded.subject") == #""announcement/ai-alliance-network""#)
    }

    @Test func `4 what is planned, pledged, committed and paid`() throws {
        let log = try TestLog.seed()
        let rows = try log.rows(Investments.self, asOf: "2025-01-02")
        try #require(
            rows.texts("subject") == ["investment/ru-ai-strategy-2030", "investment/yandex-indonesia-ai"])
        #expect(rows[0].line("planned") == #"[{"value":"850000000000","currency":"RUB"}]"#)
        #expect(rows[1].line("planned") == #"[{"kind":"unknown","count":1}]"#)
        #expect(rows[1].line("investors") == #"["yandex"]"#)
        #expect(rows[1].line("recipients") == #"["ID"]"#)
        for row in rows {
            for bucket in ["pledged", "committed", "paid"] { #expect(row.line(bucket) == "[]") }
        }
    }

    @Test func `4 the same by investor, recipient and currency`() throws {
        let log = try TestLog.seed()
        let investors = try log.rows(Investments.self, asOf: "2025-01-02", Filter(total: .investor))
        #expect(investors.texts("subject") == ["actor/RU", "actor/yandex"])
        #expect(investors[0].line("planned") == #"[{"value":"850000000000","currency":"RUB"}]"#)
        let recipients = try log.rows(Investments.self, asOf: "2025-01-02", Filter(total: .recipient))
        #expect(recipients.texts("subject") == ["unknown", "actor/ID"])
        let currencies = try log.rows(Investments.self, asOf: "2025-01-02", Filter(total: .currency))
        #expect(currencies.texts("subject") == ["RUB", "unknown"])
        #expect(currencies[1].line("planned") == #"[{"kind":"unknown","count":1}]"#)
    }

    @Test func `5 which targets run to 2030, from which baseline, how far to go`() throws {
        let rows = try TestLog.seed().rows(Targets.self, asOf: "2025-01-02")
        try #require(rows.texts("subject") == ["announcement/ru-ai-gdp-2030", "announcement/ru-ai-workforce-2030"])
        #expect(rows.texts("due.text") == ["2030", "2030"])
        #expect(rows.texts("kind") == ["forecast", "target"])
        #expect(rows[0].line("gap") == #"{"value":"11000000000000","unit":"RUB","derived":true}"#)
        #expect(rows[1].line("gap") == #"{"value":"75","unit":"percent","derived":true}"#)
        #expect(rows[1].line("baseline.value") == #""5""#)
        #expect(rows.texts("status") == ["scheduled", "scheduled"])
        #expect(rows[0].line("goal.equivalents.0.asstated") == #""$109bn""#)
    }

    @Test func `6 what did Putin do, say and order, and with whom`() throws {
        let row = try TestLog.seed().row(Actors.self, "putin", asOf: "2025-01-02")
        let deeds = try #require(row["deeds"]).elements
        let said = try #require(row["said"]).elements
        #expect(
            deeds.texts("subject") == [
                "directive/ru-cn-ai-cooperation", "announcement/ru-brics-ai-intent", "announcement/ai-alliance-network",
            ])
        #expect(deeds[0].line("roles") == #"["by","speaker"]"#)
        #expect(deeds[0].line("verb") == #""issued""#)
        #expect(deeds[1].line("with") == #"[{"ref":"brics","role":"with"}]"#)
        #expect(
            said.texts("text") == [
                "ensure further co-operation", "participate on equal terms", "join in the collaboration",
            ])
    }

    @Test func `7 which facts rest on a single or an unattributed source`() throws {
        let log = try TestLog.seed()
        let unattributed = try log.rows(Sources.self, asOf: "2025-01-02", Filter(class: "unattributed"))
        #expect(unattributed.texts("subject") == ["investment/yandex-indonesia-ai"])
        // The article relays Reuters: one source, not two.
        #expect(try log.rows(Sources.self, asOf: "2025-01-02", Filter(class: "single")).count == 9)
    }

    @Test func `8 which products does Sberbank own`() throws {
        let row = try TestLog.seed().row(Actors.self, "sberbank", asOf: "2025-01-02")
        #expect(row.line("products.0.name") == #""GigaChat""#)
        #expect(row[path: "products.1"] == nil)
    }

    @Test func `10 a revocation counts from its own day`() throws {
        var log = try TestLog.seed()
        try log.add(.revoked, "ru-cn-ai-cooperation", "{'title': 'Revoked', 'occurred': '2026-05-01'}")
        let before = try log.row(Directives.self, "directive/ru-cn-ai-cooperation", asOf: "2026-04-30")
        let after = try log.row(Directives.self, "directive/ru-cn-ai-cooperation", asOf: "2026-05-02")
        #expect(before.line("force.state") == #""inForce""#)
        #expect(after.line("force.state") == #""ended""#)
        #expect(after.line("force.endedBy") == #"{"how":"revoked","seq":10}"#)
        #expect(after.line("force.until.text") == #""2026-05-01""#)
    }
}
