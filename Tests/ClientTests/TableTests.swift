import Testing

@testable import timelinectl

@Suite("Tables, bars and numbers")
struct TableTests {
    private static let table = Table(
        [
            .init("INVESTMENT", .name), .init("TITLE", .title),
            .init("PLANNED", alignRight: true, placeholder: "–", stack: .init(title: "AMOUNTS", label: "planned")),
            .init("PAID", alignRight: true, placeholder: "–", stack: .init(title: "AMOUNTS", label: "paid")),
            .init("NOTE", .text(8), rank: 1), .init("TO", .text(12), rank: 2),
        ],
        rows: [
            [
                Table.Cell("ru-ai-strategy-2030", .name), "Russia’s AI strategy raises AI investment seven-fold",
                "850bn RUB", "", "", .names(["ru-government", "sberbank", "yandex", "rosatom"]),
            ],
            [
                Table.Cell("yandex-indonesia-ai", .name), "Yandex plans to invest in Indonesia", "unknown", "1m USD",
                "",
                .names(["ID"]),
            ],
        ])

    @Test func `a table as wide as it wants to be leaves empty columns out`() {
        #expect(
            Self.table.lines(columns: 200, .none) == [
                "INVESTMENT           TITLE                                                   PLANNED    PAID  "
                    + "TO",
                "ru-ai-strategy-2030  Russia’s AI strategy raises AI investment seven-fold  850bn RUB       –  "
                    + "ru-government, sberbank, yandex, rosatom",
                "yandex-indonesia-ai  Yandex plans to invest in Indonesia                     unknown  1m USD  ID",
            ])
    }

    @Test func `in eighty columns the title wraps and names are counted`() {
        #expect(
            Self.table.lines(columns: 80, .none) == [
                "INVESTMENT           TITLE                         PLANNED    PAID  TO",
                "ru-ai-strategy-2030  Russia’s AI strategy        850bn RUB       –  ru-governm…,",
                "                     raises AI investment                           sberbank,",
                "                     seven-fold                                     yandex, +1",
                "yandex-indonesia-ai  Yandex plans to invest in     unknown  1m USD  ID",
                "                     Indonesia",
            ])
    }

    @Test func `in fewer, columns become one, and what finds no room is named`() {
        #expect(
            Self.table.lines(columns: 66, .none) == [
                "INVESTMENT        TITLE                          AMOUNTS",
                "ru-ai-strategy-   Russia’s AI strategy raises    planned 850bn RUB",
                "2030              AI investment seven-fold",
                "yandex-           Yandex plans to invest in      planned unknown",
                "indonesia-ai      Indonesia                      paid 1m USD",
                "No room for TO: see show, -o json or a wider terminal.",
            ])
    }

    @Test func `a bar says how far, how fast and how long`() {
        let progress = Progress("Rebuilding", unit: "entries", total: 1_000_000)
        #expect(
            progress.bar(done: 420_000, seconds: 0.4, columns: 100)
                == "Rebuilding   42% [################                        ]  420,000 entries  1,050,000/s  0:01 left"
        )
        #expect(Width.columns(progress.bar(done: 420_000, seconds: 0.4, columns: 60)) <= 60)
        #expect(
            progress.sentence(done: 420_000, seconds: 0.4)
                == "Rebuilding: 420,000 of 1,000,000 entries (42%), 1,050,000/s, 0:01 left")
        #expect(progress.bar(done: 0, seconds: 0, columns: 80).contains("  0% ["))
        #expect(
            Progress("Reading", unit: "entries", total: 0).bar(done: 5, seconds: 1, columns: 80)
                == "Reading  5 entries  5/s")
    }

    @Test func `numbers, times and sizes are grouped for people`() {
        #expect([0, 999, 1_000, -1_234_567].map { Grouped.text($0) } == ["0", "999", "1,000", "-1,234,567"])
        #expect([0, 75, 3_675].map { Grouped.clock(seconds: $0) } == ["0:00", "1:15", "1:01:15"])
        #expect([512, 1_536, 5 << 30].map { Grouped.bytes($0) } == ["512 B", "1.5 KiB", "5.0 GiB"])
    }
}
