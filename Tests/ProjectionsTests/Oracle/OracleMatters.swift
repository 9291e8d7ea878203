import EventModel

/// Announcements and targets.
extension Oracle {
    func announcements() -> [String] {
        subjects(.announcement).map { subject in
            let history = facts(of: subject)
            let fields = ["category", "post", "appointee", "organisation", "members", "products", "restricts"]
            let stated = fields.map { " \($0)=\(history.last($0)?.line ?? "-")" }.joined()
            let last = history[history.count - 1]
            return "\(subject): \(last.verb) since=\(last.when.text ?? "-")\(stated) history: \(sequence(history))"
        }
    }

    /// How far it is from where to where, by stream and indicator; each member as stated last.
    func targets() -> [String] {
        var lines: [String] = []
        for subject in Set(facts.map(\.subject)) {
            let stated = facts(of: subject).flatMap { fact in fact.list("targets").map { (fact, $0) } }
            for indicator in Set(stated.compactMap { $0.1["indicator"]?.text }) {
                let own = stated.filter { $0.1["indicator"]?.text == indicator }
                lines.append("\(subject) \(indicator): " + target(own.map(\.1)))
            }
        }
        return lines.sorted()
    }

    /// The targets that nobody has judged and that are not overdue.
    var goalsToCome: [(when: Dates, line: String)] {
        Set(facts.map(\.subject)).flatMap { subject -> [(when: Dates, line: String)] in
            let stated = facts(of: subject).flatMap { $0.list("targets") }
            return Set(stated.compactMap { $0["indicator"]?.text }).compactMap { indicator in
                let own = stated.filter { $0["indicator"]?.text == indicator }
                let due = own.compactMap { $0["goal"]?["due"]?.text }.last.map { Dates($0) }
                guard let due, target(own).hasPrefix("scheduled ") else { return nil }
                return (due, "\(subject) toCome target \(indicator) \(due.text ?? "")")
            }
        }
    }

    private func target(_ stated: [JSON]) -> String {
        func last(_ key: String) -> JSON? { stated.compactMap { $0[key] }.last }
        let due = stated.compactMap { $0["goal"]?["due"]?.text }.last
        var status = last("status")?.text ?? "scheduled"
        // That it is scheduled is no judgement.
        if status == "scheduled", due.map({ hasPassed(Dates($0)) }) ?? false { status = "overdue" }
        return
            "\(status) due=\(due ?? "-") unit=\(last("unit")?.text ?? "-") goal=\(last("goal")?["value"]?.text ?? "-")"
            + " baseline=\(last("baseline")?["value"]?.text ?? "-") gap=\(gap(stated) ?? "-")"
    }

    /// Goal less baseline, each as stated last, where they are stated in one unit.
    private func gap(_ stated: [JSON]) -> String? {
        func lastWithUnit(_ key: String) -> (value: Decimal, unit: String?)? {
            guard let place = stated.lastIndex(where: { $0[key] != nil }),
                let value = stated[place][key]?["value"]?.text.flatMap({ try? Decimal($0) })
            else { return nil }
            return (value, stated[place]["unit"]?.text)
        }
        guard let goal = lastWithUnit("goal"), let baseline = lastWithUnit("baseline"), goal.unit == baseline.unit
        else {
            return nil
        }
        return (goal.value - baseline.value).description
    }
}
