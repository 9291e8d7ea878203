import EventModel

/// Whether a directive, or a part of it, holds.
extension OracleDirective {
    typealias Beginning = (when: Dates, seq: Int)

    /// When it comes into force: as it commenced, whatever was foreseen; else as it was issued, and as amendments have
    /// put that off while it could still be. The commencement of a part by name goes before that of the whole.
    private func beginning(_ part: String?) -> Beginning? {
        let commencements = known.filter { $0.verb == .commenced }
        let ofWhole = first(commencements.filter { $0.parts.isEmpty })
        guard let part else { return ofWhole ?? putOff(issue, nil, but: nil) }
        if let own = first(commencements.filter { $0.parts.contains(part) }) { return own }
        var day = ofWhole ?? putOff(issue, nil, but: nil)
        let adding = describing.first { $0.parts.contains(part) }.flatMap { $0.verb == .amended ? $0 : nil }
        if let adding {
            let comesLater = day.map { ($0.when, place($0.seq)) < (adding.effect, place(adding.seq)) }
            if comesLater ?? true { day = (adding.effect, adding.seq) }
        }
        return putOff(day, part, but: adding?.seq)
    }

    /// Of one day the first in the order of the world.
    private func first(_ facts: [Oracle.Fact]) -> Beginning? {
        let day = facts.map(\.effect).min()
        return facts.first { $0.effect == day }.map { ($0.effect, $0.seq) }
    }

    /// As the last issue to say so states, else as it was issued.
    private var issue: Beginning? {
        let issues = known.filter { $0.verb == .issued }
        if let last = issues.last(where: { $0.date("effective") != nil }) { return (last.effect, last.seq) }
        return issues.first.map { ($0.when, $0.seq) }
    }

    /// What surely lay ahead when it was amended is moved by that; what may have begun was in force and stays so.
    private func putOff(_ day: Beginning?, _ part: String?, but adding: Int?) -> Beginning? {
        guard var day else { return nil }
        for fact in known where fact.verb == .amended && fact.seq != adding {
            let isMeant = part.map { fact.parts.contains($0) } ?? fact.parts.isEmpty
            guard isMeant, let date = fact.date("effective"), day.when.earliest > fact.when.surely else { continue }
            day = (date, fact.seq)
        }
        return day
    }

    private func endings(_ part: String?) -> [Oracle.Ending] {
        var endings: [Oracle.Ending] = []
        for fact in known where concerns(fact, part) && [.superseded, .revoked, .expired].contains(fact.verb) {
            endings.append(
                Oracle.Ending(when: fact.effect, how: fact.verb.rawValue, by: successor(of: fact), seq: fact.seq))
        }
        return endings.filter { oracle.hasBegun($0.when) } + endingsByOthers
    }

    var endingsByOthers: [Oracle.Ending] {
        oracle.known.flatMap { oracle.endings(toldBy: $0) }.filter { $0.target == subject }.map(\.ending)
            .filter { oracle.hasBegun($0.when) }
    }

    /// The directive that an event of this one names as what ended it.
    private func successor(of fact: Oracle.Fact) -> String? {
        for relation in fact.list("relations")
        where ["follows", "implements", "partOf"].contains(relation["type"]?.text ?? "") {
            if let name = oracle.stream(named: relation["target"]?.text ?? ""), name.hasPrefix("directive/"),
                name != subject
            {
                return name
            }
        }
        return nil
    }

    private var expiry: (when: Dates, fact: Oracle.Fact)? {
        known.compactMap { fact in fact.date("expires").map { ($0, fact) } }.last
    }

    /// The suspension that nothing has resumed.
    private func suspension(_ part: String?) -> Oracle.Fact? {
        let acts = known.filter { fact in
            [.suspended, .resumed].contains(fact.verb) && concerns(fact, part) && oracle.hasBegun(fact.effect)
        }
        // In the order in which they take effect.
        let turns = acts.enumerated().sorted { one, two in
            (one.element.effect, Oracle.rank(one.element.verb), one.offset)
                < (two.element.effect, Oracle.rank(two.element.verb), two.offset)
        }
        var since: Oracle.Fact?
        for (_, fact) in turns { since = fact.verb == .resumed ? nil : since ?? fact }
        return since
    }

