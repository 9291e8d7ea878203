import EventModel

/// What is to come at a point: a day ahead that is set, whenever that was said.
struct Prospect {
    enum Kind: String { case commencement, expiry, due, target }

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
        if force.state != .ended { add(.expiry, .none, force.expires) }
        add(.commencement, .none, force.from)
        for part in history.parts {
            let from = history.force(of: part).from
            if from?.date != force.from?.date { add(.commencement, part, from) }
        }
        for duty in history.duties where duty.state == .open { add(.due, duty.part, duty.due) }
        return all
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
