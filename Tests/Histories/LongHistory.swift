import EventModel

/// A history of any length, as desks of many years would write it: produced as it is read, in memory that does not
/// grow, and the same to the byte from a seed on every machine.
///
///     var history = LongHistory(seed: 1, events: 1_000_000, perFile: 1_000)
///     while history.next(into: &writer) { writer.bytes.append(UInt8(ascii: "\n")) }
///
/// Of a million events some 50,000 streams are directives in force and investments that go on, at the end.
package struct LongHistory: Sendable {
    static let actorBits = 13

    var random: SeededRandom
    let total: Int
    private let perFile: Int
    /// The streams that are being told of.
    var pool: [Life] = []
    /// Directives that another one is to end.
    var ending: [Life] = []
    var lives = 0
    /// Events that were made, those that are held back among them.
    private(set) var drawn = 0
    private var written = 0
    /// Events that arrive late, each in a place that another one takes.
    private var late: [Draft?]
    /// Corrections by when they are due, and those that stand before their targets with them.
    private var corrections: [(due: Int, draft: Draft)] = []
    private var next: Draft?
    private var corrected = 0

    /// - Parameters:
    ///   - events: how many there are in all.
    ///   - perFile: how many stand in one file: within it a correction may stand before what it corrects.
    package init(seed: UInt64, events: Int, perFile: Int) {
        random = SeededRandom(seed: seed)
        total = events
        self.perFile = perFile
        late = Array(repeating: nil, count: min(512, max(4, events / 64)))
        for _ in 0..<min(4_096, max(16, events / 64)) {
            let life = newLife()
            pool.append(life)
        }
    }

    /// Writes the next event behind what stands there; false at the end.
    package mutating func next(into writer: inout CanonicalWriter) -> Bool {
        guard written < total else { return false }
        writer.write(upcoming())
        written += 1
        return true
    }

    private mutating func upcoming() -> Draft {
        if let next {
            self.next = nil
            return next
        }
        if let place = corrections.firstIndex(where: { $0.due <= written }) {
            let correction = corrections.remove(at: place).draft
            return considered(correction, percent: 12)
        }
        return considered(arriving(), percent: 2)
    }

    /// The next event to arrive: one in twenty waits, and gives its turn to one that has waited.
    private mutating func arriving() -> Draft {
        while true {
            let place = random.below(pool.count)
            var life = pool[place]
            drawn += 1
            let draft = event(of: &life)
            pool[place] = life.left > 0 ? life : newLife()
            guard random.happens(percent: 5) else { return draft }
            let slot = random.below(late.count)
            let waiting = late[slot]
            late[slot] = draft
            if let waiting { return waiting }
        }
    }

    /// An event with the correction that it may need, before it in its file or later.
    private mutating func considered(_ draft: Draft, percent: Int) -> Draft {
        guard random.happens(percent: percent), corrections.count < 4_096 else { return draft }
        let correction = correction(of: draft)
        let hasRoom = written % perFile + 1 < perFile && written + 1 < total
        if random.happens(percent: 10), hasRoom {
            next = draft
            return correction
        }
        corrections.append((written + 1 + random.skewed(bits: 12), correction))
        return draft
    }

    private mutating func correction(of target: Draft) -> Draft {
        corrected += 1
        let isRetraction = random.happens(percent: 30)
        var draft = Draft(isRetraction ? .retracted : .corrected, "correction-\(corrected)")
        draft.id = "\(draft.slug):\(draft.verb.rawValue)"
        draft.change = Draft.Change(
            source: target.source, id: target.id,
            reason: isRetraction
                ? random.pick(["duplicate", "error", "withdrawnBySource", "legal"])
                : "The gazette gives another date, as was found later.",
            replacement: isRetraction ? [] : [replacement(of: target)])
        return draft
    }

    /// The same with another date, title or party; of a retraction whatever a fresh life would say.
    private mutating func replacement(of target: Draft) -> Draft {
        var stated: Draft
        if target.verb.kind != .correction {
            stated = target
        } else if let replaced = target.change?.replacement.first {
            stated = replaced
        } else {
            var life = newLife()
            stated = event(of: &life)
        }
        switch random.below(3) {
        case 0 where stated.occurred != nil: stated.occurred = date(5_400 + random.below(3_650))
        case 1 where !stated.actors.isEmpty: stated.actors[0].ref = actor()
        default: stated.title = [random.pick(Words.adverbs), random.pick(Words.matters)]
        }
        return stated
    }
}
