import EventModel

/// What is in force, and who owes what.
extension Oracle {
    /// Whether a directive, or a part of it, holds.
    struct Force {
        var state: String
        var began: String?
        var from: String?
        var until: String?
        var suspended: String?
        var how: String?
        var by: String?
        var seq: Int?
        /// The events on which it rests since when it is in force, or from when it will be, and since when suspended.
        var beganSeq: Int?
        var fromSeq: Int?
        var suspendedSeq: Int?

        var line: String {
            let ended = how.map { " ended=\($0) by=\(by ?? "-") #\(seq ?? -1)" } ?? ""
            let dates = [("began", began), ("from", from), ("until", until), ("suspended", suspended)]
            return state + dates.map { name, date in date.map { " \(name)=\($0)" } ?? "" }.joined() + ended
        }
    }

    /// What was done to a directive: by an event of its own, or by another directive.
    struct Act {
        var fact: Fact
        var verb: Verb
        var parts: [String]
        var doer: String?
        var relation: String?

        /// From when it takes effect.
        var effect: Dates

        init(fact: Fact, verb: Verb, parts: [String], doer: String? = nil, relation: String? = nil) {
            (self.fact, self.verb, self.parts, self.doer, self.relation) = (fact, verb, parts, doer, relation)
            effect = fact.date("effective") ?? fact.when
        }

        var seq: Int { fact.seq }
        var isOwn: Bool { relation == nil }
    }

    private static let deeds: [String: Verb] = [
        "amends": .amended, "continues": .amended, "suspends": .suspended, "resumes": .resumed,
        "supersedes": .superseded, "revokes": .revoked,
    ]

    /// What an event of one directive does to others, and to its own.
    private func impacts(of fact: Fact) -> [(target: String, act: Act)] {
        guard [.issued, .commenced, .amended].contains(fact.verb) else { return [] }
        return fact.list("relations").compactMap { relation in
            guard let type = relation["type"]?.text, let verb = Self.deeds[type],
                let target = relation["target"]?.text.flatMap(stream), target.hasPrefix("directive/")
            else { return nil }
            let parts = (relation["provisions"]?.elements ?? []).compactMap(\.text)
            return (target, Act(fact: fact, verb: verb, parts: parts, doer: fact.subject, relation: type))
        }
    }

    /// The events of a directive itself.
    private func ownActs(of subject: String) -> [Act] {
        known.filter { $0.subject == subject }.map { fact in
            Act(
                fact: fact, verb: fact.verb, parts: fact.list("provisions").compactMap { $0["id"]?.text },
                doer: doer(of: fact))
        }
    }

    /// Every act on a directive, in the order of the world.
    func acts(on subject: String) -> [Act] {
        let own = ownActs(of: subject).compactMap { act -> Act? in
            // Done by another that comes into force later, it is done then, if ever.
            guard let doer = act.doer, act.fact.date("effective") == nil,
                let start = start(of: doer), start.earliest > act.fact.when.latest,
                let issue = inOrder(ownActs(of: doer)).first(where: { $0.verb == .issued })?.fact.when,
                issue.earliest <= act.fact.when.latest, issue.latest >= act.fact.when.earliest
            else { return act }
            var later = act
            later.effect = start
            return isUndone(later, doer) ? nil : later
        }
        let others = impacts(on: subject)
        return inOrder(own + others)
    }

    private func inOrder(_ acts: [Act]) -> [Act] {
        acts.enumerated().sorted { one, two in
            let (left, right) = (one.element, two.element)
            if left.fact.when != right.fact.when { return left.fact.when < right.fact.when }
            if left.verb != right.verb { return Self.rank(left.verb) < Self.rank(right.verb) }
            return (place(left.seq), one.offset) < (place(right.seq), two.offset)
        }.map(\.element)
    }

    /// What directives do to one, as they come into force, whether they end before or not.
    private func meantImpacts(on subject: String) -> [Act] {
        known.filter { $0.verb.kind == .directive }.flatMap(impacts).filter { $0.target == subject }.map { _, act in
            var act = act
            if let doer = act.doer, doer != subject, let start = start(of: doer),
                act.fact.verb == .issued || start.earliest > act.effect.latest
            {
                act.effect = start
            }
            return act
        }.filter { $0.doer != subject }
    }

    private func impacts(on subject: String) -> [Act] {
        meantImpacts(on: subject).filter { act in act.doer.map { !isUndone(act, $0) } ?? true }
    }

    /// When a directive comes into force by its own events.
    private func start(of directive: String) -> Dates? {
        OracleDirective(self, directive, inOrder(ownActs(of: directive))).beginning(nil)?.when
    }

    /// Whether an act waits for a directive that ends before its effect.
    private func isUndone(_ act: Act, _ doer: String) -> Bool {
        guard act.effect.earliest > act.fact.when.latest else { return false }
        let ending: [Verb] = [.revoked, .superseded, .expired]
        let own = inOrder(ownActs(of: doer))
        var ends = own.filter { ending.contains($0.verb) && $0.parts.isEmpty }.map(\.effect)
        let last = own.last { $0.fact.date("expires") != nil && ($0.parts.isEmpty || $0.verb == .issued) }
        if let expires = last?.fact.date("expires") { ends.append(expires) }
        if ends.contains(where: { $0.latest < act.effect.earliest }) { return true }
        // What ended it must have been done, and all that depends on lies still further back.
        return meantImpacts(on: doer).contains { other in
            guard ending.contains(other.verb), other.parts.isEmpty, other.effect.latest < act.effect.earliest else {
                return false
            }
            return other.doer.map { !isUndone(other, $0) } ?? true
        }
    }

