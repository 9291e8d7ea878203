import EventModel
import Projections

/// How the rows of a projection are shown to people. One that has no view of its own here is shown member by member.
struct StateView: Sendable {
    let columns: [Table.Column]
    /// The cells of a row, one for each column.
    let cells: @Sendable (JSON) -> [Table.Cell]

    private static func of(_ projection: any Projection.Type, total: Bool) -> StateView? {
        switch projection.name {
        case Directives.name: .directives
        case Duties.name: .duties
        case Announcements.name: .announcements
        case Investments.name: .investments(total: total)
        case Targets.name: .targets
        case Actors.name: .actors
        case Sources.name: .sources
        case Relations.name: .relations
        case Corrections.name: .corrections
        default: nil
        }
    }

    /// What writes the rows of a projection in the form that suits them.
    ///
    /// - Parameter form: of the timeline.
    static func writer(
        _ projection: any Projection.Type, total: Bool, form: TimelineView.Form = .full, columns width: Int,
        _ style: Style, write: @escaping (String) -> Void
    ) -> any RowWriter {
        if projection == Timeline.self { return TimelineView(form, columns: width, style: style, write: write) }
        guard let view = of(projection, total: total) else {
            return PlainRows(columns: width, style: style, write: write)
        }
        return TableRows(table: TableWriter(view.columns, columns: width, style, write: write), cells: view.cells)
    }
}

/// Writes rows as they come: an answer may be longer than memory is large.
protocol RowWriter {
    mutating func add(_ row: Row)
    /// Writes what is left, once all rows were added.
    mutating func finish()
}

private struct TableRows: RowWriter {
    var table: TableWriter
    let cells: (JSON) -> [Table.Cell]

    mutating func add(_ row: Row) { table.add(cells(row.json)) }
    mutating func finish() { table.finish() }
}

/// Every row as labels and values.
private struct PlainRows: RowWriter {
    let columns: Int
    let style: Style
    let write: (String) -> Void

    func add(_ row: Row) {
        let row = row.json
        var fields = Fields(heading: Styled(row["subject"]?.text ?? "", .name))
        for (name, value) in row.members where name != "subject" {
            fields.add(Wording.key(name), ValueText.lines(name, value))
        }
        fields.lines(columns: columns, style).forEach(write)
        write("")
    }

    func finish() {}
}

/// Cells that several views share.
enum RowText {
    /// A subject without its kind, where the table says of which kind its rows are.
    static func slug(_ value: JSON?) -> Table.Cell {
        let subject = value?.text ?? ""
        let slash = subject.utf8.firstIndex(of: UInt8(ascii: "/")).map { subject.index(after: $0) }
        return Table.Cell(String(subject[(slash ?? subject.startIndex)...]), .name)
    }

    static func subject(_ row: JSON) -> Table.Cell { Table.Cell(row["subject"]?.text ?? "", .name) }

    static func text(_ value: JSON?, _ ink: Ink = .plain) -> Table.Cell { Table.Cell(value?.scalar ?? "", ink) }

    /// Actors in one cell.
    static func names(_ value: JSON?) -> Table.Cell { .names(ValueText.names(value)) }

    static func date(_ value: JSON?) -> Table.Cell {
        DateText.text(value).map { Table.Cell(DateText.short($0)) } ?? ""
    }

    /// A word of one of the model's lists.
    static func word(_ value: JSON?) -> Table.Cell { Table.Cell(ValueText.word(value)) }

    /// Sums of money below each other, one for each currency.
    static func money(_ value: JSON?) -> Table.Cell { Table.Cell((value?.elements ?? []).map(AmountText.short)) }

    /// `reported by reuters`.
    static func attribution(_ row: JSON) -> Table.Cell {
        row["attribution"].map { Table.Cell(ValueText.attribution($0)) } ?? ""
    }
}
