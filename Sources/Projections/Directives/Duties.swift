package import EventModel

/// Who owes what to whom, by when: what directives that have not ended demand.
///
///     {"subject": "directive/report-large-models", "provision": "audit", "what": "Report each model.",
///      "who": ["labs"], "toWhom": ["ministry"], "due": {"text": "2026-06-30", …}, "state": "open",
///      "title": "Report large models"}
///
/// A row is a part of a directive or, where it was never described in parts, the whole. `who` are the assignees of the
/// part, else those to whom the directive is addressed, else who leads; what nobody owes and no day is set for is left
/// out. What has ended is owed no more. `state` is `done` once it was carried out, with `"done": {…}` when; else `overdue` where the point has surely
/// passed the day it is due, else `open`. The day of a part is its own, else that of the whole.
///
/// Rows come by the day they are due, those without one last. An actor asked for is one who owes or to whom it is owed,
/// and of several together each is one of these;
/// ``Filter/since`` and ``Filter/until`` choose what is due, at least possibly, in that window.
package struct Duties: Projection {
    package static let name = "duties"
    package static let question = "who owes what to whom, by when: open, overdue, done"
    package static let kinds: [Kind] = [.directive]
    package static let classes = Duty.State.allCases.map(\.rawValue)
    package static let needs: [any Projection.Type] = [Directives.self]

    package init() {}

    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        for (group, duty) in owed(question).enumerated() where question.wants(group: group) { body { duty.row } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for owed in owed(question) { body(owed.duty.state.rawValue) }
    }

    private func owed(_ question: Question) -> [DutyRow] {
        var all: [DutyRow] = []
        question.state(of: Directives.self)?.forEachHistory(question, isWhole: true) { history in
            let directive = DirectiveRow(history: history, question: question)
            for duty in history.duties where question.wants(class: duty.state.rawValue) {
                let row = DutyRow(duty: duty, directive: directive)
                if row.isWanted(question) { all.append(row) }
            }
        }
        return all.sorted { $0.precedes($1, question) }
    }
}

/// What a part of a directive, or the whole, demands.
struct Duty {
    enum State: String, CaseIterable, Sendable {
        case open, overdue, done

        init(_ status: TargetStatus) {
            switch status {
            case .met: self = .done
            case .notMet: self = .overdue
            case .scheduled, .partiallyMet: self = .open
            }
        }
    }

    /// ``Symbol/none`` for the whole.
    var part: Symbol
    var due: Basis?
    var state: State
}

/// A duty as people see it.
private struct DutyRow {
    let duty: Duty
    let directive: DirectiveRow

    func isWanted(_ question: Question) -> Bool {
        if question.filter.isWindowed {
            guard let due = duty.due, question.isInWindow(due.when) else { return false }
        }
        let debtors = names { directive.writeDebtors(of: duty.part, to: &$0) }
        if debtors.isEmpty, duty.due == nil { return false }
        guard question.actors != nil else { return true }
        let all = debtors + names { directive.writeCreditors(to: &$0) }
        return question.wants(actors: Set(all.compactMap { question.symbols.find(.actor, $0) }))
    }

    /// The names in a list that `write` writes; none where it writes nothing.
    private func names(_ write: (inout JSONText) -> Void) -> [String] {
        var text = JSONText()
        write(&text)
        var document = Document()
        // UInt8 has no padding that could be uninitialised.
        guard !text.bytes.isEmpty, (try? unsafe document.read(json: text.bytes.span.bytes)) != nil else { return [] }
        return JSON(document.root, of: document).elements.compactMap(\.text)
    }

    /// By the day it is due, those without one last; then by name.
    func precedes(_ other: Self, _ question: Question) -> Bool {
        if duty.due?.when != other.duty.due?.when {
            guard let due = duty.due, let otherDue = other.duty.due else { return duty.due != nil }
            return due.when < otherDue.when
        }
        let (own, others) = (directive.history.subject, other.directive.history.subject)
        return own == others
            ? question.symbols.precedes(duty.part, other.duty.part) : question.symbols.precedes(own, others)
    }

    var row: Row {
        let question = directive.question
        return Row { row in
            row.member("subject", name: directive.history.subject, question)
            row.member("provision", slug: duty.part == .none ? nil : duty.part, question)
            row.member("what") { directive.writeDemand(of: duty.part, to: &$0) }
            row.member("who") { directive.writeDebtors(of: duty.part, to: &$0) }
            row.member("toWhom") { directive.writeCreditors(to: &$0) }
            row.member("due", date: duty.due?.date.symbol ?? .none, question)
            row.member("state", duty.state.rawValue)
            if duty.state == .done, let fact = directive.history.fulfilment(of: duty.part) {
                row.member("done", date: fact.date, question)
            }
            directive.writeTitle(to: &row)
        }
    }
}
