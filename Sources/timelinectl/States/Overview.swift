import EventModel
import Projections

/// What a projection comes to, in one line.
struct Overview: Sendable {
    private let projection: String
    private var count = 0
    /// How many rows each of the projection's classes has.
    private var words: [(word: String, count: Int)]
    private var sums: [String: Sums] = [:]

    init(
        _ projection: any Projection.Type, of fold: Fold, at point: Point, _ filter: Filter, _ words: Words
    ) {
        self.projection = projection.name
        self.words = projection.classes.map { ($0, 0) }
        if projection == Investments.self {
            // Of one investment there can be several sums, and of an amount that nobody says there is none.
            count = fold.rowCount(of: projection, at: point, filter, words: words)
            var totals = filter
            totals.total = .currency
            fold.forEachRow(of: projection, at: point, totals, words: words) { add(sums: $0.json) }
        } else {
            fold.forEachClass(of: projection, at: point, filter, words: words) { add($0) }
        }
    }

    /// What its rows are called.
    private static let nouns = [
        Timeline.name: "fact", Directives.name: "directive", Duties.name: "duty",
        Announcements.name: "announcement",
        Investments.name: "investment", Targets.name: "target", Actors.name: "actor", Sources.name: "fact",
        Relations.name: "relation", Corrections.name: "correction",
    ]

    /// - Parameter word: what one row is.
    private mutating func add(_ word: String) {
        count += 1
        if let index = words.firstIndex(where: { $0.word == word }) { words[index].count += 1 }
    }

    /// - Parameter sums: a row of investments' totals.
    private mutating func add(sums row: JSON) {
        for bucket in Self.buckets {
            for amount in row[bucket]?.elements ?? [] { sums[bucket, default: Sums()].add(amount) }
        }
    }

    /// `10 facts: 1 surely, 9 possibly`.
    var summary: Styled {
        let head = Styled(Counted.text(count, Self.nouns[projection] ?? "row"), .strong)
        let parts = projection == Investments.name ? money : counted
        return parts.isEmpty ? head : head + ": " + parts.joined(separator: ", ")
    }

    private var counted: [Styled] {
        words.filter { $0.count > 0 }.map {
            Styled("\(Grouped.text($0.count)) ") + Styled(ValueText.words($0.word), RowText.ink($0.word))
        }
    }

    // MARK: Money

    private static let buckets = ["planned", "pledged", "committed", "paid"]

    /// Amounts of one currency each; those of which nobody says how much, counted.
    private struct Sums {
        var known: [Styled] = []
        var unknown: UInt64 = 0

        /// - Parameter amount: of a total by currency, so that no currency comes twice.
        mutating func add(_ amount: JSON) {
            if amount["currency"] == nil {
                unknown += amount["count"]?.count ?? 1
            } else {
                known.append(ValueText.money(amount))
            }
        }

        var texts: [Styled] {
            unknown > 0 ? known + [Styled("\(Grouped.text(unknown)) unknown", .open)] : known
        }
    }

    /// `850,000,000,000 RUB and 1 unknown planned, nothing paid`.
    private var money: [Styled] {
        guard count > 0 else { return [] }
        return Self.buckets.compactMap { bucket in
            guard let sums = sums[bucket]?.texts else { return bucket == "paid" ? "nothing paid" : nil }
            return sums.joined(separator: " and ") + Styled(" \(bucket)")
        }
    }
}
