package import EventModel

/// What a log holds, counted entry by entry: what was recorded, whatever corrections say of it.
package struct Census: Sendable, Equatable {
    /// What it is counted from.
    package static let projections: [any Projection.Type] = [Corrections.self]

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

    /// Counts the entries of a fold that are known at a point.
    ///
    /// - Parameters:
    ///   - fold: of ``projections`` at least.
    ///   - point: by when an entry's date must have begun; what bears none, and corrections, are counted at any.
    ///   - words: where the dates of other people's events stand.
    package init(_ fold: Fold, at point: Point, words: Words) {
        let question = fold.question(point, Filter(), .none)
        var tally = Tally(question)
        let log = question.entries
        // What a correction says another event should have been is no entry.
        for row in question.facts() where !log.isReplacement(row.seq) {
            tally.isTold[Int(row.seq)] = true
            guard question.symbols.when(log.dates[Int(row.seq)]).hasBegun(by: point) else { continue }
            verbs[log.deed(row.seq).verb, default: 0] += 1
            tally.count(row.seq, log.uses(row.seq))
        }
        question.state(of: Corrections.self)?.forEachCorrection(question) { seq, deed, uses in
            tally.isTold[Int(seq)] = true
            verbs[deed.verb, default: 0] += 1
            tally.count(seq, uses)
        }
        for seq in tally.isTold.indices where !tally.isTold[seq] {
            let date = words.entry(UInt32(seq)).date(.occurred)
            guard date?.when.hasBegun(by: point) ?? true else { continue }
            others += 1
            tally.count(UInt32(seq), [])
        }
        var isBatchCounted = false
        for seq in tally.isCounted.indices {
            if log.traits(UInt32(seq)).beginsBatch { isBatchCounted = false }
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
    private let question: Question
    /// By entry.
    var isTold: [Bool]
    private(set) var isCounted: [Bool]
    /// By symbol.
    private(set) var subjects: [Bool]
    private(set) var actors: [Bool]

    /// - Parameter question: actors that were merged into others at its point are one with them.
    init(_ question: Question) {
        self.question = question
        isTold = Array(repeating: false, count: question.bound)
        isCounted = isTold
        subjects = Array(repeating: false, count: question.symbols.count)
        actors = subjects
    }

    mutating func count(_ seq: UInt32, _ uses: ArraySlice<ActorUse>) {
        isCounted[Int(seq)] = true
        let subject = question.entries.stream(of: seq)
        if subject != .none { subjects[Int(question.canonical(subject).index)] = true }
        for use in uses where use.use.role != nil { actors[Int(question.canonical(use.actor).index)] = true }
    }
}
