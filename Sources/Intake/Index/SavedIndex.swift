package import EventLog
import LinuxIO

/// What a ``LogIndex`` knows of its files.
struct SavedIndex {
    /// What the daemon wrote last; of it, the entries that are of this log.
    var tail: LogIndex.Stretch
    /// The base that it names.
    var base: LogIndex.Stretch?
    /// Runs whose every entry is of this log: what is made out of them may be taken up.
    var sources: Set<UInt64>
    /// The files of the log, as it was written for.
    var files: [SegmentStatus]
    /// Where the last segment began that it was written for.
    var segmentStart: UInt64
}

/// An index of the files of a life before, as far as they fit the log.
package struct RestoredIndex {
    let summary: LogSummary
    let segmentStart: LogSummary?
    let stretches: [LogIndex.Stretch]
    let saved: SavedIndex
}

/// What is found in cache/ at a start.
package struct KeptIndex {
    private let tail: IdentityRun
    private let base: IdentityRun?

    /// The places from which the log need not be read, the farthest first.
    package let places: [CheckedPrefix]

    /// - Parameter size: how many entries the last signed head has. A tree that reaches farther than that could not be
    ///   held against it; what is left out makes a start longer and nothing else.
    package init?(_ store: IndexStore, atMost size: UInt64) {
        guard let (tail, base) = store.read() else { return nil }
        self.tail = tail
        self.base = base
        let whole = CheckedPrefix(files: tail.header.files, head: .empty)
        places = tail.header.summaries.filter { $0.head.size <= size }.map { whole.beginning(before: $0.head) }
    }

    /// What is known up to one of ``places``.
    package func restored(at place: CheckedPrefix) -> RestoredIndex? {
        let summaries = tail.header.summaries.drop { $0.head != place.head }
        guard let summary = summaries.first else { return nil }
        let (size, from) = (summary.head.size, tail.header.sequences.lowerBound)
        let old = base.flatMap { LogIndex.Stretch(run: $0, sequences: 0..<from).clamped(to: 0..<size) }
        let new = LogIndex.Stretch(run: tail, sequences: min(from, size)..<size)
        let segmentStart = summaries.dropFirst().first
        return RestoredIndex(
            summary: summary, segmentStart: segmentStart,
            stretches: [old, new.clamped(to: 0..<size)].compactMap { $0 },
            saved: SavedIndex(
                tail: new, base: old, sources: size == tail.header.sequences.upperBound ? [tail.header.run] : [],
                files: place.files, segmentStart: segmentStart?.head.size ?? size))
    }
}

extension LogIndex {
    /// Whether a segment has begun since it was last written, or since that failed, and the log has grown enough for what
    /// it costs.
    package var isSaveDue: Bool {
        guard let begun = segmentStart?.head.size, begun > max(saved?.segmentStart ?? 0, attempted) else {
            return false
        }
        let tail = saved?.tail.sequences ?? 0..<0
        return (count - tail.upperBound) * Self.costliest >= count - tail.lowerBound
    }

    /// How often an identity is written again at most, on average.
    private static let costliest: UInt64 = 16

    /// Whether the files are of another state of the log than this, or gone.
    package func isBehind(_ checked: CheckedPrefix, in store: IndexStore) -> Bool {
        guard count > 0 else { return false }
        guard let saved, saved.files == checked.files, let (tail, _) = store.read() else { return true }
        return tail.header.run != saved.tail.run.header.run
    }

    /// Writes what it knows, so that the next life need not read it from the log.
    ///
    /// - Parameters:
    ///   - checked: the log that it is in step with, all of it durable.
    ///   - now: microseconds of UTC since 1970.
    /// - Throws: `IOError`, or ``LogError`` where neither files nor log can be read.
    package func save(to store: IndexStore, _ checked: CheckedPrefix, now: Int64) throws {
        let known = [summary, segmentStart].compactMap { $0 }.filter {
            $0.head.size > 0 && checked.beginning(before: $0.head).unsettled(now: now) == 0
        }
        guard checked.head == summary.head, let longest = known.first else { return }
        attempted = segmentStart?.head.size ?? 0
        do {
            try write(to: store, known, checked.beginning(before: longest.head).files)
        } catch is IndexFlaw {
            try readIdentities()
            try write(to: store, known, checked.beginning(before: longest.head).files)
        }
    }

    private func write(to store: IndexStore, _ summaries: [LogSummary], _ files: [SegmentStatus]) throws {
        let new = saved.flatMap { store.base(from: $0.sources) }
            .map { Stretch(run: $0, sequences: $0.header.sequences) }
        // A base that somebody has removed is written again, into the tail.
        let base = new ?? saved?.base.flatMap { store.holds(base: $0.run) ? $0 : nil }
        let from = base?.sequences.upperBound ?? 0
        let written = saved.map { [$0.base, $0.tail].compactMap { $0 } } ?? stretches
        var sources = [IdentityCursor(recent(from: max(from, written.last?.sequences.upperBound ?? 0)))]
        for stretch in written.compactMap({ $0.clamped(to: from..<count) }) {
            sources.append(try IdentityCursor(stretch.run, stretch.sequences))
        }
        var header = IndexHeader(sequences: from..<count, base: base?.run.header.run)
        header.files = files
        header.summaries = summaries
        guard let tail = try store.writeTail(header, sources) else { return saved = nil }
        let known = new == nil ? saved?.sources ?? [] : []
        saved = SavedIndex(
            tail: Stretch(run: tail, sequences: from..<count), base: base, sources: known.union([tail.header.run]),
            files: files, segmentStart: segmentStart?.head.size ?? 0)
        guard let new else { return }
        stretches = [new] + stretches.compactMap { $0.clamped(to: from..<count) }
        forget(before: from)
    }
}
