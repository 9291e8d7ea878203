import EventModel
import Projections

/// What a projection comes to, in one line.
struct Overview: Sendable {
    private let projection: String
    private var count = 0
    /// How many rows each of the projection's classes has.
    private var words: [(word: String, count: Int)]
    /// The sums of investments, each currency apart.
    private var sums: [String: [JSON]] = [:]

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

    /// - Parameter sums: a row of investments' totals, of one currency or of what is unknown.
    private mutating func add(sums row: JSON) {
        for bucket in Self.buckets { sums[bucket, default: []] += row[bucket]?.elements ?? [] }
    }

    /// `10 facts: 1 surely, 9 possibly`.
    var summary: Styled {
        let head = Styled(Counted.text(count, Self.nouns[projection] ?? "row"), .strong)
        let parts = projection == Investments.name ? money : counted
        return parts.isEmpty ? head : head + ": " + parts.joined(separator: ", ")
    }

    private var counted: [Styled] {
        words.filter { $0.count > 0 }.map {
            Styled("\(Grouped.text($0.count)) ") + Styled(Wording.word($0.word), ValueText.ink($0.word))
        }
    }

    // MARK: Money

    private static let buckets = ["planned", "pledged", "committed", "paid"]
    /// More would be a table in a line.
    private static let most = 2

    /// `850bn RUB and 1 unknown planned, 7 currencies committed, nothing paid`.
    private var money: [Styled] {
        guard count > 0 else { return [] }
        return Self.buckets.compactMap { bucket in
            let amounts = sums[bucket] ?? []
            guard !amounts.isEmpty else { return bucket == "paid" ? "nothing paid" : nil }
            let known = amounts.filter { $0["currency"] != nil }
            guard known.count > Self.most else {
                return amounts.map(Self.text).joined(separator: " and ") + Styled(" \(bucket)")
            }
            let unknown = amounts.filter { $0["currency"] == nil }.map(Self.text)
            return ([Styled("\(known.count) currencies")] + unknown).joined(separator: " and ") + Styled(" \(bucket)")
        }
    }

    /// `850bn RUB`, `1 unknown`.
    private static func text(_ amount: JSON) -> Styled {
        guard amount["kind"]?.text == "unknown" else { return AmountText.short(amount) }
        return Styled("\(Grouped.text(amount["count"]?.count ?? 1)) unknown", .open)
    }
}
