#if _endian(big)
    #error("an archive holds arrays as memory does, and promises little-endian")
#endif

/// A value that a state keeps in arrays, archived as memory holds it.
///
/// It has neither references nor padding, which a test proves, and any bytes at all make one: no Bool and no
/// enumeration is part of it. Whether it makes sense is asked after reading.
protocol ColumnElement: BitwiseCopyable, Sendable, Equatable {
    /// Whether everything that it names exists, so that a state with it can answer any question.
    func isSound(_ limits: ArchiveLimits) -> Bool
}

/// How many names, dates and entries there are: what the numbers in a state must stay below.
struct ArchiveLimits {
    var names = 0
    var dates = 0
    var entries = 0
    /// Those that are read already; nil before.
    var read: Entries?

    func isFact(_ seq: UInt32) -> Bool { read?.isFact(seq) ?? true }

    func holds(_ symbol: Symbol) -> Bool { Int(symbol.index) < names }
    func holds(_ date: DateSymbol) -> Bool { date == .none || Int(date.index) < dates }
    func holds(seq: UInt32) -> Bool { Int(seq) < entries }
}

/// Writes a state: little-endian integers of 64 bits, and arrays, each after the number of its elements.
///
/// It takes hold of the arrays and copies nothing of them: there is no memory for a state twice.
package struct ArchiveWriter {
    private typealias Piece = (_ body: (RawSpan) -> Void) -> Void

    private var pieces: [Piece] = []
    /// How many bytes there are.
    package private(set) var byteCount = 0

    init() {}

    mutating func append(_ value: UInt64) { take([value]) }

    mutating func append<Element: ColumnElement>(_ values: [Element]) {
        append(UInt64(values.count))
        take(values)
    }

    private mutating func take<Element: BitwiseCopyable & Sendable>(_ values: [Element]) {
        byteCount += values.byteCount
        // No element has padding (see ColumnElement): every byte is initialised.
        pieces.append { body in unsafe body(values.span.bytes) }
    }

    /// Calls `body` with the bytes, piece by piece.
    package func forEachPiece<Failure>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        var failure: Failure?
        for piece in pieces {
            piece { bytes in
                do throws(Failure) { try body(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        }
    }

    /// All of the bytes.
    package var bytes: [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(byteCount)
        // Both the span and the buffer are valid for the closures, and the bytes are copied there.
        forEachPiece { piece in unsafe piece.withUnsafeBytes { unsafe all.append(contentsOf: $0) } }
        return all
    }
}

extension UInt8: ColumnElement {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}

extension UInt32: ColumnElement {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}

extension UInt64: ColumnElement {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}
