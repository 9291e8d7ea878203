import EventModel

/// What is to come at a point: a day ahead that is set, whenever that was said.
struct Prospect {
    enum Kind: String {
        case commencement, expiry, revocation, supersession, suspension, resumption, due, target

        var isEnd: Bool { self == .expiry || self == .revocation || self == .supersession }

        /// What an act that has not taken effect yet will do; nil of one that does none of this.
        init?(_ verb: Verb) {
            switch verb {
            case .revoked: self = .revocation
            case .superseded: self = .supersession
            case .expired: self = .expiry
            case .suspended: self = .suspension
            case .resumed: self = .resumption
            default: return nil
            }
        }
    }

    var kind: Kind
    var subject: Symbol
    /// The part of the directive, or the target's indicator; ``Symbol/none`` for the whole.
    var detail: Symbol
    var date: StatedDate
    /// The event that sets the day.
    var fact: Fact
    /// The entry that has the title of what it is of.
    var titled: UInt32

    /// All that is asked for, by date, then by what it is of.
    static func all(_ question: Question) -> [Prospect] {
        guard question.wants(class: Timeline.toCome) else { return [] }
        var all: [Prospect] = []
        question.state(of: Directives.self)?.forEachHistory(question, isWhole: true) { all += Self.all(of: $0) }
        question.state(of: Targets.self)?.forEachTarget(question, isWhole: true) { indicator, entries, status in
            guard status == TargetStatus.scheduled.rawValue, let entry = entries.last(where: { $0.row.due != .none }),
                let due = question.stated(entry.row.due)
            else { return }
            all.append(
                Prospect(
                    kind: .target, subject: entry.fact.subject, detail: indicator, date: due, fact: entry.fact,
                    titled: entry.fact.seq))
        }
        return all.filter { question.isInWindow($0.date.when) }.sorted { $0.precedes($1, question) }
    }

    private static func all(of history: DirectiveHistory) -> [Prospect] {
        var all: [Prospect] = []
        func add(_ kind: Kind, _ part: Symbol, _ basis: Basis?) {
            guard let basis else { return }
            let titled = history.issue.map { history.told[$0].fact.seq } ?? basis.seq
            all.append(
                Prospect(
                    kind: kind, subject: history.subject, detail: part, date: basis.date, fact: basis.fact,
                    titled: titled))
        }
        let force = history.force
        let acts = history.steps.filter { !$0.effect.when.hasBegun(by: history.question.point) }
        guard force.state != .ended else {
            // What has expired may be put in force again.
            for act in acts where force.ending?.how == .expired && (act.expires != nil || act.liftsExpiry) {
                add(.commencement, .none, act.effect)
            }
            return all
        }
        for act in acts {
            guard let kind = Kind(act.verb) else { continue }
            for part in act.scope.isEmpty ? [.none] : act.scope { add(kind, part, act.effect) }
        }
        let end = acts.filter { Ending.How($0.verb) != nil && $0.scope.isEmpty }.map(\.effect).min()
        func isReached(_ expiry: Basis?) -> Bool {
            expiry.map { expiry in end.map { !$0.when.surelyPrecedes(expiry.when) } ?? true } ?? false
        }
        if isReached(force.expires) { add(.expiry, .none, force.expires) }
        add(.commencement, .none, force.from)
        for part in history.parts {
            let own = history.force(of: part)
            if own.from?.date != force.from?.date { add(.commencement, part, own.from) }
            if own.state != .ended, own.expires?.date != force.expires?.date, isReached(own.expires) {
                add(.expiry, part, own.expires)
            }
        }
        for duty in history.duties where duty.state == .open { add(.due, duty.part, duty.due) }
        return all.filter { prospect in
            // What has ended by then neither begins nor is owed.
            let end = Self.end(of: prospect.detail, history, acts)
            return prospect.kind.isEnd || end.map { !$0.surelyPrecedes(prospect.date.when) } ?? true
        }
    }

    /// The first end of a part, or of the whole, also where it is to come.
    private static func end(of part: Symbol, _ history: DirectiveHistory, _ acts: [DirectiveStep]) -> When? {
        let ends = acts.filter { Ending.How($0.verb) != nil && ($0.scope.isEmpty || $0.names(part)) }.map(\.effect.when)
        let force = history.force(of: part)
        return (ends + [force.ending?.basis.when ?? force.expires?.when].compactMap(\.self)).min()
    }

    private func precedes(_ other: Self, _ question: Question) -> Bool {
        if date.when != other.date.when { return date.when < other.date.when }
        if subject != other.subject { return question.symbols.precedes(subject, other.subject) }
        if kind != other.kind { return kind.rawValue < other.kind.rawValue }
        return question.symbols.precedes(detail, other.detail)
    }

    func row(_ question: Question) -> Row {
        let words = question.words.of(titled)
        return Row { row in
            row.member("subject", name: subject, question)
            row.place(fact)
            row.member("kind", question.symbols.space(subject).kind?.rawValue)
            row.member("toCome", kind.rawValue)
            if detail != .none { row.member(kind == .target ? "indicator" : "provision", slug: detail, question) }
            row.member("expected", date: date.symbol, question)
            row.copy(.title, from: words)
            row.member("certainty", Timeline.toCome)
        }
    }
}