    /// Where an event stands in the order of the world.
    func place(_ seq: Int?) -> Int { known.firstIndex { $0.seq == seq } ?? 0 }

    /// The other directive that an event names as what did what it tells.
    private func doer(of fact: Fact) -> String? {
        var named = [fact.text("endedBy")]
        if fact.verb != .issued, fact.verb != .commenced {
            for relation in fact.list("relations")
            where ["follows", "implements", "partOf"].contains(relation["type"]?.text ?? "") {
                named.append(relation["target"]?.text)
            }
        }
        return named.compactMap { $0 }.compactMap(stream).first { $0.hasPrefix("directive/") && $0 != fact.subject }
    }

    /// The events by which a directive is said to end itself.
    func selfEndings(of subject: String) -> [Fact] {
        known.filter { $0.subject == subject }.filter { fact in
            fact.text("endedBy").flatMap(stream) == subject
                || impacts(of: fact).contains { $0.target == subject && [.revoked, .superseded].contains($0.act.verb) }
        }
    }

    func directives() -> [String] { allDirectives.flatMap(\.lines) }

    /// Those of which something has begun or taken effect, and those that another one has affected.
    var allDirectives: [OracleDirective] {
        let affected = known.filter { $0.verb.kind == .directive }.flatMap { fact in
            impacts(of: fact).map(\.target).filter { $0 != fact.subject }
        }
        let names = Set(known.filter { $0.verb.kind == .directive }.map(\.subject) + affected)
        return names.sorted().map { OracleDirective(oracle: self, subject: $0) }.filter { !$0.begun.isEmpty }
    }

    /// The same log at another second.
    func at(_ second: Int64) -> Oracle { Oracle(entries, asOf: second, certain: certain) }
}

/// One directive at a point.
struct OracleDirective {
    let oracle: Oracle
    let subject: String
    /// Every act on it, those that have not begun among them: the force of a day is what held on it, whenever that
    /// was decided.
    let known: [Oracle.Act]
    /// What had occurred, and what was decided later where the answer rests on it.
    private(set) var begun: [Oracle.Act] = []

    init(oracle: Oracle, subject: String) {
        self.oracle = oracle
        self.subject = subject
        known = oracle.acts(on: subject)
        let answers = [forceOfAll] + named.map { force($0) }
        let turns = [nil] + named.map { Optional($0) }
        let decisive = answers.flatMap { [$0.beganSeq, $0.suspendedSeq, $0.seq] } + turns.map { since($0)?.seq }
        begun = known.filter { act in
            oracle.hasBegun(act.fact.when) || decisive.contains(act.seq) || !act.isOwn && oracle.hasBegun(act.effect)
        }
    }

    /// Of some acts alone, at no point.
    init(_ oracle: Oracle, _ subject: String, _ acts: [Oracle.Act]) {
        (self.oracle, self.subject, known) = (oracle, subject, acts)
    }

    // MARK: Parts

    /// What had occurred or taken effect, or names parts that are to commence.
    private var acting: [Oracle.Act] {
        known.filter { $0.verb == .commenced || oracle.hasBegun($0.fact.when) || oracle.hasBegun($0.effect) }
    }

    /// The parts that acts have named, each once, by name; what others amend is theirs to name.
    var named: [String] {
        // Of what is all described in parts there are no others.
        isInParts ? own : Set(acting.filter { $0.isOwn || $0.verb != .amended }.flatMap(\.parts)).sorted()
    }

    /// Those that the directive has, as against those that were only ended or suspended.
    var own: [String] {
        Set(acting.filter { $0.isOwn && [.issued, .commenced, .amended].contains($0.verb) }.flatMap(\.parts)).sorted()
    }

    /// Whether its issue or a commencement names its parts. What only amendments describe has a body besides.
    var isInParts: Bool { acting.contains { [.issued, .commenced].contains($0.verb) && !$0.parts.isEmpty } }

    /// The events that say what is ordered.
    var describing: [Oracle.Act] { known.filter { $0.isOwn && [.issued, .amended].contains($0.verb) } }

    /// Whether an act speaks of a part, or of the whole where that is nil. What names parts is of them alone, but an
    /// issue or an amendment describes them and is of the whole.
    func concerns(_ act: Oracle.Act, _ part: String?) -> Bool {
        if act.parts.isEmpty || act.isOwn && [.issued, .amended].contains(act.verb) { return true }
        return part.map { act.parts.contains($0) } ?? false
    }

    /// What the last event to describe a part, and to say it, says of it.
    func lastOf(_ part: String, _ key: String) -> JSON? {
        begun.filter(\.isOwn).compactMap { act in
            act.fact.list("provisions").last { $0["id"]?.text == part }?[key]
        }.last
    }
}
