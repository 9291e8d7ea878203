package import EventLog
package import LinuxIO
package import Projections

/// The state of a log at one of its last entries, kept in cache/ so that no question folds the log from its beginning.
///
///     cache/state/{manifest,names,entries.subject,directives,…}
///
/// A file a column, which is only ever added to, and a manifest that is replaced in one step. Equal logs give equal
/// columns, so that two who write the next snapshot at once write the same bytes to the same places. Everything here can
/// be deleted at any moment: what is missing, damaged, of another log or of another version is as if it were not there.
package struct SnapshotStore: Sendable {
    private static let name = known("state")
    private static let manifestName = known("manifest")
    private static let manifestDraft = known(".manifest")
    private static let draftPrefix = ".draft-"
    /// A manifest has some thousand bytes.
    private static let manifestLimit = 1 << 20
    /// A log shorter than this is folded in no time.
    private static let leastEntries: UInt64 = 4_096

    let path: String

    package init(_ paths: Paths) { path = paths.cache }

    /// Whether a log of `size` entries has grown enough since its last snapshot, of `last` entries, for another: by a
    /// sixteenth, and at rest, when nothing waits for it, by a sixty-fourth, as every question folds what came since.
    package static func isDue(size: UInt64, last: UInt64, isAtRest: Bool) -> Bool {
        size >= last && size - last >= max(leastEntries, last / (isAtRest ? 64 : 16))
    }

    // MARK: Reading

    /// Of how many entries the snapshot is; 0 where there is none.
    package var size: UInt64 { manifest?.mark.size ?? 0 }

    /// Where the columns lie.
    var folder: String { "\(path)/\(Self.name.escaped)" }

    var manifest: SnapshotManifest? {
        guard let folder = try? Directory.open(folder),
            let bytes = try? folder.contents(of: Self.manifestName, limit: Self.manifestLimit)
        else { return nil }
        return SnapshotManifest(bytes)
    }

    /// The state of `projections` of `log` that the manifest tells of; nil where it is not whole, or of another log.
    func read(_ projections: [any Projection.Type], _ manifest: SnapshotManifest, of log: LogReader) -> Fold? {
        guard manifest.mark == SnapshotMark(log, size: manifest.mark.size) else { return nil }
        var reader = FoldReader(projections, entries: manifest.mark.size)
        do throws(ColumnError) { try reader.readShared(columns(manifest)) } catch { return nil }
        // By now what projections keep can be read side by side.
        let states = Parallel.map(reader.projections.count) { [reader] number -> (any Projection)? in
            try? reader.read(reader.projections[number], columns(manifest))
        }
        let whole = states.compactMap(\.self)
        return whole.count == states.count ? reader.fold(of: whole) : nil
    }

    /// What reads columns as the manifest has them.
    private func columns(_ manifest: SnapshotManifest) -> FoldReader.Columns {
        { (name, body) throws(ColumnError) in
            let read = withColumn(name, manifest) { bytes -> Result<Void, ColumnError> in
                do throws(ColumnError) { return .success(try body(bytes)) } catch { return .failure(error) }
            }
            guard let read else { throw .cut }
            try read.get()
        }
    }

    /// Calls `body` with the bytes of a column; nil where it cannot be read, is shorter than the manifest says, or has another
    /// checksum.
    func withColumn<Answer>(_ name: String, _ manifest: SnapshotManifest, _ body: (RawSpan) -> Answer) -> Answer? {
        guard let column = manifest.columns[name] else { return nil }
        return withFile(name) { bytes -> Answer? in
            guard bytes.byteCount >= column.bytes else { return nil }
            let whole = bytes.extracting(0..<column.bytes)
            var sum = CRC32C()
            sum.add(whole)
            return sum.value == column.checksum ? body(whole) : nil
        }.flatMap(\.self)
    }

    private func withFile<Answer>(_ name: String, _ body: (RawSpan) -> Answer) -> Answer? {
        guard let folder = try? Directory.open(folder), let name = FileName(name),
            let file = try? folder.openForReading(name), let size = try? file.status().size,
            let mapping = try? Mapping(file, count: size)
        else { return nil }
        // Columns are only ever added to; what is removed stays mapped.
        return mapping.withBytes(body)
    }

    // MARK: Writing

    /// Keeps a state of `log` in the place of any other.
    ///
    /// - Parameter fold: of all projections.
    package func write(_ fold: Fold, of log: LogReader) throws(IOError) { try write(fold, of: log, after: nil) }

    /// - Parameter manifest: that of the snapshot which the fold was read from and goes on; nil where it was folded from the
    ///   log's beginning.
    func write(_ fold: Fold, of log: LogReader, after manifest: SnapshotManifest?) throws(IOError) {
        let cache = try Directory.make(path, mode: 0o750)
        try removeDrafts(in: cache)
        guard let mark = SnapshotMark(log, size: fold.count) else { return }
        if let manifest, manifest == self.manifest {
            let folder = try cache.openDirectory(Self.name)
            return try write(fold, mark, after: manifest, in: folder)
        }
        let draft = Self.draft()
        let folder = try cache.makeDirectory(draft, mode: 0o750)
        do throws(IOError) {
            try write(fold, mark, after: nil, in: folder)
            try put(draft, in: cache)
        } catch {
            try? Self.remove(draft, in: cache)
            throw error
        }
    }

    private func write(
        _ fold: Fold, _ mark: SnapshotMark, after manifest: SnapshotManifest?, in folder: borrowing Directory
    ) throws(IOError) {
        var columns: [String: SnapshotManifest.Column] = [:]
        try fold.forEachColumn { (text, count, from) throws(IOError) in
            let before = manifest?.columns[text] ?? .init(bytes: 0, checksum: 0)
            guard let name = FileName(text), count >= before.bytes else {
                throw IOError("write", errno: 22, path: folder.child(Self.manifestName))
            }
            let file = try folder.openForWriting(name, creatingWith: 0o640)
            var sum = CRC32C(continuing: before.checksum)
            var failure: IOError?
            from(before.bytes) { bytes in
                sum.add(bytes)
                do throws(IOError) { try file.write(bytes, at: before.bytes) } catch { failure = error }
            }
            if let failure { throw failure }
            columns[text] = .init(bytes: count, checksum: sum.value)
        }
        let line = SnapshotManifest(mark, columns).line
        // Nothing is synchronised: of what a crash leaves, the checksums tell whether it is whole.
        do throws(IOError) { try folder.remove(Self.manifestDraft) } catch { if !error.isMissing { throw error } }
        try folder.create(Self.manifestDraft, mode: 0o640).write(Array(line.utf8))
        try folder.replace(Self.manifestName, with: Self.manifestDraft)
    }

    /// Puts what was prepared into its place.
    private func put(_ draft: FileName, in cache: borrowing Directory) throws(IOError) {
        let old = Self.draft()
        do throws(IOError) { try cache.rename(Self.name, to: cache, as: old) } catch {
            if !error.isMissing { throw error }
        }
        try cache.rename(draft, to: cache, as: Self.name)
        try? Self.remove(old, in: cache)
    }

    /// Removes the snapshot and what is left of unfinished ones, those of former versions too, and nothing else that lies
    /// there.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package func clear() throws(IOError) -> Bool {
        let cache: Directory
        do throws(IOError) { cache = try Directory.open(path) } catch {
            if error.isMissing { return false }
            throw error
        }
        try removeDrafts(in: cache)
        guard try cache.holds(Self.name) else { return false }
        try Self.remove(Self.name, in: cache)
        return true
    }

    /// Removes what is left of unfinished snapshots, and those that former versions of the program kept.
    private func removeDrafts(in cache: borrowing Directory) throws(IOError) {
        for name in try cache.names() where name.hasPrefix(Self.draftPrefix) || Self.isFormer(name) {
            try? Self.remove(name, in: cache)
        }
    }

    /// Whether a name is `state-` and a number of 20 digits.
    private static func isFormer(_ name: FileName) -> Bool {
        guard let text = name.text, text.hasPrefix("state-"), text.utf8.count == 26 else { return false }
        return UInt64(text.dropFirst(6)) != nil
    }

    private static func remove(_ name: FileName, in cache: borrowing Directory) throws(IOError) {
        guard try cache.status(of: name).kind == .directory else { return try cache.remove(name) }
        let folder = try cache.openDirectory(name)
        for part in try folder.names() { try folder.remove(part) }
        try cache.removeDirectory(name)
    }

    // MARK: Names

    private static func known(_ text: String) -> FileName {
        guard let name = FileName(text) else { preconditionFailure("letters and dots are a name") }
        return name
    }

    private static func draft() -> FileName { known(draftPrefix + String(Clock.monotonic())) }
}
