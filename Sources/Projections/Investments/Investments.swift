import EventModel

/// Planned, pledged, committed, paid: by investor, recipient, currency.
///
///     {"subject": "investment/ru-ai-strategy-2030", "title": "Russia’s AI strategy raises …",
///      "investors": ["RU"], "recipients": [],
///      "planned": [{"value": "850000000000", "currency": "RUB"}], "pledged": [], "committed": [], "paid": [],
///      "stage": "pipeline", "sector": "artificial intelligence",
///      "history": [{"seq": 6, "verb": "planned", "occurred": {…}, "title": "…",
///                   "amount": {"value": "850000000000", "currency": "RUB", "asstated": "Rbs850bn", …}}]}
///
/// Each sum is exact and of one currency; an amount of which only its existence is known stands as
/// `{"kind": "unknown", "count": 1}`. Sums may be negative: refunds are payments. What a source states as an
/// equivalent or a multiple stands in the history, as stated. A cancelled investment has `"cancelled": true` and keeps
/// of its promises what was paid, until another promise or payment revives it; a revision does not.
///
/// - Investors are the `provider`s of the last event to name any; where none does, those `by` whom the last promise or
///   payment to name any is, else the last event. Recipients likewise: `recipient`, else `to` and `for` together.
/// - A revision with an amount replaces the sum that its `flow` is of: `indicative` of what is planned, `pledge`,
///   `commitment`, `disbursement` and `expenditure` of what is pledged, committed, paid. Of another flow, or none, it is of
///   what was promised, paid or revised last, and of what is planned where there was nothing.
///
/// With ``Filter/total`` the rows are sums over investments: `{"subject": "actor/RU", "total": "investor",
/// "investments": 1, "planned": […], …}`. Where several invest together, nobody says who pays how much: they stand in
/// one row, the others as `"with": ["…"]`. Where nobody is named, the subject is `unknown`; currencies stand alone.
package struct Investments: Projection {
    package static let name = "investments"
    package static let version = 1
    package static let question = "planned, pledged, committed, paid: by investor, recipient, currency"
    package static let classes = Bucket.allCases.map(\.rawValue) + ["cancelled"]

    /// One event of an investment.
    struct Entry: Sendable, Equatable, Factual, Archivable {
        var record: FactRecord
        /// ``Symbol/none`` where the amount is unknown, or none is stated.
        var currency: Symbol
        /// The flow's number, and above it whether an amount is stated.
        private var code: UInt32

        /// - Parameter hasAmount: whether an amount is stated, be it as unknown.
        init(record: FactRecord, flow: Flow, currency: Symbol, hasAmount: Bool) {
            self.record = record
            self.currency = currency
            code = UInt32(flow.number) | (hasAmount ? 0x100 : 0)
        }

        var flow: Flow { Flow.numbered[Int(code & 0xFF)] }
        var hasAmount: Bool { code & 0x100 != 0 }

        func isSound(_ limits: ArchiveLimits) -> Bool {
            record.isSound(limits) && currency.isSound(limits) && code & ~0x1FF == 0
                && Int(code & 0xFF) < Flow.numbered.count
        }
    }

    private(set) var entries: [Entry] = []
    /// In billionths, one for each entry: apart, as they would leave gaps between the entries.
    private(set) var amounts: [Int128] = []
    private(set) var parties = Parties()

    package init() {}

    package var byteCount: Int { entries.byteCount + amounts.byteCount + parties.byteCount }

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard case .investment = event.kind, let record = event.record else { return }
        var currency = Symbol.none
        var amount: Int128 = 0
        let flow = event[.flow].flatMap { event.word($0, of: Vocabulary.flows) }
        if let node = event[.amount] {
            var members = Members(event.document, node)
            while let (key, value) = members.next(event) {
                switch key {
                case .value: amount = event.decimal(value) ?? 0
                case .currency: currency = event.symbol(.text, value, &symbols)
                default: break
                }
            }
        }
        entries.append(
            Entry(record: record, flow: flow ?? .none, currency: currency, hasAmount: event[.amount] != nil))
        amounts.append(amount)
        parties.append(event.parties.span)
    }

    // MARK: Archive

    package func archive(into writer: inout ArchiveWriter) {
        writer.append(entries)
        writer.append(amounts)
        parties.archive(into: &writer)
    }

    package init(from reader: inout ArchiveReader, _ bytes: RawSpan) throws(ArchiveError) {
        entries = try reader.array(bytes)
        amounts = try reader.array(bytes)
        guard amounts.count == entries.count else { throw .unsound }
        parties = try Parties(from: &reader, bytes, count: entries.count)
    }
}

extension Int128: Archivable {
    /// Whether it is an amount in billionths that a decimal can be, of which as many as a log holds can be added up.
    func isSound(_ limits: ArchiveLimits) -> Bool { Decimal.canState(units: self) }
}

/// IATI's kinds of movement.
enum Flow: String, CaseIterable, Sendable, Numbered {
    case indicative, pledge, commitment, disbursement, expenditure, equity, none

    static let numbered = allCases

    /// The sum that a revision of such a movement is of; nil where it does not say.
    var bucket: Bucket? {
        switch self {
        case .indicative: .planned
        case .pledge: .pledged
        case .commitment: .committed
        case .disbursement, .expenditure: .paid
        case .equity, .none: nil
        }
    }
}

/// How firm money is.
enum Bucket: String, CaseIterable, Sendable {
    case planned, pledged, committed, paid

    /// The sum that a verb adds to; nil for those that do not add.
    init?(_ verb: Verb) {
        switch verb {
        case .planned: self = .planned
        case .pledged: self = .pledged
        case .committed: self = .committed
        case .disbursed: self = .paid
        default: return nil
        }
    }
}
