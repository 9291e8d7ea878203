package import EventModel

extension Investments {
    package func forEachRow(_ question: Question, _ body: (JSON) -> Void) {
        let all = accounts(question)
        switch question.filter.total {
        case nil: for account in all { body(row(account, question)) }
        case .investor: totals(all, .investor, question) { $0.investors }.forEach(body)
        case .recipient: totals(all, .recipient, question) { $0.recipients }.forEach(body)
        case .currency: currencies(all, question).forEach(body)
        }
    }

    package func forEachClass(_ question: Question, _ body: (String) -> Void) {
        for account in accounts(question) {
            for bucket in Bucket.allCases where account.ledger.hasAny(bucket) { body(bucket.rawValue) }
            if account.ledger.isCancelled { body("cancelled") }
        }
    }

    /// One investment at the point.
    private struct Account {
        var subject: Symbol
        var facts: [Fact]
        var ledger: Ledger
        var investors: [Symbol]
        var recipients: [Symbol]
    }

    private func accounts(_ question: Question) -> [Account] {
        let facts = entries.indices.compactMap { place -> Dated<Int>? in
            guard question.wants(subject: entries[place].record.subject),
                let fact = question.fact(entries[place].record), fact.when.hasBegun(by: question.point)
            else { return nil }
            return Dated(fact: fact, row: place)
        }
        let wanted = question.streams(entries, parties)
        return question.grouped(facts) { $0.fact.subject }.compactMap { subject, unordered in
            guard wanted?.contains(subject) ?? true else { return nil }
            let dated = unordered.sorted { $0.fact < $1.fact }
            let ordered = dated.map(\.row)
            var ledger = Ledger()
            for index in ordered { ledger.apply(entries[index], amounts[index]) }
            guard Self.wants(ledger, question) else { return nil }
            return Account(
                subject: subject, facts: dated.map(\.fact), ledger: ledger,
                investors: last(ordered, [.provider], else: [.by], question),
                recipients: last(ordered, [.recipient], else: [.to, .for], question))
        }
    }

    private static func wants(_ ledger: Ledger, _ question: Question) -> Bool {
        let words = question.filter.classes
        return words.isEmpty
            || words.contains { word in
                Bucket(rawValue: word).map { ledger.hasAny($0) } ?? (word == "cancelled" && ledger.isCancelled)
            }
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

    private func row(_ account: Account, _ question: Question) -> JSON {
        let words = account.facts.map { question.words.of($0.seq) }
        let citations = Citations(words)
        let latest = { (key: StaticString) in words.reversed().lazy.compactMap { $0[key] }.first }
        let parties: [(key: String, value: JSON?)] = [
            ("subject", question.name(account.subject)), ("title", words.first?["title"]),
            ("investors", .array(account.investors.map(question.slug))),
            ("recipients", .array(account.recipients.map(question.slug))),
        ]
        let details: [(key: String, value: JSON?)] = [
            ("cancelled", account.ledger.isCancelled ? .bool(true) : nil), ("stage", latest("stage")),
            ("instrument", latest("instrument")), ("sector", latest("sector")), ("purpose", latest("purpose")),
            ("attribution", words.first?["attribution"]), ("citations", .integer(citations.count)),
            ("sources", citations.names),
            ("history", .array(zip(account.facts, words).map { Self.step($0, $1, question) })),
        ]
        return .members(parties + account.ledger.members(question.symbols) + details)
    }

    private static func step(_ fact: Fact, _ words: EventWords, _ question: Question) -> JSON {
        .members([
            ("seq", Question.seq(fact.seq)), ("original", Question.original(fact)),
            ("verb", .string(fact.verb.rawValue)), ("occurred", question.date(words["occurred"], fact.when)),
            ("title", words["title"]), ("flow", words["flow"]), ("amount", words["amount"]),
        ])
    }

    // MARK: Totals

    private func totals(
        _ accounts: [Account], _ total: Filter.Total, _ question: Question, by parties: (Account) -> [Symbol]
    ) -> [JSON] {
        Dictionary(grouping: accounts, by: parties).sorted { left, right in
            left.key.lexicographicallyPrecedes(right.key, by: question.symbols.precedes)
        }.map { together, accounts in
            var sum = Ledger()
            for account in accounts { sum.add(account.ledger) }
            let head: [(key: String, value: JSON?)] = [
                ("subject", together.first.map(question.name) ?? .string("unknown")),
                ("with", Question.list(together.dropFirst().map(question.slug))),
                ("total", .string(total.rawValue)), ("investments", .integer(accounts.count)),
            ]
            return .members(head + sum.members(question.symbols))
        }
    }

    private func currencies(_ accounts: [Account], _ question: Question) -> [JSON] {
        let all = accounts.reduce(into: Set<Symbol>()) { $0.formUnion($1.ledger.currencies) }
        return all.sorted { left, right in
            right == .none ? left != .none : left != .none && question.symbols.precedes(left, right)
        }.map { currency in
            let owning = accounts.filter { $0.ledger.currencies.contains(currency) }
            var sum = Ledger()
            for account in owning { sum.add(account.ledger.only(currency)) }
            let head: [(key: String, value: JSON?)] = [
                ("subject", .string(currency == .none ? "unknown" : question.symbols.text(currency))),
                ("total", .string(Filter.Total.currency.rawValue)), ("investments", .integer(owning.count)),
            ]
            return .members(head + sum.members(question.symbols))
        }
    }
}