    /// Where an event stands in the order of the world.
    private func place(_ seq: Int?) -> Int { oracle.known.firstIndex { $0.seq == seq } ?? 0 }

    /// The first counts; of several on one day the one that says by whom.
    private func precedes(_ one: Oracle.Ending, _ two: Oracle.Ending) -> Bool {
        (one.when, one.by == nil ? 1 : 0, one.how, place(one.seq))
            < (two.when, two.by == nil ? 1 : 0, two.how, place(two.seq))
    }

    func force(_ part: String?) -> Oracle.Force {
        var endings = endings(part)
        if let expiry, oracle.hasPassed(expiry.when) {
            endings.append(Oracle.Ending(when: expiry.when, how: "expired", by: nil, seq: expiry.fact.seq))
        }
        let beginning = beginning(part)
        let hasBegun = beginning.map { oracle.hasBegun($0.when) } ?? true
        var force = Oracle.Force(state: "inForce")
        if hasBegun { (force.since, force.sinceSeq) = (beginning?.when.text, beginning?.seq) }
        if let first = endings.min(by: precedes) {
            force.state = "ended"
            force.until = first.when.text
            (force.how, force.by, force.seq) = (first.how, first.by, first.seq)
            return force
        }
        force.until = expiry?.when.text
        if !hasBegun {
            force.state = "notYet"
            (force.from, force.fromSeq) = (beginning?.when.text, beginning?.seq)
        } else if let suspension = suspension(part) {
            force.state = "suspended"
            (force.suspended, force.suspendedSeq) = (suspension.effect.text, suspension.seq)
        }
        return force
    }

    /// Of the whole, every part considered.
    var forceOfAll: Oracle.Force {
        let whole = force(nil)
        if whole.state == "ended" || named.isEmpty { return whole }
        let states = (isInParts ? [] : [whole.state]) + named.map { force($0).state }
        // What has ended is no more; what is left may still be all of one kind.
        let left = Set(states.filter { $0 != "ended" })
        let isOne = left.count <= 1 && !(left == ["inForce"] && states.contains("ended"))
        let state = isOne ? left.first ?? "ended" : "partly"
        guard state != whole.state else { return whole }
        return combined(state, whole)
    }

    /// Of a whole whose parts have come to something else than it would have: as the first of them begins, and as the
    /// last of them is suspended or ends.
    private func combined(_ state: String, _ whole: Oracle.Force) -> Oracle.Force {
        var force = Oracle.Force(state: state, until: whole.until)
        let parts = named.map { self.force($0) }
        if state == "notYet" {
            let first = ordered(parts + [whole], \.from, \.fromSeq).first
            (force.from, force.fromSeq) = (first?.from, first?.fromSeq)
        } else {
            let first = ordered(parts + [whole], \.since, \.sinceSeq).first
            (force.since, force.sinceSeq) = (first?.since, first?.sinceSeq)
        }
        if state == "suspended" || state == "partly" {
            let last = ordered(parts, \.suspended, \.suspendedSeq).last
            let shown = whole.suspended != nil ? whole : state == "suspended" ? last : nil
            (force.suspended, force.suspendedSeq) = (shown?.suspended, shown?.suspendedSeq)
        }
        if state == "ended" {
            let endings = parts.map { part in
                Oracle.Ending(when: Dates(part.until), how: part.how ?? "", by: part.by, seq: part.seq ?? -1)
            }
            let day = endings.map(\.when).max()
            let last = endings.filter { $0.when == day }.min(by: precedes)
            (force.until, force.how, force.by, force.seq) = (last?.when.text, last?.how, last?.by, last?.seq)
        }
        return force
    }

    /// Those that have a date, by it, and of one day in the order of the world: it may be spelled in several ways.
    private func ordered(
        _ forces: [Oracle.Force], _ date: (Oracle.Force) -> String?, _ seq: (Oracle.Force) -> Int?
    ) -> [Oracle.Force] {
        forces.filter { date($0) != nil }.sorted {
            (Dates(date($0)), place(seq($0))) < (Dates(date($1)), place(seq($1)))
        }
    }
}
