import EventModel

/// The tables of the three kinds of fact and of their targets.
extension StateView {
    static let directives = StateView(
        columns: [
            .init("DIRECTIVE", .name), .init("TITLE", .title),
            .init("FORCE", stack: .init(title: "FORCE", label: "")),
            .init("SINCE", stack: .init(title: "FORCE", label: "")),
            .init("ENDED BY", .text(12), rank: 3), .init("DUE", rank: 2),
            .init("BY", .text(10), rank: 1, stack: .init(title: "PARTIES", label: "by", order: 1)),
            .init("TO", .text(14), rank: 1, stack: .init(title: "PARTIES", label: "to", order: 1)),
            .init("WITH", .text(10), rank: 1, stack: .init(title: "PARTIES", label: "with", order: 1)),
            .init("SAYS", .text(12), rank: 4),
        ],
        cells: { row in
            [
                RowText.slug(row["subject"]), title(row), force(row),
                RowText.date(ForceText.date(row["force"]) ?? row["issued"]),
                .names(ForceText.enders(row["force"])),
                due(row["implementation"]), RowText.names(row["by"]), addressees(row), RowText.names(row["with"]),
                RowText.attribution(row),
            ]
        })

    /// The title, or why there is none.
    private static func title(_ row: JSON) -> Table.Cell {
        guard row["title"] == nil, let what = row["knownOnlyBy"]?.text else { return RowText.text(row["title"]) }
        return Table.Cell("known only by its \(what)", .faint)
    }

    private static func force(_ row: JSON) -> Table.Cell {
        let isContradictory = row["contradictions"] != nil
        return Table.Cell([ForceText.state(row["force"]), isContradictory ? Styled("contradictory", .bad) : ""])
    }

    /// By when it is to be carried out, and how that went.
    private static func due(_ implementation: JSON?) -> Table.Cell {
        let state = implementation?["state"]
        return Table.Cell([
            DateText.text(implementation?["due"]).map(DateText.short) ?? "",
            state?.text == "scheduled" ? "" : ValueText.word(state).glued,
        ])
    }

    /// To whom it is addressed; who leads is marked.
    private static func addressees(_ row: JSON) -> Table.Cell {
        let (to, lead) = (ValueText.names(row["to"]), ValueText.names(row["lead"]))
        let mark = { (name: Styled) in (name + Styled(" (lead)", .faint)).glued }
        return .names(to.map { lead.contains($0) ? mark($0) : $0 } + lead.filter { !to.contains($0) }.map(mark))
    }

    static let announcements = StateView(
        columns: [
            .init("ANNOUNCEMENT", .name), .init("TITLE", .title),
            .init("STATUS", stack: .init(title: "STATUS", label: "")),
            .init("SINCE", stack: .init(title: "STATUS", label: "")),
            .init("CATEGORY", rank: 2), .init("BY", .text(12), rank: 1), .init("SAYS", .text(12), rank: 3),
        ],
        cells: { row in
            [
                RowText.slug(row["subject"]), RowText.text(row["title"]), RowText.word(row["status"]),
                RowText.date(row["since"]), RowText.word(row["category"]), RowText.names(row["by"]),
                RowText.attribution(row),
            ]
        })

    static func investments(total: Bool) -> StateView {
        if total {
            return StateView(
                columns: [.init("TOTAL OF", .name), .init("INVESTMENTS", rank: 1, alignRight: true)] + money,
                cells: { row in
                    var names = [Styled(row["subject"]?.text ?? "", .name)]
                    if let others = row["with"] {
                        names.append("with " + ValueText.names(others).joined(separator: ", "))
                    }
                    return [Table.Cell(names), RowText.text(row["investments"])] + amounts(row)
                })
        }
        return StateView(
            columns: [.init("INVESTMENT", .name), .init("TITLE", .title, rank: 1)] + money + [
                .init("STATUS", stack: .init(title: "AMOUNTS", label: "")),
                .init("INVESTOR", .text(10), rank: 2, stack: .init(title: "PARTIES", label: "by", order: 1)),
                .init("RECIPIENT", .text(10), rank: 2, stack: .init(title: "PARTIES", label: "to", order: 1)),
            ],
            cells: { row in
                [RowText.slug(row["subject"]), RowText.text(row["title"])] + amounts(row) + [
                    row["cancelled"] == nil ? "" : Table.Cell("cancelled", .bad), RowText.names(row["investors"]),
                    RowText.names(row["recipients"]),
                ]
            })
    }

    private static let buckets = ["planned", "pledged", "committed", "paid"]

    /// That there is nothing is an answer, too.
    private static let money: [Table.Column] = buckets.map { bucket in
        .init(
            bucket.uppercased(), alignRight: true, placeholder: "–", stack: .init(title: "AMOUNTS", label: bucket))
    }

    private static func amounts(_ row: JSON) -> [Table.Cell] { buckets.map { RowText.money(row[$0]) } }

    static let targets = StateView(
        columns: [
            .init("SUBJECT", .name), .init("INDICATOR", .title),
            .init("BASELINE", alignRight: true, stack: .init(title: "VALUES", label: "from", order: 1)),
            .init("GOAL", alignRight: true, stack: .init(title: "VALUES", label: "to", order: 1)),
            .init("GAP", alignRight: true, stack: .init(title: "VALUES", label: "gap", order: 1)),
            .init("DUE", rank: 1, stack: .init(title: "STATUS", label: "due")),
            .init("STATUS", rank: 1, stack: .init(title: "STATUS", label: "")),
            .init("KIND", rank: 1, stack: .init(title: "STATUS", label: "")),
        ],
        cells: { row in
            let unit = row["unit"]?.text
            return [
                RowText.subject(row), RowText.text(row["indicator"]), quantity(row["baseline"], unit),
                quantity(row["goal"], unit), quantity(row["gap"], unit), RowText.date(row["due"]),
                RowText.word(row["status"]), RowText.word(row["kind"]),
            ]
        })

    /// `5 percent`, and of a baseline when: `5 percent (2023)`.
    private static func quantity(_ value: JSON?, _ unit: String?) -> Table.Cell {
        guard let value else { return "" }
        guard let number = value["value"]?.text else { return RowText.text(value["asstated"]) }
        let unit = value["unit"]?.text ?? unit
        let period = value["period"]?.text.map { Styled(" (") + DateText.short($0) + ")" } ?? ""
        return Table.Cell(
            (Styled([AmountText.short(number), unit].compactMap { $0 }.joined(separator: " ")) + period).glued)
    }
}
