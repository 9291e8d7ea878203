import EventModel

/// Whether a directive, or a part of it, holds.
extension OracleDirective {
    /// When it comes into force: as it commenced, whatever was foreseen; else as was said last; else as it was issued.
    /// The commencement of a part by name goes before that of the whole.
    private func beginning(_ part: String?) -> Dates? {
        let commencements = known.filter { $0.verb == .commenced && concerns($0, part) }
        let ofPart = commencements.filter { part != nil && !$0.parts.isEmpty }
        let telling = ofPart.isEmpty ? commencements : ofPart
        if let first = telling.map(\.effect).min() { return first }
        if let effective = describing.compactMap({ $0.date("effective") }).last { return effective }
        return begun.first { $0.verb == .issued }?.when
    }

    private func endings(_ part: String?) -> [Oracle.Ending] {
        var endings: [Oracle.Ending] = []
        let acts = oracle.givesIn(.retroactiveEffect) ? known : begun
        for fact in acts where concerns(fact, part) && [.superseded, .revoked, .expired].contains(fact.verb) {
            endings.append(
                Oracle.Ending(
                    when: fact.effect, how: fact.verb.rawValue, by: successor(of: fact), seq: fact.seq,
                    isOwn: true))
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
            let target = relation["target"]?.text ?? ""
            let stream = oracle.givesIn(.unnamedSuccessor) ? target : oracle.stream(named: target)
            if let name = stream, name.hasPrefix("directive/"), name != subject {
                return name
            }
        }
        return nil
    }

    private var expiry: (when: Dates, fact: Oracle.Fact)? {
        begun.compactMap { fact in fact.date("expires").map { ($0, fact) } }.last
    }

    /// The suspension that nothing has resumed.
    private func suspension(_ part: String?) -> Dates? {
        let acts = (oracle.givesIn(.retroactiveEffect) ? known : begun).filter { fact in
            [.suspended, .resumed].contains(fact.verb) && concerns(fact, part) && oracle.hasBegun(fact.effect)
        }
        // In the order in which they take effect.
        let turns = acts.enumerated().sorted { one, two in
            (one.element.effect, Oracle.rank(one.element.verb), one.offset)
                < (two.element.effect, Oracle.rank(two.element.verb), two.offset)
        }
        var since: Dates?
        for (_, fact) in turns { since = fact.verb == .resumed ? nil : since ?? fact.effect }
        return since
    }

    func force(_ part: String?) -> Oracle.Force {
        var endings = endings(part)
        if let expiry, oracle.hasPassed(expiry.when) {
            let blamed = oracle.givesIn(.blamedExpiry) ? successor(of: expiry.fact) : nil
            endings.append(
                Oracle.Ending(when: expiry.when, how: "expired", by: blamed, seq: expiry.fact.seq, isOwn: true))
        }
        let beginning = beginning(part)
        let hasBegun = beginning.map(oracle.hasBegun) ?? true
        var force = Oracle.Force(
            state: "inForce", since: hasBegun || oracle.givesIn(.neverBegan) ? beginning?.text : nil)
        func place(_ ending: Oracle.Ending) -> Int { oracle.known.firstIndex { $0.seq == ending.seq } ?? 0 }
        // The first counts; of several on one day the one that says by whom.
        func silence(_ ending: Oracle.Ending) -> Int {
            ending.by == nil || oracle.givesIn(.silentSuccessor) && ending.isOwn ? 1 : 0
        }
        let first = endings.min { one, two in
            (one.when, silence(one), one.how, place(one)) < (two.when, silence(two), two.how, place(two))
        }
        if let first {
            force.state = "ended"
            force.until = first.when.text
            (force.how, force.by, force.seq) = (first.how, first.by, first.seq)
            return force
        }
        if part == nil || !oracle.givesIn(.openPart) { force.until = expiry?.when.text }
        if !hasBegun {
            force.since = nil
            force.state = "notYet"
            force.from = beginning?.text
        } else if let suspension = suspension(part) {
            force.state = "suspended"
            force.suspended = suspension.text
        }
        return force
    }

    /// Of the whole, every part considered.
    var forceOfAll: Oracle.Force {
        let whole = force(nil)
        if whole.state == "ended" || named.isEmpty { return whole }
        let states = (own.isEmpty ? [whole.state] : []) + named.map { force($0).state }
        // What has ended is no more; what is left may still be all of one kind.
        let left = Set(states.filter { $0 != "ended" })
        let isOne = left.count <= 1 && !(left == ["inForce"] && states.contains("ended"))
        var state = isOne ? left.first ?? "ended" : "partly"
        if state == "notYet", states.contains("ended"), oracle.givesIn(.partlyOfNothing) { state = "partly" }
        guard state != whole.state else { return whole }
        return combined(state)
    }

    /// Of a whole whose parts have come to something else than it would have: as the first of them begins, and as the
    /// last of them is suspended or ends.
    private func combined(_ state: String) -> Oracle.Force {
        let whole = force(nil)
        var force = Oracle.Force(state: state, until: whole.until)
        let parts = named.map { self.force($0) }
        let givesIn = oracle.givesIn(.neverBegan)
        func first(_ dates: [String?]) -> String? {
            givesIn ? beginning(nil)?.text : dates.compactMap { $0 }.map { Dates($0) }.min()?.text
        }
        if state == "notYet" {
            force.from = first(parts.map(\.from) + [whole.from])
        } else {
            force.since = first(parts.map(\.since) + [whole.since])
        }
        if state == "suspended" {
            force.suspended = whole.suspended ?? parts.compactMap(\.suspended).map { Dates($0) }.max()?.text
        } else if state != "ended" || oracle.givesIn(.suspendedEnd) {
            force.suspended = whole.suspended
        }
        if state == "ended", let last = parts.max(by: { Dates($0.until) < Dates($1.until) }) {
            (force.until, force.how, force.by, force.seq) = (last.until, last.how, last.by, last.seq)
        }
        return force
    }
}
