import EventModel

/// The tables of the three kinds of fact and of their targets.
extension StateView {
    static let directives = StateView(
        columns: [
            .init("DIRECTIVE", weight: 2, minimum: 12, wraps: true), .init("FORCE"),
            .init("SINCE", weight: 1, minimum: 10, wraps: true),
            .init("DUE"), .init("BY", weight: 1, minimum: 6, wraps: true),
            .init("TO", weight: 2, minimum: 8, wraps: true),
            .init("LEAD", weight: 1, minimum: 6, wraps: true), .init("WITH", weight: 1, minimum: 4, wraps: true),
            .init("SAYS", weight: 2, minimum: 8, wraps: true), .init("TITLE", weight: 2, minimum: 10, wraps: true),
        ],
        cells: { row in
            [
                RowText.slug(row), force(row), RowText.date(row["force"]?["since"] ?? row["issued"]),
                RowText.date(row["implementation"]?["due"]), RowText.names(row["by"]), RowText.names(row["to"]),
                RowText.names(row["lead"]), RowText.names(row["with"]), RowText.attribution(row),
                RowText.text(row["title"]),
            ]
        })

    private static func force(_ row: JSON) -> Table.Cell {
        var lines = RowText.state(row["force"]?["state"]).lines
        if let ended = row["force"]?["endedBy"]?["how"]?.text { lines.append(Styled(ended, .bad)) }
        if let state = row["implementation"]?["state"]?.text, state != "scheduled" {
            lines.append(Styled(ValueText.words(state), RowText.ink(state)))
        }
        return Table.Cell(lines)
    }

    static let announcements = StateView(
        columns: [
            .init("ANNOUNCEMENT", weight: 2, minimum: 14, wraps: true), .init("STATUS"),
            .init("ANNOUNCED", weight: 1, minimum: 10, wraps: true), .init("CATEGORY"),
            .init("BY", weight: 1, minimum: 6, wraps: true), .init("TITLE", weight: 3, minimum: 16, wraps: true),
        ],
        cells: { row in
            [
                RowText.slug(row), RowText.state(row["status"]), RowText.date(row["announced"] ?? row["since"]),
                RowText.text(row["category"]), RowText.names(row["by"]), RowText.text(row["title"]),
            ]
        })

    static func investments(total: Bool) -> StateView {
        let money: [Table.Column] = ["PLANNED", "PLEDGED", "COMMITTED", "PAID"].map { .init($0, alignRight: true) }
        if total {
            return StateView(
                columns: [
                    .init("TOTAL OF", weight: 1, minimum: 10, wraps: true), .init("INVESTMENTS", alignRight: true),
                ] + money,
                cells: { row in
                    var names = [Styled(row["subject"]?.text ?? "", .name)]
                    if let others = row["with"] { names.append("with " + RowText.names(others).lines.joined()) }
                    return [Table.Cell(names), RowText.text(row["investments"])] + RowText.amounts(row)
                })
        }
        return StateView(
            columns: [
                .init("INVESTMENT", weight: 2, minimum: 14, wraps: true),
                .init("INVESTOR", weight: 1, minimum: 8, wraps: true),
                .init("RECIPIENT", weight: 1, minimum: 9, wraps: true),
            ] + money + [.init("")],
            cells: { row in
                [RowText.slug(row), RowText.names(row["investors"]), RowText.names(row["recipients"])]
                    + RowText.amounts(row)
                    + [row["cancelled"] == nil ? "" : Table.Cell("cancelled", .bad)]
            })
    }

    static let targets = StateView(
        columns: [
            .init("SUBJECT", weight: 2, minimum: 14, wraps: true),
            .init("INDICATOR", weight: 2, minimum: 12, wraps: true),
            .init("BASELINE", weight: 1, minimum: 8, alignRight: true, wraps: true),
            .init("GOAL", weight: 1, minimum: 8, alignRight: true, wraps: true), .init("DUE"),
            .init("GAP", weight: 1, minimum: 8, alignRight: true, wraps: true), .init("STATUS"), .init("KIND"),
        ],
        cells: { row in
            let unit = row["unit"]?.text
            return [
                RowText.subject(row), RowText.text(row["indicator"]), quantity(row["baseline"], unit),
                quantity(row["goal"], unit), RowText.date(row["due"]), quantity(row["gap"], unit),
                RowText.state(row["status"]), RowText.text(row["kind"]),
            ]
        })

    /// `5 percent`, and for a baseline when.
    private static func quantity(_ value: JSON?, _ unit: String?) -> Table.Cell {
        guard let value else { return "" }
        guard let number = value["value"]?.text else { return RowText.text(value["asstated"]) }
        let unit = value["unit"]?.text ?? unit
        var lines = [Styled([ValueText.grouped(number), unit].compactMap { $0 }.joined(separator: " "))]
        if let period = value["period"]?.text { lines.append(DateText.short(period)) }
        return Table.Cell(lines)
    }
}
