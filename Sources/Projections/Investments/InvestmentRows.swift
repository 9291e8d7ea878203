import EventModel

extension Investments {
    package func forEachRow(_ question: Question, _ body: (() -> Row) -> Void) {
        let all = accounts(question)
        switch question.filter.total {
        case nil:
            for (group, account) in all.enumerated() where question.wants(group: group) {
                body { row(account, question) }
            }
        case .investor: give(totals(all, .investor, question) { investors($0, question) }, question, body)
        case .recipient: give(totals(all, .recipient, question) { recipients($0, question) }, question, body)
        case .currency: give(currencies(all, question), question, body)
        }
    }

    private func give(_ totals: [Row], _ question: Question, _ body: (() -> Row) -> Void) {
        for (group, row) in totals.enumerated() where question.wants(group: group) { body { row } }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for account in accounts(question) {
            let ledger = ledger(account)
            for bucket in Bucket.allCases where ledger.hasAny(bucket) { body(bucket.rawValue) }
            if ledger.isCancelled { body("cancelled") }
        }
    }

    package func streams(movedBy shift: Shift, from earlier: Self) -> Set<Symbol>? { shift.streams(of: entries) }

    /// One investment at the point.
    private struct Account {
        var subject: Symbol
        var facts: [Fact]
        /// Where its events lie, in the order of the world.
        var places: [Int]
    }

    private func accounts(_ question: Question) -> [Account] {
        let chosen = entries.indices.lazy.filter { question.wants(subject: entries[$0].record.subject) }
        let wanted = question.streams(entries, parties)
        return question.grouped(chosen) { entries[$0].record.subject }.compactMap { subject, places in
            guard wanted?.contains(subject) ?? true else { return nil }
            let dated = places.compactMap { place in
                question.begun(entries[place].record).map { Dated(fact: $0, row: place) }
            }.sorted { $0.fact < $1.fact }
            guard !dated.isEmpty else { return nil }
            let account = Account(subject: subject, facts: dated.map(\.fact), places: dated.map(\.row))
            return wants(account, question) ? account : nil
        }
    }

    private func ledger(_ account: Account) -> Ledger {
        var ledger = Ledger()
        for index in account.places { ledger.apply(entries[index], amounts[index]) }
        return ledger
    }

    private func wants(_ account: Account, _ question: Question) -> Bool {
        let words = question.filter.classes
        guard !words.isEmpty else { return true }
        let ledger = ledger(account)
        return words.contains { word in
            Bucket(rawValue: word).map { ledger.hasAny($0) } ?? (word == "cancelled" && ledger.isCancelled)
        }
    }

    private func investors(_ account: Account, _ question: Question) -> [Symbol] {
        last(account.places, [.provider], else: [.by], question)
    }

    private func recipients(_ account: Account, _ question: Question) -> [Symbol] {
        last(account.places, [.recipient], else: [.to, .for], question)
    }

    /// Whoever the last event to name anybody in such a role names. Where none does, those in the roles that stand for
    /// it: of the last promise or payment to name any, else of the last event.
    private func last(
        _ indices: [Int], _ roles: Set<Role>, else others: Set<Role>, _ question: Question
    ) -> [Symbol] {
        let promises = indices.filter { Bucket(entries[$0].record.deed.verb) != nil }
        for (events, roles) in [(indices, roles), (promises, others), (indices, others)] {
            for index in events.reversed() {
                let found = Set(parties[index].filter { roles.contains($0.role) }.map(\.actor))
                if !found.isEmpty { return found.sorted(by: question.symbols.precedes) }
            }
        }
        return []
    }

    // MARK: Single investments

    private func row(_ account: Account, _ question: Question) -> Row {
        let words = question.words.of(account.facts.lazy.map { $0.seq })
        let citations = Citations(words)
        let ledger = ledger(account)
        return Row { row in
            row.member("subject", name: account.subject, question)
            row.copy(.title, from: words.first)
            row.member("investors", slugs: investors(account, question), question)
            row.member("recipients", slugs: recipients(account, question), question)
            ledger.write(to: &row, question)
            if ledger.isCancelled { row.member("cancelled") { $0.bool(true) } }
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

    private static func write(_ fact: Fact, _ words: EventWords, _ question: Question, to step: inout JSONText) {
        step.fact(fact)
        step.member("occurred", date: fact.date, question)
        for key: DataKey in [.title, .flow, .amount] { step.copy(key, from: words) }
    }

    // MARK: Totals

    private func totals(
        _ accounts: [Account], _ total: Filter.Total, _ question: Question, by parties: (Account) -> [Symbol]
    ) -> [Row] {
        Dictionary(grouping: accounts, by: parties).sorted { left, right in
            left.key.lexicographicallyPrecedes(right.key, by: question.symbols.precedes)
        }.map { together, accounts in
            var sum = Ledger()
            for account in accounts { sum.add(ledger(account)) }
            return Row { row in
                row.member("subject") { subject in
                    if let first = together.first { subject.name(first, question) } else { subject.string("unknown") }
                }
                let others = together.dropFirst()
                if !others.isEmpty { row.member("with", slugs: others, question) }
                row.member("total", total.rawValue)
                row.member("investments", accounts.count)
                sum.write(to: &row, question)
            }
        }
    }

    private func currencies(_ accounts: [Account], _ question: Question) -> [Row] {
        var totals: [Symbol: (sum: Ledger, count: Int)] = [:]
        for account in accounts {
            let ledger = ledger(account)
            for currency in ledger.currencies {
                totals[currency, default: (Ledger(), 0)].sum.add(ledger, in: currency)
                totals[currency]?.count += 1
            }
        }
        // Those of which nobody says how much come last.
        let all = totals.sorted { left, right in
            right.key == .none
                ? left.key != .none : left.key != .none && question.symbols.precedes(left.key, right.key)
        }
        return all.map { currency, total in
            return Row { row in
                row.member("subject", currency == .none ? "unknown" : question.symbols.text(currency))
                row.member("total", Filter.Total.currency.rawValue)
                row.member("investments", total.count)
                total.sum.write(to: &row, question)
            }
        }
    }
}
