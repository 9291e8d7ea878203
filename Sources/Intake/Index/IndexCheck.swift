package import EventLog
import LinuxIO

extension IndexStore {
    /// Whether the index says what the log says: its summaries, and every identity.
    ///
    /// An index that a start of the daemon passes over, such as one of other files, is passed over here.
    ///
    /// - Parameters:
    ///   - log: of the directory `path`.
    ///   - type: of the events that the daemon has noted.
    ///   - progress: called now and then while the log is read.
    /// - Returns: what is wrong with it; nil where nothing is, or there is none that would be used.
    /// - Throws: ``LogError``, or why a file cannot be read.
    package func fault(
        _ log: LogReader, in path: String, noting type: StaticString, progress: @escaping () -> Void = {}
    ) throws -> String? {
        guard let (tail, base) = read() else { return nil }
        let directory = try Directory.open(path)
        let used = tail.header.summaries.filter { summary in
            summary.head.size <= log.head.size
                && tail.header.files.filter { $0.first < summary.head.size }.allSatisfy { $0.isNow(in: directory) }
        }
        guard let longest = used.first else { return nil }
        let index = LogIndex(log, noting: type)
        index.progress = progress
        var wrong: [UInt64] = []
        try index.follow { seq in
            guard let told = used.first(where: { $0.head.size == seq + 1 }) else { return }
            if told != index.summary { wrong.append(seq + 1) }
        }
        if let size = wrong.first { return "what it says of the first \(size) entries is not what they are" }
        do throws(IndexFlaw) {
            let (size, from) = (longest.head.size, tail.header.sequences.lowerBound)
            var stored: [IndexedIdentity] = []
            var cursors = [try IdentityCursor(tail, min(from, size)..<size)]
            if let base { cursors.append(try IdentityCursor(base, 0..<min(from, size))) }
            for place in cursors.indices {
                while let identity = try cursors[place].next() { stored.append(identity) }
            }
            let known = index.recent(from: 0).filter { $0.seq < size }
            guard stored.sorted(by: <) == known.sorted(by: <) else { return "its identities are not those of the log" }
            return nil
        } catch {
            // A page that is not as it was written is found when it is used, and the log is read instead.
            return nil
        }
    }
}

extension IndexedIdentity: Comparable {
    static func < (one: IndexedIdentity, other: IndexedIdentity) -> Bool {
        (one.key, one.seq) < (other.key, other.seq)
    }
}
