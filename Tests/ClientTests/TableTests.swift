import Testing

@testable import timelinectl

@Suite("Tables, bars and numbers")
struct TableTests {
    private static let table = Table(
        [
            .init("SUBJECT", weight: 2, minimum: 10), .init("TITLE", weight: 1, minimum: 12, wraps: true),
            .init("PLANNED", alignRight: true), .init("PAID", alignRight: true),
        ],
        rows: [
            [
                Table.Cell("investment/ru-ai-strategy-2030", .name),
                "Russia’s AI strategy raises AI investment seven-fold",
                "850,000,000,000 RUB", "",
            ],
            [
                Table.Cell("investment/yandex-indonesia-ai", .name), "Yandex plans to invest in Indonesia", "unknown",
                "",
            ],
        ])

    @Test func `a table as wide as it wants to be leaves empty columns out`() {
        #expect(
            Self.table.lines(columns: 200, .none) == [
                "SUBJECT                         TITLE                                                             PLANNED",
                "investment/ru-ai-strategy-2030  Russia’s AI strategy raises AI investment seven-fold  850,000,000,000 RUB",
                "investment/yandex-indonesia-ai  Yandex plans to invest in Indonesia                               unknown",
            ])
    }

    @Test func `a table in eighty columns wraps, cuts and keeps money whole`() {
        #expect(
            Self.table.lines(columns: 80, .none) == [
                "SUBJECT                         TITLE                                    PLANNED",
                "investment/ru-ai-strategy-2030  Russia’s AI strategy raises  850,000,000,000 RUB",
                "                                AI investment seven-fold",
                "investment/yandex-indonesia-ai  Yandex plans to invest in                unknown",
                "                                Indonesia",
            ])
    }

    @Test(arguments: [40, 60, 80, 100, 132, 200])
    func `no line is wider than the terminal where the columns can give way`(columns: Int) {
        let lines = Self.table.lines(columns: max(columns, 50), .none)
        #expect(lines.allSatisfy { Width.columns($0) <= max(columns, 50) })
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
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
