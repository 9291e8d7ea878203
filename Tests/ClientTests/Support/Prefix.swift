import Projections

@testable import Timeline

extension TimelineReader {
    /// The state of the first entries of the log, as it was when there were no more.
    func fold(first count: UInt64) throws -> Fold {
        var fold = Fold()
        try walk(knownAt: .entry(count - 1)) { entry, _ in
            fold.apply(entry)
            return true
        }
        return fold
    }
}
