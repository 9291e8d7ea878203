import EventModel

/// What is owed, and how far it was carried out.
extension OracleDirective {
    private func isImplemented(_ part: String?) -> Bool {
        begun.contains { $0.verb == .implemented && concerns($0, part) }
    }

    private func due(_ part: String?) -> Dates? {
        let stated = part.flatMap { lastOf($0, "due")?.text }
        return (stated ?? begun.filter(\.isOwn).map(\.fact).last("due")?.text).map { Dates($0) }
    }

    /// What ended before the day it was due is owed no more.
    private func isOverdue(_ part: String?) -> Bool {
        let force = part.map { self.force($0) } ?? forceOfAll
        if force.state == "suspended" || force.state == "notYet" { return false }
        let end = force.state == "ended" ? Dates(force.until).earliest : Int64.max
        return due(part).map { oracle.hasPassed($0) && $0.latest < end } ?? false
    }

    private func implementation(_ part: String?) -> String {
        if isImplemented(part) { return "met" }
        return isOverdue(part) ? "notMet" : "scheduled"
    }

    private var implementationOfAll: String {
        let isOver = forceOfAll.state == "ended"
        let owed = own.filter { isOver || force($0).state != "ended" }
        if isImplemented(nil) || (isInParts && !owed.isEmpty && owed.allSatisfy(isImplemented)) { return "met" }
        if named.contains(where: isImplemented) { return "partiallyMet" }
        // The day that is set for the whole goes before those of its parts.
        let isLate = due(nil) == nil ? owed.contains { isOverdue($0) && !isImplemented($0) } : isOverdue(nil)
        return isLate ? "notMet" : "scheduled"
    }

    /// It alone says who issued what.
    private var issue: Oracle.Fact? { begun.first { $0.verb == .issued }?.fact }

    /// To whom it is addressed: as the last issue or amendment to name any says.
    private func addressees(_ role: String) -> [String] {
        begun.filter { $0.isOwn && [.issued, .amended].contains($0.verb) }.map(\.fact).lastActors(role)
    }

    struct Duty {
        var subject: String
        var part: String?
        var who: [String]
        var toWhom: [String]
        var due: Dates?
        var state: String
        var done: String?

        var line: String {
            "\(subject) owed: \(part ?? "-") who=\(who) toWhom=\(toWhom) due=\(due?.text ?? "-") \(state) \(done ?? "-")"
        }
    }

    /// Of each part that has not ended, and of the whole where that is more or has a day that is none of theirs.
    var duties: [Duty] {
        guard forceOfAll.state != "ended" else { return [] }
        let addressees = addressees("to").isEmpty ? addressees("lead") : addressees("to")
        let left = named.filter { force($0).state != "ended" }
        let day = due(nil)
        let isWhole = !isInParts || day != nil && !left.contains { due($0) == day }
        return ((isWhole ? [nil] : []) + left.map { Optional($0) }).map { part in
            let assignees = part.flatMap { lastOf($0, "assignee") }?.elements.compactMap(\.text)
            let who = assignees.flatMap { begun.first?.fact.called($0) } ?? assignees ?? addressees
            let states = ["met": "done", "notMet": "overdue", "scheduled": "open", "partiallyMet": "open"]
            let ofAll =
                implementationOfAll == "met" ? "met" : isOverdue(nil) && !isImplemented(nil) ? "notMet" : "scheduled"
            let state = states[part == nil ? ofAll : implementation(part)] ?? ""
            let done = begun.last { $0.verb == .implemented && concerns($0, part) }?.fact.when.text
            return Duty(
                subject: subject, part: part, who: who, toWhom: issue?.actors("by") ?? [], due: due(part), state: state,
                done: state == "done" ? done : nil)
        }
    }

