import EventModel

/// How relations and corrections name an entry: by its id, and by its source.
struct EventName: Sendable {
    /// A hash of the id, and one of source and id.
    var hash: UInt64 = 0
    var tie: UInt64 = 0
    var source: Symbol = .none
    var id: Document.Node?
    /// Whether the id is `SLUG:VERB:DATE`.
    var isUsual = false
}

/// Entries are looked for in one pass for all that are sought: there is no index, for it would cost every entry what few
/// questions need. Hashes only find what may be meant, as names with one hash are easily made; the text decides.
extension Entries {
    private struct Name: Hashable {
        /// ``Symbol/none`` where any source will do.
        var source: Symbol
        var id: ArraySlice<UInt8>
    }

    /// The entries that the first `count` corrections name, one for each: the first of its source and id that is an event
    /// of the timeline.
    ///
    /// - Parameter bound: how many entries are looked at.
    func targetsOfChanges(_ count: Int, bound: Int, _ symbols: Symbols) -> [UInt32?] {
        let names = changes.prefix(count).map { Name(source: $0.source, id: text(at: $0.id)) }
        return first(of: names, bound: bound, symbols) { _ in
            true
        } preferring: { _, _ in
            false
        }
    }

    /// For each id the entry that has it, whatever its source is; nil where none has.
    ///
    /// - Parameters:
    ///   - bound: how many entries are looked at.
    ///   - counts: whether an entry may be the one.
    ///   - precedes: whether an entry is to be taken rather than another one before it.
    func first(
        of ids: [ArraySlice<UInt8>], bound: Int, _ symbols: Symbols, where counts: (_ seq: UInt32) -> Bool,
        preferring precedes: (_ seq: UInt32, _ other: UInt32) -> Bool
    ) -> [UInt32?] {
        first(
            of: ids.map { Name(source: .none, id: $0) }, bound: bound, symbols, where: counts, preferring: precedes)
    }

    private func first(
        of names: [Name], bound: Int, _ symbols: Symbols, where counts: (_ seq: UInt32) -> Bool,
        preferring precedes: (_ seq: UInt32, _ other: UInt32) -> Bool
    ) -> [UInt32?] {
        guard !names.isEmpty else { return [] }
        let filter = HashFilter(names.map { StableHash.of($0.id) })
        let hasSource = names[0].source != .none
        var found: [Name: UInt32] = [:]
        let sought = Set(names)
        for place in 0..<bound where filter.mayHold(hashes[place]) {
            let seq = UInt32(place)
            guard stream(of: seq) != .none else { continue }
            let name = Name(source: hasSource ? sources[place] : .none, id: id(of: seq, symbols))
            guard sought.contains(name), counts(seq) else { continue }
            if let other = found[name], !precedes(seq, other) { continue }
            found[name] = seq
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
