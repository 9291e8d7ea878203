import EventModel
import Projections
import Testing

/// The rows as scripts read them, whole: what changes here changes for every script.
struct RowShapeTests {
    private func row(_ type: any Projection.Type, _ subject: String) throws -> String {
        let rows = try TestLog.seed().rows(type, asOf: "2025-01-02", Filter(subject: subject))
        return try #require(rows.first).line
    }

    @Test func `a row of timeline`() throws {
        let expected = #"""
            {"subject":"investment/yandex-indonesia-ai","seq":7,"id":"yandex-indonesia-ai:planned:[..2024-11]",\#
            "source":"/desk","type":"timeline.investment.planned.v1","kind":"investment","verb":"planned",\#
            "occurred":{"text":"[..2024-11]","latest":"2024-11-30T23:59:59Z"},"reported":{"text":"2025-01-02",\#
            "earliest":"2025-01-02T00:00:00Z","latest":"2025-01-02T23:59:59Z"},\#
            "title":"Yandex plans to invest in Indonesia’s AI ecosystem","actors":[{"ref":"yandex","role":"by"},\#
            {"ref":"ID","role":"recipient"}],"certainty":"surely"}
            """#
        #expect(try row(Timeline.self, "investment/yandex-indonesia-ai") == expected)
    }

    @Test func `a row of directives`() throws {
        let expected = #"""
            {"subject":"directive/ru-cn-ai-cooperation",\#
            "title":"Strengthen cooperation with China in artificial intelligence","force":{"state":"inForce",\#
            "since":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "began":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"}},\#
            "implementation":{"state":"scheduled"},"instrument":"instruction","issued":{"text":"[..2025-01-02]",\#
            "latest":"2025-01-02T23:59:59Z"},"by":["putin"],"to":["ru-government","sberbank"],"lead":["sberbank"],\#
            "with":["CN"],"modality":"ordered","attribution":{"by":"reuters","mode":"reported"},"citations":1,\#
            "sources":["reuters"],"history":[{"seq":0,"verb":"issued","occurred":{"text":"[..2025-01-02]",\#
            "latest":"2025-01-02T23:59:59Z"},\#
            "title":"Strengthen cooperation with China in artificial intelligence"}]}
            """#
        #expect(try row(Directives.self, "directive/ru-cn-ai-cooperation") == expected)
    }

    @Test func `a row of announcements`() throws {
        let expected = #"""
            {"subject":"announcement/ai-alliance-network","status":"made","since":{"text":"2024-12",\#
            "earliest":"2024-12-01T00:00:00Z","latest":"2024-12-31T23:59:59Z"},"category":"launch",\#
            "title":"AI Alliance Network announced","by":["putin"],"announced":{"text":"2024-12",\#
            "earliest":"2024-12-01T00:00:00Z","latest":"2024-12-31T23:59:59Z"},"organisation":"ai-alliance-network",\#
            "members":[{"ref":"brics"}],"attribution":{"mode":"editorial"},"citations":1,"history":[{"seq":2,\#
            "verb":"made","occurred":{"text":"2024-12","earliest":"2024-12-01T00:00:00Z",\#
            "latest":"2024-12-31T23:59:59Z"},"title":"AI Alliance Network announced",\#
            "attribution":{"mode":"editorial"}}]}
            """#
        #expect(try row(Announcements.self, "announcement/ai-alliance-network") == expected)
    }

    @Test func `a row of investments`() throws {
        let expected = #"""
            {"subject":"investment/ru-ai-strategy-2030","title":"AI investment up seven-fold","investors":["RU"],\#
            "recipients":[],"planned":[{"value":"850000000000","currency":"RUB"}],"pledged":[],"committed":[],\#
            "paid":[],"amounts":[{"firmness":"planned","value":"850000000000","currency":"RUB","investors":["RU"],\#
            "recipients":[],"occurred":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},"seq":6}],\#
            "attribution":{"mode":"editorial"},"citations":1,"history":[{"seq":6,"verb":"planned",\#
            "occurred":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "title":"AI investment up seven-fold","flow":"indicative","amount":{"asstated":"Rbs850bn",\#
            "currency":"RUB","multiple":{"asstated":"seven-fold","baseperiod":"2023?","factor":"7"},\#
            "period":"2030?","value":"850000000000"}}]}
            """#
        #expect(try row(Investments.self, "investment/ru-ai-strategy-2030") == expected)
    }

    @Test func `a row of targets`() throws {
        let expected = #"""
            {"subject":"announcement/ru-ai-gdp-2030","indicator":"AI’s contribution to GDP","kind":"forecast",\#
            "status":"scheduled","unit":"RUB","baseline":{"period":"2023","value":"200000000000"},\#
            "goal":{"due":"2030","duequalifier":"by","equivalents":[{"asstated":"$109bn","currency":"USD",\#
            "value":"109000000000"}],"value":"11200000000000"},"due":{"text":"2030",\#
            "earliest":"2030-01-01T00:00:00Z","latest":"2030-12-31T23:59:59Z"},"gap":{"value":"11000000000000",\#
            "unit":"RUB","derived":true},"by":["RU"],"title":"AI to contribute 11.2 trillion roubles",\#
            "stated":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},"attribution":{"mode":"editorial"},\#
            "seqs":[4]}
            """#
        #expect(try row(Targets.self, "announcement/ru-ai-gdp-2030") == expected)
    }

    @Test func `a row of sources`() throws {
        let expected = #"""
            {"subject":"directive/ru-cn-ai-cooperation","seq":0,"verb":"issued","class":"single","count":1,\#
            "attribution":{"by":"reuters","mode":"reported"},"named":["reuters"],\#
            "occurred":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "title":"Strengthen cooperation with China in artificial intelligence"}
            """#
        #expect(try row(Sources.self, "directive/ru-cn-ai-cooperation") == expected)
    }

    @Test func `a row of relations`() throws {
        let expected = #"""
            {"subject":"directive/ru-cn-ai-cooperation","type":"follows","target":"announcement/ru-brics-ai-intent",\#
            "resolved":true,"seq":0,"verb":"issued","occurred":{"text":"[..2025-01-02]",\#
            "latest":"2025-01-02T23:59:59Z"},"title":"Strengthen cooperation with China in artificial intelligence"}
            """#
        #expect(try row(Relations.self, "directive/ru-cn-ai-cooperation") == expected)
    }

    @Test func `a row of actors`() throws {
        let expected = #"""
            {"subject":"actor/sberbank","kind":"unknown","products":[{"name":"GigaChat",\#
            "since":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "subject":"announcement/ru-ai-market-leaders","seq":8}],"events":2,"deeds":[{"seq":0,"roles":["to",\#
            "lead"],"kind":"directive","verb":"issued","subject":"directive/ru-cn-ai-cooperation",\#
            "occurred":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "title":"Strengthen cooperation with China in artificial intelligence","with":[{"ref":"putin",\#
            "role":"by"},{"ref":"ru-government","role":"to"},{"ref":"CN","role":"with"}]},{"seq":8,"roles":["about",\#
            "owner"],"kind":"announcement","verb":"made","subject":"announcement/ru-ai-market-leaders",\#
            "occurred":{"text":"[..2025-01-02]","latest":"2025-01-02T23:59:59Z"},\#
            "title":"Sberbank and Yandex lead the AI market","with":[{"ref":"yandex","role":"about"}]}],"said":[]}
            """#
        #expect(try row(Actors.self, "actor/sberbank") == expected)
    }
}
