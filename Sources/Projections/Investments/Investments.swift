package import EventModel

/// Planned, pledged, committed, paid: by investor, recipient, currency.
///
///     {"subject": "investment/ru-ai-strategy-2030", "title": "Russia’s AI strategy raises …",
///      "investors": ["RU"], "recipients": [],
///      "planned": [{"value": "850000000000", "currency": "RUB"}], "pledged": [], "committed": [], "paid": [],
///      "amounts": [{"firmness": "planned", "value": "850000000000", "currency": "RUB", "investors": ["RU"],
///                   "recipients": [], "occurred": {…}, "seq": 6}],
///      "stage": "pipeline", "sector": "artificial intelligence",
///      "history": [{"seq": 6, "verb": "planned", "occurred": {…}, "title": "…",
///                   "amount": {"value": "850000000000", "currency": "RUB", "asstated": "Rbs850bn", …}}]}
///
/// Each sum is exact and of one currency; an amount of which only its existence is known stands as
/// `{"kind": "unknown", "count": 1}`. Where sources state ranges, a sum is `{"min": "30", "max": "50", "currency": "EUR"}`,
/// and without `max` where it is open above: the bounds add up each by itself, what is "up to 50" from 0 on. Sums may be
/// negative: refunds are payments. What a source states as an equivalent or a multiple stands in the history, as stated.
///
/// - `amounts` are those that the sums are of, each with whose it is: ``Holders`` says by which rule. `investors` and
///   `recipients` are everybody who has part in one; where there is none, those of the last event.
/// - A revision with an amount replaces the sum that its `flow` is of: `indicative` of what is planned, `pledge`,
///   `commitment`, `disbursement` and `expenditure` of what is pledged, committed, paid. Of another flow, or none, it is of
///   what was promised, paid or revised last, and of what is planned where there was nothing. Where it names investors or
///   recipients who have part in that sum, it replaces their part alone.
/// - A cancelled investment has `"cancelled": true`; of its promises, those that may exceed what was paid in their
///   currency, what was paid is left. Another promise or payment revives it; a revision does not.
///
/// With ``Filter/total`` the rows are sums of these amounts: `{"subject": "actor/RU", "total": "investor",
/// "investments": 1, "planned": […], …}`. Where several invest together, nobody says who pays how much: they stand in
/// one row, the others as `"with": ["…"]`. Where nobody is named, the subject is `unknown`; currencies stand alone.
/// An actor asked for chooses the sums in which they have part. ``Filter/since`` and ``Filter/until`` choose the amounts
/// whose events lie in that window, and the investments that have any.
package struct Investments: Projection {
    package static let name = "investments"
    package static let question = "planned, pledged, committed, paid: by investor, recipient, currency"
    package static let kinds: [Kind] = [.investment]
    package static let classes = Firmness.allCases.map(\.rawValue) + ["cancelled"]

    /// One event of an investment.
    struct Entry: Factual, Equatable, ColumnElement {
        var seq: UInt32
        /// ``Symbol/none`` where the amount is unknown, or none is stated.
        var currency: Symbol
        /// The flow's code, above it whether an amount is stated, and whether it is open above.
        private var code: UInt32

        /// - Parameter hasAmount: whether an amount is stated, be it as unknown.
        init(seq: UInt32, flow: Flow, currency: Symbol, hasAmount: Bool, isOpen: Bool) {
            self.seq = seq
            self.currency = currency
            code = UInt32(flow.code) | (hasAmount ? 0x100 : 0) | (isOpen ? 0x200 : 0)
        }

        var flow: Flow { Flow.codes[UInt8(truncatingIfNeeded: code)] ?? .none }
        var hasAmount: Bool { code & 0x100 != 0 }
        /// Whether the amount is the least of what it may be.
        var isOpen: Bool { code & 0x200 != 0 }

        func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self {
            var row = self
            row.seq = numbers.entry(seq)
            row.currency = numbers.name(currency)
            return row
        }

        func isSound(_ limits: ColumnLimits) -> Bool {
            limits.holds(seq: seq) && currency.isSound(limits) && code & ~0x3FF == 0
                && Flow.codes[UInt8(truncatingIfNeeded: code)] != nil
        }
    }

    private(set) var entries = Column<Entry>()
    /// In billionths, one for each entry: apart, as they would leave gaps between the entries.
    private var leasts = Column<Int128>()
    private var mosts = Column<Int128>()

    package init() {}

    package mutating func apply(_ event: EventView, _ symbols: inout Symbols) {
        guard case .investment = event.kind, event.isFact else { return }
        let flow = event[.flow].flatMap { event.word($0, of: Vocabulary.flows) }
        let amount = event[.amount].map { StatedAmount(event, $0, &symbols) }
        entries.append(
            Entry(
                seq: event.seq, flow: flow ?? .none, currency: amount?.currency ?? .none, hasAmount: amount != nil,
                isOpen: amount.map { $0.range.most == nil } ?? false))
        leasts.append(amount?.range.least ?? 0)
        mosts.append(amount?.range.most ?? 0)
    }

    /// How much the event at a place states; zero where it does not say.
    func range(at place: Int) -> AmountRange {
        AmountRange(least: leasts[place], most: entries[place].isOpen ? nil : mosts[place])
    }

    // MARK: Columns

    package static let columns: [OwnedColumn<Self>] = [
        .init("investments") { $1(&$0.entries) }, .init("investments.least") { $1(&$0.leasts) },
        .init("investments.most") { $1(&$0.mosts) },
    ]

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard leasts.count == entries.count, mosts.count == entries.count else { throw .cut }
        guard entries.isAscending, entries.areFacts(limits) else { throw .unsound }
    }
}

