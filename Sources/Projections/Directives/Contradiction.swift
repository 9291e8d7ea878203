import EventModel

/// What sources say of a directive that cannot all be. All of it is kept.
///
/// | kind | what is said |
/// |---|---|
/// | `endedBeforeIssued` | it ended surely before the first day on which it may have been issued |
/// | `twoEnds` | it ended as a whole on two days that surely differ |
/// | `endsItself` | it revokes or supersedes itself |
struct Contradiction {
    enum Kind: String {
        case endedBeforeIssued, twoEnds, endsItself

        /// What is said, for people.
        var sentence: String {
            switch self {
            case .endedBeforeIssued: "it ended before it was issued"
            case .twoEnds: "it ended on two days"
            case .endsItself: "it ends itself"
            }
        }
    }

    var kind: Kind
    /// The entries that say so, in the order of the world.
    var facts: [Fact]

    /// - Parameters:
    ///   - steps: what is told at the point.
    ///   - selfEndings: the events by which it is said to end itself.
    static func all(in steps: [DirectiveStep], selfEndings: [Fact], _ point: Point) -> [Contradiction] {
        let endings = steps.filter { step in
            Ending.How(step.verb) != nil && step.scope.isEmpty && step.effect.when.hasBegun(by: point)
        }.sorted { $0.effect < $1.effect }
        var found: [Contradiction] = []
        if let issue = steps.first(where: { $0.verb == .issued }) {
            let early = endings.filter { $0.effect.when.latest < issue.fact.when.earliest }
            if !early.isEmpty {
                found.append(Contradiction(kind: .endedBeforeIssued, facts: early.map(\.fact) + [issue.fact]))
            }
        }
        if let first = endings.first {
            let others = endings.filter { $0.effect.when.earliest > first.effect.when.latest }
            if !others.isEmpty { found.append(Contradiction(kind: .twoEnds, facts: ([first] + others).map(\.fact))) }
        }
        let ownEndings = selfEndings.filter { $0.when.hasBegun(by: point) }.sorted()
        if !ownEndings.isEmpty { found.append(Contradiction(kind: .endsItself, facts: ownEndings)) }
        return found
    }
}
