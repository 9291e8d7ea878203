import EventModel
import Projections

/// What differs between two points, as people read it: a line for each thing, its fields below it, and a summary.
struct DifferenceText {
    /// In the order in which people look for them.
    private static let order = [
        "issued", "announced", "planned", "pledged", "committed", "paid", "set", "appeared", "changed", "ended",
        "cancelled", "removed", "corrected", "retracted",
    ]

    private let differences: [Difference]

    init(_ differences: [Difference]) { self.differences = differences }

    /// How many there are of each change, in order.
    static func counts(_ differences: [Difference]) -> [(change: String, count: Int)] {
        order.compactMap { change in
            let count = differences.count { $0.change == change }
            return count > 0 ? (change, count) : nil
        }
    }

    func lines(columns: Int, _ style: Style) -> [String] {
        var lines: [String] = []
        for change in Self.order {
            let found = differences.filter { $0.change == change }
            guard !found.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(Styled(ValueText.words(change).capitalizedFirst, .heading).rendered(style))
            for difference in found { lines += self.lines(of: difference, columns: columns, style) }
        }
        if !lines.isEmpty { lines.append("") }
        return lines + [summary.rendered(style)]
    }

    private var summary: Styled {
        let counts = Self.counts(differences).map { Styled("\(Grouped.text($0.count)) \($0.change)") }
        return counts.isEmpty ? Styled("nothing differs", .good) : counts.joined(separator: ", ")
    }

    private func lines(of difference: Difference, columns: Int, _ style: Style) -> [String] {
        var head = Self.mark(difference.change) + Styled(" ") + Styled(difference.subject, .name)
        if let title = difference.title { head += Styled("  ") + Styled(title, .strong) }
        if let seq = difference.seq?.scalar { head += Styled("  #\(seq)", .faint) }
        var lines = head.indented(by: 2, to: columns)
        if let reason = difference.reason { lines += Styled("because: \(reason)").indented(by: 4, to: columns) }
        for field in difference.fields {
            let text =
                Styled("\(ValueText.words(field.name)): ", .faint) + value(field.name, field.before)
                + Styled(" → ", .faint) + value(field.name, field.after)
            lines += text.indented(by: 4, to: columns)
        }
        return lines.map { $0.rendered(style) }
    }

    private static func mark(_ change: String) -> Styled {
        switch change {
        case "changed": Styled("~", .open)
        case "ended", "removed", "cancelled", "retracted": Styled("-", .bad)
        case "corrected": Styled("↺", .open)
        default: Styled("+", .good)
        }
    }

    /// A value in a few words.
    private func value(_ name: String, _ value: JSON?) -> Styled {
        guard let value else { return Styled("nothing", .faint) }
        switch name {
        case "planned", "pledged", "committed", "paid":
            return value.elements.isEmpty
                ? Styled("nothing", .faint) : RowText.money(value).lines.joined(separator: ", ")
        case "force", "implementation": return state(value)
        default: break
        }
        if let date = DateText.text(value), value["text"] != nil { return DateText.prose(date) }
        if value.scalar != nil { return RowText.state(value).lines.joined() }
        let lines = ValueText.lines(name, value)
        return lines.isEmpty ? Styled("nothing", .faint) : lines.joined(separator: "; ")
    }

    /// `in force, by 2 January 2025`, `ended, 1 May 2026 (revoked)`.
    private func state(_ value: JSON) -> Styled {
        var text = RowText.state(value["state"]).lines.joined()
        let date = value["until"] ?? value["suspended"]?["since"] ?? value["since"] ?? value["from"] ?? value["due"]
        if let date = DateText.text(date) { text += Styled(", ") + DateText.prose(date) }
        if let how = value["endedBy"]?["how"]?.text { text += Styled(" (\(how))") }
        return text
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
