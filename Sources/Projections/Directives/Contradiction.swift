import EventModel

/// What sources say of a directive that cannot all be. All of it is kept.
///
/// | kind | what is said |
/// |---|---|
/// | `endedBeforeIssued` | it ended surely before the first day on which it may have been issued |
/// | `twoEnds` | it ended as a whole on two days that surely differ |
/// | `endsItself` | it revokes or supersedes itself |
/// | `endEachOther` | it and another directive end each other, maybe on one day |
/// | `actsAfterEnd` | it, or a part, was issued, commenced, amended, suspended or resumed surely after it had ended |
/// | `unknownProvision` | an act names a part that it never had, though its issue or commencement names its parts |
struct Contradiction {
    enum Kind: String {
        case endedBeforeIssued, twoEnds, endsItself, endEachOther, actsAfterEnd, unknownProvision

        /// What is said, for people.
        var sentence: String {
            switch self {
            case .endedBeforeIssued: "it ended before it was issued"
            case .twoEnds: "it ended on two days"
            case .endsItself: "it ends itself"
            case .endEachOther: "it and another directive end each other"
            case .actsAfterEnd: "it was acted on after it had ended"
            case .unknownProvision: "it never had a part that is named"
            }
        }
    }

    var kind: Kind
    /// The entries that say so, in the order of the world.
    var facts: [Fact]
}

/// The directive that another one ends as a whole, or itself.
struct DirectiveEnding {
    var of: Symbol
    var basis: Basis
}

/// Finds what cannot all be of one directive.
struct Contradictions {
    let subject: Symbol
    /// What is told at the point.
    let told: [DirectiveStep]
    /// Which directives it ends, itself among them.
    let endings: [DirectiveEnding]
    /// How it ended, all its parts considered.
    private let ending: Ending?
    private let reckoning: Reckoning
    private let point: Point
    /// Its own ends as a whole, in the order of the world.
    private let ends: [Ending]

    init(
        subject: Symbol, told: [DirectiveStep], endings: [DirectiveEnding], ending: Ending?, _ reckoning: Reckoning,
        _ point: Point
    ) {
        self.subject = subject
        self.told = told
        self.endings = endings
        self.ending = ending
        self.reckoning = reckoning
        self.point = point
        ends = reckoning.endings(of: .none).filter { end in told.contains { $0.fact.seq == end.basis.seq } }
            .sorted { $0.basis < $1.basis }
    }

    var all: [Contradiction] {
        var found: [Contradiction] = []
        func add(_ kind: Contradiction.Kind, _ facts: [Fact]) {
            if !facts.isEmpty { found.append(Contradiction(kind: kind, facts: facts)) }
        }
        add(.endedBeforeIssued, endedBeforeIssued)
        add(.twoEnds, twoEnds)
        add(
            .endsItself,
            endings.filter { $0.of == subject && $0.basis.fact.when.hasBegun(by: point) }.map(\.basis.fact).sorted())
        add(.endEachOther, mutualEnds)
        add(.actsAfterEnd, actsAfterEnd)
        add(.unknownProvision, actsOnUnknownParts)
        return found
    }

    private var endedBeforeIssued: [Fact] {
        guard let issue = told.first(where: { $0.verb == .issued }) else { return [] }
        let early = ends.filter { $0.basis.when.surelyPrecedes(issue.fact.when) }
        return early.isEmpty ? [] : early.map(\.basis.fact) + [issue.fact]
    }

    /// An expiry that was foreseen is no end where another end than an expiry came before it.
    private var twoEnds: [Fact] {
        let firsts = [ends, ends.filter { $0.how == .expired }].map { ends in
            ends.min { $0.basis.when.latest < $1.basis.when.latest }
        }
        let pairs = ends.compactMap { end in
            firsts[end.isForeseen ? 1 : 0].flatMap { first in
                first.basis.when.surelyPrecedes(end.basis.when) ? [first.basis, end.basis] : nil
            }
        }
        return Self.each(pairs.flatMap(\.self).sorted().map(\.fact))
    }

    /// Each entry once, where it is first.
    private static func each(_ facts: [Fact]) -> [Fact] {
        var seen: Set<UInt32> = []
        return facts.filter { seen.insert($0.seq).inserted }
    }

    private var mutualEnds: [Fact] {
        var facts: [Fact] = []
        for ended in endings where ended.of != subject && ended.basis.when.hasBegun(by: point) {
            for end in ends where end.by == ended.of && end.basis.when.mayBeOneDay(with: ended.basis.when) {
                facts += [end.basis.fact, ended.basis.fact]
            }
        }
        return Self.each(facts.sorted())
    }

    /// What was both decided and to take effect after the end that counts, of what the act is of. What expired may be put
    /// in force again, and that is no contradiction, also before it takes effect.
    private var actsAfterEnd: [Fact] {
        guard let issue = told.firstIndex(where: { $0.verb == .issued }) else { return [] }
        var facts: [Fact] = []
        for act in told[(issue + 1)...] where Self.needForce.contains(act.verb) {
            let ofParts = act.isOrder ? [] : act.scope.compactMap { reckoning.force(of: $0).ending }
            let end =
                act.scope.isEmpty || act.isOrder
                ? ending : ofParts.count == act.scope.count ? ofParts.max(by: { $0.basis < $1.basis }) : nil
            guard let end, told.contains(where: { $0.fact.seq == end.basis.seq }), isAfter(end, act) else { continue }
            if end.how == .expired, act.expires != nil || act.liftsExpiry { continue }
            facts += [end.basis.fact, act.fact]
        }
        return Self.each(facts)
    }

    private func isAfter(_ end: Ending, _ act: DirectiveStep) -> Bool {
        let decided = end.isForeseen ? end.basis.when : max(end.basis.fact.when, end.basis.when)
        return end.basis.when.surelyPrecedes(act.effect.when) && decided.surelyPrecedes(act.fact.when)
    }

    /// What is done only to a directive that has not ended.
    private static let needForce: [Verb] = [.issued, .commenced, .amended, .suspended, .resumed]

    private var actsOnUnknownParts: [Fact] {
        guard !reckoning.hasRest else { return [] }
        return told.filter { act in
            (act.relation == .continues || act.verb != .amended) && !act.describes
                && act.scope.contains { !reckoning.defined.contains($0) }
        }.map(\.fact)
    }
}
