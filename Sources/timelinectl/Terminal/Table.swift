/// Rows in columns that fit the terminal.
///
///     Table([.init("SUBJECT", weight: 1), .init("PLANNED", alignRight: true)], rows: rows).lines(columns: 80, style)
struct Table {
    struct Column: Sendable {
        var title: String
        /// How much of what is missing this column gives up; 0 keeps its natural width.
        var weight: Int
        /// It gives up no more than down to so many columns.
        var minimum: Int
        var alignRight: Bool
        /// Long cells go on in the next line; else they end in an ellipsis.
        var wraps: Bool

        init(_ title: String, weight: Int = 0, minimum: Int = 8, alignRight: Bool = false, wraps: Bool = false) {
            self.title = title
            self.weight = weight
            self.minimum = minimum
            self.alignRight = alignRight
            self.wraps = wraps
        }
    }

    private static let gap = 2

    /// What stands in one place: one text, or several below each other.
    struct Cell: Sendable, ExpressibleByStringInterpolation {
        var lines: [Styled]
        var isEmpty: Bool { lines.allSatisfy(\.isEmpty) }
        /// In columns.
        var width: Int { lines.map(\.width).max() ?? 0 }

        init(_ lines: [Styled]) { self.lines = lines }
        init(_ text: Styled) { lines = [text] }
        init(_ text: String, _ ink: Ink = .plain) { lines = [Styled(text, ink)] }
        init(stringLiteral value: String) { self.init(value) }
    }

    var columns: [Column]
    var rows: [[Cell]]

    init(_ columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The heading and the rows, without spaces at line ends. Columns in which no row has anything are left out.
    ///
    /// Where the terminal is so narrow that words would be broken, each row is a block of labels and values instead.
    func lines(columns total: Int, _ style: Style) -> [String] {
        let shown = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
        guard let widths = fit(shown, into: total) else { return blocks(shown, total, style) }
        var lines = [line(shown.map { Styled(columns[$0].title, .heading) }, shown, widths, style)]
        for row in rows {
            let cells = shown.enumerated().map { place, index in
                row[index].lines.flatMap { line in
                    columns[index].wraps ? line.wrapped(to: widths[place]) : [line.truncated(to: widths[place])]
                }
            }
            for height in 0..<(cells.map(\.count).max() ?? 0) {
                lines.append(line(cells.map { height < $0.count ? $0[height] : Styled() }, shown, widths, style))
            }
        }
        return lines
    }

    private func blocks(_ shown: [Int], _ total: Int, _ style: Style) -> [String] {
        var lines: [String] = []
        for row in rows {
            guard let first = shown.first else { continue }
            if !lines.isEmpty { lines.append("") }
            var fields = Fields(heading: row[first].lines.joined(separator: " "))
            for index in shown.dropFirst() where !row[index].isEmpty {
                fields.add(columns[index].title.lowercased(), row[index].lines)
            }
            lines += fields.lines(columns: total, style)
        }
        return lines
    }

    private func line(_ cells: [Styled], _ shown: [Int], _ widths: [Int], _ style: Style) -> String {
        var line = Styled()
        let last = cells.lastIndex { !$0.isEmpty } ?? 0
        for (place, cell) in cells.enumerated() where place <= last {
            if place > 0 { line += Styled(String(repeating: " ", count: Self.gap)) }
            let alignRight = columns[shown[place]].alignRight
            // Nothing follows the last cell, so that nothing has to be filled up behind it.
            line += place == last && !alignRight ? cell : cell.padded(to: widths[place], alignRight: alignRight)
        }
        return line.rendered(style)
    }

    /// Natural widths where there is room; else the columns with a weight give up what is missing. Nil where they
    /// cannot without breaking words.
    private func fit(_ shown: [Int], into total: Int) -> [Int]? {
        var widths = shown.map { index in
            max(Width.columns(columns[index].title), rows.map { $0[index].width }.max() ?? 0)
        }
        let floors = shown.map { index in
            let pieces = columns[index].wraps ? rows.flatMap { $0[index].lines.map(\.widestPiece) }.max() ?? 0 : 0
            return max(columns[index].minimum, pieces, Width.columns(columns[index].title))
        }
        var missing = widths.reduce(0, +) + Self.gap * max(0, shown.count - 1) - total
        while missing > 0 {
            let givers = widths.indices.filter { columns[shown[$0]].weight > 0 && widths[$0] > floors[$0] }
            // The widest column in proportion to its weight gives first: short ones stay whole.
            let giver = givers.max {
                widths[$0] * columns[shown[$1]].weight < widths[$1] * columns[shown[$0]].weight
            }
            guard let giver else { return nil }
            widths[giver] -= 1
            missing -= 1
        }
        return widths
    }
}
