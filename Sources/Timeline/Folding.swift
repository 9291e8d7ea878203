import EventLog
import EventModel
package import LinuxIO
package import Projections

/// States by what was known, and the words they are told in.
extension TimelineReader {
    /// The state of `projections`: the newest snapshot, and what the log holds behind it. What was known at any entry is
    /// asked of it, too: ``point(_:knownAt:)``.
    ///
    /// - Parameter progress: called now and then with the number of entries folded.
    package func fold(
        _ projections: [any Projection.Type], progress: (UInt64) -> Void = { _ in }
    ) throws(TimelineError) -> Fold {
        try foldAndSource(projections, progress: progress).fold
    }

    /// The state of the log, kept for later questions: what the snapshot has is read, and what came since is added to it.
    ///
    /// - Throws: why the log cannot be read, or the cache not be written.
    package func saveSnapshot() throws -> Fold {
        let (fold, manifest) = try foldAndSource(Projections.all)
        try SnapshotStore(paths).write(fold, of: log, after: manifest)
        return fold
    }

    private func foldAndSource(
        _ projections: [any Projection.Type], progress: (UInt64) -> Void = { _ in }
    ) throws(TimelineError) -> (fold: Fold, manifest: SnapshotManifest?) {
        let store = SnapshotStore(paths)
        var manifest = store.manifest
        // The log may have grown, and its snapshot with it, since it was opened.
        if let manifest, manifest.mark.size > head.size { try refresh() }
        let kept = manifest.flatMap { store.read(projections, $0, of: log) }
        if kept == nil { manifest = nil }
        var fold = kept ?? Fold(projections)
        let limit = head.size
        guard fold.count < limit else { return (fold, manifest) }
        if Parallel.processors > 1, limit - fold.count > Self.shortLog {
            try add(upTo: limit, to: &fold, projections, progress)
        } else {
            // A segment may be called by any number: no more than there can be, as the shortest line is longer than this.
            fold.reserve(min(Int(clamping: limit - fold.count), log.byteCount / 256))
            try walk(from: fold.count, knownAt: .entry(limit - 1)) { entry, _ in
                fold.apply(entry)
                if fold.count % 4_096 == 0 { progress(fold.count) }
                return true
            }
        }
        progress(fold.count)
        return (fold, manifest)
    }

    /// How many entries a processor folds at a time: some tenths of a second of work.
    private static let piece: UInt64 = 16_384

    /// Adds what the log has up to `limit` entries to a fold, all processors at work: each folds pieces of the log by
    /// themselves, which are put together in its order.
    private func add(
        upTo limit: UInt64, to fold: inout Fold, _ projections: [any Projection.Type], _ progress: (UInt64) -> Void
    ) throws(TimelineError) {
        let (start, threads) = (fold.count, Parallel.processors)
        var failure: TimelineError?
        Parallel.inTurns(threads: threads, ahead: 1) { [opening] number, put in
            var first = start + UInt64(number) * Self.piece
            while first < limit {
                put(Self.piece(from: first, upTo: min(first + Self.piece, limit), projections, opening))
                first += UInt64(threads) * Self.piece
            }
        } _: { (piece: Result<Fold, TimelineError>) in
            guard failure == nil else { return }
            switch piece {
            case .success(let piece):
                fold.append(piece)
                progress(fold.count)
            case .failure(let error): failure = error
            }
        }
        if let failure { throw failure }
    }

    private static func piece(
        from first: UInt64, upTo end: UInt64, _ projections: [any Projection.Type],
        _ opening: () throws(TimelineError) -> TimelineReader
    ) -> Result<Fold, TimelineError> {
        var piece = Fold(projections)
        piece.reserve(Int(end - first))
        do throws(TimelineError) {
            try opening().walk(from: first, knownAt: .entry(end - 1)) { entry, _ in
                piece.apply(entry, as: entry.seq - first)
                return true
            }
        } catch { return .failure(error) }
        guard piece.count == end - first else {
            return .failure(TimelineError("the log became shorter while it was read"))
        }
        return .success(piece)
    }

    /// A point in the world's time, by what was known at another of our record.
    package func point(_ point: Point, knownAt: PointExpression.KnownAt?) -> Point {
        var point = point
        point.known = knownAt.map { size(knownAt: $0) }
        return point
    }

    /// Keeps a state of the whole log for later questions.
    package func writeSnapshot(_ fold: Fold) throws(IOError) { try SnapshotStore(paths).write(fold, of: log) }

    /// Calls `body` with each row of an answer, in its order. A long answer is made on all processors.
    package func forEachRow(
        of type: any Projection.Type, in fold: Fold, at point: Point, _ filter: Filter = Filter(), _ body: (Row) -> Void
    ) throws(TimelineError) {
        let threads = Parallel.processors
        guard threads > 1, !filter.isParticular, fold.count > Self.shortLog else {
            return fold.forEachRow(of: type, at: point, filter, words: words(of: fold), body)
        }
        var failure: TimelineError?
        Parallel.inTurns(threads: threads) { [opening] number, put in
            do throws(TimelineError) {
                let words = try opening().words(of: fold)
                fold.forEachBlock(of: type, at: point, filter, words: words, share: number, of: threads) { rows in
                    put(Result<[Row], TimelineError>.success(rows))
                }
            } catch { put(.failure(error)) }
        } _: { block in
            switch block {
            case .success(let rows): if failure == nil { rows.forEach(body) }
            case .failure(let error): failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// What `body` answers of each projection, all processors at work.
    ///
    /// - Parameter fold: whose words are asked for.
    package func map<Answer: Sendable>(
        _ projections: [any Projection.Type], in fold: Fold,
        _ body: @escaping @Sendable (any Projection.Type, Words) -> Answer
    ) throws(TimelineError) -> [Answer] {
        let answers = Parallel.map(projections.count) { [opening] number -> Result<Answer, TimelineError> in
            do throws(TimelineError) {
                return .success(body(projections[number], try opening().words(of: fold)))
            } catch { return .failure(error) }
        }
        return try Self.all(answers)
    }

    /// The words of the events of a fold, for its rows.
    package func words(of fold: Fold) -> Words {
        Words { seq, document in
            log.readEvent(seq, likely: fold.byteOffset(of: seq), into: &document)
        } fetch: { seq in
            if let offset = fold.byteOffset(of: seq) { log.fetch(seq, likely: offset) }
        }
    }
}

extension Fold {
    /// Takes in the next entry of a log.
    ///
    /// - Parameter seq: its number in the fold; that in the log where none is given.
    mutating func apply(_ entry: LogEntry, as seq: UInt64? = nil) {
        apply(
            entry.document, event: entry.document.root, seq: seq ?? entry.seq, recorded: entry.recorded.microseconds,
            place: EntryPlace(
                byteOffset: entry.byteOffset, beginsBatch: entry.envelope.batch.lowerBound == entry.seq))
    }
}
