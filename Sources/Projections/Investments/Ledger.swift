import EventModel

/// What the events of an investment come to: every amount that counts, with whose it is, each firmness apart.
struct Ledger {
    /// One amount that an event states.
    struct Amount {
        var firmness: Firmness
        /// ``Symbol/none`` where nobody says how much.
        var currency: Symbol
        /// Zero where nobody says how much.
        var range: AmountRange
        /// By name.
        var investors: [Symbol]
        var recipients: [Symbol]
        /// The event.
        var fact: Fact
    }

    /// By firmness, and in the order of the world.
    private(set) var amounts: [Amount] = []
    private(set) var isCancelled = false
    /// Whose an amount without names would be, after all events.
    private(set) var investors: [Symbol] = []
    private(set) var recipients: [Symbol] = []

    /// - Parameters:
    ///   - state: what the places are of.
    ///   - places: of one investment's events, in the order of the world.
    init(_ state: Investments, _ places: [Dated<Int>], _ question: Question) {
        var (investors, recipients) = (Holders.investors(question), Holders.recipients(question))
        // Where the last promise or payment went: what a revision without a flow is of.
        var latest: Firmness?
        for dated in places {
            let (place, fact) = (dated.row, dated.fact)
            let entry = state.entries[place]
            let uses = question.entries.uses(fact.seq)
            let added = Firmness(fact.verb)
            let givers = investors.take(uses, moves: added != nil)
            let takers = recipients.take(uses, moves: added != nil)
            (self.investors, self.recipients) = (givers.actors, takers.actors)
            if added != nil { isCancelled = false }
            if fact.verb == .cancelled { cancel() }
            let isRevision = fact.verb == .revised && entry.hasAmount
            guard let firmness = added ?? (isRevision ? entry.flow.firmness ?? latest ?? .planned : nil) else {
                continue
            }
            latest = firmness
            guard entry.hasAmount else { continue }
            if isRevision {
                remove(
                    firmness, givers: givers.areNamed ? givers.actors : nil,
                    takers: takers.areNamed ? takers.actors : nil)
            }
            amounts.append(
                Amount(
                    firmness: firmness, currency: entry.currency, range: state.range(at: place),
                    investors: givers.actors, recipients: takers.actors, fact: fact))
        }
        amounts.sort { ($0.firmness.rank, $0.fact) < ($1.firmness.rank, $1.fact) }
    }

    /// Takes away what a revision replaces: what is of just those whom it names, else what they have part in, else all.
    private mutating func remove(_ firmness: Firmness, givers: [Symbol]?, takers: [Symbol]?) {
        func isMeant(_ amount: Amount, _ fits: ([Symbol], [Symbol]) -> Bool) -> Bool {
            amount.firmness == firmness && givers.map { fits($0, amount.investors) } ?? true
                && takers.map { fits($0, amount.recipients) } ?? true
        }
        let ways: [([Symbol], [Symbol]) -> Bool] = [
            { $0 == $1 }, { named, holders in holders.contains(where: named.contains) }, { _, _ in true },
        ]
        for fits in ways where amounts.contains(where: { isMeant($0, fits) }) {
            return amounts.removeAll { isMeant($0, fits) }
        }
    }

    /// Of promises that may exceed what was paid, as much is left as was paid: of each first what was paid between the same
    /// hands, then of the first ones what else was.
    private mutating func cancel() {
        isCancelled = true
        let paid = amounts.filter { $0.firmness == .paid }
        let limits = Self.sums(paid).mapValues { sum in sum.most.map { $0 < 0 } ?? false ? .zero : sum }
        var left = paid
        for firmness in Firmness.allCases where firmness != .paid {
            let promised = amounts.filter { $0.firmness == firmness && $0.currency != .none }
            let exceeding = Self.sums(promised).filter { $0.value.mayExceed(limits[$0.key] ?? .zero) }
            left += promised.filter { exceeding[$0.currency] == nil }
            for currency in exceeding.keys {
                left += Self.remainder(
                    of: promised.filter { $0.currency == currency }, paid.filter { $0.currency == currency })
            }
        }
        amounts = left
    }

