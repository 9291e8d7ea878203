import EventModel

/// One amount that counts, and whose it is.
struct OracleAmount {
    /// `planned`, `pledged`, `committed` or `paid`.
    var name: String
    /// `unknown` where nobody says how much.
    var currency: String
    /// In billionths.
    var least: Int128 = 0
    /// Nil where it may be any more.
    var most: Int128? = 0
    var investors: [String]
    var recipients: [String]
    var place: String

    init(_ fact: Oracle.Fact, _ name: String, investors: [String], recipients: [String]) {
        self.name = name
        self.investors = investors
        self.recipients = recipients
        place = fact.place
        let amount = fact.data["amount"]
        currency = amount?["currency"]?.text ?? "unknown"
        let units = { (key: String) in (amount?[key]?.text).flatMap { try? Decimal($0) }?.units }
        if let value = units("value") {
            switch amount?["bound"]?.text {
            case "upTo": (least, most) = (value < 0 ? value : 0, value)
            case "atLeast": (least, most) = (value, nil)
            default: (least, most) = (value, value)
            }
        } else {
            (least, most) = (units("min") ?? 0, units("max") ?? 0)
        }
    }
}

/// Money by how firm it is: what is added up, and how many amounts are unknown.
struct OracleSums {
    static let names = ["planned", "pledged", "committed", "paid"]
    let amounts: [OracleAmount]

    func of(_ name: String, _ currency: String) -> (least: Int128, most: Int128?) {
        let those = amounts.filter { $0.name == name && $0.currency == currency }
        let isOpen = those.contains { $0.most == nil }
        return (those.map(\.least).reduce(0, +), isOpen ? nil : those.compactMap(\.most).reduce(0, +))
    }

    /// `planned=1 EUR, 2..3 USD, 4.. RUB, 1 unknown`.
    var line: String {
        Self.names.map { name in
            let own = amounts.filter { $0.name == name }
            let known = Set(own.map(\.currency)).subtracting(["unknown"]).sorted().map { currency in
                let (least, most) = of(name, currency)
                return Self.text(least, most) + " " + currency
            }
            let unknown = own.count { $0.currency == "unknown" }
            return " \(name)=" + (known + (unknown > 0 ? ["\(unknown) unknown"] : [])).joined(separator: ", ")
        }.joined()
    }

    static func text(_ least: Int128, _ most: Int128?) -> String {
        let first = Decimal(units: least).description
        return least == most ? first : first + ".." + (most.map { Decimal(units: $0).description } ?? "")
    }
}

/// One investment at a point.
struct OracleInvestment {
    let subject: String
    let history: [Oracle.Fact]
    private(set) var amounts: [OracleAmount] = []
    private(set) var isCancelled = false

    init(_ subject: String, _ history: [Oracle.Fact]) {
        self.subject = subject
        self.history = history
        for place in history.indices { take(place) }
    }

    private static let adding: [Verb: String] = [
        .planned: "planned", .pledged: "pledged", .committed: "committed", .disbursed: "paid",
    ]
    private static let flows = [
        "indicative": "planned", "pledge": "pledged", "commitment": "committed", "disbursement": "paid",
        "expenditure": "paid",
    ]

    // MARK: Whose it is

    /// Those whom the event itself names: in the role, or in one that stands for it if it is about their money.
    private func named(_ place: Int, _ role: String, _ others: [String]) -> [String] {
        let fact = history[place]
        let own = Set(fact.actors(role)).sorted()
        if !own.isEmpty { return own }
        let standing = Set(others.flatMap(fact.actors))
        let known = Set((0..<place).flatMap { named($0, role, others) })
        return Self.adding[fact.verb] != nil || standing.isSubset(of: known) ? standing.sorted() : []
    }

    private func holders(_ place: Int, _ role: String, _ others: [String]) -> [String] {
        let answers = (0...place).reversed().lazy.map { named($0, role, others) }
        if let last = answers.first(where: { !$0.isEmpty }) { return last }
        return (0...place).reversed().map { Set(others.flatMap(history[$0].actors)).sorted() }.first { !$0.isEmpty }
            ?? []
    }

    private func investors(_ place: Int) -> [String] { holders(place, "provider", ["by"]) }
    private func recipients(_ place: Int) -> [String] { holders(place, "recipient", ["to", "for"]) }

    /// Everybody with a part in it, else those of the last event.
    var investors: [String] {
        amounts.isEmpty ? investors(history.count - 1) : Set(amounts.flatMap(\.investors)).sorted()
    }
    var recipients: [String] {
        amounts.isEmpty ? recipients(history.count - 1) : Set(amounts.flatMap(\.recipients)).sorted()
    }

    // MARK: What it comes to

    private mutating func take(_ place: Int) {
        let fact = history[place]
        let (investors, recipients) = (investors(place), recipients(place))
        let amount = { (name: String) in OracleAmount(fact, name, investors: investors, recipients: recipients) }
        if let name = Self.adding[fact.verb] {
            // What is promised or paid afresh is not cancelled.
            isCancelled = false
            if fact.data["amount"] != nil { amounts.append(amount(name)) }
        } else if fact.verb == .cancelled {
            isCancelled = true
            cancel()
        } else if fact.verb == .revised, fact.data["amount"] != nil {
            let name = fact.text("flow").flatMap { Self.flows[$0] } ?? last(before: place) ?? "planned"
            let givers = named(place, "provider", ["by"])
            let takers = named(place, "recipient", ["to", "for"])
            let own = amounts.indices.filter { amounts[$0].name == name }
            let exact = own.filter { index in
                (givers.isEmpty || givers == amounts[index].investors)
                    && (takers.isEmpty || takers == amounts[index].recipients)
            }
            let partly = own.filter { index in
                (givers.isEmpty || !Set(givers).isDisjoint(with: amounts[index].investors))
                    && (takers.isEmpty || !Set(takers).isDisjoint(with: amounts[index].recipients))
            }
            let replaced = [exact, partly].first { !$0.isEmpty } ?? own
            amounts = amounts.indices.filter { !replaced.contains($0) }.map { amounts[$0] } + [amount(name)]
        }
    }

