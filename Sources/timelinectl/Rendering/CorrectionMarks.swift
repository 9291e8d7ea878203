import EventModel
import Projections

/// What corrections have made of entries, for lists of them.
struct CorrectionMarks {
    private var marks: [UInt64: Styled] = [:]

    init() {}

    /// - Parameter fold: of ``Corrections``.
    init(_ fold: Fold, at point: Point) {
        // Which correction counts stands in the state: no word of the log is needed.
        fold.forEachRow(of: Corrections.self, at: point, words: .none) {
            let row = $0.json
            guard row["standing"]?.text == "applies", let seq = row["seq"]?.count, let verb = row["verb"]?.text,
                let target = row["root"]?["seq"]?.count ?? row["target"]?["seq"]?.count
            else { return }
            // A retracted correction says so itself; its event stands again.
            guard verb == "corrected" || row["root"] == nil else { return }
            marks[target] = Styled(" ↺ ", .open) + Styled("\(verb) by #\(seq)", .faint)
        }
    }

    /// ` ↺ corrected by #12`; nothing of an entry that stands as it was recorded.
    func of(_ seq: UInt64) -> Styled { marks[seq] ?? Styled() }
}
