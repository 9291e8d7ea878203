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
        var index = 0
        while index + 8 <= count {
            let word = unsafe literal.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if line.word(place + index) != word { return false }
            index += 8
        }
        while index < count {
            if unsafe line.byte(place + index) != literal.load(fromByteOffset: index, as: UInt8.self) { return false }
            index += 1
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
        let start = place
        let year = try digits(4, in: line)
        try skip("-", in: line)
        let month = try digits(2, in: line)
        try skip("-", in: line)
        let day = try digits(2, in: line)
        try skip("T", in: line)
        let hour = try digits(2, in: line)
        try skip(":", in: line)
        let minute = try digits(2, in: line)
        try skip(":", in: line)
        let second = try digits(2, in: line)
        try skip(".", in: line)
        let microsecond = try digits(6, in: line)
        try skip("Z", in: line)
        guard 1...12 ~= month, 1...CivilDate.length(ofMonth: month, in: Int64(year)) ~= day, hour < 24, minute < 60,
            second < 60
        else { throw .init(reason: "the line has no instant at its byte \(start)") }
        let days = CivilDate(year: Int64(year), month: month, day: day).days
        let ofDay = Int64(hour * 3_600 + minute * 60 + second)
        return (days * CivilDate.secondsPerDay + ofDay) * 1_000_000 + Int64(microsecond)
    }

    @inline(__always)
    private mutating func digits(_ count: Int, in line: RawSpan) throws(LineEnvelope.Flaw) -> Int {
        guard line.byteCount - place >= count else { throw .init(reason: "the line is cut off") }
        var value = 0
        for _ in 0..<count {
            let digit = line.byte(place) &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .init(reason: "the line has no digit at its byte \(place)") }
            value = value * 10 + Int(digit)
            place += 1
        }
        return value
    }

    /// Eight hexadecimal digits in small letters.
    mutating func checksum(in line: RawSpan) throws(LineEnvelope.Flaw) -> UInt32 {
        guard line.byteCount - place >= 8 else { throw .init(reason: "the line is cut off") }
        var value: UInt32 = 0
        for _ in 0..<8 {
            let digit: UInt8
            switch line.byte(place) {
            case let byte where 0x30...0x39 ~= byte: digit = byte - 0x30
            case let byte where 0x61...0x66 ~= byte: digit = byte - 0x61 + 10
            default: throw .init(reason: "the checksum is not of hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    /// A JSON string with its quotes.
    mutating func string(in line: RawSpan) throws(LineEnvelope.Flaw) -> Range<Int> {
        let start = place
        try skip("\"", in: line)
        while place < line.byteCount {
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
