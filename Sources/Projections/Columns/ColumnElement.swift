#if _endian(big)
    #error("a column is kept as memory holds it, and promises little-endian")
#endif

/// A value that columns keep, in files as memory holds it.
///
/// It has neither references nor padding, which a test proves, and any bytes at all make one: no Bool and no
/// enumeration is part of it. Whether it makes sense is asked after reading.
protocol ColumnElement: BitwiseCopyable, Sendable, Equatable {
    /// Whether everything that it names exists, so that a state with it can answer any question.
    func isSound(_ limits: ColumnLimits) -> Bool

    /// The same in a state that has other entries before.
    ///
    /// - Parameter place: where what it points at within its own part of the state begins now.
    func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self
}

extension ColumnElement {
    func renumbered(_ numbers: Renumbering, from place: UInt32) -> Self { self }
}

/// The numbers that the names, dates and entries of a state have in one that has other entries before.
struct Renumbering {
    fileprivate let names: [Symbol]
    fileprivate let dates: [DateSymbol]
    /// How many entries come before.
    fileprivate let entries: UInt32

    init(names: [Symbol], dates: [DateSymbol], entries: UInt32) {
        self.names = names
        self.dates = dates
        self.entries = entries
    }

    func name(_ symbol: Symbol) -> Symbol { symbol == .none ? .none : names[Int(symbol.index)] }
    func date(_ date: DateSymbol) -> DateSymbol { date == .none ? .none : dates[Int(date.index)] }
    func entry(_ seq: UInt32) -> UInt32 { entries + seq }
}

/// How many names, dates and entries there are: what the numbers in a state must stay below.
package struct ColumnLimits: Sendable {
    var names = 0
    var dates = 0
    var entries = 0
    /// Those that are read already; nil before.
    var read: Entries?

    func holds(_ symbol: Symbol) -> Bool { Int(symbol.index) < names }
    func holds(_ date: DateSymbol) -> Bool { date == .none || Int(date.index) < dates }
    func holds(seq: UInt32) -> Bool { Int(seq) < entries }
    /// Whether an entry says something of the world.
    func isFact(_ seq: UInt32) -> Bool { holds(seq: seq) && read?.isFact(seq) ?? true }
}

/// Why bytes are no column of the state asked for: it is made anew from the log.
package enum ColumnError: Error, Sendable, Hashable {
    /// There are fewer, or more, than whole elements for each row.
    case cut
    /// It names what there is not.
    case unsound
}

extension UInt8: ColumnElement {
    func isSound(_ limits: ColumnLimits) -> Bool { true }
}

extension UInt32: ColumnElement {
    func isSound(_ limits: ColumnLimits) -> Bool { true }

    /// The highest number points nowhere.
    func renumbered(_ numbers: Renumbering, from place: UInt32) -> UInt32 { self == .max ? self : self + place }
}

extension UInt64: ColumnElement {
    func isSound(_ limits: ColumnLimits) -> Bool { true }
}
