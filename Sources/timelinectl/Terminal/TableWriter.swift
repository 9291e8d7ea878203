/// A table written row by row, without spaces at line ends.
///
/// The first thousand rows decide how wide its columns are: nobody waits for the end of a long table to see its
/// beginning. Of a table that is not longer, columns in which no row has anything are left out. Where the terminal is so
/// narrow that words would be broken, each row is a block of labels and values instead.
struct TableWriter {
    private static let gap = 2
    private static let sampleCount = 1_000

    private let columns: [Table.Column]
    /// Of the terminal, in columns.
    private let total: Int
    private let style: Style
    private let write: (String) -> Void
    private var sample: [[Table.Cell]] = []
    private var layout: Layout?
    private var isFirst = true

    private struct Layout {
        /// The columns that are shown, by their places.
        var shown: [Int]
        /// Of each; nil for blocks.
        var widths: [Int]?
    }

    init(_ columns: [Table.Column], columns total: Int, _ style: Style, write: @escaping (String) -> Void) {
        self.columns = columns
        self.total = total
        self.style = style
        self.write = write
    }

    mutating func add(_ row: [Table.Cell]) {
        if let layout { return write(row, layout) }
        sample.append(row)
        if sample.count == Self.sampleCount { begin(isWhole: false) }
    }

    mutating func finish() { if layout == nil { begin(isWhole: true) } }

    private mutating func begin(isWhole: Bool) {
        let shown = columns.indices.filter { index in !isWhole || sample.contains { !$0[index].isEmpty } }
        let layout = Layout(shown: shown, widths: fit(shown))
        self.layout = layout
        if let widths = layout.widths {
            write(line(shown.map { Styled(columns[$0].title, .heading) }, shown, widths))
        }
        for row in sample { write(row, layout) }
        sample = []
    }

    // MARK: Rows

    private mutating func write(_ row: [Table.Cell], _ layout: Layout) {
        guard let widths = layout.widths else { return writeBlock(row, layout.shown) }
        let cells = layout.shown.enumerated().map { place, index in
            row[index].lines.flatMap { line in
                columns[index].wraps ? line.wrapped(to: widths[place]) : [line.truncated(to: widths[place])]
            }
        }
        for height in 0..<(cells.map(\.count).max() ?? 0) {
            write(line(cells.map { height < $0.count ? $0[height] : Styled() }, layout.shown, widths))
        }
    }

    private mutating func writeBlock(_ row: [Table.Cell], _ shown: [Int]) {
        guard let first = shown.first else { return }
        if !isFirst { write("") }
        isFirst = false
        var fields = Fields(heading: row[first].lines.joined(separator: " "))
        for index in shown.dropFirst() where !row[index].isEmpty {
            fields.add(columns[index].title.lowercased(), row[index].lines)
        }
        fields.lines(columns: total, style).forEach(write)
    }

    private func line(_ cells: [Styled], _ shown: [Int], _ widths: [Int]) -> String {
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

    // MARK: Widths

    /// Natural widths where there is room; else the columns with a weight give up what is missing. Nil where they
    /// cannot without breaking words.
    private func fit(_ shown: [Int]) -> [Int]? {
        var widths = shown.map { index in
            max(Width.columns(columns[index].title), sample.map { $0[index].width }.max() ?? 0)
        }
        let floors = shown.map { index in
            let pieces = columns[index].wraps ? sample.flatMap { $0[index].lines.map(\.widestPiece) }.max() ?? 0 : 0
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
