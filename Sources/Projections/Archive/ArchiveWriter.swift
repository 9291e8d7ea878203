#if _endian(big)
    #error("an archive holds arrays as memory does, and promises little-endian")
#endif

/// A value that a state keeps in arrays, archived as memory holds it.
///
/// It has neither references nor padding, which a test proves, and any bytes at all make one: no Bool and no
/// enumeration is part of it. Whether it makes sense is asked after reading.
protocol Archivable: BitwiseCopyable, Sendable {
    /// Whether everything that it names exists, so that a state with it can answer any question.
    func isSound(_ limits: ArchiveLimits) -> Bool
}

/// How many names, dates and entries there are: what the numbers in a state must stay below.
struct ArchiveLimits {
    var names = 0
    var dates = 0
    var entries = 0

    func holds(_ symbol: Symbol) -> Bool { Int(symbol.index) < names }
    func holds(_ date: DateSymbol) -> Bool { date == .none || Int(date.index) < dates }
    func holds(seq: UInt32) -> Bool { Int(seq) < entries }
}

/// Writes a state to bytes: little-endian integers of 64 bits, and arrays, each after the number of its elements.
package struct ArchiveWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: about how many bytes there will be: growing step by step would take twice the memory.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func append(_ value: UInt64) {
        withBytes(of: [value])
    }

    mutating func append<Element: Archivable>(_ values: [Element]) {
        append(UInt64(values.count))
        withBytes(of: values)
    }

    private mutating func withBytes<Element: BitwiseCopyable>(of values: [Element]) {
        // No element has padding (see Archivable): every byte is initialised.
        unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
}

extension UInt8: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}

extension UInt32: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}

extension UInt64: Archivable {
    func isSound(_ limits: ArchiveLimits) -> Bool { true }
}
