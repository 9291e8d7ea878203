import EventModel
import Projections
import Timeline

/// What corrections have made of entries, for lists of them.
struct CorrectionMarks {
    private var marks: [UInt64: Styled] = [:]
    /// Each correction with the entry that it names.
    private var targets: [UInt64: UInt64] = [:]
    private var entry: (UInt64) -> LoggedEntry? = { _ in nil }

    init() {}

    /// - Parameters:
    ///   - fold: of ``Corrections``.
    ///   - entry: reads an entry of the log.
    init(_ fold: Fold, at point: Point, entry: @escaping (UInt64) -> LoggedEntry?) {
        self.entry = entry
        // Which correction counts stands in the state: no word of the log is needed.
        fold.forEachRow(of: Corrections.self, at: point, words: .none) {
            let row = $0.json
            if let seq = row["seq"]?.count, let target = row["target"]?["seq"]?.count { targets[seq] = target }
            guard row["standing"]?.text == "applies", let seq = row["seq"]?.count, let verb = row["verb"]?.text,
                let target = row["root"]?["seq"]?.count ?? row["target"]?["seq"]?.count
            else { return }
            // A retracted correction says so itself; its event stands again.
            guard verb == "corrected" || row["root"] == nil else { return }
            marks[target] = Styled(" ↺ ", .open) + Styled("\(verb) by #\(seq)", .faint)
        }
    }

    /// ` ↺ corrected by #12`; nothing of an entry that stands as it was recorded. Of a correction also whose event it is,
    /// where another has submitted that: ` of what anna submitted`.
    func of(_ correction: LoggedEntry) -> Styled {
        let foreign = targets[correction.seq].flatMap(entry).flatMap { target in
            target.submitterID == correction.submitterID
                ? nil : Styled(" of what ", .open) + Styled(target.submitter) + Styled(" submitted", .open)
        }
        return (foreign ?? Styled()) + (marks[correction.seq] ?? Styled())
    }
}
