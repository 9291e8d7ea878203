import Testing

@testable import timelinectl

/// What holds of any table on any terminal.
struct TableLayoutTests {
    private struct Case {
        var columns: [Table.Column]
        var rows: [[Table.Cell]]
        /// The text of each cell, for names and whole cells.
        var texts: [[String]]
    }

    private static let words = ["act", "export-controls", "中国人工智能", "指針、", "of", "semiconductors", "RUB", "👩‍👩‍👧", "x"]

    private func word(_ generator: inout Generator) -> String { Self.words.randomElement(using: &generator) ?? "" }

    /// A name, a title, and some others of every sort.
    private func table(_ generator: inout Generator) -> Case {
        let others: [Table.Column] = (0..<Int.random(in: 0...8, using: &generator)).map { place in
            let stack: Table.Column.Stack? =
                Bool.random(using: &generator) ? .init(title: "STACK\(place % 2)", label: "by", order: place % 2) : nil
            let room: Table.Column.Room =
                Bool.random(using: &generator) ? .whole : .text(Int.random(in: 4...14, using: &generator))
            return .init(
                "C\(place)", room, rank: Int.random(in: 1...4, using: &generator),
                alignRight: Bool.random(using: &generator),
                placeholder: Bool.random(using: &generator) ? "–" : nil, stack: stack)
        }
        let columns = [Table.Column("NAME", .name), .init("TITLE", .title)] + others
        var rows: [[Table.Cell]] = []
        var texts: [[String]] = []
        for _ in 0..<Int.random(in: 1...30, using: &generator) {
            let name = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                "abc-d/efgh".prefix(Int.random(in: 3...10, using: &generator))
            }
            .joined(separator: "-")
            let title = (0..<Int.random(in: 0...20, using: &generator)).map { _ in word(&generator) }.joined(
                separator: " ")
            var row: [Table.Cell] = [Table.Cell(name), Table.Cell(title)]
            var text = [name, title]
            for column in others {
                let names = (0..<Int.random(in: 0...3, using: &generator)).map { _ in word(&generator) }
                row.append(
                    column.room.isWhole ? Table.Cell(names.prefix(1).joined()) : .names(names.map { Styled($0) }))
                text.append(column.room.isWhole ? names.prefix(1).joined() : names.joined(separator: ", "))
            }
            rows.append(row)
            texts.append(text)
        }
        return Case(columns: columns, rows: rows, texts: texts)
    }

    @Test(arguments: [40, 60, 80, 100, 120, 200])
    func `it is no wider than the terminal, its first column whole, and what is missing is named`(total: Int) {
        var generator = Generator(seed: UInt64(total))
        for _ in 0..<200 {
            let table = table(&generator)
            let lines = Table(table.columns, rows: table.rows).lines(columns: total, .none)
            for line in lines { #expect(Width.columns(line) <= total && !line.hasSuffix(" "), "\(line)|") }
            let layout = TableLayout(table.columns, sample: table.rows, isWhole: true, total: total)
            #expect(
                layout.slots.prefix(2).map(\.title) == ["NAME", "TITLE"] || table.texts.allSatisfy { $0[1].isEmpty })
            let shown = layout.slots.flatMap(\.parts).map(\.place)
            let full = table.columns.indices.filter { place in
                table.columns[place].placeholder != nil || table.texts.contains { !$0[place].isEmpty }
            }
            #expect((shown + layout.leftOut).sorted() == full)
            for place in layout.leftOut {
                #expect(lines.suffix(3).joined(separator: " ").contains(table.columns[place].title))
            }
            // The name's cells one below the other are the names.
            let width = layout.slots[0].width
            let body = lines.dropFirst(layout.slots[0].title.count > width ? 2 : 1)
            let names = body.prefix { !$0.hasPrefix("No room for") }.map { line in
                line.prefix(width).filter { $0 != " " }
            }
            #expect(names.joined() == table.texts.map { $0[0] }.joined())
        }
    }

    @Test func `the more room there is the less is left out`() {
        var generator = Generator(seed: 1)
        for _ in 0..<100 {
            let table = table(&generator)
            var last = Int.max
            for total in stride(from: 40, through: 240, by: 10) {
                let layout = TableLayout(table.columns, sample: table.rows, isWhole: true, total: total)
                #expect(layout.leftOut.count <= last)
                last = layout.leftOut.count
            }
            #expect(last == 0)
        }
    }

    @Test func `a title has three lines at most, and says where it was cut`() {
        let title = (0..<60).map { "word\($0)" }.joined(separator: " ")
        let table = Table([.init("NAME", .name), .init("TITLE", .title)], rows: [["a", Table.Cell(title)]])
        let lines = table.lines(columns: 80, .none)
        #expect(lines.count == 4)
        #expect(lines.last?.hasSuffix("…") ?? false)
    }

    @Test(arguments: [(1, "ru-government, +2"), (2, "ru-government,/sberbank, yandex")])
    func `names that find no room are counted`(limit: Int, text: String) {
        let cell = Table.Cell.names(["ru-government", "sberbank", "yandex"])
        #expect(cell.lines(columns: 18, limit: limit).map(\.text).joined(separator: "/") == text)
    }

    @Test func `counted or shown, no name is forgotten`() {
        var generator = Generator(seed: 3)
        for _ in 0..<2_000 {
            let names = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                String("abcdefghijklmnopqrst".prefix(Int.random(in: 1...20, using: &generator)))
            }
            let columns = Int.random(in: 10...40, using: &generator)
            let limit = Int.random(in: 1...3, using: &generator)
            let lines = Table.Cell.names(names.map { Styled($0) }).lines(columns: columns, limit: limit).map(\.text)
            #expect(lines.count <= limit && lines.allSatisfy { Width.columns($0) <= columns }, "\(names) \(lines)")
            let shown = lines.joined(separator: " ").split(separator: ", ")
            let more = shown.last.flatMap { $0.hasPrefix("+") ? Int($0.dropFirst()) : nil }
            #expect(shown.count - (more == nil ? 0 : 1) + (more ?? 0) == names.count, "\(names) \(lines)")
        }
    }
}
