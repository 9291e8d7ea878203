import EventModel

/// Who every entry of the log is, by its number, and what the corrections among them say of others.
///
/// One place for what relations and corrections need to find an event that they name. About 40 bytes an entry, and the id
/// where it is not the usual one; there is no index, for it would cost every entry what few questions need: those look for
/// all they want in one pass. Hashes only find what may be meant, as names with one hash are easily made; the text decides.
package struct Identities: Sendable, Equatable {
    /// A hash of an entry's id; 0 for other people's events, here as below.
    private var hashes: [UInt64] = []
    /// A hash of its source and its id.
    private var ties: [UInt64] = []
    /// Its stream as it was recorded; ``Symbol/none`` for other people's events.
    private(set) var subjects: [Symbol] = []
    /// Its source.
    private var sources: [Symbol] = []
    private var deeds: [UInt8] = []
    private var dates: [DateSymbol] = []
    /// Where its id begins in ``texts``; ``usual`` where it is `SLUG:VERB:DATE`.
    private var ids: [UInt32] = []
    /// Texts behind their lengths, which take two bytes each, the lower one first.
    private var texts: [UInt8] = []
    /// Where its line begins in its file, in bytes; a hint for whoever looks for it there.
    private var offsets: [UInt32] = []
    /// A bit for each entry: whether it is the first of its batch.
    private var beginnings: [UInt64] = []
    /// In the order of the log.
    private(set) var changes: [Change] = []
    /// That actors became others, in the order of the log: every answer names actors as they are called at its point.
    private(set) var merges: [Actors.Merge] = []
    /// When the last entry was recorded, in microseconds of UTC since 1970.
    private(set) var recorded: Int64 = 0

    private static let usual = UInt32.max

    /// What one correction says of what it names.
    struct Change: Sendable, Equatable, BitwiseCopyable {
        /// The source of what it names.
        var source: Symbol
        /// Where the id of what it names begins among the texts.
        fileprivate var id: UInt32
        var seq: UInt32
        private var code: UInt32

        enum Saying: Equatable {
            /// That it should have been this event, of this stream.
            case content(Symbol)
            /// That it should not have been.
            case nothing
            /// Nothing that can be understood; it changes nothing.
            case nonsense
        }

        init(source: Symbol, id: UInt32, seq: UInt32, saying: Saying) {
            self.source = source
            self.id = id
            self.seq = seq
            switch saying {
            case .content(let subject): code = subject.index
            case .nothing: code = .max
            case .nonsense: code = .max - 1
            }
        }

        // The two highest numbers name no symbol: see NameTable.limit.
        var saying: Saying {
            switch code {
            case .max: .nothing
            case .max - 1: .nonsense
            default: .content(Symbol(index: code))
            }
        }
    }

    package init() {}

    /// How many entries there are, other people's events among them.
    var count: Int { hashes.count }

    /// The memory in use, in bytes.
    package var byteCount: Int {
        hashes.byteCount + ties.byteCount + subjects.byteCount + sources.byteCount + deeds.byteCount + dates.byteCount
            + ids.byteCount + texts.byteCount + offsets.byteCount + beginnings.byteCount + changes.byteCount
            + merges.byteCount
    }

    // MARK: Folding

    /// Makes room for so many more entries.
    mutating func reserve(_ count: Int) {
        hashes.reserveCapacity(hashes.count + count)
        ties.reserveCapacity(ties.count + count)
        subjects.reserveCapacity(subjects.count + count)
        sources.reserveCapacity(sources.count + count)
        deeds.reserveCapacity(deeds.count + count)
        dates.reserveCapacity(dates.count + count)
        ids.reserveCapacity(ids.count + count)
        offsets.reserveCapacity(offsets.count + count)
    }

    /// Takes in the next entry; without an event for other people's.
    mutating func append(_ event: borrowing EventView, recorded: Int64, place: EntryPlace) {
        append(recorded: recorded, place: place)
        let (last, name) = (count - 1, event.name)
        hashes[last] = name.hash
        ties[last] = name.tie
        subjects[last] = event.subject
        sources[last] = name.source
        deeds[last] = event.deed.rank
        dates[last] = event.date ?? .none
        ids[last] = name.isUsual ? Self.usual : append(name.id.map { event.document.range($0) }, event.document.bytes)
    }

    mutating func append(recorded: Int64, place: EntryPlace) {
        if count % 64 == 0 { beginnings.append(0) }
        if place.beginsBatch { beginnings[count / 64] |= 1 << UInt64(count % 64) }
        hashes.append(0)
        ties.append(0)
        subjects.append(.none)
        sources.append(.none)
        deeds.append(0)
        dates.append(.none)
        ids.append(Self.usual)
        offsets.append(UInt32(clamping: place.byteOffset))
        self.recorded = recorded
    }

    /// Takes in an event, or what a correction says that one should have been, if it tells of a merge.
    mutating func appendMerge(_ event: borrowing EventView, _ symbols: inout Symbols) {
        guard event.deed == Deed(.merged), let record = event.record, let node = event[.into] else { return }
        merges.append(Actors.Merge(record: record, into: event.symbol(.actor, node, &symbols)))
    }

    /// Takes in what the last entry, a correction, says.
    ///
    /// - Parameter id: that of what it names, among `bytes`.
    mutating func append(
        changeOf id: Range<Int>?, _ bytes: borrowing [UInt8], source: Symbol, seq: UInt32, saying: Change.Saying
    ) {
        changes.append(Change(source: source, id: append(id, bytes), seq: seq, saying: saying))
    }

    /// - Returns: where the text begins. Ids are short, so that those of 2^32 entries would find no memory first.
    private mutating func append(_ range: Range<Int>?, _ bytes: borrowing [UInt8]) -> UInt32 {
        let start = UInt32(clamping: texts.count)
        let range = range ?? 0..<0
        let count = UInt16(clamping: range.count)
        texts.append(UInt8(truncatingIfNeeded: count))
        texts.append(UInt8(truncatingIfNeeded: count >> 8))
        texts.append(contentsOf: bytes[range.prefix(Int(count))])
        return start
    }

    // MARK: Entries

    /// Whether the entry is the first of its batch.
    func beginsBatch(_ seq: Int) -> Bool { beginnings[seq / 64] & 1 << UInt64(seq % 64) != 0 }

    func byteOffset(of seq: UInt64) -> Int? {
        seq < UInt64(offsets.count) ? Int(offsets[Int(seq)]) : nil
    }

    /// What decides between entries of which nothing else does: it means nothing, and does not depend on arrival.
    func tie(of seq: UInt32) -> UInt64 { ties[Int(seq)] }

    /// The change that the entry `seq` makes, by its place among the changes; nil where it is no correction.
    func change(at seq: UInt32) -> Int? {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].seq < seq { low = middle + 1 } else { high = middle }
        }
        return low < changes.count && changes[low].seq == seq ? low : nil
    }

    private func text(at start: UInt32) -> ArraySlice<UInt8> {
        let start = Int(start)
        let count = Int(texts[start]) | Int(texts[start + 1]) << 8
        return texts[start + 2..<start + 2 + count]
    }

    private func id(of seq: Int, _ symbols: Symbols) -> ArraySlice<UInt8> {
        guard ids[seq] == Self.usual else { return text(at: ids[seq]) }
        let colon = UInt8(ascii: ":")
        let verb = Deed(rank: deeds[seq]).verb.rawValue
        return symbols.utf8(subjects[seq]) + [colon] + verb.utf8 + [colon] + symbols.utf8(dates[seq])
    }

    // MARK: Finding

    /// An event as a relation or a correction names it.
    private struct Name: Hashable {
        /// ``Symbol/none`` where any source will do.
        var source: Symbol
        var id: ArraySlice<UInt8>
    }

    /// The entries that corrections name, one for each: the first of its source and id that is an event of the timeline.
    func targetsOfChanges(_ symbols: Symbols) -> [UInt32?] {
        first(of: changes.map { Name(source: $0.source, id: text(at: $0.id)) }, symbols) { _ in
            true
        } preferring: { _, _ in
            false
        }
    }

    /// For each id the entry that has it, whatever its source is; nil where none has.
    ///
    /// - Parameters:
    ///   - counts: whether an entry may be the one.
    ///   - precedes: whether an entry is to be taken rather than another one before it.
    func first(
        of ids: [ArraySlice<UInt8>], _ symbols: Symbols, where counts: (_ seq: UInt32) -> Bool,
        preferring precedes: (_ seq: UInt32, _ other: UInt32) -> Bool
    ) -> [UInt32?] {
        first(of: ids.map { Name(source: .none, id: $0) }, symbols, where: counts, preferring: precedes)
    }

    private func first(
        of names: [Name], _ symbols: Symbols, where counts: (_ seq: UInt32) -> Bool,
        preferring precedes: (_ seq: UInt32, _ other: UInt32) -> Bool
    ) -> [UInt32?] {
        guard !names.isEmpty else { return [] }
        let filter = HashFilter(names.map { StableHash.of($0.id) })
        let hasSource = names[0].source != .none
        var found: [Name: UInt32] = [:]
        let sought = Set(names)
        for seq in hashes.indices where filter.mayHold(hashes[seq]) && subjects[seq] != .none {
            let name = Name(source: hasSource ? sources[seq] : .none, id: id(of: seq, symbols))
            guard sought.contains(name), counts(UInt32(seq)) else { continue }
            if let other = found[name], !precedes(UInt32(seq), other) { continue }
            found[name] = UInt32(seq)
        }
        return names.map { found[$0] }
    }
}

