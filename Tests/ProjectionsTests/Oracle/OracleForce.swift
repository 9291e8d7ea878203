import EventModel

/// Whether a directive, or a part of it, holds.
extension Oracle {
    struct Ending {
        var when: Dates
        var how: String
        var by: String?
        var seq: Int
    }
}

extension OracleDirective {
    typealias Beginning = (when: Dates, seq: Int)

    /// When it comes into force: as it commenced, whatever was foreseen; else as it was issued, and as amendments have
    /// put that off while it could still be. The commencement of a part by name goes before that of the whole.
    func beginning(_ part: String?) -> Beginning? {
        let commencements = known.filter { $0.verb == .commenced }
        let ofWhole = first(commencements.filter { $0.parts.isEmpty })
        guard let part else { return ofWhole ?? putOff(issue, nil, but: nil) }
        if let own = first(commencements.filter { $0.parts.contains(part) }) { return own }
        var day = ofWhole ?? putOff(issue, nil, but: nil)
        let adding = describing.first { $0.parts.contains(part) }.flatMap { $0.verb == .amended ? $0 : nil }
        if let adding {
            let comesLater = day.map { ($0.when, oracle.place($0.seq)) < (adding.effect, oracle.place(adding.seq)) }
            if comesLater ?? true { day = (adding.effect, adding.seq) }
        }
        return putOff(day, part, but: adding?.seq)
    }

    /// Of one day the first in the order of the world.
    private func first(_ acts: [Oracle.Act]) -> Beginning? {
        let day = acts.map(\.effect).min()
        return acts.first { $0.effect == day }.map { ($0.effect, $0.seq) }
    }

    /// As the last issue to say so states, else as it was issued.
    private var issue: Beginning? {
        let issues = known.filter { $0.verb == .issued }
        let ends = known.filter { $0.parts.isEmpty || $0.verb == .issued }.flatMap { act -> [Dates] in
            let isEnd = [.superseded, .revoked, .expired].contains(act.verb)
            let expires = act.isOwn || act.relation == "continues" ? act.fact.date("expires") : nil
            return (isEnd ? [act.effect] : []) + [expires].compactMap { $0 }
        }
        let last = issues.last { act in
            act.fact.date("effective") != nil
                && (act.seq == issues[0].seq || !ends.contains { $0.latest < act.effect.earliest })
        }
        if let last { return (last.effect, last.seq) }
        return issues.first.map { ($0.fact.when, $0.seq) }
    }

    /// What surely lay ahead when it was amended is moved by that; what may have begun was in force and stays so.
    private func putOff(_ day: Beginning?, _ part: String?, but adding: Int?) -> Beginning? {
        guard var day else { return nil }
        for act in known where act.isOwn && act.verb == .amended && act.seq != adding {
            let isMeant = part.map { act.parts.contains($0) } ?? act.parts.isEmpty
            guard isMeant, let date = act.fact.date("effective"), day.when.earliest > act.fact.when.surely else {
                continue
            }
            day = (date, act.seq)
        }
        return day
    }

    /// The ends that events tell of. What expired by an event is in force again as soon as another expiry holds.
    func endings(_ part: String?) -> [Oracle.Ending] {
        known.filter { act in
            guard concerns(act, part), [.superseded, .revoked, .expired].contains(act.verb), oracle.hasBegun(act.effect)
            else { return false }
            return act.verb != .expired
                || !setters(part).contains { setter in
                    oracle.hasBegun(setter.effect) && setter.effect.earliest > act.effect.latest
                }
        }.map { Oracle.Ending(when: $0.effect, how: $0.verb.rawValue, by: $0.doer, seq: $0.seq) }
    }

    /// The acts that set or lift the expiry; what is said of parts is of them.
    private func setters(_ part: String?) -> [Oracle.Act] {
        known.filter { act in
            let isMeant = act.verb == .issued || act.parts.isEmpty || part.map(act.parts.contains) ?? false
            return isMeant && (act.relation == "continues" || act.isOwn && act.fact.date("expires") != nil)
        }
    }

    /// As the last to set it says; one that has lapsed by then holds until that one takes effect.
    func expiry(_ part: String?) -> (when: Dates, seq: Int)? {
        var expiry: (when: Dates, seq: Int)?
        for act in setters(part) {
            if let before = expiry?.when {
                let hasLapsed = before.latest < act.effect.earliest
                if hasLapsed, !oracle.hasBegun(act.effect) { continue }
                // What continues it ends nothing sooner.
                let isSooner = act.fact.date("expires").map { $0 < before || $0 == before } ?? false
                if !hasLapsed, act.relation == "continues", isSooner { continue }
            }
            expiry = act.fact.date("expires").map { ($0, act.seq) }
        }
        return expiry
    }

