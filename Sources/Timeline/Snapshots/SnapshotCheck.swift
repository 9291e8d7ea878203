import EventLog
import LinuxIO
import Projections

/// Whether the snapshot is what the log folds into.
package struct SnapshotCheck: Sendable {
    /// Of how many entries it is; nil where there is none that questions would be answered from.
    package var size: UInt64?
    /// The files that are not what the log folds into.
    package var faults: [String] = []
}

extension TimelineReader {
    /// Folds the log once from its beginning, and compares the columns byte by byte.
    ///
    /// A snapshot of another log, of another version, or with a checksum that is not right is passed over, as questions pass
    /// over it.
    ///
    /// - Parameter progress: called now and then with the number of entries folded.
    /// - Throws: why the log or the cache cannot be read.
    package func checkSnapshot(progress: (UInt64) -> Void = { _ in }) throws(TimelineError) -> SnapshotCheck {
        let store = SnapshotStore(paths)
        do throws(IOError) { try store.checkReadable() } catch {
            throw TimelineError("cannot read the cache: \(error)")
        }
        var check = SnapshotCheck()
        guard let manifest = store.manifest, manifest.mark.size <= head.size,
            manifest.mark == SnapshotMark(log, size: manifest.mark.size)
        else { return check }
        var fold = Fold()
        try walk(knownAt: .entry(manifest.mark.size - 1)) { entry, _ in
            fold.apply(entry)
            if fold.count % 4_096 == 0 { progress(fold.count) }
            return true
        }
        check.size = manifest.mark.size
        var isUsed = true
        fold.forEachColumn { name, count, from in
            guard let isRight = store.isRight(name, manifest, count, from) else { return isUsed = false }
            if !isRight { check.faults.append("\(store.folder)/\(name)") }
        }
        return isUsed ? check : SnapshotCheck()
    }
}

extension SnapshotStore {
    /// - Throws: why the cache, which is there, cannot be read.
    fileprivate func checkReadable() throws(IOError) {
        do throws(IOError) { _ = try Directory.open(path).names() } catch { if !error.isMissing { throw error } }
    }

    /// Whether a column holds what it should; nil where it cannot be read, or its checksum is not right, and so nothing is
    /// answered from it.
    fileprivate func isRight(
        _ name: String, _ manifest: SnapshotManifest, _ count: Int, _ from: (Int, (RawSpan) -> Void) -> Void
    ) -> Bool? {
        withColumn(name, manifest) { kept in
            var isRight = false
            from(0) { isRight = kept.byteCount == count && kept.isEqual(to: $0) }
            return isRight
        }
    }
}
