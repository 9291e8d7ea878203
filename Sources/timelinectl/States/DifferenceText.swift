import EventModel
import Projections

/// What differs between two points, as people read it: a line for each thing, its fields below it element by element, and
/// a summary.
struct DifferenceText {
    private let differences: [Difference]

    init(_ differences: [Difference]) { self.differences = differences }

    /// How many there are of each change, in order.
    static func counts(_ differences: [Difference]) -> [(change: String, count: Int)] {
        Difference.changes.compactMap { change in
            let count = differences.count { $0.change == change }
            return count > 0 ? (change, count) : nil
        }
    }

    func lines(columns: Int, _ style: Style) -> [String] {
        var lines: [String] = []
        for change in Difference.changes {
            let found = differences.filter { $0.change == change }
            guard !found.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(Styled(Wording.word(change).capitalizedFirst, .heading).rendered(style))
            for difference in found { lines += self.lines(of: difference, columns).map { $0.rendered(style) } }
        }
        if !lines.isEmpty { lines.append("") }
        return lines + summary.wrapped(to: columns).map { $0.rendered(style) }
    }

    private var summary: Styled {
        let counts = Self.counts(differences).map { Styled("\(Grouped.text($0.count)) \(Wording.word($0.change))") }
        return counts.isEmpty ? Styled("nothing differs", .good) : counts.joined(separator: ", ")
    }

    private func lines(of difference: Difference, _ columns: Int) -> [Styled] {
        var lines = head(difference, columns)
        if let reason = difference.reason { lines += Styled("because: \(reason)").indented(by: 4, to: columns) }
        for field in merged(difference.fields) { lines += field.lines(indent: 4, columns: columns) }
        return lines
    }

    /// The subject with its title behind it, below it where there is no room.
    private func head(_ difference: Difference, _ columns: Int) -> [Styled] {
        let head = Self.mark(difference.change) + " " + Styled(difference.subject, .name)
        let title = (difference.indicator ?? difference.title).map { Styled($0, .strong) } ?? ""
        let seq = difference.seq?.scalar.map { Styled("#\($0)", .faint) } ?? ""
        let line = [head, title, seq].filter { !$0.isEmpty }.joined(separator: "  ")
        if line.width + 2 <= columns { return [Styled("  ") + line] }
        let below = [title, seq].filter { !$0.isEmpty }.joined(separator: "  ")
        return head.indented(by: 2, to: columns) + below.indented(by: 4, to: columns, limit: 2)
    }

    /// A status tells its date itself.
    private func merged(_ fields: [(name: String, before: JSON?, after: JSON?)]) -> [FieldDifference] {
        let names = Set(fields.map(\.name))
        return fields.filter { $0.name != "since" || !names.contains("status") }.map { field in
            let since = field.name == "status" ? fields.first { $0.name == "since" } : nil
            return FieldDifference(name: field.name, before: field.before, after: field.after, since: since?.after)
        }
    }

    private static func mark(_ change: String) -> Styled {
        switch change {
        case "changed": Styled("~", .open)
        case "ended", "removed", "cancelled", "retracted", "denied", "withdrawn", "notMet", "overdue": Styled("-", .bad)
        case "corrected": Styled("↺", .open)
        default: Styled("+", .good)
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
