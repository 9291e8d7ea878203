import EventModel

/// A place in a line, moving forward over what must stand there.
struct LineCursor {
    var place: Int

    /// Whether `text` stands here, compared by eight bytes at once.
    @inline(__always)
    func isAt(_ text: StaticString, in line: RawSpan) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place >= 0, line.byteCount - place >= count else { return false }
        // A literal lives for ever; every load below lies within its `count` bytes.
        let literal = unsafe UnsafeRawPointer(text.utf8Start)
        guard count >= 8 else {
            for index in 0..<count {
                if unsafe line.byte(place + index) != literal.load(fromByteOffset: index, as: UInt8.self) {
                    return false
                }
            }
            return true
        }
        // The last eight may be among those before them.
        var index = 0
        while index < count {
            let step = min(index, count - 8)
            let word = unsafe literal.loadUnaligned(fromByteOffset: step, as: UInt64.self)
            if line.word(place + step) != word { return false }
            index += 8
        }
        return true
    }

    @inline(__always)
    mutating func skip(_ text: StaticString, in line: RawSpan) throws(LineEnvelope.Flaw) {
        guard isAt(text, in: line) else { throw .init(reason: "the line has no \(text) at its byte \(place)") }
        place += text.utf8CodeUnitCount
    }

    /// A decimal number without leading zeros.
    mutating func number(in line: RawSpan) throws(LineEnvelope.Flaw) -> UInt64 {
        let start = place
        var value: UInt64 = 0
        while place < line.byteCount, case let digit = line.byte(place) &- UInt8(ascii: "0"), digit <= 9 {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
            if overflow || carry { throw .init(reason: "the number at its byte \(start) is too large") }
            value = sum
            place += 1
        }
        if place == start || (place > start + 1 && line.byte(start) == UInt8(ascii: "0")) {
            throw .init(reason: "the line has no number at its byte \(start)")
        }
        return value
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ` in microseconds since 1970; the closing quote is left standing.
    mutating func instant(in line: RawSpan) throws(LineEnvelope.Flaw) -> Int64 {
        guard line.byteCount - place >= 27 else { throw .init(reason: "the line is cut off") }
        let start = place
        guard let date = Digits(line.word(start), in: "0000-00-"),
            let time = Digits(line.word(start + 8), in: "00T00:00"),
            let rest = Digits(line.word(start + 16), in: ":00.0000"),
            let fraction = Digits(line.word(start + 19), in: ".000000Z")
        else { throw .init(reason: "the line has no instant at its byte \(start)") }
        let (year, month, day) = (date.pair(0) * 100 + date.pair(2), date.pair(5), time.pair(0))
        let (hour, minute, second) = (time.pair(3), time.pair(6), rest.pair(1))
        guard 1...12 ~= month, 1...CivilDate.length(ofMonth: month, in: Int64(year)) ~= day, hour < 24, minute < 60,
            second < 60
        else { throw .init(reason: "the line has no instant at its byte \(start)") }
        place += 27
        let days = CivilDate(year: Int64(year), month: month, day: day).days
        let ofDay = Int64(hour * 3_600 + minute * 60 + second)
        let microsecond = (fraction.pair(1) * 100 + fraction.pair(3)) * 100 + fraction.pair(5)
        return (days * CivilDate.secondsPerDay + ofDay) * 1_000_000 + Int64(microsecond)
    }

    /// Eight hexadecimal digits in small letters.
    mutating func checksum(in line: RawSpan) throws(LineEnvelope.Flaw) -> UInt32 {
        guard line.byteCount - place >= 8 else { throw .init(reason: "the line is cut off") }
        // All eight at once, the first in the lowest byte.
        let digits = UInt64(littleEndian: line.word(place))
        let nibbles = (digits & 0x0F0F_0F0F_0F0F_0F0F) &+ (digits >> 6 & 0x0101_0101_0101_0101) &* 9
        let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        // What they are written as again: whatever else stood there would not come out of it.
        guard nibbles & 0xF0F0_F0F0_F0F0_F0F0 == 0, nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27 == digits else {
            throw .init(reason: "the checksum is not of hexadecimal digits")
        }
        place += 8
        let bytes = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
        let pairs = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: pairs | pairs >> 16).byteSwapped
    }

    /// A JSON string with its quotes.
    mutating func string(in line: RawSpan) throws(LineEnvelope.Flaw) -> Range<Int> {
        let start = place
        try skip("\"", in: line)
        while place < line.byteCount {
            if place + 8 <= line.byteCount { place += EightBytes.plainInJSON(line.word(place)) }
            guard place < line.byteCount else { break }
            switch line.byte(place) {
            case UInt8(ascii: "\""):
                place += 1
                return start..<place
            case UInt8(ascii: "\\"): place = min(place + 2, line.byteCount)
            default: place += 1
            }
        }
        throw .init(reason: "the text at its byte \(start) never ends")
    }
}

/// Eight characters of which some are decimal digits.
private struct Digits {
    /// In each byte that begins two digits next to each other, their number.
    private let pairs: UInt64

    /// - Parameter form: what stands there, with a 0 for each digit; nil where it does not.
    @inline(__always)
    init?(_ characters: UInt64, in form: StaticString) {
        var (expected, others) = (UInt64(0), UInt64(0))
        for index in 0..<8 {
            // Every form has eight bytes, and a literal lives for ever.
            let byte = unsafe UInt64(form.utf8Start[index])
            expected |= byte << (8 * index)
            if byte != UInt8(ascii: "0") { others |= 0xFF << (8 * index) }
        }
        // A digit leaves its value, and what is as expected leaves nothing.
        let values = UInt64(littleEndian: characters) ^ expected
        guard ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080 == 0, values & others == 0 else {
            return nil
        }
        pairs = values &* 10 &+ values >> 8
    }

    /// The number of the two digits from `index` on.
    @inline(__always)
    func pair(_ index: Int) -> Int { Int(truncatingIfNeeded: pairs >> (8 * UInt64(index)) & 0xFF) }
}
