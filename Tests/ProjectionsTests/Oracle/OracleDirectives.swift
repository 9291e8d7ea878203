import EventModel

/// What is in force, and who owes what.
extension Oracle {
    /// Whether a directive, or a part of it, holds.
    struct Force {
        var state: String
        var since: String?
        var from: String?
        var until: String?
        var suspended: String?
        var how: String?
        var by: String?
        var seq: Int?
        /// The events on which it rests since when it is in force, or from when it will be, and since when suspended.
        var sinceSeq: Int?
        var fromSeq: Int?
        var suspendedSeq: Int?

        var line: String {
            let ended = how.map { " ended=\($0) by=\(by ?? "-") #\(seq ?? -1)" } ?? ""
            let dates = [("since", since), ("from", from), ("until", until), ("suspended", suspended)]
            return state + dates.map { name, date in date.map { " \(name)=\($0)" } ?? "" }.joined() + ended
        }
    }

    struct Ending {
        var when: Dates
        var how: String
        var by: String?
        var seq: Int
    }

    /// Those of which something has begun or taken effect, and those that another one has ended.
    func directives() -> [String] {
        let ended = known.flatMap { fact in endings(toldBy: fact) }.map(\.target)
        let names = Set(known.filter { $0.verb.kind == .directive }.map(\.subject) + ended)
        return names.sorted().flatMap { name -> [String] in
            let directive = OracleDirective(oracle: self, subject: name)
            return directive.isKnown ? directive.lines : []
        }
    }

    /// What an event of one directive says of others: that it ends them.
    func endings(toldBy fact: Fact) -> [(target: String, ending: Ending)] {
        guard [.issued, .commenced, .amended].contains(fact.verb) else { return [] }
        return fact.list("relations").compactMap { relation in
            guard let target = relation["target"]?.text.flatMap(stream), target != fact.subject,
                target.hasPrefix("directive/")
            else { return nil }
            let when = fact.date("effective") ?? fact.when
            switch relation["type"]?.text {
            case "revokes":
                return (target, Ending(when: when, how: "revoked", by: fact.subject, seq: fact.seq))
            case "supersedes":
                return (target, Ending(when: when, how: "superseded", by: fact.subject, seq: fact.seq))
            default: return nil
            }
        }
    }
}

/// One directive at a point.
struct OracleDirective {
    let oracle: Oracle
    let subject: String
    /// Every event of it, those that have not begun among them: the force of a day is what held on it, whenever that
    /// was decided.
    let known: [Oracle.Fact]
    /// What had occurred, and what was decided later where the answer rests on it.
    private(set) var begun: [Oracle.Fact] = []

    init(oracle: Oracle, subject: String) {
        self.oracle = oracle
        self.subject = subject
        known = oracle.known.filter { $0.subject == subject }
        let answers = [forceOfAll] + named.map { force($0) }
        let decisive = answers.flatMap { [$0.sinceSeq, $0.suspendedSeq, $0.seq] }
        begun = known.filter { oracle.hasBegun($0.when) || decisive.contains($0.seq) }
    }

    var isKnown: Bool { !begun.isEmpty || !endingsByOthers.isEmpty }

    // MARK: Parts

    /// What had occurred or taken effect.
    private var acting: [Oracle.Fact] { known.filter { oracle.hasBegun($0.when) || oracle.hasBegun($0.effect) } }

    /// The parts that events have named, each once, by name.
    var named: [String] { Set(acting.flatMap { $0.parts }).sorted() }

    /// Those that the directive has, as against those that were only ended or suspended.
    var own: [String] {
        Set(acting.filter { [.issued, .commenced, .amended].contains($0.verb) }.flatMap { $0.parts }).sorted()
    }

    /// Whether its issue or a commencement names its parts. What only amendments describe has a body besides.
    var isInParts: Bool { acting.contains { [.issued, .commenced].contains($0.verb) && !$0.parts.isEmpty } }

    /// The events that say what is ordered.
    var describing: [Oracle.Fact] { known.filter { [.issued, .amended].contains($0.verb) } }

    /// Whether an event speaks of a part, or of the whole where that is nil. What names parts is of them alone, but an
    /// issue or an amendment describes them and is of the whole.
    func concerns(_ fact: Oracle.Fact, _ part: String?) -> Bool {
        if fact.parts.isEmpty || [.issued, .amended].contains(fact.verb) { return true }
        return part.map { fact.parts.contains($0) } ?? false
    }

    private func provision(_ fact: Oracle.Fact, _ part: String) -> JSON? {
        fact.list("provisions").last { $0["id"]?.text == part }
    }

    /// What the last event to describe a part, and to say it, says of it.
    func lastOf(_ part: String, _ key: String) -> JSON? {
        begun.compactMap { provision($0, part)?[key] }.last
    }
}

extension Oracle.Fact {
    /// From when it takes effect.
    var effect: Dates { date("effective") ?? when }

    var parts: [String] { list("provisions").compactMap { $0["id"]?.text } }
}
