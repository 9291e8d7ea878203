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

    /// The heading and the rows, as ``TableWriter`` writes them.
    func lines(columns total: Int, _ style: Style) -> [String] {
        var lines: [String] = []
        var writer = TableWriter(columns, columns: total, style) { lines.append($0) }
        for row in rows { writer.add(row) }
        writer.finish()
        return lines
    }
}
