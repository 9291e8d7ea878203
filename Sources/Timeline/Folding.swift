import EventLog
import EventModel
package import Projections

/// States by what was known, and the words they are told in.
extension TimelineReader {
    /// The state of `projections` by what was known.
    ///
    /// This is where a snapshot of an earlier entry would spare the fold from beginning at the first.
    ///
    /// - Parameter progress: called now and then with the number of entries folded.
    package func fold(
        _ projections: [any Projection.Type], knownAt: PointExpression.KnownAt? = nil,
        progress: (UInt64) -> Void = { _ in }
    ) throws(TimelineError) -> Fold {
        var fold = Fold(projections)
        try walk(knownAt: knownAt) { entry, _ in
            fold.apply(
                entry.document, event: entry.document.root, seq: entry.seq, recorded: entry.recorded.microseconds)
            if fold.count % 4_096 == 0 { progress(fold.count) }
            return true
        }
        progress(fold.count)
        return fold
    }

    /// The words of events, for rows.
    package var words: Words {
        Words { seq in log.withEntry(at: seq) { entry, _ in (entry.document, entry.document.root) } }
    }
}
