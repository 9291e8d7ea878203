import EventModel

/// A name that was met before, as a number: equal names have equal symbols.
package struct Symbol: Sendable, Hashable, BitwiseCopyable {
    var index: UInt32

    /// Stands where there is no name; never interned.
    static let none = Symbol(index: .max)
}

/// A date as it was written, as a number.
struct DateSymbol: Sendable, Hashable, BitwiseCopyable {
    var index: UInt32

    /// Stands for what holds always.
    static let always = none
    /// Stands where no date is said.
    static let none = DateSymbol(index: .max)
}

/// Every name that the projections keep, once: streams (`directive/SLUG`), actors, texts such as currencies,
/// indicators and provisions; ids of events that relations point at; and every date, read once.
package struct Symbols: ColumnOwner {
    /// What a name belongs to; the same letters may name a directive and an actor.
    enum Space: UInt8, Sendable, CaseIterable {
        case directive = 0, announcement = 1, investment = 2, actor = 3, correction = 4, text = 5, event = 6

        init(_ kind: Kind) {
            switch kind {
            case .directive: self = .directive
            case .announcement: self = .announcement
            case .investment: self = .investment
            case .actor: self = .actor
            case .correction: self = .correction
            }
        }

        var kind: Kind? {
            switch self {
            case .directive: .directive
            case .announcement: .announcement
            case .investment: .investment
            case .actor: .actor
            case .correction: .correction
            case .text, .event: nil
            }
        }
    }

    fileprivate var names = NameTable()
    /// The entry that met each name first.
    fileprivate var firsts = Column<UInt32>()
    fileprivate var dates = NameTable()
    /// What each date means.
    fileprivate var whens = Column<When>()

    /// The entry that is read; its names are known from it on.
    var entry: UInt32 = 0

    package init() {}

    package static func == (left: Self, right: Self) -> Bool {
        left.names == right.names && left.firsts == right.firsts && left.dates == right.dates
    }

    /// How many names there are, dates apart.
    package var count: Int { names.count }

    // MARK: Names

    /// The symbol of the name in `range`, which becomes known.
    mutating func intern(_ space: Space, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> Symbol {
        known(names.intern(space.rawValue, bytes, range))
    }

    private mutating func known(_ number: UInt32) -> Symbol {
        if number == firsts.count { firsts.append(entry) }
        return Symbol(index: number)
    }

    /// Whether one of the first `count` entries names it.
    func isKnown(_ symbol: Symbol, by count: Int) -> Bool { firsts[Int(symbol.index)] < count }

    /// What the name in `range` is looked for by, its memory on the way: see ``fetch(_:)``.
    @inline(__always)
    func seek(_ space: Space, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> NameTable.Name {
        let name = NameTable.Name(space.rawValue, bytes, range)
        names.fetchSlot(name)
        return name
    }

    /// Fetches more memory for a name that was sought a while ago.
    @inline(__always)
    func fetch(_ name: NameTable.Name) { names.fetchEntry(name) }

    /// The symbol of a name that was sought, which becomes known.
    mutating func intern(_ name: NameTable.Name, _ bytes: borrowing [UInt8]) -> Symbol {
        known(names.intern(name, bytes))
    }

    /// The symbol of `text`; nil where it was never met.
    func find(_ space: Space, _ text: String) -> Symbol? {
        let bytes = Array(text.utf8)
        return names.find(space.rawValue, bytes, 0..<bytes.count).map { Symbol(index: $0) }
    }

    func space(_ symbol: Symbol) -> Space {
        symbol == .none ? .text : Space(rawValue: names.tag(symbol.index)) ?? .text
    }

    /// The bytes of a name, without its kind.
    func utf8(_ symbol: Symbol) -> ArraySlice<UInt8> { symbol == .none ? [] : names.utf8(symbol.index) }

    /// A name without its kind: `ru-cn-ai-cooperation`, `RUB`; empty for ``Symbol/none``.
    package func text(_ symbol: Symbol) -> String { String(decoding: utf8(symbol), as: UTF8.self) }

    /// A stream's name as an event has it: `directive/ru-cn-ai-cooperation`; texts stand alone.
    package func subject(_ symbol: Symbol) -> String {
        guard let kind = space(symbol).kind else { return text(symbol) }
        return "\(kind.rawValue)/\(text(symbol))"
    }

    /// The order of names, independent of when they were met: by kind as ``Kind`` lists them, then by bytes.
    func precedes(_ left: Symbol, _ right: Symbol) -> Bool {
        let (leftSpace, rightSpace) = (space(left).rawValue, space(right).rawValue)
        if leftSpace != rightSpace { return leftSpace < rightSpace }
        guard left != .none, right != .none else { return left == .none && right != .none }
        return names.precedes(left.index, right.index)
    }

    /// Some names in their order.
    func sorted(_ symbols: some Sequence<Symbol>) -> [Symbol] {
        // Nearly all are told apart by their beginnings, which are looked up once a name, not twice a comparison.
        var keyed = symbols.map { (key: $0 == .none ? .init() : names.order(of: $0.index), symbol: $0) }
        keyed.sort { left, right in
            left.key == right.key ? precedes(left.symbol, right.symbol) : left.key < right.key
        }
        return keyed.map(\.symbol)
    }

    // MARK: Dates

    /// The symbol of the date in `range`; nil where EDTF knows none such.
    mutating func date(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> DateSymbol? {
        date(NameTable.Name(0, bytes, range), bytes, range)
    }

    mutating func date(_ name: NameTable.Name, _ bytes: borrowing [UInt8], _ range: Range<Int>) -> DateSymbol? {
        if let known = dates.find(name, bytes) { return DateSymbol(index: known) }
        guard let extent = EDTF.bounds(utf8: bytes.span.extracting(range)) else { return nil }
        whens.append(When(extent))
        return DateSymbol(index: dates.intern(name, bytes))
    }

    /// The same as ``seek(_:_:_:)`` for a date.
    @inline(__always)
    func seekDate(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> NameTable.Name {
        let name = NameTable.Name(0, bytes, range)
        dates.fetchSlot(name)
        return name
    }

    /// The same as ``fetch(_:)`` for a date.
    @inline(__always)
    func fetchDate(_ name: NameTable.Name) { dates.fetchEntry(name) }

    /// What a date means; ``When/always`` where there is none.
    func when(_ date: DateSymbol) -> When { date == .always ? .always : whens[Int(date.index)] }

    /// How many dates there are.
    var dateCount: Int { dates.count }

    /// A date as it was written; nothing for what holds always.
    func utf8(_ date: DateSymbol) -> ArraySlice<UInt8> { date == .always ? [] : dates.utf8(date.index) }
}

// MARK: - Columns

extension Symbols {
    package static let columns: [OwnedColumn<Self>] = [
        .init("names.text") { $1(&$0.names.texts) }, .init("names") { $1(&$0.names.names) },
        .init("names.entry") { $1(&$0.firsts) },
        .init("dates.text") { $1(&$0.dates.texts) }, .init("dates") { $1(&$0.dates.names) },
        .init("dates.extent") { $1(&$0.whens) },
    ]

    package mutating func finishReading(_ limits: ColumnLimits) throws(ColumnError) {
        guard whens.count == dates.count, firsts.count == names.count else { throw .cut }
        try names.finishReading()
        try dates.finishReading()
    }

    /// What numbers in a state of so many entries must stay below.
    func limits(entries: Int) -> ColumnLimits {
        ColumnLimits(names: names.count, dates: dates.count, entries: entries)
    }
}

extension Symbols {
    /// Takes in the names and dates of a state whose entries come after the first `count`, in the order in which it met
    /// them.
    ///
    /// - Returns: what they are called here.
    mutating func append(_ other: Self, entries count: UInt32) -> Renumbering {
        var (symbols, days): ([Symbol], [DateSymbol]) = ([], [])
        symbols.reserveCapacity(other.count)
        let (texts, dayTexts) = (other.names.texts.elements, other.dates.texts.elements)
        for (number, name) in other.names.names.enumerated() {
            entry = count + other.firsts[number]
            let sought = NameTable.Name(other.names.tag(UInt32(number)), texts, name.range)
            symbols.append(intern(sought, texts))
        }
        for (number, day) in other.dates.names.enumerated() {
            let sought = NameTable.Name(0, dayTexts, day.range)
            if let known = dates.find(sought, dayTexts) {
                days.append(DateSymbol(index: known))
            } else {
                whens.append(other.whens[number])
                days.append(DateSymbol(index: dates.intern(sought, dayTexts)))
            }
        }
        return Renumbering(names: symbols, dates: days, entries: count)
    }
}

extension DateSymbol: ColumnElement {
    func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self { numbers.date(self) }

    // Where there may be no date, the array's owner asks for itself.
    func isSound(_ limits: ColumnLimits) -> Bool { self == .none || limits.holds(self) }
}

extension Symbol: ColumnElement {
    func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self { numbers.name(self) }

    // Where there may be no name, the array's owner asks for itself.
    func isSound(_ limits: ColumnLimits) -> Bool { self == .none || limits.holds(self) }
}
