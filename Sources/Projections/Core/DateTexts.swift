import EventModel

/// Dates as rows have them, each worked out once: many facts are of one day.
///
/// An object of one thread, which remembers what it was asked.
final class DateTexts {
    private let symbols: Symbols
    private var bytes: [UInt8] = []
    /// Where each date stands in the bytes: the end, above its length in 16 bits; 0 for those not asked for yet.
    private var places: [UInt64] = []

    init(_ symbols: Symbols) { self.symbols = symbols }

    /// Writes a date that is said.
    func write(_ date: DateSymbol, to output: inout JSONText) {
        if places.isEmpty { places = Array(repeating: 0, count: symbols.dateCount) }
        var place = places[Int(date.index)]
        if place == 0 {
            place = add(date)
            places[Int(date.index)] = place
        }
        let (bytes, end) = (bytes, Int(place >> 16))
        output.value(bytes.span.extracting((end - Int(place & 0xFFFF))..<end))
    }

    private func add(_ date: DateSymbol) -> UInt64 {
        let spelling = symbols.utf8(date)
        var text = JSONText(capacity: 128)
        text.date(symbols.when(date)) { $0.string { JSONEscapes.append(part: spelling.span, to: &$0) } }
        bytes += text.bytes
        // A date is shorter than its line.
        return UInt64(bytes.count) << 16 | UInt64(text.bytes.count)
    }
}