    /// The suspension that nothing has resumed.
    private func suspension(_ part: String?) -> Oracle.Act? {
        let acts = known.filter { act in
            [.suspended, .resumed].contains(act.verb) && concerns(act, part) && oracle.hasBegun(act.effect)
        }
        // In the order in which they take effect.
        let turns = acts.sorted { one, two in
            (one.effect, Oracle.rank(one.verb), oracle.place(one.seq))
                < (two.effect, Oracle.rank(two.verb), oracle.place(two.seq))
        }
        var since: Oracle.Act?
        for act in turns { since = act.verb == .resumed ? nil : since ?? act }
        return since
    }

    /// The first counts; of several on one day the one that says by whom.
    private func precedes(_ one: Oracle.Ending, _ two: Oracle.Ending) -> Bool {
        (one.when, one.by == nil ? 1 : 0, one.how, oracle.place(one.seq))
            < (two.when, two.by == nil ? 1 : 0, two.how, oracle.place(two.seq))
    }

    func force(_ part: String?) -> Oracle.Force {
        var endings = endings(part)
        let expiry = expiry(part)
        if let expiry, oracle.hasPassed(expiry.when) {
            endings.append(Oracle.Ending(when: expiry.when, how: "expired", by: nil, seq: expiry.seq))
        }
        let beginning = beginning(part)
        let hasBegun = beginning.map { oracle.hasBegun($0.when) } ?? true
        var force = Oracle.Force(state: "inForce")
        if hasBegun { (force.began, force.beganSeq) = (beginning?.when.text, beginning?.seq) }
        if let first = endings.min(by: precedes) {
            force.state = "ended"
            force.until = first.when.text
            (force.how, force.by, force.seq) = (first.how, first.by, first.seq)
            if let beginning, first.when.latest < beginning.when.earliest { (force.began, force.beganSeq) = (nil, nil) }
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

    // MARK: Since when

    /// Since when the state of the whole, or of a part, is what it is: the last day that changed it, found by asking at
    /// the second before each day that can change anything, the last first.
    func since(_ part: String?) -> (text: String, seq: Int)? {
        func state(_ directive: OracleDirective) -> String {
            part == nil ? directive.forceOfAll.state : directive.force(part).state
        }
        let now = state(self)
        if now == "notYet" { return nil }
        var turns: [Int64: [(when: Dates, seq: Int)]] = [:]
        for act in known {
            turns[oracle.certain ? act.effect.surely : act.effect.earliest, default: []].append((act.effect, act.seq))
            if act.isOwn || act.relation == "continues", let expires = act.fact.date("expires"), expires.latest < .max {
                turns[expires.latest + 1, default: []].append((expires, act.seq))
            }
        }
        for (second, dates) in turns.sorted(by: { $0.key > $1.key }) where second <= oracle.asOf {
            let isTurn =
                second == .min
                || state(OracleDirective(before: second, self)) != now
            guard isTurn else { continue }
            let first = dates.min { ($0.when, oracle.place($0.seq)) < ($1.when, oracle.place($1.seq)) }
            return first.flatMap { first in first.when.text.map { ($0, first.seq) } }
        }
        return nil
    }

    private init(before second: Int64, _ other: OracleDirective) {
        oracle = other.oracle.at(second - 1)
        subject = other.subject
        known = other.known
    }

    // MARK: The whole by its parts

    /// Of the whole, every part considered.
    var forceOfAll: Oracle.Force {
        let whole = force(nil)
        if named.isEmpty { return whole }
        let parts = named.map { force($0).state }
        // What has ended is no more.
        let left = ((isInParts ? [] : [whole.state]) + parts).filter { $0 != "ended" }
        let state: String
        if left.isEmpty {
            state = "ended"
        } else if whole.state == "inForce", left.contains("notYet") {
            state = "partly"
        } else if left.contains("inForce") {
            let isWhole =
                (whole.state != "ended" || isInParts) && !parts.contains("ended")
                && left.allSatisfy { $0 == "inForce" }
            state = isWhole ? "inForce" : "partly"
        } else {
            state = left.contains("suspended") || whole.state == "suspended" ? "suspended" : "notYet"
        }
        return state == whole.state && !(state == "ended" && isInParts) ? whole : combined(state, whole)
    }

    /// Of a whole whose parts have come to something else than it would have: as the first of them begins, and as the
    /// last of them is suspended or ends.
    private func combined(_ state: String, _ whole: Oracle.Force) -> Oracle.Force {
        let parts = named.map { self.force($0) }
        let left = parts.filter { $0.state != "ended" }.map(\.until)
        let last = left.contains(nil) ? nil : left.compactMap { $0 }.max { Dates($0) < Dates($1) }
        var force = Oracle.Force(state: state, until: whole.state == "ended" ? last : whole.until)
        if state == "notYet" {
            let first = ordered(parts + [whole], \.from, \.fromSeq).first
            (force.from, force.fromSeq) = (first?.from, first?.fromSeq)
        } else {
            let first = ordered(parts + [whole], \.began, \.beganSeq).first
            (force.began, force.beganSeq) = (first?.began, first?.beganSeq)
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
            (Dates(date($0)), oracle.place(seq($0))) < (Dates(date($1)), oracle.place(seq($1)))
        }
    }
}
