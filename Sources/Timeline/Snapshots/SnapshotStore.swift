package import EventLog
package import LinuxIO
package import Projections

/// The state of a log at one of its last entries, kept in cache/ so that no question folds the log from its beginning.
///
///     cache/state-00000000000000065536/{symbols,entries,directives,…}
///
/// The newest is kept, and the one before it for whoever has just opened the log. Everything here can be deleted at any
/// moment: what is missing, damaged, of another log or of another version is as if it were not there.
package struct SnapshotStore: Sendable {
    private static let prefix = "state-"
    private static let draftPrefix = ".draft-"
    /// A log shorter than this is folded in no time.
    private static let leastEntries: UInt64 = 4_096
    /// How many are kept.
    private static let kept = 2

    let path: String

    package init(_ paths: Paths) { path = paths.cache }

    // MARK: When

    /// Whether a log of `size` entries has grown enough since its last snapshot, of `last` entries, for another: by a
    /// sixteenth, and at rest, when nothing waits for it, by a sixty-fourth, as every question folds what came since.
    package static func isDue(size: UInt64, last: UInt64, isAtRest: Bool) -> Bool {
        size >= last && size - last >= max(leastEntries, last / (isAtRest ? 64 : 16))
    }

    // MARK: Reading

    /// The sizes of all snapshots, the newest first.
    package func sizes() -> [UInt64] {
        guard let names = try? Directory.open(path).names() else { return [] }
        return names.compactMap(Self.size).sorted(by: >)
    }

    /// The newest state of `projections` of at most `limit` entries of `log`; nil where there is none.
    func newest(_ projections: [any Projection.Type], atMost limit: UInt64, of log: LogReader) -> Fold? {
        for size in sizes() where size <= limit {
            guard let mark = SnapshotMark(log, size: size) else { continue }
            if let fold = read(projections, mark) { return fold }
        }
        return nil
    }

    private func read(_ projections: [any Projection.Type], _ mark: SnapshotMark) -> Fold? {
        var reader = FoldReader(projections)
        let parts = reader.parts
        guard let first = parts.first, let symbols = read(first, mark, reader) else { return nil }
        reader.add(symbols)
        // By now the others can be read side by side.
        let others = Parallel.map(parts.count - 1) { [reader] number in read(parts[number + 1], mark, reader) }
        for part in others {
            guard let part else { return nil }
            reader.add(part)
        }
        guard let fold = try? reader.fold(), fold.count == mark.size else { return nil }
        return fold
    }

    private func read(_ part: String, _ mark: SnapshotMark, _ reader: FoldReader) -> FoldPart? {
        withPart(part, mark) { bytes in
            SnapshotFile.read(part, mark, bytes) { state in try? reader.decode(part, state) }.flatMap(\.self)
        }.flatMap(\.self)
    }

    /// Calls `body` with the bytes of a file; nil where there is none that can be read.
    func withPart<Result>(_ part: String, _ mark: SnapshotMark, _ body: (RawSpan) -> Result) -> Result? {
        guard let folder = try? Directory.open(folder(mark)), let name = FileName(part),
            let file = try? folder.openForReading(name), let size = try? file.status().size,
            let mapping = try? Mapping(file, count: size)
        else { return nil }
        // Snapshots are written once and put in place whole; what is removed stays mapped.
        return mapping.withBytes(body)
    }

    /// Where the snapshot of this place lies.
    func folder(_ mark: SnapshotMark) -> String { "\(path)/\(Self.name(mark.size).escaped)" }

    // MARK: Writing

    /// Keeps a state of `log`, and lets go of older ones.
    ///
    /// - Parameter fold: of all projections.
    package func write(_ fold: Fold, of log: LogReader) throws(IOError) {
        let cache = try Directory.make(path, mode: 0o750)
        try removeDrafts(in: cache)
        guard let mark = SnapshotMark(log, size: fold.count) else { return }
        let draft = Self.draft()
        let folder = try cache.makeDirectory(draft, mode: 0o750)
        do throws(IOError) {
            for part in Fold.parts() {
                guard let state = fold.archive(part), let name = FileName(part) else { continue }
                let file = try folder.create(name, mode: 0o640)
                try SnapshotFile.write(part, state, mark, to: file)
            }
            try cache.rename(draft, to: cache, as: Self.name(mark.size))
        } catch {
            try? Self.remove(draft, in: cache)
            if !error.isTaken { throw error }
        }
        for size in sizes().dropFirst(Self.kept) { try? Self.remove(Self.name(size), in: cache) }
    }

    /// Removes all snapshots and what is left of unfinished ones, and nothing else that lies there.
    ///
    /// - Returns: how many snapshots there were.
    package func clear() throws(IOError) -> Int {
        let cache: Directory
        do throws(IOError) { cache = try Directory.open(path) } catch {
            if error.isMissing { return 0 }
            throw error
        }
        try removeDrafts(in: cache)
        let snapshots = try cache.names().filter { Self.size($0) != nil }
        for name in snapshots { try Self.remove(name, in: cache) }
        return snapshots.count
    }

    private func removeDrafts(in cache: borrowing Directory) throws(IOError) {
        for name in try cache.names() where name.hasPrefix(Self.draftPrefix) { try? Self.remove(name, in: cache) }
    }

    private static func remove(_ name: FileName, in cache: borrowing Directory) throws(IOError) {
        guard try cache.status(of: name).kind == .directory else { return try cache.remove(name) }
        let folder = try cache.openDirectory(name)
        for part in try folder.names() { try folder.remove(part) }
        try cache.removeDirectory(name)
    }

    // MARK: Names

    private static func name(_ size: UInt64) -> FileName {
        let digits = String(size)
        let text = prefix + String(repeating: "0", count: 20 - digits.utf8.count) + digits
        guard let name = FileName(text) else { preconditionFailure("digits and letters are a name") }
        return name
    }

    private static func draft() -> FileName {
        guard let name = FileName(draftPrefix + String(Clock.monotonic())) else {
            preconditionFailure("digits and letters are a name")
        }
        return name
    }

    private static func size(_ name: FileName) -> UInt64? {
        guard let text = name.text, text.hasPrefix(prefix), text.utf8.count == prefix.utf8.count + 20 else {
            return nil
        }
        return UInt64(text.dropFirst(prefix.count))
    }
}
