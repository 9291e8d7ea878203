/// A heading, and labels with their values below it, as `systemctl status` shows a unit.
struct Fields {
    private static let labelColumns = 16

    var heading: Styled
    private(set) var rows: [(label: String, lines: [Styled])] = []

    init(heading: Styled) { self.heading = heading }

    mutating func add(_ label: String, _ value: Styled?) {
        guard let value, !value.isEmpty else { return }
        rows.append((label, [value]))
    }

    mutating func add(_ label: String, _ lines: [Styled]) {
        let lines = lines.filter { !$0.isEmpty }
        guard !lines.isEmpty else { return }
        rows.append((label, lines))
    }

    /// Puts a value before all others.
    mutating func insert(_ label: String, _ value: Styled?) {
        guard let value, !value.isEmpty else { return }
        rows.insert((label, [value]), at: 0)
    }

    /// The same without what is said just so in `others`; the labels of that stand in one row.
    func without(_ others: Fields) -> Fields {
        var fields = Fields(heading: heading)
        var same: [String] = []
        for row in rows {
            if others.rows.contains(where: { $0.label == row.label && $0.lines == row.lines }) {
                same.append(row.label)
            } else {
                fields.rows.append(row)
            }
        }
        fields.add("as before", Styled(same.joined(separator: ", "), .faint))
        return fields
    }

    /// Long values go on below themselves, within `columns`.
    func lines(columns: Int, _ style: Style) -> [String] {
        var lines = heading.wrapped(to: columns).map { $0.rendered(style) }
        for row in rows {
            let label = Styled(row.label, .faint).padded(to: Self.labelColumns, alignRight: true)
            var isFirst = true
            for value in row.lines {
                for part in value.wrapped(to: max(20, columns - Self.labelColumns - 2)) {
                    let head = isFirst ? label + ": " : Styled(String(repeating: " ", count: Self.labelColumns + 2))
                    lines.append((head + part).rendered(style))
                    isFirst = false
                }
            }
        }
        return lines
    }
}
