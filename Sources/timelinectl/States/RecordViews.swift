import EventModel

/// The tables of who, from where, and how things hang together.
extension StateView {
    static let actors = StateView(
        columns: [
            .init("ACTOR", weight: 1, minimum: 10, wraps: true), .init("NAME", weight: 1, minimum: 8, wraps: true),
            .init("KIND"), .init("MEMBERS", weight: 1, minimum: 8, wraps: true),
            .init("MEMBER OF", weight: 1, minimum: 9, wraps: true),
            .init("PRODUCTS", weight: 1, minimum: 8, wraps: true),
            .init("FOUNDED"), .init("EVENTS", alignRight: true),
        ],
        cells: { row in
            [
                RowText.slug(row), RowText.text(row["name"]), kind(row["kind"]), RowText.names(row["members"]),
                RowText.names(row["memberOf"]), products(row["products"]),
                RowText.date(row["founded"]?["occurred"] ?? row["founded"]),
                RowText.text(row["events"]),
            ]
        })

    private static func kind(_ value: JSON?) -> Table.Cell {
        RowText.text(value, value?.text == "unknown" ? .faint : .plain)
    }

    private static func products(_ value: JSON?) -> Table.Cell {
        Table.Cell((value?.elements ?? []).compactMap { $0["name"]?.text }.map { Styled($0) }.joined(separator: ", "))
    }

    static let sources = StateView(
        columns: [
            .init("RESTS ON"), .init("SUBJECT", weight: 2, minimum: 14, wraps: true), .init("VERB"),
            .init("SAYS", weight: 1, minimum: 10, wraps: true), .init("SOURCES", weight: 1, minimum: 8, wraps: true),
            .init("TRUST"), .init("TITLE", weight: 3, minimum: 12, wraps: true),
        ],
        cells: { row in
            [
                RowText.state(row["class"]), RowText.subject(row), RowText.text(row["verb"]), RowText.attribution(row),
                sources(row), trust(row["confidence"]), RowText.text(row["title"]),
            ]
        })

    private static func sources(_ row: JSON) -> Table.Cell {
        let named = (row["named"]?.elements ?? []).compactMap(\.text)
        return named.isEmpty ? RowText.text(row["count"]) : Table.Cell(named.joined(separator: ", "))
    }

    /// The Admiralty code: `C3`.
    private static func trust(_ value: JSON?) -> Table.Cell {
        Table.Cell((value?["reliability"]?.text?.uppercased() ?? "") + (value?["credibility"]?.text ?? ""))
    }

    static let relations = StateView(
        columns: [
            .init("SUBJECT", weight: 1, minimum: 16, wraps: true), .init("RELATION"),
            .init("TARGET", weight: 1, minimum: 16, wraps: true), .init("WHEN", weight: 1, minimum: 10, wraps: true),
            .init("MARK"),
        ],
        cells: { row in
            var marks: [String] = []
            if row["implied"] != nil { marks.append("implied") }
            if case .bool(false)? = row["resolved"] { marks.append("not in the log") }
            return [
                RowText.subject(row), RowText.state(row["type"]),
                Table.Cell(row["targetSubject"]?.text ?? row["target"]?.text ?? "", .name),
                RowText.date(row["occurred"]),
                Table.Cell(marks.joined(separator: ", "), .open),
            ]
        })

    static let corrections = StateView(
        columns: [
            .init("#", alignRight: true), .init("RECORDED"), .init("VERB"), .init("STANDING"),
            .init("OF", weight: 2, minimum: 16, wraps: true), .init("REASON", weight: 3, minimum: 12, wraps: true),
        ],
        cells: { row in
            [
                RowText.text(row["seq"]), Table.Cell(row["recorded"]?.text.map(RecordedText.local) ?? ""),
                RowText.text(row["verb"]), RowText.state(row["standing"]),
                Table.Cell(row["of"]?["id"]?.text ?? "", .name), RowText.text(row["reason"]),
            ]
        })
}