    /// What was promised, paid or revised last.
    private func last(before place: Int) -> String? {
        guard place > 0 else { return nil }
        let fact = history[place - 1]
        if let name = Self.adding[fact.verb] { return name }
        guard fact.verb == .revised, fact.data["amount"] != nil else { return last(before: place - 1) }
        return fact.text("flow").flatMap { Self.flows[$0] } ?? last(before: place - 1) ?? "planned"
    }

    /// Promises that may be more than was paid are cut down to that: each takes what was paid between the same two, one
    /// after the other, and then what is left.
    private mutating func cancel() {
        let sums = OracleSums(amounts: amounts)
        let paid = amounts.filter { $0.name == "paid" }
        var left = paid
        for name in OracleSums.names.dropLast() {
            for currency in Set(amounts.filter { $0.name == name }.map(\.currency)).subtracting(["unknown"]).sorted() {
                let promises = amounts.filter { $0.name == name && $0.currency == currency }
                let payments = paid.filter { $0.currency == currency }
                let (promised, limit) = (sums.of(name, currency).most, sums.of("paid", currency))
                let isNothing = limit.most.map { $0 < 0 } ?? false
                guard promised.map({ $0 > (isNothing ? 0 : limit.least) }) ?? true else {
                    left += promises
                    continue
                }
                let open = Int128(1) << 110
                let least = Self.dealt(promises, payments.map { ($0, $0.least) })
                let most = Self.dealt(promises, payments.map { ($0, $0.most ?? open) })
                for (place, promise) in promises.enumerated() where most[place] > 0 {
                    var rest = promise
                    (rest.least, rest.most) = (
                        min(least[place], most[place]), most[place] < open ? most[place] : nil
                    )
                    left.append(rest)
                }
            }
        }
        amounts = left
    }

    /// What each promise gets when payments are dealt out.
    private static func dealt(_ promises: [OracleAmount], _ payments: [(of: OracleAmount, sum: Int128)]) -> [Int128] {
        let hands = { (amount: OracleAmount) in "\(amount.investors) \(amount.recipients)" }
        var total = max(0, payments.map(\.sum).reduce(0, +))
        var purses: [String: Int128] = [:]
        for payment in payments { purses[hands(payment.of), default: 0] += payment.sum }
        var dealt = promises.map { _ in Int128(0) }
        for isOwn in [true, false] {
            for (place, promise) in promises.enumerated() {
                let purse = isOwn ? max(0, purses[hands(promise)] ?? 0) : total
                let room =
                    (promise.most ?? Int128(1) << 110) < 0
                    ? 0 : max(0, (promise.most ?? Int128(1) << 110) - dealt[place])
                let share = min(purse, room, total)
                dealt[place] += share
                total -= share
                if isOwn { purses[hands(promise), default: 0] -= share }
            }
        }
        return dealt
    }

    /// `paid=100 GBP a→x #0`, in an order of its own.
    var parts: [String] {
        amounts.map { amount in
            let sum = amount.currency == "unknown" ? "" : OracleSums.text(amount.least, amount.most) + " "
            return "\(amount.name)=\(sum)\(amount.currency) \(amount.investors)→\(amount.recipients) #\(amount.place)"
        }.sorted()
    }
}

extension Oracle {
    private var allInvestments: [OracleInvestment] {
        subjects(.investment).map { OracleInvestment($0, facts(of: $0)) }
    }

    func investments() -> [String] {
        allInvestments.map { investment in
            "\(investment.subject):\(OracleSums(amounts: investment.amounts).line) cancelled=\(investment.isCancelled)"
                + " investors=\(investment.investors) recipients=\(investment.recipients)"
                + " parts=\(investment.parts) history: \(sequence(investment.history))"
        }
    }

    /// Sums by investor or recipient: those that act together stand together.
    func totals(_ holders: (OracleAmount) -> [String], _ all: (OracleInvestment) -> [String]) -> [String] {
        var groups: [[String]: [String: [OracleAmount]]] = [:]
        for investment in allInvestments {
            if investment.amounts.isEmpty { groups[all(investment), default: [:]][investment.subject] = [] }
            for amount in investment.amounts {
                groups[holders(amount), default: [:]][investment.subject, default: []].append(amount)
            }
        }
        return groups.map { names, parts in
            "\(names): \(parts.count)\(OracleSums(amounts: parts.values.flatMap(\.self)).line)"
        }.sorted()
    }

    func totalsByCurrency() -> [String] {
        let all = allInvestments
        return Set(all.flatMap { $0.amounts.map(\.currency) }).sorted().map { currency in
            let own = all.map { $0.amounts.filter { $0.currency == currency } }.filter { !$0.isEmpty }
            return "\(currency): \(own.count)\(OracleSums(amounts: own.flatMap(\.self)).line)"
        }
    }
}
