/// Where a fact stands on the screen: its date, its title, and on a line below it what happened to what and who took part.
struct FactLines {
    /// On a screen narrower than this a date takes a line of its own, and dates are short on one narrower than that.
    private static let (narrowColumns, shortColumns) = (60, 100)

    /// Of the terminal, in columns.
    let columns: Int
    let indent: Int
    /// Whether what finds no room is cut off; else it goes on below itself.
    var cuts = true

    private var isNarrow: Bool { columns < Self.narrowColumns }
    private var dateColumns: Int { columns < Self.shortColumns ? 16 : 22 }

    /// A date of the world as it stands in such a line: in words where there is room for them.
    private func dated(_ text: String?) -> Styled {
        guard let text else { return Styled("undated", .faint) }
        let prose = DateText.prose(text)
        let isShort = prose.width > dateColumns || columns < Self.shortColumns
        guard !isNarrow, isShort else { return prose }
        let short = DateText.short(text)
        // A year with too many digits to be grouped is shown as it is written.
        let written = Styled(text, prose.runs.first?.ink ?? .plain)
        return (short.width > dateColumns && written.width <= dateColumns ? written : short).truncated(to: dateColumns)
    }

    /// - Parameters:
    ///   - date: of EDTF; nil where nobody says it.
    ///   - mark: before the title; may be empty.
    ///   - title: in two lines at most; may be empty.
    ///   - event: what happened to what; never cut.
    ///   - rest: what else there is, as much of it as there is room for.
    func lines(date: String?, mark: Styled = "", title: Styled, event: Styled, rest: Styled) -> [Styled] {
        let lead = isNarrow ? indent : indent + dateColumns + 1
        let date = dated(date)
        let texts = texts(title, event, rest, room: max(16, columns - lead - mark.width))
        let margin = Styled(String(repeating: " ", count: indent))
        var lines = isNarrow ? [margin + date] : []
        for (index, text) in texts.enumerated() {
            let before = (index == 0 && !isNarrow ? margin + date : margin).padded(to: lead)
            lines.append(before + (index == 0 ? mark : Styled(String(repeating: " ", count: mark.width))) + text)
        }
        return lines
    }

    private func texts(_ title: Styled, _ event: Styled, _ rest: Styled, room: Int) -> [Styled] {
        var lines = title.isEmpty ? [] : title.wrapped(to: room, limit: cuts ? 2 : .max)
        // It ends a line rather than beginning one.
        let gap = Styled(" ·", .faint).glued + " "
        lines += event.wrapped(to: room)
        guard !rest.isEmpty, let last = lines.popLast() else { return lines }
        let whole = (last + gap + rest).wrapped(to: room)
        if whole.count == 1 || !cuts { return lines + whole }
        // No more than an ellipsis may be left of it.
        return lines + [last.width + gap.width < room ? (last + gap + rest).truncated(to: room) : last]
    }
}
