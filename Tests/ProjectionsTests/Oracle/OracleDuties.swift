import EventModel

/// What is owed, and how far it was carried out.
extension OracleDirective {
    private func isImplemented(_ part: String?) -> Bool {
        begun.contains { $0.verb == .implemented && concerns($0, part) }
    }

    private func due(_ part: String?) -> Dates? {
        let stated = part.flatMap { lastOf($0, "due")?.text }
        return (stated ?? begun.last("due")?.text).map { Dates($0) }
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

    private var issue: Oracle.Fact? { begun.first { $0.verb == .issued } ?? begun.first }

    /// To whom it is addressed: as the last issue or amendment to name any says, else as the first event does.
    private func addressees(_ role: String) -> [String] {
        let orders = begun.filter { [.issued, .amended].contains($0.verb) }.lastActors(role)
        return orders.isEmpty ? issue?.actors(role) ?? [] : orders
    }

    private var obligations: [String] {
        guard let issue, force(nil).state != "ended" else { return [] }
        let addressees = addressees("to").isEmpty ? addressees("lead") : addressees("to")
        return ((own.isEmpty ? [nil] : []) + named.map { Optional($0) }).compactMap { part in
            let assignees = part.flatMap { lastOf($0, "assignee") }?.elements.compactMap(\.text)
            let who = assignees ?? addressees
            guard !who.isEmpty, force(part).state != "ended" else { return nil }
            return
                "\(subject) owed: \(part ?? "-") who=\(who) toWhom=\(issue.actors("by")) due=\(due(part)?.text ?? "-")"
                + " status=\(part == nil ? implementationOfAll : implementation(part))"
        }
    }

    var lines: [String] {
        let whole =
            "\(subject): \(forceOfAll.line) implementation=\(implementationOfAll) due=\(due(nil)?.text ?? "-")"
            + " by=\(issue?.actors("by") ?? []) to=\(addressees("to")) lead=\(addressees("lead"))"
        let parts = named.map { part in
            "\(subject) \(part): \(force(part).line) implementation=\(implementation(part)) due=\(due(part)?.text ?? "-")"
        }
        return [whole] + parts + obligations + ["\(subject) history: \(oracle.sequence(begun))"]
    }
}
