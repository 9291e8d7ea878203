import EventModel

extension Investments {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let all = accounts(question)
        switch question.filter.total {
        case nil:
            for (group, account) in all.enumerated() where question.wants(group: group) {
                body { row(account, question) }
            }
        case .investor: give(totals(all, .investor, question, by: \.investors, else: \.investors), question, body)
        case .recipient: give(totals(all, .recipient, question, by: \.recipients, else: \.recipients), question, body)
        case .currency: give(currencies(all, question), question, body)
        }
    }

    private func give(_ totals: [Row], _ question: Question, _ body: (() -> Row) -> Void) {
        for (group, row) in totals.enumerated() where question.wants(group: group) { body { row } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for account in accounts(question) { account.classes.forEach(body) }
    }

    package func streams(movedBy shift: Shift) -> Set<Symbol>? { shift.streams(of: shift.later.known(entries)) }

    private func accounts(_ question: Question) -> [Account] {
        let known = question.known(entries)
        let chosen = known.indices.lazy.filter { question.wants(subject: question.subject(known[$0].seq)) }
        let wanted = question.streams(of: known)
        return question.grouped(chosen) { question.subject(known[$0].seq) }.compactMap { subject, places in
            guard wanted?.contains(subject) ?? true else { return nil }
            let dated = places.compactMap { place in
                question.begun(known[place].seq).map { Dated(fact: $0, row: place) }
            }.sorted { $0.fact < $1.fact }
            guard !dated.isEmpty else { return nil }
            let account = Account(subject, facts: dated.map(\.fact), Ledger(self, dated, question), question)
            return account.isWanted(question) ? account : nil
        }
    }

    // MARK: Single investments

    private func row(_ account: Account, _ question: Question) -> Row {
        let words = question.words.of(account.facts.lazy.map { $0.seq })
        let citations = Citations(words)
        return Row { row in
            row.member("subject", name: account.subject, question)
            row.copy(.title, from: words.first)
            row.member("investors", slugs: account.investors, question)
            row.member("recipients", slugs: account.recipients, question)
            Sums(account.amounts).write(to: &row, question)
            if account.isCancelled { row.member("cancelled") { $0.bool(true) } }
            row.member("amounts") { list in
                list.array { list in
                    for amount in account.amounts { list.object { Self.write(amount, question, to: &$0) } }
                }
            }
            for key: DataKey in [.stage, .instrument, .sector, .purpose] {
                row.copy(key, from: words.last(with: key))
            }
            row.copy(.attribution, from: words.first)
            row.member("citations", citations.count)
            row.member("sources") { $0.list { citations.writeNames(to: &$0) } }
            row.member("history") { list in
                list.array { list in
                    for (fact, words) in zip(account.facts, words) {
                        list.object { Self.write(fact, words, question, to: &$0) }
                    }
                }
            }
        }
    }

    private static func write(_ amount: Ledger.Amount, _ question: Question, to object: inout JSONText) {
        object.member("firmness", amount.firmness.rawValue)
        if amount.currency == .none {
            object.member("kind", "unknown")
        } else {
            object.members(of: amount.range)
            object.member("currency", slug: amount.currency, question)
        }
        object.member("investors", slugs: amount.investors, question)
        object.member("recipients", slugs: amount.recipients, question)
        object.member("occurred", date: amount.fact.date, question)
        object.place(amount.fact)
    }

    private static func write(_ fact: Fact, _ words: EventWords, _ question: Question, to step: inout JSONText) {
        step.fact(fact)
        step.member("occurred", date: fact.date, question)
        for key: DataKey in [.title, .flow, .amount] { step.copy(key, from: words) }
    }

    // MARK: Totals

    /// Sums by those who hold the amounts together.
    private func totals(
        _ accounts: [Account], _ total: Filter.Total, _ question: Question,
        by holders: @escaping (Ledger.Amount) -> [Symbol], else others: (Account) -> [Symbol]
    ) -> [Row] {
        var totals: [[Symbol]: Total] = [:]
        for account in accounts {
            for (together, amounts) in Dictionary(grouping: account.amounts(of: question.actors), by: holders) {
                totals[together, default: Total()].add(amounts)
            }
            let names = account.investors + account.recipients
            if account.amounts.isEmpty, question.actors.map({ !$0.isDisjoint(with: names) }) ?? true {
                totals[others(account), default: Total()].add([])
            }
        }
        return totals.sorted {
            $0.key.lexicographicallyPrecedes($1.key, by: question.symbols.precedes)
        }.map { together, sum in
            Row { row in
                row.member("subject") { subject in
                    if let first = together.first { subject.name(first, question) } else { subject.string("unknown") }
                }
                let others = together.dropFirst()
                if !others.isEmpty { row.member("with", slugs: others, question) }
                sum.write(total, to: &row, question)
            }
        }
    }

    private func currencies(_ accounts: [Account], _ question: Question) -> [Row] {
        var totals: [Symbol: Total] = [:]
        for account in accounts {
            for (currency, amounts) in Dictionary(grouping: account.amounts(of: question.actors), by: \.currency) {
                totals[currency, default: Total()].add(amounts)
            }
        }
        // Those of which nobody says how much come last.
        let all = totals.sorted { left, right in
            right.key == .none
                ? left.key != .none : left.key != .none && question.symbols.precedes(left.key, right.key)
        }
        return all.map { currency, sum in
            Row { row in
                row.member("subject", currency == .none ? "unknown" : question.symbols.text(currency))
                sum.write(.currency, to: &row, question)
            }
        }
    }
}

