/// Rows in columns that fit the terminal.
///
///     Table(
///         [.init("INVESTMENT", .name), .init("TITLE", .title), .init("PAID", alignRight: true)], rows: rows
///     ).lines(columns: 80, style)
struct Table {
    struct Column: Sendable {
        /// How a column gives way where there is little room.
        enum Room: Sendable {
            /// As wide as its widest cell, which is never cut: states, dates, amounts, counts.
            case whole
            /// By which a row is asked for: up to a quarter of the line; it goes on below itself and is never cut.
            case name
            /// Up to a third of the line, and what the others leave; at most so many lines.
            case title(lines: Int)
            /// At least so many columns; two lines, or as many as the row has anyway.
            case text(Int)

            static let title = Room.title(lines: 3)
        }

        /// Columns that become one where there is no room for all: their cells stand below each other, each behind its
        /// label.
        struct Stack: Sendable {
            /// The heading of the one column.
            var title: String
            /// Empty where a cell speaks for itself.
            var label: String
            /// Of several stacks, that of the lowest number is made first.
            var order = 0
        }

        var title: String
        var room: Room
        var alignRight: Bool
        /// Of the columns that may be left out, the one of the highest rank goes first; 0 always stays.
        var rank: Int
        /// Stands where a row has nothing, where that is an answer, too; such a column is shown in any case.
        var placeholder: String?
        var stack: Stack?

        init(
            _ title: String, _ room: Room = .whole, rank: Int = 0, alignRight: Bool = false, placeholder: String? = nil,
            stack: Stack? = nil
        ) {
            self.title = title
            self.room = room
            self.rank = rank
            self.alignRight = alignRight
            self.placeholder = placeholder
            self.stack = stack
        }
    }

    /// What stands in one place: a text, several below each other, or names of which those that find no room are counted.
    struct Cell: Sendable, ExpressibleByStringInterpolation {
        private enum Content: Sendable {
            case lines([Styled])
            case names([Styled])
        }

        private var content: Content

        init(_ lines: [Styled]) { content = .lines(lines.filter { !$0.isEmpty }) }
        init(_ text: Styled) { self.init([text]) }
        init(_ text: String, _ ink: Ink = .plain) { self.init([Styled(text, ink)]) }
        init(stringLiteral value: String) { self.init(value) }

        static func names(_ names: [Styled]) -> Cell {
            var cell = Cell([])
            cell.content = .names(names)
            return cell
        }

        var isEmpty: Bool {
            switch content {
            case .lines(let all), .names(let all): all.isEmpty
            }
        }

        /// Of the widest line, in columns.
        var width: Int {
            switch content {
            case .lines(let lines): lines.map(\.width).max() ?? 0
            case .names(let names): names.joined(separator: ", ").width
            }
        }

        /// In lines of at most `columns`, at most `limit` of them.
        func lines(columns: Int, limit: Int = .max) -> [Styled] {
            switch content {
            case .lines(let lines):
                return Styled.limited(lines.flatMap { $0.wrapped(to: columns) }, to: limit, columns)
            case .names(let names):
                let all = names.isEmpty ? [] : names.joined(separator: ", ").wrapped(to: columns)
                return all.count <= limit ? all : Self.counted(names, columns, limit)
            }
        }

        /// As many names as fit, the rest counted: `ru-government, +3`.
        private static func counted(_ names: [Styled], _ columns: Int, _ limit: Int) -> [Styled] {
            var lines: [Styled] = []
            var rest = names[...]
            while !rest.isEmpty {
                let isLast = lines.count + 1 == limit
                var line = Styled()
                var count = 0
                for name in rest {
                    let left = rest.count - count - 1
                    let tail = left == 0 ? 0 : isLast ? ", +\(left)".utf8.count : 1
                    let gap: Styled = count == 0 ? "" : ", "
                    guard count == 0 || line.width + gap.width + name.width + tail <= columns else { break }
                    line += gap + (count == 0 ? name.truncated(to: max(1, columns - tail)) : name)
                    count += 1
                }
                rest = rest.dropFirst(count)
                if rest.isEmpty { return lines + [line] }
                if isLast {
                    let counted = line + ", " + Styled("+\(rest.count)", .faint)
                    // Where there is no room for a name and a number, the number says more.
                    return lines + [counted.width > columns ? Styled("+\(rest.count + count)", .faint) : counted]
                }
                lines.append(line + ",")
            }
            return lines
        }
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
