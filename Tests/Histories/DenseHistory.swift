import EventModel

/// Histories of few streams and few days, in which everything meets everything: what properties are tested on.
///
///     let drafts = DenseHistory.drafts(seed: 7, count: 40, corrections: 20)
///
/// Events come in any order of the world's time. A correction comes after what it corrects, or directly before it, as
/// within one file.
package struct DenseHistory: Sendable {
    var random: SeededRandom
    private let corrections: Int
    private var drafts: [Draft] = []
    private var taken: Set<String> = []

    static let directives = ["a", "b", "c"]
    static let announcements = ["d", "e"]
    static let investments = ["f", "g"]
    static let actors = ["p", "q", "r", "s", "CN"]

    private init(seed: UInt64, corrections: Int) {
        random = SeededRandom(seed: seed)
        self.corrections = corrections
    }

    /// - Parameter corrections: how many of a hundred events correct another one.
    package static func drafts(seed: UInt64, count: Int, corrections: Int) -> [Draft] {
        var history = DenseHistory(seed: seed, corrections: corrections)
        while history.drafts.count < count { history.appendNext() }
        return history.drafts
    }

    private mutating func appendNext() {
        guard random.happens(percent: corrections) else { return append(worldEvent()) }
        // One in four corrections stands before its target; it is the next event's.
        if let earlier = target(), random.happens(percent: 75) { return append(correction(of: earlier)) }
        let target = named(correctable())
        append(correction(of: target))
        drafts.append(target)
    }

    private mutating func correctable() -> Draft {
        if let earlier = target(), random.happens(percent: 20) { return correction(of: earlier) }
        return worldEvent()
    }

    /// Some event of the history: corrections of corrections are as frequent as they are telling.
    private mutating func target() -> Draft? {
        guard !drafts.isEmpty else { return nil }
        let earlier = drafts.filter { $0.verb.kind == .correction }
        return random.happens(percent: 40) && !earlier.isEmpty ? random.pick(earlier) : random.pick(drafts)
    }

    private mutating func append(_ draft: Draft) { drafts.append(named(draft)) }

    /// Gives a draft an id that is free.
    private mutating func named(_ draft: Draft) -> Draft {
        var draft = draft
        // Two sources may use one id; corrections name events of their own source.
        if draft.verb.kind != .correction, random.happens(percent: 5) { draft.source = "/wire" }
        let date = draft.occurred.map { ":" + $0 } ?? ""
        let stem = "\(draft.slug):\(draft.verb.rawValue)\(date)"
        var id = stem
        var number = 2
        while !taken.insert(draft.source + " " + id).inserted {
            id = "\(stem):\(number)"
            number += 1
        }
        draft.id = id
        return draft
    }

    // MARK: Corrections

    private mutating func correction(of target: Draft) -> Draft {
        let isRetraction = random.happens(percent: 45)
        var draft = Draft(isRetraction ? .retracted : .corrected, random.pick(["k", "l", "m"]))
        draft.source = target.source
        if random.happens(percent: 30) { draft.occurred = date() }
        let reason =
            isRetraction
            ? random.pick(["duplicate", "error", "withdrawnBySource", "legal"]) : "The gazette has it otherwise."
        draft.change = Draft.Change(
            source: target.source, id: target.id, reason: reason,
            replacement: isRetraction ? [] : [replacement(of: target)])
        return draft
    }

    /// What stands instead: mostly the same with one thing mended, else anything.
    private mutating func replacement(of target: Draft) -> Draft {
        let stated = target.change?.replacement.first ?? target
        guard stated.verb.kind != .correction, random.happens(percent: 70) else {
            var other = worldEvent()
            // Most corrections leave the stream as it is.
            if stated.verb.kind == other.verb.kind, random.happens(percent: 60) { other.slug = stated.slug }
            return other
        }
        var mended = stated
        mended.id = ""
        mended.title = ["Mended"]
        switch random.below(4) {
        case 0: mended.occurred = stated.occurred == nil ? nil : date()
        case 1: mended.relations = relations()
        case 2: mended.slug = slug(stated.verb.kind)
        default: mended.actors = roles()
        }
        return mended
    }

    // MARK: Parts

    mutating func slug(_ kind: Kind) -> String {
        switch kind {
        case .directive: random.pick(Self.directives)
        case .announcement: random.pick(Self.announcements)
        case .investment: random.pick(Self.investments)
        case .actor, .correction: random.pick(Self.actors)
        }
    }

    mutating func actor() -> String { random.pick(Self.actors) }

    /// Few days, so that dates are often equal; every form.
    mutating func date() -> String {
        let days = 8_700 + 97 * random.below(12)
        let form: DateForm = random.happens(percent: 55) ? .day : random.pick(DateForm.allCases)
        return form.text(days, length: 40 + 20 * random.below(20))
    }

    mutating func maybe<Value>(_ percent: Int, _ value: (inout Self) -> Value) -> Value? {
        random.happens(percent: percent) ? value(&self) : nil
    }

    mutating func some<Value>(_ percent: Int, upTo limit: Int, _ value: (inout Self) -> Value) -> [Value] {
        guard random.happens(percent: percent) else { return [] }
        return (0..<random.number(1...limit)).map { _ in value(&self) }
    }

    /// The parties, each once in a role, in the order of roles.
    mutating func roles() -> [(ref: String, role: Role)] {
        Role.allCases.flatMap { role -> [(ref: String, role: Role)] in
            guard random.happens(percent: role == .by ? 60 : 15) else { return [] }
            let refs = random.happens(percent: 20) ? [actor(), actor()] : [actor()]
            return refs.enumerated().filter { refs.firstIndex(of: $0.element) == $0.offset }.map { ($0.element, role) }
        }
    }

    mutating func relations() -> [Draft.Link] {
        var links: [Draft.Link] = []
        for _ in 0..<random.number(1...2) {
            let frequent: [Relation] = [.supersedes, .revokes, .amends, .follows, .suspends, .resumes, .continues]
            let type = random.happens(percent: 60) ? random.pick(frequent) : random.pick(Relation.allCases)
            let parts = ["x", "y"].filter { _ in random.happens(percent: 15) }
            links.append(Draft.Link(type: type, target: reference(), provisions: parts))
        }
        return links
    }

    mutating func reference() -> String {
        switch random.below(10) {
        case 0..<5: "directive/" + random.pick(Self.directives + ["z"])
        case 5..<9 where !drafts.isEmpty: random.pick(drafts).id
        case 9: "nobody:issued:2024"
        default:
            random.pick([
                "announcement/d", "investment/f", "actor/p", "announcement/z", "correction/k", "actor/zz",
            ])
        }
    }
}
