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

    private func isOverdue(_ part: String?) -> Bool { due(part).map(oracle.hasPassed) ?? false }

    private func implementation(_ part: String?) -> String {
        if isImplemented(part) { return "met" }
        return isOverdue(part) ? "notMet" : "scheduled"
    }

    private var implementationOfAll: String {
        if isImplemented(nil) || (!own.isEmpty && own.allSatisfy(isImplemented)) { return "met" }
        if named.contains(where: isImplemented) { return "partiallyMet" }
        // The day that is set for the whole goes before those of its parts.
        let isLate = due(nil) == nil ? own.contains(where: isOverdue) : isOverdue(nil)
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

    /// Of each part that has not ended, or of the whole where it was never described in parts.
    var duties: [Duty] {
        guard forceOfAll.state != "ended" else { return [] }
        let addressees = addressees("to").isEmpty ? addressees("lead") : addressees("to")
        return ((own.isEmpty ? [nil] : []) + named.map { Optional($0) }).compactMap { part in
            guard part == nil || force(part).state != "ended" else { return nil }
            let who = part.flatMap { lastOf($0, "assignee") }?.elements.compactMap(\.text) ?? addressees
            let states = ["met": "done", "notMet": "overdue", "scheduled": "open", "partiallyMet": "open"]
            let state = states[part == nil ? implementationOfAll : implementation(part)] ?? ""
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
        if whole.state != "ended", let until = whole.until { all.append(("expiry", nil, Dates(until))) }
        if let from = whole.from { all.append(("commencement", nil, Dates(from))) }
        for part in named {
            if let from = force(part).from, from != whole.from { all.append(("commencement", part, Dates(from))) }
        }
        for duty in duties where duty.state == "open" {
            if let due = duty.due { all.append(("due", duty.part, due)) }
        }
        return all.map { kind, part, when in (when, "\(subject) toCome \(kind) \(part ?? "-") \(when.text ?? "")") }
    }

    /// What cannot all be, by what has begun.
    private var contradictions: [String] {
        let ends = begun.filter { act in
            [.revoked, .superseded, .expired].contains(act.verb) && act.parts.isEmpty && oracle.hasBegun(act.effect)
        }
        var found: [String] = []
        if let issue, ends.contains(where: { $0.effect.latest < issue.when.earliest }) {
            found.append("endedBeforeIssued")
        }
        let first = ends.map(\.effect).min()
        if let first, ends.contains(where: { $0.effect.earliest > first.latest }) { found.append("twoEnds") }
        if oracle.selfEndings(of: subject).contains(where: { oracle.hasBegun($0.when) }) { found.append("endsItself") }
        return found
    }

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
        let amended = begun.filter { $0.verb == .amended }.map { "\($0.doer ?? "-") \($0.fact.place)" }
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
