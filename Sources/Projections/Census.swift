package import EventModel

/// What a log holds, counted entry by entry: what was recorded, whatever corrections say of it.
package struct Census: Sendable, Equatable {
    /// What it is counted from.
    package static let projections: [any Projection.Type] = [Sources.self, Corrections.self]

    package private(set) var entries: UInt64 = 0
    /// Entries of other people's types.
    package private(set) var others: UInt64 = 0
    package private(set) var batches: UInt64 = 0
    /// Streams, those of corrections among them; actors that are one count as one.
    package private(set) var subjects = 0
    /// Whoever takes part in anything.
    package private(set) var actors = 0
    /// The first and the last entry; nil where there are none.
    package private(set) var first: UInt64?
    package private(set) var last: UInt64?
    /// How many entries say so.
    private var verbs: [Verb: UInt64] = [:]

    /// Counts the entries of a fold.
    ///
    /// - Parameters:
    ///   - fold: of ``projections`` at least.
    ///   - point: by when an entry's date must have begun; what bears none, and corrections, are counted at any. Nil
    ///     counts all.
    ///   - words: where the dates of other people's events stand.
    package init(_ fold: Fold, begunBy point: Point?, words: Words) {
        var tally = Tally(fold, at: point ?? Point(asOf: .max))
        fold.state(of: Sources.self)?.forEachFact { record, parties in
            // What a correction says another event should have been is no entry.
            guard !record.isReplacement else { return }
            tally.isTold[Int(record.seq)] = true
            if let point, !fold.symbols.when(record.date).hasBegun(by: point) { return }
            verbs[record.deed.verb, default: 0] += 1
            tally.count(record.seq, parties)
        }
        fold.state(of: Corrections.self)?.forEachCorrection { seq, deed, parties in
            tally.isTold[Int(seq)] = true
            verbs[deed.verb, default: 0] += 1
            tally.count(seq, parties)
        }
        for seq in tally.isTold.indices where !tally.isTold[seq] {
            if let point, let date = words.entry(UInt32(seq)).date(.occurred), !date.when.hasBegun(by: point) {
                continue
            }
            others += 1
            tally.count(UInt32(seq), [])
        }
        var isBatchCounted = false
        for seq in tally.isCounted.indices {
            if fold.identities.beginsBatch(seq) { isBatchCounted = false }
            guard tally.isCounted[seq] else { continue }
            entries += 1
            first = first ?? UInt64(seq)
            last = UInt64(seq)
            if !isBatchCounted { batches += 1 }
            isBatchCounted = true
        }
        subjects = tally.subjects.count { $0 }
        actors = tally.actors.count { $0 }
    }

    /// The kinds and their verbs that were met, in the order of the model.
    package var byKind: [(kind: Kind, verbs: [(verb: Verb, count: UInt64)])] {
        Kind.allCases.compactMap { kind in
            let counted = kind.verbs.compactMap { verb in verbs[verb].map { (verb: verb, count: $0) } }
            return counted.isEmpty ? nil : (kind, counted)
        }
    }
}

/// What was met, by numbers.
private struct Tally {
    private let identities: Identities
    private let merges: ActorMerges
    /// By entry.
    var isTold: [Bool]
    private(set) var isCounted: [Bool]
    /// By symbol.
    private(set) var subjects: [Bool]
    private(set) var actors: [Bool]

    /// - Parameter point: where actors that were merged into others are one with them.
    init(_ fold: Fold, at point: Point) {
        merges = fold.question(point, Filter(), .none).merges
        identities = fold.identities
        isTold = Array(repeating: false, count: identities.count)
        isCounted = isTold
        subjects = Array(repeating: false, count: fold.symbols.count)
        actors = subjects
    }

    mutating func count(_ seq: UInt32, _ parties: ArraySlice<Party>) {
        isCounted[Int(seq)] = true
        let subject = identities.subjects[Int(seq)]
        if subject != .none { subjects[Int(merges.canonical(subject).index)] = true }
        for party in parties { actors[Int(merges.canonical(party.actor).index)] = true }
    }
}
