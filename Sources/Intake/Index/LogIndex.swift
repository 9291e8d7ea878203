package import EventLog
package import EventModel
import TransparencyLog

/// The identities of all entries and a summary of them, kept in step with the log: what gets in was read from it, or has
/// just been written to it, in this life or in one before.
///
/// Identities of entries before this life are looked up in the files of an ``IndexStore``, of which nothing is loaded;
/// those of this life are in memory, until the files have them in a form for ever.
package final class LogIndex {
    /// A run, and the entries for which it is asked.
    struct Stretch {
        var run: IdentityRun
        var sequences: Range<UInt64>

        /// nil where none is left.
        func clamped(to limits: Range<UInt64>) -> Stretch? {
            let rest = sequences.clamped(to: limits)
            return rest.isEmpty ? nil : Stretch(run: run, sequences: rest)
        }
    }

    private let reader: LogReader
    private let notedType: StaticString?
    package private(set) var summary: LogSummary
    /// What was known before the first entry of the last segment.
    private(set) var segmentStart: LogSummary?
    private var recent = IdentityIndex()
    /// The file of the last entry; nil where that is not known, as no file goes on where an index was taken up.
    private var lastFile: IdentityKey?
    /// The entries before those in ``recent``: first a base, then what the last life wrote.
    var stretches: [Stretch] = []
    /// The files that this index was taken up from, or that it has written.
    var saved: SavedIndex?
    /// Where the last segment began when that was last tried.
    var attempted: UInt64 = 0
    /// Called now and then while much of the log is read.
    package var progress: () -> Void = {}

    /// - Parameters:
    ///   - type: of the events whose numbers ``LogSummary/noted`` gets.
    ///   - restored: what to go on from; nothing for an index of nothing yet.
    package init(_ reader: LogReader, noting type: StaticString? = nil, from restored: RestoredIndex? = nil) {
        self.reader = reader
        notedType = type
        summary = restored?.summary ?? LogSummary()
        segmentStart = restored?.segmentStart
        stretches = restored?.stretches ?? []
        saved = restored?.saved
    }

    /// How many entries it has read, in this life or before.
    package var count: UInt64 { summary.head.size }

    /// What ``add(_:_:)`` takes in of an event.
    package struct Newcomer {
        fileprivate var key: IdentityKey
        /// Of the first event of a file, the file's.
        fileprivate var file: IdentityKey?
        fileprivate var kind: Kind?
        fileprivate var isNoted: Bool
    }

    /// What is to be taken in of an event once it is in the log.
    ///
    /// - Parameter sha256: of the file whose first new event this is; nil for any other event.
    package func newcomer(_ event: Event, firstOf sha256: [UInt8]?) -> Newcomer {
        Newcomer(
            key: IdentityKey(event.identity), file: sha256.flatMap(IdentityKey.init(sha256:)), kind: event.kind,
            // The index is asked for events of another type than those of the model.
            isNoted: event.kind == nil && notedType.map { event.type.utf8.elementsEqual("\($0)".utf8) } ?? false)
    }

    /// Takes in a batch that has just been written and is durable: reading it again would tell nothing new.
    ///
    /// - Parameter events: all of the batch, in its order; it follows what was taken in before.
    package func add(_ events: [Newcomer], _ batch: AppendedBatch) {
        precondition(batch.leaves.end - batch.leaves.start == UInt64(events.count), "a leaf is an event")
        begin(batch.segment)
        for (seq, event) in zip(batch.leaves.start..., events) {
            recent.insert(event.key, seq: seq)
            if let file = event.file {
                recent.insert(file, seq: seq)
                lastFile = file
            }
            summary.kinds.count(event.kind)
            if event.isNoted { summary.noted.append(seq) }
        }
        summary.tree.append(batch.leaves)
        summary.head = LogHead(size: batch.leaves.end, recorded: batch.recorded)
    }

    private func begin(_ segment: UInt64) {
        if count == segment { segmentStart = summary }
    }

    /// Reads what was appended since the last time.
    ///
    /// - Parameter observe: gets the number of each new entry, when it is in ``summary``.
    /// - Throws: ``LogError``.
    package func follow(observe: (UInt64) -> Void = { _ in }) throws {
        try reader.refresh()
        try reader.forEach(from: count) { entry, line in
            let document = entry.document
            begin(entry.segment)
            if let key = Self.key(document) { recent.insert(key, seq: entry.seq) }
            Self.note(entry, line, after: &lastFile, in: &recent)
            let type = document.member(document.root, "type")
            summary.kinds.count(type.map { document.utf8($0) } ?? [])
            if let type, let notedType, document.equals(type, notedType) { summary.noted.append(entry.seq) }
            summary.tree.append(.leaf(line))
            summary.head = LogHead(size: entry.seq + 1, recorded: entry.envelope.recorded)
            observe(entry.seq)
            if entry.seq % 65_536 == 65_535 { progress() }
            return true
        }
    }

    /// Takes note of the file of an entry, where it is not that of the entry before.
    private static func note(
        _ entry: LogEntry, _ line: RawSpan, after last: inout IdentityKey?, in index: inout IdentityIndex
    ) {
        guard let file = Hexadecimal.decode(entry.envelope.digest(in: line).utf8).flatMap(IdentityKey.init(sha256:)),
            file != last
        else { return }
        last = file
        index.insert(file, seq: entry.seq)
    }

    private static func key(_ document: Document) -> IdentityKey? {
        guard let source = document.member(document.root, "source"), let id = document.member(document.root, "id")
        else { return nil }
        return IdentityKey(source: document.utf8(source), id: document.utf8(id))
    }

    /// Calls `body` with each of the entries in ``LogSummary/noted``; one that cannot be read is passed over.
    package func forEachNoted(_ body: (LogEntry) -> Void) {
        for seq in summary.noted { reader.withEntry(at: seq) { entry, _ in body(entry) } }
    }

    // MARK: Files

    /// The first entry of the file with this SHA-256, and how many it has there; nil where the log has none of it. A file
    /// enters whole: of one that is here nothing is new, whatever today's reader would make of it.
    ///
    /// - Parameter sha256: 32 bytes.
    /// - Throws: ``LogError`` where the files of the index cannot be read, and the log neither.
    package func file(_ sha256: [UInt8]) throws -> (first: UInt64, count: Int)? {
        guard let key = IdentityKey(sha256: sha256) else { return nil }
        for seq in try entries(key) {
            // What was taken in as it was written, the reader has not seen.
            if seq >= reader.head.size { try reader.refresh() }
            let isFile = reader.withEntry(at: seq) { entry, line in
                entry.envelope.digest(in: line) == Hexadecimal.encode(sha256)
            }
            guard isFile == true else { continue }
            return (seq, Int(clamping: try reader.fileCount(at: seq)))
        }
        return nil
    }

    // MARK: Identities

    /// The entry with this identity; nil where the log has none.
    ///
    /// - Throws: ``LogError`` where the files of the index cannot be read, and the log neither.
    package func find(_ identity: EventIdentity) throws -> Admission.Known? {
        for seq in try entries(IdentityKey(identity)) {
            // What was taken in as it was written, the reader has not seen.
            if seq >= reader.head.size { try reader.refresh() }
            let known = reader.withEntry(at: seq) { entry, line -> Admission.Known? in
                let document = entry.document
                guard let source = document.member(document.root, "source"),
                    let id = document.member(document.root, "id"),
                    document.utf8(source).elementsEqual(identity.source.utf8),
                    document.utf8(id).elementsEqual(identity.id.utf8)
                else { return nil }
                return Admission.Known(
                    seq: seq, canonical: line.extracting(entry.envelope.event).array(),
                    submitter: Submitter(uid: entry.envelope.uid, name: entry.envelope.submitter(in: line)))
            }
            // An entry that cannot be read may be the one: what it says must not enter the log a second time.
            guard let known else { throw LogError.damaged(reader.damage(at: seq)) }
            if let known { return known }
        }
        return nil
    }

    /// The entries that have the identity with this key, the first recorded first.
    private func entries(_ key: IdentityKey) throws -> [UInt64] {
        do throws(IndexFlaw) {
            var found: [UInt64] = []
            for stretch in stretches {
                found += try stretch.run.entries(key).filter { stretch.sequences.contains($0) }.sorted()
            }
            return found + recent.entries(key)
        } catch {
            try readIdentities()
            return recent.entries(key)
        }
    }

    /// Reads all identities from the log, as if there were no files of the index.
    func readIdentities() throws {
        // What was taken in as it was written, the reader has not seen.
        try reader.refresh()
        var all = IdentityIndex()
        var last: IdentityKey?
        try reader.forEach { entry, line in
            guard entry.seq < count else { return false }
            if let key = Self.key(entry.document) { all.insert(key, seq: entry.seq) }
            Self.note(entry, line, after: &last, in: &all)
            if entry.seq % 65_536 == 65_535 { progress() }
            return true
        }
        recent = all
        stretches = []
        saved = nil
    }

    /// The identities in memory of the entries from `seq` on.
    func recent(from seq: UInt64) -> [IndexedIdentity] { recent.identities(from: seq) }

    /// Lets go of the identities in memory of the entries before `seq`.
    func forget(before seq: UInt64) { recent.removeAll(before: seq) }
}
