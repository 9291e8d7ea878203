import EventModel

/// What became of events by corrections, from the rows of that projection.
struct CorrectionStory {
    /// The rows of all corrections of the events, those of corrections among them, in the order of the log.
    private(set) var rows: [JSON] = []

    init() {}

    /// - Parameters:
    ///   - seqs: the events that the story is of, some of which may be corrections.
    ///   - all: every row of the projection.
    init(of seqs: Set<UInt64>, _ all: [JSON]) {
        let roots = Set(all.filter { Self.seq($0).map(seqs.contains) ?? false }.compactMap(Self.root))
        rows = all.filter { row in Self.root(row).map { seqs.contains($0) || roots.contains($0) } ?? false }
    }

    /// The entries that tell it: the corrections, and the events that they correct.
    var seqs: Set<UInt64> { Set(rows.compactMap(Self.seq) + rows.compactMap(Self.root)) }

    private static func seq(_ row: JSON) -> UInt64? { row["seq"]?.count }

    private static func target(_ row: JSON) -> UInt64? { row["target"]?["seq"]?.count }

    /// The event that a chain of corrections ends at.
    private static func root(_ row: JSON) -> UInt64? { row["root"]?["seq"]?.count ?? target(row) }

    /// What an entry of the story is worth now, and the reason of what changed it; nil where nobody has corrected it.
    func fate(of seq: UInt64) -> (text: Styled, reason: String?)? {
        if let row = rows.first(where: { Self.seq($0) == seq }) { return (standing(row), nil) }
        let own = rows.filter { Self.root($0) == seq }
        guard !own.isEmpty else { return nil }
        if let row = own.last(where: { $0["standing"]?.text == "applies" && $0["verb"]?.text == "corrected" }) {
            return (Styled("corrected", .open) + Styled(" by #\(Self.seq(row) ?? 0)"), row["reason"]?.text)
        }
        let retraction = own.last {
            $0["standing"]?.text == "applies" && $0["verb"]?.text == "retracted" && Self.target($0) == seq
        }
        if let retraction {
            let by = Styled(" by #\(Self.seq(retraction) ?? 0)")
            return (Styled("retracted", .bad) + by, retraction["reason"]?.text)
        }
        return (Styled("as recorded", .good) + Styled(": what corrected it was taken back"), nil)
    }

    /// The event that a correction names; nil of any other entry.
    func target(of seq: UInt64) -> UInt64? { rows.first { Self.seq($0) == seq }.flatMap(Self.target) }

    private func standing(_ row: JSON) -> Styled {
        let target = Self.target(row).map { " to #\($0)" } ?? ""
        switch row["standing"]?.text {
        case "applies": return Styled("applies", .good) + Styled(target)
        case "replaced": return Styled("replaced", .open) + Styled(" by a later correction")
        case "retracted": return Styled("taken back", .bad) + Styled(": as if it had never been made")
        default: return Styled("without effect", .open)
        }
    }
}
