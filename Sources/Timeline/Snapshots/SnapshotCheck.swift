import EventLog
import LinuxIO
import Projections

/// Whether snapshots are what the log folds into.
package struct SnapshotCheck: Sendable {
    /// How many snapshots were checked.
    package var count = 0
    /// The files that are not what the log folds into, and that questions are answered from.
    package var faults: [String] = []
}

extension TimelineReader {
    /// Folds the log once from its beginning, and compares every snapshot on the way, byte by byte.
    ///
    /// A snapshot of another log, or whose checksum is not right, is passed over, as questions pass over it.
    ///
    /// - Parameter progress: called now and then with the number of entries folded.
    /// - Throws: why the log or the cache cannot be read.
    package func checkSnapshots(progress: (UInt64) -> Void = { _ in }) throws(TimelineError) -> SnapshotCheck {
        let store = SnapshotStore(paths)
        do throws(IOError) { try store.checkReadable() } catch {
            throw TimelineError("cannot read the cache: \(error)")
        }
        var check = SnapshotCheck()
        var sizes = store.sizes().filter { $0 <= head.size }[...]
        guard let last = sizes.first else { return check }
        var fold = Fold(Projections.all)
        try walk(knownAt: .entry(last - 1)) { entry, _ in
            fold.apply(entry)
            if fold.count == sizes.last {
                sizes.removeLast()
                store.check(fold, of: log, into: &check)
            }
            if fold.count % 4_096 == 0 { progress(fold.count) }
            return true
        }
        return check
    }
}

extension SnapshotStore {
    /// - Throws: why the cache, which is there, cannot be read.
    fileprivate func checkReadable() throws(IOError) {
        do throws(IOError) { _ = try Directory.open(path).names() } catch { if !error.isMissing { throw error } }
    }

    /// Compares the snapshot of as many entries as `fold` has.
    fileprivate func check(_ fold: Fold, of log: LogReader, into check: inout SnapshotCheck) {
        guard let mark = SnapshotMark(log, size: fold.count) else { return }
        let parts = Fold.parts()
        let isRight = Parallel.map(parts.count) { number -> Bool? in
            guard let state = fold.archive(parts[number]) else { return nil }
            return withPart(parts[number], mark) { SnapshotFile.isEqual(parts[number], state, mark, $0) }.flatMap(
                \.self)
        }
        guard isRight.contains(where: { $0 != nil }) else { return }
        check.count += 1
        for (part, isRight) in zip(parts, isRight) where isRight == false {
            check.faults.append("\(folder(mark))/\(part)")
        }
    }
}