    /// The days that are still ahead.
    var prospects: [(when: Dates, line: String)] {
        var all: [(String, String?, Dates)] = []
        let whole = forceOfAll
        let coming = known.filter { !oracle.hasBegun($0.effect) }
        if whole.state == "ended" {
            let renewals = coming.filter { act in
                whole.how == "expired" && (act.relation == "continues" || act.isOwn && act.fact.date("expires") != nil)
            }
            return renewals.map { ($0.effect, "\(subject) toCome commencement - \($0.effect.text ?? "")") }
        }
        let kinds: [Verb: String] = [
            .revoked: "revocation", .superseded: "supersession", .expired: "expiry", .suspended: "suspension",
            .resumed: "resumption",
        ]
        for act in coming {
            guard let kind = kinds[act.verb] else { continue }
            if act.parts.isEmpty { all.append((kind, nil, act.effect)) }
            for part in act.parts { all.append((kind, part, act.effect)) }
        }
        let end = coming.filter { Self.ending.contains($0.verb) && $0.parts.isEmpty }.map(\.effect).min()
        func isReached(_ day: String) -> Bool { end.map { $0.latest >= Dates(day).earliest } ?? true }
        if let until = whole.until, isReached(until) { all.append(("expiry", nil, Dates(until))) }
        if let from = whole.from { all.append(("commencement", nil, Dates(from))) }
        for part in named {
            let own = force(part)
            if let from = own.from, from != whole.from { all.append(("commencement", part, Dates(from))) }
            if own.state != "ended", let until = own.until, until != whole.until, isReached(until) {
                all.append(("expiry", part, Dates(until)))
            }
        }
        for duty in duties where duty.state == "open" {
            if let due = duty.due { all.append(("due", duty.part, due)) }
        }
        func isOver(_ part: String?, by day: Dates) -> Bool {
            var ends = coming.filter { act in
                Self.ending.contains(act.verb) && (act.parts.isEmpty || part.map(act.parts.contains) ?? false)
            }.map(\.effect)
            let force = part.map { named.contains($0) ? self.force($0) : whole } ?? whole
            if let until = force.until { ends.append(Dates(until)) }
            return ends.min().map { $0.latest < day.earliest } ?? false
        }
        let endKinds = ["expiry", "revocation", "supersession"]
        let left = all.filter { kind, part, when in endKinds.contains(kind) || !isOver(part, by: when) }
        return left.map { kind, part, when in (when, "\(subject) toCome \(kind) \(part ?? "-") \(when.text ?? "")") }
    }

    private static let ending: [Verb] = [.revoked, .superseded, .expired]

    /// What cannot all be, by what has begun.
    private var contradictions: [String] {
        var ends = endings(nil).filter { end in begun.contains { $0.seq == end.seq } }
        var foreseen: Dates?
        if let expiry = expiry(nil), oracle.hasPassed(expiry.when), begun.contains(where: { $0.seq == expiry.seq }) {
            foreseen = expiry.when
        }
        var found: [String] = []
        let days = ends.map(\.when) + [foreseen].compactMap { $0 }
        if let issue, days.contains(where: { $0.latest < issue.when.earliest }) { found.append("endedBeforeIssued") }
        if hasTwoEnds(ends, foreseen) { found.append("twoEnds") }
        if oracle.selfEndings(of: subject).contains(where: { oracle.hasBegun($0.when) }) { found.append("endsItself") }
        ends.removeAll { $0.by == nil }
        let isMutual = ends.contains { end in
            let other = OracleDirective(oracle: oracle, subject: end.by ?? "")
            return other.known.contains { act in
                act.doer == subject && act.parts.isEmpty && Self.ending.contains(act.verb)
                    && oracle.hasBegun(act.effect) && act.effect.earliest <= end.when.latest
                    && end.when.earliest <= act.effect.latest
            }
        }
        if isMutual { found.append("endEachOther") }
        if isActedOnAfterItsEnd { found.append("actsAfterEnd") }
        let isStrange = begun.contains { act in
            let touches = act.relation == "continues" || ![.issued, .commenced, .amended].contains(act.verb)
            return touches && act.parts.contains { !own.contains($0) }
        }
        if isInParts, isStrange { found.append("unknownProvision") }
        return found
    }

    /// An expiry that was foreseen counts beside what came before it, and beside an earlier event that it expired.
    private func hasTwoEnds(_ ends: [Oracle.Ending], _ foreseen: Dates?) -> Bool {
        let areTwo = ends.contains { one in ends.contains { $0.when.earliest > one.when.latest } }
        guard !areTwo, let foreseen else { return areTwo }
        return ends.contains { end in
            end.when.earliest > foreseen.latest || end.how == "expired" && foreseen.earliest > end.when.latest
        }
    }

