import EventModel

/// The table of who owes what to whom, by when.
extension StateView {
    static let duties = StateView(
        columns: [
            .init("DIRECTIVE", .name), .init("WHAT", .title), .init("PROVISION", .text(12), rank: 2),
            .init("DUE", stack: .init(title: "STATE", label: "due")),
            .init("STATE", stack: .init(title: "STATE", label: "")),
            .init("WHO", .text(14), stack: .init(title: "PARTIES", label: "by", order: 1)),
            .init("TO WHOM", .text(10), rank: 1, stack: .init(title: "PARTIES", label: "to", order: 1)),
        ],
        cells: { row in
            [
                RowText.slug(row["subject"]), RowText.text(row["what"]), RowText.text(row["provision"]),
                RowText.date(row["due"]), state(row), RowText.names(row["who"]), RowText.names(row["toWhom"]),
            ]
        })

    /// `overdue`; of what was done, when.
    private static func state(_ row: JSON) -> Table.Cell {
        Table.Cell([ValueText.word(row["state"]), DateText.text(row["done"]).map(DateText.short) ?? ""])
    }
}
