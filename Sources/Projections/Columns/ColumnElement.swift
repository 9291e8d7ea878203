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
}

extension UInt64: ColumnElement {
    func isSound(_ limits: ColumnLimits) -> Bool { true }
}
