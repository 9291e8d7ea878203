import EventModel

/// One stream of a long history, as far as its next event depends on those before.
struct Life {
    /// How it goes out of the world, if it does.
    enum End: Int {
        case none, own, byOther, byDate
    }

    var kind: Kind
    var number: Int
    var end: End
    /// Events still to come.
    var left: Int
    /// The day of its last event, after 1 March 2000.
    var day: Int
    var step = 0
    var isSuspended = false
    /// Parts of a directive that are not carried out.
    var partsLeft = 0
    /// Its first event by id, for relations.
    var firstID = ""
    /// The verbs that have been, by their places: what tells two ids of one verb apart.
    var verbs: UInt64 = 0

    var slug: String {
        switch kind {
        case .directive: "\(Words.directives[number % Words.directives.count])-\(number)"
        case .announcement: "\(Words.announcements[number % Words.announcements.count])-\(number)"
        case .investment: "\(Words.investments[number % Words.investments.count])-\(number)"
        case .actor, .correction: Self.actor(number)
        }
    }

    /// The actor of a rank: one in forty is a state.
    static func actor(_ rank: Int) -> String {
        if rank % 40 == 1 { return Words.countries[rank / 40 % Words.countries.count] }
        return "\(Words.actors[rank % Words.actors.count])-\(rank)"
    }
}

extension LongHistory {
    /// The next stream: every kind about as often as desks write of it.
    mutating func newLife() -> Life {
        let kinds: [Kind] = [.directive, .announcement, .investment, .actor]
        let kind = kinds[random.place(weighted: [20, 40, 13, 12])]
        lives += 1
        // Time goes by as the log grows; a few things are told long after.
        let today = 5_400 + 3_650 * drawn / max(1, total)
        let day = random.happens(percent: 4) ? today - random.below(4_000) : today - random.below(20)
        switch kind {
        case .directive:
            let end = Life.End(rawValue: random.place(weighted: [40, 32, 15, 13])) ?? .none
            return Life(kind: kind, number: lives, end: end, left: random.number(3...9), day: day)
        case .announcement:
            return Life(kind: kind, number: lives, end: .none, left: random.number(1...3), day: day)
        case .investment:
            let end: Life.End = random.happens(percent: 40) ? .none : .own
            return Life(kind: kind, number: lives, end: end, left: random.number(3...9), day: day)
        case .actor, .correction:
            return Life(
                kind: .actor, number: random.skewed(bits: Self.actorBits), end: .none, left: random.number(1...3),
                day: day)
        }
    }

    /// The next event of a life.
    mutating func event(of life: inout Life) -> Draft {
        life.day += life.step == 0 ? 0 : random.number(2...45)
        var draft = Draft(verb(of: &life), life.slug)
        // Who somebody is may be told without a date.
        if draft.verb != .registered || random.happens(percent: 30) { draft.occurred = date(life.day) }
        common(&draft, life)
        switch life.kind {
        case .directive: directive(&draft, &life)
        case .announcement: announcement(&draft, life)
        case .investment: investment(&draft, life)
        case .actor, .correction: actorEvent(&draft, life)
        }
        name(&draft, &life)
        life.step += 1
        life.left -= 1
        return draft
    }

    /// `SLUG:VERB:DATE`, with a number behind it where that may be taken.
    private mutating func name(_ draft: inout Draft, _ life: inout Life) {
        let place = UInt64(1) << UInt64(Self.places[draft.verb] ?? 0)
        draft.id = "\(draft.slug):\(draft.verb.rawValue)"
        if let occurred = draft.occurred { draft.id += ":\(occurred)" }
        // Actors are told of by many lives.
        if life.verbs & place != 0 || life.kind == .actor { draft.id += ":\(drawn)" }
        life.verbs |= place
        if life.step == 0 { life.firstID = draft.id }
    }

    private static let places = Dictionary(uniqueKeysWithValues: Verb.allCases.enumerated().map { ($1, $0) })

    private mutating func verb(of life: inout Life) -> Verb {
        let isLast = life.left == 1
        switch life.kind {
        case .directive:
            // The issue is sometimes not known, or told after what follows from it.
            if life.step == 0 { return random.happens(percent: 97) ? .issued : .amended }
            if isLast, life.end == .own { return random.pick([.revoked, .superseded, .expired]) }
            if life.isSuspended, random.happens(percent: 60) {
                life.isSuspended = false
                return .resumed
            }
            if life.step == 1, random.happens(percent: 35) { return .commenced }
            let verb: Verb = random.pick([.amended, .amended, .implemented, .implemented, .suspended])
            if verb == .suspended { life.isSuspended = true }
            return verb
        case .announcement:
            if life.step == 0 { return .made }
            return random.pick([.confirmed, .confirmed, .fulfilled, .denied, .withdrawn])
        case .investment:
            if isLast, life.end == .own, life.step > 0 { return .cancelled }
            if life.step == 0 { return random.pick([.planned, .planned, .pledged, .committed]) }
            return random.pick([.pledged, .committed, .committed, .disbursed, .disbursed, .disbursed, .revised])
        case .actor, .correction:
            if life.step == 0 { return .registered }
            // Whoever is much spoken of is not merged away.
            if life.number > 1_000, random.happens(percent: 8) { return .merged }
            return random.pick([.joined, .joined, .joined, .left, .left, .renamed, .renamed])
        }
    }
}
