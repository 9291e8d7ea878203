import EventModel

/// Announcements, investments and targets.
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

/// Money by how firm it is: sums in billionths by currency, and how many amounts are unknown.
struct OracleLedger {
    static let names = ["planned", "pledged", "committed", "paid"]
    var sums: [String: [String: Int128]] = [:]
    var unknown: [String: Int] = [:]
    var isCancelled = false
    private var last: String?

    mutating func take(_ fact: Oracle.Fact) {
        switch fact.verb {
        case .planned: add(fact, to: "planned")
        case .pledged: add(fact, to: "pledged")
        case .committed: add(fact, to: "committed")
        case .disbursed: add(fact, to: "paid")
        case .revised:
            let flows = [
                "indicative": "planned", "pledge": "pledged", "commitment": "committed", "disbursement": "paid",
                "expenditure": "paid",
            ]
            let name = fact.text("flow").flatMap { flows[$0] } ?? last ?? "planned"
            guard fact.data["amount"] != nil else { return }
            last = name
            sums[name] = [:]
            unknown[name] = 0
            put(fact, into: name)
        case .cancelled: cancel()
        default: break
        }
    }

    private mutating func add(_ fact: Oracle.Fact, to name: String) {
        // What is promised or paid afresh is not cancelled.
        isCancelled = false
        last = name
        put(fact, into: name)
    }

    private mutating func put(_ fact: Oracle.Fact, into name: String) {
        guard let amount = fact.data["amount"] else { return }
        if let value = amount["value"]?.text.flatMap({ try? Decimal($0) }), let currency = amount["currency"]?.text {
            sums[name, default: [:]][currency, default: 0] += value.units
        } else {
            unknown[name, default: 0] += 1
        }
    }

    /// Of what was promised that is left which was paid.
    private mutating func cancel() {
        isCancelled = true
        for name in Self.names.dropLast() {
            for (currency, sum) in sums[name] ?? [:] {
                let paid = sums["paid"]?[currency] ?? 0
                sums[name]?[currency] = paid > 0 || sum < 0 ? min(sum, max(0, paid)) : nil
            }
            unknown[name] = 0
        }
    }

    mutating func take(_ other: OracleLedger, only currency: String? = nil) {
        for name in Self.names {
            for (key, sum) in other.sums[name] ?? [:] where currency == nil || key == currency {
                sums[name, default: [:]][key, default: 0] += sum
            }
            if currency == nil || currency == "unknown" { unknown[name, default: 0] += other.unknown[name] ?? 0 }
        }
    }

    var currencies: Set<String> {
        let known = Self.names.flatMap { name in (sums[name] ?? [:]).map(\.key) }
        return Set(known + (unknown.values.contains { $0 > 0 } ? ["unknown"] : []))
    }

    /// `planned=1 EUR, 2 USD, 1 unknown`.
    var line: String {
        Self.names.map { name in
            let known = (sums[name] ?? [:]).sorted { $0.key < $1.key }
            var parts = known.map { "\(Decimal(units: $0.value)) \($0.key)" }
            if let count = unknown[name], count > 0 { parts.append("\(count) unknown") }
            return " \(name)=" + parts.joined(separator: ", ")
        }.joined()
    }
}

extension Oracle {
    struct Investment {
        var subject: String
        var ledger: OracleLedger
        var investors: [String]
        var recipients: [String]
        var history: [Fact]
    }

    private var allInvestments: [Investment] {
        subjects(.investment).map { subject in
            let history = facts(of: subject)
            var ledger = OracleLedger()
            for fact in history { ledger.take(fact) }
            return Investment(
                subject: subject, ledger: ledger, investors: parties(of: history, ["provider"], ["by"]),
                recipients: parties(of: history, ["recipient"], ["to", "for"]), history: history)
        }
    }

    /// Whoever was named last in the role itself, else in those that may stand for it: by what moves money, or else by
    /// whatever says so.
    private func parties(of history: [Fact], _ roles: [String], _ others: [String]) -> [String] {
        func last(_ roles: [String], _ verbs: [Verb] = Verb.allCases) -> [String] {
            let named = history.filter { verbs.contains($0.verb) }.map { fact in roles.flatMap(fact.actors) }
            return Set(named.last { !$0.isEmpty } ?? []).sorted()
        }
        let answers = [last(roles), last(others, [.planned, .pledged, .committed, .disbursed]), last(others)]
        return answers.first { !$0.isEmpty } ?? []
    }

    func investments() -> [String] {
        allInvestments.map { investment in
            "\(investment.subject):\(investment.ledger.line) cancelled=\(investment.ledger.isCancelled)"
                + " investors=\(investment.investors) recipients=\(investment.recipients)"
                + " history: \(sequence(investment.history))"
        }
    }

    /// Sums by investor or recipient: those that act together stand together.
    func totals(_ parties: (Investment) -> [String]) -> [String] {
        var groups: [[String]: (count: Int, ledger: OracleLedger)] = [:]
        for investment in allInvestments {
            let names = parties(investment)
            groups[names, default: (0, OracleLedger())].count += 1
            groups[names, default: (0, OracleLedger())].ledger.take(investment.ledger)
        }
        return groups.map { "\($0.key): \($0.value.count)\($0.value.ledger.line)" }.sorted()
    }

    func totalsByCurrency() -> [String] {
        let all = allInvestments
        return Set(all.flatMap { $0.ledger.currencies }).sorted().map { currency in
            var sum = OracleLedger()
            for investment in all { sum.take(investment.ledger, only: currency) }
            return "\(currency): \(all.filter { $0.ledger.currencies.contains(currency) }.count)\(sum.line)"
        }
    }
}
