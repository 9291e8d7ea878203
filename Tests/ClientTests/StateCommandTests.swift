import EventModel
import TestSupport
import Testing

@testable import timelinectl

@Suite("timelinectl state and show")
struct StateCommandTests {
    private let timeline: ScratchTimeline

    init() throws { timeline = try ScratchTimeline.ofSeed() }

    private func rows(_ words: String...) throws -> [JSON] {
        let outcome = try timeline.run(["state"] + words + ["-o", "json"])
        #expect(outcome.succeeded, "\(outcome)")
        return JSON(0, of: try Document(json: outcome.output)).elements
    }

    private func subjects(_ rows: [JSON]) -> [String] { rows.compactMap { $0["subject"]?.text } }

    // MARK: The questions of the seed

    @Test func `question 1: which directives are in force, by whom, to whom, with whom, and who says so`() throws {
        let row = try #require(try rows("directives", "--as-of", "2025-01-02").first)
        #expect(row["subject"]?.text == "directive/ru-cn-ai-cooperation")
        #expect(row["force"]?["state"]?.text == "inForce")
        #expect(row["by"]?.line == #"["putin"]"# && row["to"]?.line == #"["ru-government","sberbank"]"#)
        #expect(row["lead"]?.line == #"["sberbank"]"# && row["with"]?.line == #"["CN"]"#)
        #expect(row["attribution"]?.line == #"{"by":"reuters","mode":"reported"}"#)
        let table = try timeline.run(["state", "directives", "--as-of", "2025-01-02"], environment: ["COLUMNS": "120"])
        #expect(
            table.lines == [
                "DIRECTIVE             TITLE                                 FORCE         BY     TO               "
                    + "    WITH  SAYS",
                "ru-cn-ai-cooperation  Strengthen cooperation with China in  in force      putin  ru-government,   "
                    + "    CN    reported by",
                "                      artificial intelligence               ≤ 2025-01-02         sberbank (lead)  "
                    + "          reuters",
            ])
    }

    @Test func `question 2: what surely had happened by a date, and what possibly`() throws {
        #expect(
            subjects(try rows("timeline", "--as-of", "2024-12-31", "--certain")) == [
                "investment/yandex-indonesia-ai", "announcement/ai-alliance-network",
            ])
        #expect(try rows("timeline", "--as-of", "2024-12-31", "--class", "surely", "--class", "possibly").count == 10)
    }

    @Test func `question 3: which organisations there are, with their members`() throws {
        let row = try #require(try rows("actors", "--class", "organisation").first)
        #expect(row["subject"]?.text == "actor/ai-alliance-network")
        #expect(row["members"]?.elements.compactMap { $0["ref"]?.text } == ["brics"])
        #expect(row["founded"]?["occurred"]?["text"]?.text == "2024-12")
    }

    @Test func `question 4: what is planned and paid`() throws {
        #expect(
            try timeline.run("state", "investments").lines == [
                "INVESTMENT           TITLE                                    AMOUNTS            INVESTOR  RECIPIENT",
                "ru-ai-strategy-2030  Russia’s AI strategy raises AI           planned 850bn RUB  RU",
                "                     investment seven-fold to 850 billion",
                "                     roubles",
                "yandex-indonesia-ai  Yandex plans to invest in Indonesia’s    planned unknown    yandex    ID",
                "                     AI ecosystem",
            ])
        let totals = try rows("investments", "--total", "investor")
        #expect(subjects(totals) == ["actor/RU", "actor/yandex"])
    }

    @Test func `question 5: which targets run to 2030`() throws {
        let rows = try rows("targets", "--class", "scheduled", "--as-of", "2025-01-02")
        let row = try #require(rows.first { $0["unit"]?.text == "percent" })
        #expect(row["baseline"]?["value"]?.text == "5" && row["gap"]?["value"]?.text == "75")
    }

    @Test func `question 6: what Putin did and said, and with whom`() throws {
        let text = try timeline.run("show", "putin").text
        for part in [
            "by, speaker: issued directive/ru-cn-ai-cooperation #0 · to ru-government,",
            " sberbank, lead sberbank, with CN", "made announcement/ai-alliance-network #2",
            "“scientists from all over the world to join in the",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `question 7: which facts rest on one source or on none that is named`() throws {
        let rows = try rows("sources", "--class", "single", "--class", "unattributed")
        #expect(rows.count == 10)
        #expect(rows.filter { $0["class"]?.text == "unattributed" }.count == 1)
        #expect(try self.rows("sources", "--class", "several").isEmpty)
    }

    @Test func `question 8: which products Sberbank owns`() throws {
        #expect(try timeline.run("show", "sberbank").text.contains("products: GigaChat\n"))
    }

    // MARK: Forms

    @Test func `the timeline stands under years and months`() throws {
        let lines = try timeline.run("state", "timeline", "--until", "2024-12", "--certain", "--as-of", "2024-12-31")
            .lines
        #expect(
            lines == [
                "2024", "  November",
                "    by November 2024       ● Yandex plans to invest in Indonesia’s AI ecosystem",
                "                             planned investment/yandex-indonesia-ai · by yandex, recipient ID",
                "  December",
                "    December 2024          ● AI Alliance Network announced, to unite specialists from BRICS and",
                "                             other interested states",
                "                             made announcement/ai-alliance-network · by putin",
            ])
    }

    @Test func `what was known then is a prefix of the log`() throws {
        #expect(try rows("timeline", "--known-at", "#2").count == 3)
        #expect(try rows("timeline", "--known-at", "2025-01-09T12:00:01Z").count == 1)
        #expect(try rows("timeline", "--known-at", "2025-01-08").isEmpty)
        #expect(try rows("timeline", "--known-at", "2025-01-09", "--as-of", "2031").count == 10)
    }

    @Test func `every projection has a table, and its rows as JSON in three forms`() throws {
        for name in ProjectionName.allValueStrings {
            let table = try timeline.run("state", name)
            #expect(table.succeeded, "\(table)")
            let json = JSON(0, of: try Document(json: try timeline.run("state", name, "-o", "json").output))
            let pretty = JSON(0, of: try Document(json: try timeline.run("state", name, "-o", "json-pretty").output))
            #expect(pretty.line == json.line)
            #expect(try timeline.run("state", name, "-o", "ndjson").lines == json.elements.map(\.line))
            #expect(json.elements.allSatisfy { $0.members.first?.key == "subject" })
        }
    }

    @Test(arguments: [40, 80, 120, 200])
    func `no table is wider than the terminal`(columns: Int) throws {
        for name in [
            [], ["directives"], ["announcements"], ["investments"], ["targets"], ["actors"], ["sources"], ["timeline"],
        ] {
            let lines = try timeline.run(["state"] + name, environment: ["COLUMNS": String(columns)]).lines
            #expect(lines.allSatisfy { Width.columns($0) <= columns }, "\(name)")
            #expect(!lines.isEmpty)
        }
    }

    @Test func `the overview has a line for each projection`() throws {
        let text = try timeline.run(["state"], environment: ["COLUMNS": "160"]).text
        #expect(text.contains("directives     1 directive: 1 in force"))
        #expect(text.contains("2 investments: 850bn RUB and 1 unknown planned, nothing paid"))
        let all = JSON(0, of: try Document(json: try timeline.run("state", "-o", "json").output))
        #expect(all.members.map(\.key) == ProjectionName.allValueStrings)
    }

    @Test func `an event is found by number, by id and by its subject`() throws {
        let byNumber = try timeline.run("show", "#7").text
        #expect(byNumber.hasPrefix("#7 planned investment/yandex-indonesia-ai\n"))
        #expect(try timeline.run("show", "yandex-indonesia-ai:planned:[..2024-11]").text == byNumber)
        let subject = try timeline.run("show", "investment/yandex-indonesia-ai").text
        #expect(subject.hasPrefix("investment/yandex-indonesia-ai\n") && subject.contains("planned: unknown\n"))
        // The announcement and the organisation have the same name.
        let both = try timeline.run("show", "ai-alliance-network").text
        #expect(both.contains("announcement/ai-alliance-network\n") && both.contains("\nactor/ai-alliance-network\n"))
    }

    @Test func `what nobody has heard of is a negative answer`() throws {
        let outcome = try timeline.run("show", "nobody")
        #expect(outcome.status == .exited(1) && outcome.errorText.contains("no event and no entity nobody"))
        #expect(try timeline.run("show", "#99").status == .exited(1))
    }

    @Test func `a dossier as JSON has the state, the events and who mentions it`() throws {
        let outcome = try timeline.run("show", "directive/ru-cn-ai-cooperation", "-o", "json")
        let dossier = try #require(JSON(0, of: try Document(json: outcome.output)).elements.first)
        #expect(dossier["subject"]?.text == "directive/ru-cn-ai-cooperation")
        #expect(dossier["state"]?["directives"]?.elements.count == 1)
        #expect(dossier["events"]?.elements.compactMap { $0["seq"]?.scalar } == ["0"])
        #expect(dossier["mentions"]?.elements.compactMap { $0["seq"]?.scalar } == ["9"])
    }
}
