/// A table written row by row, without spaces at line ends.
///
/// The first thousand rows decide how wide its columns are: nobody waits for the end of a long table to see its
/// beginning. Of a table that is not longer, columns in which no row has anything are left out. It is a table on every
/// terminal; ``TableLayout`` has what gives way on a narrow one. The last line names the columns for which there was no
/// room.
struct TableWriter {
    private static let sampleCount = 1_000
    private static let textLines = 2

    private let columns: [Table.Column]
    /// Of the terminal, in columns.
    private let total: Int
    private let style: Style
    private let write: (String) -> Void
    private var sample: [[Table.Cell]] = []
    private var layout: TableLayout?

    init(_ columns: [Table.Column], columns total: Int, _ style: Style, write: @escaping (String) -> Void) {
        self.columns = columns
        self.total = total
        self.style = style
        self.write = write
    }

    mutating func add(_ row: [Table.Cell]) {
        if let layout { return write(row, layout) }
        sample.append(row)
        if sample.count == Self.sampleCount { _ = begin(isWhole: false) }
    }

    mutating func finish() {
        let layout = layout ?? begin(isWhole: true)
        guard !layout.leftOut.isEmpty else { return }
        let titles = layout.leftOut.map { columns[$0].title }.joined(separator: ", ")
        let note = "No room for \(titles): see show, -o json or a wider terminal."
        for line in Styled(note, .faint).wrapped(to: total) { write(line.rendered(style)) }
    }

    private mutating func begin(isWhole: Bool) -> TableLayout {
        let layout = TableLayout(columns, sample: sample, isWhole: isWhole, total: total)
        self.layout = layout
        write(layout.slots.map { Styled($0.title, .heading).wrapped(to: $0.width) }, layout)
        for row in sample { write(row, layout) }
        sample = []
        return layout
    }

    // MARK: Rows

    private func write(_ row: [Table.Cell], _ layout: TableLayout) {
        // What may be cut has as many lines as the rest takes anyway.
        var cells = layout.slots.map { slot -> [Styled]? in
            switch slot.room {
            case .whole, .name: lines(of: slot, row, limit: .max)
            case .title(let limit): lines(of: slot, row, limit: limit)
            case .text: nil
            }
        }
        let height = max(Self.textLines, cells.map { $0?.count ?? 0 }.max() ?? 0)
        for (place, slot) in layout.slots.enumerated() where cells[place] == nil {
            cells[place] = lines(of: slot, row, limit: height)
        }
        write(cells.map { $0 ?? [] }, layout)
    }

    private func lines(of slot: TableLayout.Slot, _ row: [Table.Cell], limit: Int) -> [Styled] {
        let full = slot.parts.filter { !row[$0.place].isEmpty }
        guard !full.isEmpty else {
            let placeholder = slot.parts.lazy.compactMap { columns[$0.place].placeholder }.first
            return placeholder.map { [Styled($0, .faint)] } ?? []
        }
        return full.flatMap { part in
            let label = slot.parts.count == 1 || part.label.isEmpty ? "" : Styled(part.label + " ", .faint)
            let lines = row[part.place].lines(
                columns: slot.width - label.width, limit: limit == .max ? .max : max(1, limit / full.count))
            return lines.enumerated().map { index, line in
                index == 0 ? label + line : Styled(String(repeating: " ", count: label.width)) + line
            }
        }
    }

    private func write(_ cells: [[Styled]], _ layout: TableLayout) {
        for height in 0..<(cells.map(\.count).max() ?? 0) {
            write(line(cells.map { height < $0.count ? $0[height] : Styled() }, layout.slots))
        }
    }

    private func line(_ cells: [Styled], _ slots: [TableLayout.Slot]) -> String {
        var line = Styled()
        let last = cells.lastIndex { !$0.isEmpty } ?? 0
        for (place, cell) in cells.enumerated() where place <= last {
            if place > 0 { line += Styled(String(repeating: " ", count: TableLayout.gap)) }
            let alignRight = slots[place].alignRight
            // Nothing follows the last cell, so that nothing has to be filled up behind it.
            line += place == last && !alignRight ? cell : cell.padded(to: slots[place].width, alignRight: alignRight)
        }
        return line.rendered(style)
    }
}
