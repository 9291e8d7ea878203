import EventModel

/// The table of who owes what to whom, by when.
extension StateView {
    static let duties = StateView(
        columns: [
            .init("DUE"), .init("STATE"), .init("WHO", weight: 1, minimum: 6, wraps: true),
            .init("WHAT", weight: 3, minimum: 16, wraps: true), .init("TO WHOM", weight: 1, minimum: 7, wraps: true),
            .init("DIRECTIVE", weight: 2, minimum: 12, wraps: true),
            .init("PROVISION", weight: 1, minimum: 9, wraps: true),
        ],
        cells: { row in
            [
                RowText.date(row["due"]), state(row), RowText.names(row["who"]), RowText.text(row["what"]),
                RowText.names(row["toWhom"]), RowText.slug(row), RowText.text(row["provision"]),
            ]
        })

    private static func state(_ row: JSON) -> Table.Cell {
        var lines = RowText.state(row["state"]).lines
        if let done = DateText.text(row["done"]) { lines.append(DateText.short(done)) }
        return Table.Cell(lines)
    }
}