extension Int128: ColumnElement {
    /// Whether it is an amount in billionths that a decimal can be, of which as many as a log holds can be added up.
    func isSound(_ limits: ColumnLimits) -> Bool { Decimal.canState(units: self) }
}

/// IATI's kinds of movement.
enum Flow: String, Coded {
    case indicative, pledge, commitment, disbursement, expenditure, equity, none

    static let codes = Codes<Self>()

    var code: UInt8 {
        switch self {
        case .indicative: 0
        case .pledge: 1
        case .commitment: 2
        case .disbursement: 3
        case .expenditure: 4
        case .equity: 5
        case .none: 6
        }
    }

    /// The sum that a revision of such a movement is of; nil where it does not say.
    var firmness: Firmness? {
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
enum Firmness: String, CaseIterable, Sendable {
    case planned, pledged, committed, paid

    /// Its place in the order of answers.
    var rank: Int {
        switch self {
        case .planned: 0
        case .pledged: 1
        case .committed: 2
        case .paid: 3
        }
    }

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

/// An amount as an event states it.
private struct StatedAmount {
    /// ``Symbol/none`` where nobody says how much.
    private(set) var currency = Symbol.none
    private(set) var range = AmountRange.zero

    init(_ event: borrowing EventView, _ node: Document.Node, _ symbols: inout Symbols) {
        var value: Int128?
        var members = Members(event.document, node)
        while let (key, member) = members.next(event) {
            switch key {
            case .value: value = event.decimal(member)
            case .currency: currency = event.symbol(.text, member, &symbols)
            default: break
            }
        }
        if let value {
            let bound = event.document.member(node, "bound")
            let isMost = bound.map { event.document.equals($0, "upTo" as StaticString) } ?? false
            range = AmountRange(least: isMost ? min(0, value) : value, most: isMost || bound == nil ? value : nil)
        } else if let least = event.document.member(node, "min").flatMap({ event.decimal($0) }),
            let most = event.document.member(node, "max").flatMap({ event.decimal($0) })
        {
            range = AmountRange(least: least, most: most)
        }
    }
}