    /// Promises of one firmness and currency, cut down to what was paid.
    private static func remainder(of promised: [Amount], _ paid: [Amount]) -> [Amount] {
        // Bounds are dealt out each by itself.
        let least = shares(of: promised, paid) { $0.least }
        let most = shares(of: promised, paid) { $0.most ?? Self.unlimited }
        return promised.indices.filter { most[$0] > 0 }.map { place in
            var amount = promised[place]
            amount.range = AmountRange(
                least: min(least[place], most[place]), most: most[place] < unlimited ? most[place] : nil)
            return amount
        }
    }

    /// More than any sum of amounts, and so that many of it can be added.
    private static let unlimited = Int128(1) << 110

    /// How much of the payments each promise gets.
    ///
    /// - Parameter bound: of a payment what is dealt out. A promise takes as much as it may be of.
    private static func shares(
        of promised: [Amount], _ paid: [Amount], _ bound: (AmountRange) -> Int128
    ) -> [Int128] {
        var rooms = promised.map { max(0, $0.range.most ?? unlimited) }
        var shares = promised.map { _ in Int128(0) }
        var left = max(0, paid.map { bound($0.range) }.reduce(0, +))
        func give(_ place: Int, _ offered: Int128) {
            let share = min(rooms[place], left, max(0, offered))
            shares[place] += share
            rooms[place] -= share
            left -= share
        }
        var own = Dictionary(grouping: paid, by: Hands.init).mapValues { $0.map { bound($0.range) }.reduce(0, +) }
        for place in promised.indices {
            let hands = Hands(promised[place])
            let before = left
            give(place, own[hands] ?? 0)
            own[hands]? -= before - left
        }
        for place in promised.indices { give(place, left) }
        return shares
    }

    /// Between whom an amount changes hands.
    private struct Hands: Hashable {
        var investors: [Symbol]
        var recipients: [Symbol]

        init(_ amount: Amount) { (investors, recipients) = (amount.investors, amount.recipients) }
    }
}

extension Ledger {
    /// By currency.
    private static func sums(_ amounts: [Amount]) -> [Symbol: AmountRange] {
        Dictionary(amounts.lazy.filter { $0.currency != .none }.map { ($0.currency, $0.range) }, uniquingKeysWith: +)
    }
}

/// Sums of amounts, each firmness and each currency apart.
struct Sums {
    /// By currency.
    private var known: [Firmness: [Symbol: AmountRange]] = [:]
    /// How many amounts are unknown.
    private var unknown: [Firmness: Int] = [:]

    init(_ amounts: some Sequence<Ledger.Amount> = []) {
        for amount in amounts { add(amount) }
    }

    mutating func add(_ amount: Ledger.Amount) {
        if amount.currency == .none {
            unknown[amount.firmness, default: 0] += 1
        } else {
            let sum = known[amount.firmness]?[amount.currency] ?? .zero
            known[amount.firmness, default: [:]][amount.currency] = sum + amount.range
        }
    }

    /// Writes `"planned": [{"value": …, "currency": …}, {"kind": "unknown", "count": 1}], "pledged": […], …`
    func write(to row: inout JSONText, _ question: Question) {
        row.member("planned") { write(.planned, to: &$0, question) }
        row.member("pledged") { write(.pledged, to: &$0, question) }
        row.member("committed") { write(.committed, to: &$0, question) }
        row.member("paid") { write(.paid, to: &$0, question) }
    }

    private func write(_ firmness: Firmness, to output: inout JSONText, _ question: Question) {
        let sums = (known[firmness] ?? [:]).sorted { question.symbols.precedes($0.key, $1.key) }
        output.array { amounts in
            for (currency, range) in sums {
                amounts.object { amount in
                    amount.members(of: range)
                    amount.member("currency", slug: currency, question)
                }
            }
            guard let count = unknown[firmness] else { return }
            amounts.object { amount in
                amount.member("kind", "unknown")
                amount.member("count", count)
            }
        }
    }
}

extension JSONText {
    /// `"value": …` of an exact sum, else `"min": …` and, where it is not open above, `"max": …`.
    mutating func members(of range: AmountRange) {
        if range.isExact { return member("value", Decimal(units: range.least).description) }
        member("min", Decimal(units: range.least).description)
        member("max", range.most.map { Decimal(units: $0).description })
    }
}
