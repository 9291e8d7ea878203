package import EventLog
package import EventModel
package import TransparencyLog

/// The identities of all entries and the tree over them, kept in step with the log: the one way in is an entry that was
/// read from it.
package final class LogIndex {
    private let reader: LogReader
    private var identities = IdentityIndex()
    /// The number of the next entry to be read.
    private var next: UInt64 = 0
    /// The Merkle tree over all entries read: what a head of the log is made from.
    package private(set) var tree = CompactRange()

    /// Gets each entry once, in order, when it is in the tree: for what counts along for as long as the index lives.
    package var observer: (LogEntry) -> Void = { _ in }

    package init(_ reader: LogReader) { self.reader = reader }

    package var count: Int { identities.count }

    /// Reads what was appended since the last time.
    ///
    /// - Parameter observe: gets each new entry of this time, after ``observer``.
    /// - Throws: ``LogError``.
    package func follow(observe: (LogEntry) -> Void = { _ in }) throws {
        try reader.refresh()
        try reader.forEach(from: next) { entry, line in
            let document = entry.document
            if let source = document.member(document.root, "source"), let id = document.member(document.root, "id") {
                let hash = IdentityIndex.hash(source: document.utf8(source), id: document.utf8(id))
                identities.insert(hash, seq: entry.seq)
            }
            tree.append(.leaf(line))
            next = entry.seq + 1
            observer(entry)
            observe(entry)
            return true
        }
    }

    /// The entry with this identity; nil where the log has none.
    package func find(_ identity: EventIdentity) -> Admission.Known? {
        for seq in identities.candidates(IdentityIndex.hash(identity)) {
            let known = reader.withEntry(at: seq) { entry, line -> Admission.Known? in
                let document = entry.document
                guard let source = document.member(document.root, "source"),
                    let id = document.member(document.root, "id"),
                    document.utf8(source).elementsEqual(identity.source.utf8),
                    document.utf8(id).elementsEqual(identity.id.utf8)
                else { return nil }
                return Admission.Known(seq: seq, canonical: line.extracting(entry.envelope.event).array())
            }
            if let known = known.flatMap({ $0 }) { return known }
        }
        return nil
    }
}