    private var isActedOnAfterItsEnd: Bool {
        guard let issue = begun.firstIndex(where: { $0.verb == .issued }) else { return false }
        return begun[(issue + 1)...].contains { act in
            guard [.issued, .commenced, .amended, .suspended, .resumed].contains(act.verb) else { return false }
            let isOfWhole = act.parts.isEmpty || act.isOwn && [.issued, .amended].contains(act.verb)
            let forces =
                isOfWhole
                ? [forceOfAll]
                : act.parts.map { part in
                    named.contains(part) || !isInParts ? force(part) : force(nil)
                }
            guard forces.allSatisfy({ $0.state == "ended" }) else { return false }
            let last = forces.max { one, two in
                (Dates(one.until), place(one)) < (Dates(two.until), place(two))
            }
            guard let last, begun.contains(where: { $0.seq == last.seq }) else { return false }
            let isRenewal = act.relation == "continues" || act.isOwn && act.fact.date("expires") != nil
            if last.how == "expired", isRenewal { return false }
            let end = Dates(last.until)
            let teller = begun.first { $0.seq == last.seq && Self.ending.contains($0.verb) }
            let told = max(teller?.fact.when ?? end, end)
            return act.effect.earliest > end.latest && act.fact.when.earliest > told.latest
        }
    }

    private func place(_ force: Oracle.Force) -> Int { oracle.place(force.seq) }

    private var knownOnlyBy: String {
        if issue != nil { return "-" }
        return begun.allSatisfy { [.revoked, .superseded, .expired].contains($0.verb) } ? "end" : "acts"
    }

    private func line(_ force: Oracle.Force, _ part: String?) -> String {
        force.line + (since(part).map { " since=\($0.text)" } ?? "")
    }

    var lines: [String] {
        let whole =
            "\(subject): \(line(forceOfAll, nil)) implementation=\(implementationOfAll) due=\(due(nil)?.text ?? "-")"
            + " by=\(issue?.actors("by") ?? []) to=\(addressees("to")) lead=\(addressees("lead"))"
            + " knownOnlyBy=\(knownOnlyBy) title=\(issue?.text("title") ?? "-") contradictions=\(contradictions)"
        let parts = named.map { part in
            "\(subject) \(part): \(line(force(part), part)) implementation=\(implementation(part)) due=\(due(part)?.text ?? "-")"
        }
        let history = begun.map { act in
            let doer = act.doer.map { "\(act.relation ?? act.verb.rawValue) by \($0)" } ?? act.verb.rawValue
            return "\(act.fact.place) \(doer)" + (act.isOwn ? "" : act.parts.map { " " + $0 }.joined())
        }
        var amendments: [Oracle.Act] = []
        for act in begun where act.verb == .amended {
            let isSame = amendments.contains { other in
                act.doer != nil && other.doer == act.doer && other.parts == act.parts
                    && other.effect.earliest <= act.effect.latest && act.effect.earliest <= other.effect.latest
            }
            if !isSame { amendments.append(act) }
        }
        let amended = amendments.map { "\($0.doer ?? "-") \($0.fact.place)" }
        return [whole] + parts
            + ["\(subject) history: \(history.joined(separator: ", "))", "\(subject) amended: \(amended)"]
    }
}

extension Oracle {
    /// By the day they are due, those without one last; then by name.
    func duties() -> [String] {
        allDirectives.flatMap(\.duties).filter { !$0.who.isEmpty || $0.due != nil }.sorted { one, two in
            if one.due != two.due {
                guard let due = one.due, let other = two.due else { return one.due != nil }
                return due < other
            }
            return (one.subject, one.part ?? "") < (two.subject, two.part ?? "")
        }.map(\.line)
    }

    /// What is to come, by date.
    var prospects: [(when: Dates, line: String)] {
        (allDirectives.flatMap(\.prospects) + goalsToCome).sorted { one, two in
            let subjects = [one.line, two.line].map { String($0.prefix { $0 != " " }) }
            if one.when != two.when { return one.when < two.when }
            return subjects[0] == subjects[1] ? one.line < two.line : precedes(subjects[0], subjects[1])
        }
    }
}