/// One investment at the point.
private struct Account {
    let subject: Symbol
    let facts: [Fact]
    let isCancelled: Bool
    /// Those that lie in the window asked for.
    let amounts: [Ledger.Amount]
    /// By name; where there are no amounts, of the last event.
    let investors: [Symbol]
    let recipients: [Symbol]
    private let isWindowed: Bool

    init(_ subject: Symbol, facts: [Fact], _ ledger: Ledger, _ question: Question) {
        self.subject = subject
        self.facts = facts
        isCancelled = ledger.isCancelled
        isWindowed = question.filter.isWindowed
        amounts = ledger.amounts.filter { question.isInWindow($0.fact.when) }
        let (amounts, symbols) = (amounts, question.symbols)
        let all = { (holders: (Ledger.Amount) -> [Symbol]) in Set(amounts.flatMap(holders)).sorted(by: symbols.precedes)
        }
        investors = amounts.isEmpty ? ledger.investors : all(\.investors)
        recipients = amounts.isEmpty ? ledger.recipients : all(\.recipients)
    }

    /// The amounts that one of the actors gives or gets; all where none are asked for.
    func amounts(of actors: Set<Symbol>?) -> [Ledger.Amount] {
        guard let actors else { return amounts }
        return amounts.filter { !actors.isDisjoint(with: $0.investors + $0.recipients) }
    }

    /// What it is by the words of the projection's classes.
    var classes: [String] {
        let firmnesses = Set(amounts.map(\.firmness))
        return Firmness.allCases.filter(firmnesses.contains).map(\.rawValue) + (isCancelled ? ["cancelled"] : [])
    }

    func isWanted(_ question: Question) -> Bool {
        if isWindowed, amounts.isEmpty { return false }
        return question.filter.classes.isEmpty || classes.contains { question.wants(class: $0) }
    }
}

/// A sum over investments.
private struct Total {
    private var sums = Sums()
    private var count = 0

    /// - Parameter amounts: of one more investment.
    mutating func add(_ amounts: [Ledger.Amount]) {
        count += 1
        amounts.forEach { sums.add($0) }
    }

    func write(_ total: Filter.Total, to row: inout JSONText, _ question: Question) {
        row.member("total", total.rawValue)
        row.member("investments", count)
        sums.write(to: &row, question)
    }
}
