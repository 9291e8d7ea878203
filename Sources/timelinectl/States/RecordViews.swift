import EventModel

/// The tables of who, from where, and how things hang together.
extension StateView {
    static let actors = StateView(
        columns: [
            .init("ACTOR", .name), .init("NAME", .title), .init("KIND", rank: 1),
            .init("MEMBERS", .text(12), rank: 2, stack: .init(title: "MEMBERSHIPS", label: "has")),
            .init("MEMBER OF", .text(12), rank: 2, stack: .init(title: "MEMBERSHIPS", label: "in")),
            .init("PRODUCTS", .text(10), rank: 5), .init("FOUNDED", rank: 4),
            .init("EVENTS", rank: 3, alignRight: true),
        ],
        cells: { row in
            [
                RowText.slug(row["subject"]), RowText.text(row["name"]), kind(row["kind"]),
                RowText.names(row["members"]),
                RowText.names(row["memberOf"]),
                .names((row["products"]?.elements ?? []).compactMap { $0["name"]?.text }.map { Styled($0) }),
                RowText.date(row["founded"]?["occurred"] ?? row["founded"]), RowText.text(row["events"]),
            ]
        })

    private static func kind(_ value: JSON?) -> Table.Cell {
        RowText.text(value, value?.text == "unknown" ? .faint : .plain)
    }

    static let sources = StateView(
        columns: [
            .init("SUBJECT", .name), .init("TITLE", .title), .init("RESTS ON"), .init("VERB", rank: 2),
            .init("SAYS", .text(12), rank: 1), .init("SOURCES", .text(12), rank: 3), .init("TRUST", rank: 4),
        ],
        cells: { row in
            [
                RowText.subject(row), RowText.text(row["title"]), RowText.word(row["class"]), RowText.word(row["verb"]),
                RowText.attribution(row), sources(row), trust(row["confidence"]),
            ]
        })

    private static func sources(_ row: JSON) -> Table.Cell {
        let named = (row["named"]?.elements ?? []).compactMap(\.text)
        return named.isEmpty ? RowText.text(row["count"]) : .names(named.map { Styled($0) })
    }

    /// The Admiralty code: `C3`.
    private static func trust(_ value: JSON?) -> Table.Cell {
        Table.Cell((value?["reliability"]?.text?.uppercased() ?? "") + (value?["credibility"]?.text ?? ""))
    }

    static let relations = StateView(
        columns: [
            .init("SUBJECT", .name), .init("RELATION"), .init("TARGET", .name), .init("IN PART", .text(10), rank: 2),
            .init("WHEN", rank: 1), .init("MARK", rank: 3),
        ],
        cells: { row in
            var marks: [String] = []
            if row["implied"] != nil { marks.append("implied") }
            if row["resolved"]?.scalar == "no" { marks.append("not in the log") }
            return [
                RowText.subject(row), RowText.word(row["type"]),
                Table.Cell(row["targetSubject"]?.text ?? row["target"]?.text ?? "", .name),
                RowText.names(row["provisions"]), RowText.date(row["occurred"]),
                Table.Cell(marks.joined(separator: ", "), .open),
            ]
        })

    static let corrections = StateView(
        columns: [
            .init("#", alignRight: true), .init("OF", .name), .init("REASON", .title),
            .init("VERB", stack: .init(title: "STANDING", label: "")),
            .init("STANDING", stack: .init(title: "STANDING", label: "")), .init("RECORDED", rank: 1),
        ],
        cells: { row in
            [
                RowText.text(row["seq"]), Table.Cell(row["of"]?["id"]?.text ?? "", .name), RowText.text(row["reason"]),
                RowText.word(row["verb"]), RowText.word(row["standing"]),
                Table.Cell(Styled(row["recorded"]?.text.map(RecordedText.local) ?? "").glued),
            ]
        })
}
