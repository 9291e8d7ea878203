import EventModel

/// What the events of an investment come to, each firmness and each currency apart.
struct Ledger {
    /// Sums in billionths by currency.
    private var sums: [Bucket: [Symbol: Int128]] = [:]
    /// How many amounts are unknown.
    private var unknown: [Bucket: Int] = [:]
    private(set) var isCancelled = false
    /// Where the last promise or payment went: what a revision without a flow is of.
    private var latest: Bucket?

    /// Takes in an event; they come in the order of the world.
    mutating func apply(_ entry: Investments.Entry, _ amount: Int128) {
        if let bucket = Bucket(entry.record.deed.verb) {
            isCancelled = false
            add(entry, amount, to: bucket)
        } else if entry.record.deed.verb == .revised {
            guard entry.hasAmount else { return }
            let bucket = entry.flow.bucket ?? latest ?? .planned
            sums[bucket] = nil
            unknown[bucket] = nil
            add(entry, amount, to: bucket)
        } else if entry.record.deed.verb == .cancelled {
            cancel()
        }
    }

    private mutating func add(_ entry: Investments.Entry, _ amount: Int128, to bucket: Bucket) {
        latest = bucket
        guard entry.hasAmount else { return }
        if entry.currency == .none {
            unknown[bucket, default: 0] += 1
        } else {
            sums[bucket, default: [:]][entry.currency, default: 0] += amount
        }
    }

    /// Of every promise only that is left which was paid.
    private mutating func cancel() {
        isCancelled = true
        for bucket in Bucket.allCases where bucket != .paid {
            unknown[bucket] = nil
            let paid = sums[.paid] ?? [:]
            for (currency, amount) in sums[bucket] ?? [:] {
                let kept = min(amount, max(0, paid[currency] ?? 0))
                sums[bucket]?[currency] = kept == 0 ? nil : kept
            }
        }
    }

    /// Takes in another investment's sums, for a total.
    mutating func add(_ other: Ledger) {
        for (bucket, amounts) in other.sums {
            for (currency, amount) in amounts { sums[bucket, default: [:]][currency, default: 0] += amount }
        }
        for (bucket, count) in other.unknown { unknown[bucket, default: 0] += count }
    }

    /// Takes in of them only what is in one currency; ``Symbol/none`` for the unknown.
    mutating func add(_ other: Ledger, in currency: Symbol) {
        if currency == .none {
            for (bucket, count) in other.unknown { unknown[bucket, default: 0] += count }
        } else {
            for (bucket, amounts) in other.sums {
                if let amount = amounts[currency] { sums[bucket, default: [:]][currency, default: 0] += amount }
            }
        }
    }

    /// The currencies it has sums in, ``Symbol/none`` for the unknown.
    var currencies: Set<Symbol> {
        var all = Set(sums.values.flatMap(\.keys))
        if !unknown.isEmpty { all.insert(.none) }
        return all
    }

    func hasAny(_ bucket: Bucket) -> Bool { unknown[bucket] != nil || !(sums[bucket] ?? [:]).isEmpty }

    /// Writes `"planned": [{"value": …, "currency": …}, {"kind": "unknown", "count": 1}], "pledged": […], …`
    func write(to row: inout JSONText, _ question: Question) {
        row.member("planned") { write(.planned, to: &$0, question) }
        row.member("pledged") { write(.pledged, to: &$0, question) }
        row.member("committed") { write(.committed, to: &$0, question) }
        row.member("paid") { write(.paid, to: &$0, question) }
    }

    private func write(_ bucket: Bucket, to output: inout JSONText, _ question: Question) {
        let known = (sums[bucket] ?? [:]).sorted { question.symbols.precedes($0.key, $1.key) }
        output.array { amounts in
            for (currency, units) in known {
                amounts.object { amount in
                    amount.member("value", Decimal(units: units).description)
                    amount.member("currency", slug: currency, question)
                }
            }
            guard let count = unknown[bucket] else { return }
            amounts.object { amount in
                amount.member("kind", "unknown")
                amount.member("count", count)
            }
        }
    }
}
