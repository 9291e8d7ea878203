import EventModel
import Projections

/// What a projection comes to, in one line.
enum Overview {
    static func summary(_ projection: any Projection.Type, _ rows: [JSON]) -> Styled {
        switch projection.name {
        case Timeline.name: counted(rows, by: ["certainty"], "fact")
        case Directives.name: counted(rows, by: ["force", "state"], "directive")
        case Announcements.name: counted(rows, by: ["status"], "announcement")
        case Investments.name: money(rows)
        case Targets.name: counted(rows, by: ["status"], "target")
        case Actors.name: counted(rows, by: ["kind"], "actor")
        case Sources.name: counted(rows, by: ["class"], "fact")
        case Relations.name: counted(rows, by: ["type"], "relation")
        case Corrections.name: counted(rows, by: ["verb"], "correction")
        default: Styled(Counted.text(rows.count, "row"))
        }
    }

    /// `10 facts: 1 surely, 9 possibly`.
    private static func counted(_ rows: [JSON], by path: [String], _ noun: String) -> Styled {
        var counts: [(word: String, count: Int)] = []
        for row in rows {
            guard let word = path.reduce(Optional(row), { $0?[$1] })?.text else { continue }
            if let index = counts.firstIndex(where: { $0.word == word }) {
                counts[index].count += 1
            } else {
                counts.append((word, 1))
            }
        }
        let parts = counts.map {
            Styled("\(Grouped.text($0.count)) ") + Styled(ValueText.words($0.word), RowText.ink($0.word))
        }
        let head = Styled(Counted.text(rows.count, noun), .strong)
        return parts.isEmpty ? head : head + ": " + parts.joined(separator: ", ")
    }

    /// `2 investments: 850,000,000,000 RUB and 1 unknown planned, nothing paid`.
    private static func money(_ rows: [JSON]) -> Styled {
        let head = Styled(Counted.text(rows.count, "investment"), .strong)
        guard !rows.isEmpty else { return head }
        let parts: [Styled] = ["planned", "pledged", "committed", "paid"].compactMap { bucket in
            let sums = sum(rows.flatMap { $0[bucket]?.elements ?? [] })
            if sums.isEmpty { return bucket == "paid" ? "nothing paid" : nil }
            return sums.joined(separator: " and ") + Styled(" \(bucket)")
        }
        return head + ": " + parts.joined(separator: ", ")
    }

    /// Amounts of one currency together; those of which nobody says how much, counted.
    private static func sum(_ amounts: [JSON]) -> [Styled] {
        var sums: [(currency: String, sum: Decimal)] = []
        var unknown: UInt64 = 0
        for amount in amounts {
            guard let text = amount["value"]?.text, let value = try? Decimal(text) else {
                unknown += amount["count"]?.count ?? 1
                continue
            }
            let currency = amount["currency"]?.text ?? ""
            if let index = sums.firstIndex(where: { $0.currency == currency }) {
                sums[index].sum = sums[index].sum + value
            } else {
                sums.append((currency, value))
            }
        }
        let known = sums.map { Styled("\($0.sum.grouped) \($0.currency)", .strong) }
        return unknown > 0 ? known + [Styled("\(Grouped.text(unknown)) unknown", .open)] : known
    }
}