/// Tells nearly all hashes from those that are sought.
private struct HashFilter {
    private var bits: [UInt64]
    private let mask: UInt64

    init(_ hashes: [UInt64]) {
        var size = 1_024
        while size < hashes.count * 64 { size *= 2 }
        bits = Array(repeating: 0, count: size / 64)
        mask = UInt64(size - 1)
        for hash in hashes { bits[Int((hash & mask) / 64)] |= 1 << (hash & 63) }
    }

    @inline(__always)
    func mayHold(_ hash: UInt64) -> Bool { bits[Int((hash & mask) / 64)] & 1 << (hash & 63) != 0 }
}

// MARK: - Archive

extension Identities {
    /// Rises with every change of what an archive of the identities holds.
    package static let version = 4

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(UInt64(bitPattern: recorded))
        writer.append(hashes)
        writer.append(ties)
        writer.append(subjects)
        writer.append(sources)
        writer.append(deeds)
        writer.append(dates)
        writer.append(ids)
        writer.append(texts)
        writer.append(offsets)
        writer.append(beginnings)
        writer.append(changes)
        writer.append(merges)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        recorded = Int64(bitPattern: try reader.integer(bytes))
        hashes = try reader.array(bytes)
        ties = try reader.array(bytes)
        subjects = try reader.array(bytes)
        sources = try reader.array(bytes)
        deeds = try reader.array(bytes)
        dates = try reader.array(bytes)
        ids = try reader.array(bytes)
        texts = try reader.array(bytes)
        offsets = try reader.array(bytes)
        beginnings = try reader.array(bytes)
        changes = try reader.array(bytes)
        merges = try reader.array(bytes)
        let counts = [ties.count, subjects.count, sources.count, deeds.count, dates.count, ids.count, offsets.count]
        guard hashes.count == reader.entries, counts.allSatisfy({ $0 == hashes.count }),
            beginnings.count == (hashes.count + 63) / 64, deeds.allSatisfy(Deed.isRank)
        else { throw .unsound }
        for id in ids where id != Self.usual { try checkText(at: id) }
        var last: UInt32?
        for change in changes {
            if let last, change.seq <= last { throw .unsound }
            last = change.seq
            try checkText(at: change.id)
        }
    }

    private func checkText(at start: UInt32) throws(ArchiveError) {
        let start = Int(start)
        guard start + 2 <= texts.count, start + 2 + Int(texts[start]) + Int(texts[start + 1]) << 8 <= texts.count
        else { throw .unsound }
    }
}

extension Identities.Change: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool {
        guard limits.holds(seq: seq), source == .none || limits.holds(source) else { return false }
        guard case .content(let subject) = saying else { return true }
        return limits.holds(subject)
    }
}
