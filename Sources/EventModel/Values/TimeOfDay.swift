/// A time of day with its offset from UTC, as ISO 8601 and RFC 3339 write it.
struct TimeOfDay {
    private var hour = 0
    private var minute = 0
    /// 0 to 60.
    private var wholeSecond = 0
    /// Below a second.
    private(set) var microsecond: Int64 = 0
    /// What the clock is ahead of UTC.
    private var offsetMinutes = 0
    /// Where the seconds stand, for faults.
    private var secondStart = 0

    /// `HH:MM:SS`, with `Z`, `±HH`, `±HH:MM` or nothing (UTC) behind it: EDTF (ISO 8601-2 A.4.3) has no fractions and
    /// no 24:00:00. Offsets go to 14 hours, those of the world.
    static func edtf(_ cursor: inout TextCursor) throws(Fault) -> TimeOfDay {
        var time = TimeOfDay()
        try time.clock(&cursor)
        if cursor.byte == UInt8(ascii: ".") || cursor.byte == UInt8(ascii: ",") {
            throw cursor.unexpected("whole seconds")
        }
        if cursor.skip("Z") || cursor.isAtEnd { return time }
        let start = cursor.index
        let sign = try time.offset(&cursor, hours: 0...14, needsMinutes: false)
        guard time.offsetMinutes.magnitude <= 14 * 60 else {
            throw Fault(at: start, "an offset of more than 14 hours", expected: "-14:00 to +14:00")
        }
        guard sign > 0 || time.offsetMinutes != 0 else {
            throw Fault(at: start, "an offset of minus zero", expected: "Z, or +00:00")
        }
        return time
    }

    /// `HH:MM:SS`, a fraction of any length or none, then `Z`, `z` or `±HH:MM` (RFC 3339 §5.6).
    static func rfc3339(_ cursor: inout TextCursor) throws(Fault) -> TimeOfDay {
        var time = TimeOfDay()
        try time.clock(&cursor)
        if cursor.skip(".") { try time.fraction(&cursor) }
        if cursor.skip("Z") || cursor.skip("z") { return time }
        guard !cursor.isAtEnd else {
            throw Fault(
                at: cursor.index, "a time without its offset from UTC", expected: "Z, or an offset such as +01:00",
                hint: "write Z behind a time of UTC")
        }
        _ = try time.offset(&cursor, hours: 0...23, needsMinutes: true)
        return time
    }

    private mutating func clock(_ cursor: inout TextCursor) throws(Fault) {
        hour = try Self.field(&cursor, 0...23, "an hour from 00 to 23")
        guard cursor.skip(":") else { throw cursor.unexpected("a colon and the minutes") }
        minute = try Self.field(&cursor, 0...59, "a minute from 00 to 59")
        guard cursor.skip(":") else { throw cursor.unexpected("a colon and the seconds") }
        secondStart = cursor.index
        wholeSecond = try Self.field(&cursor, 0...60, "a second from 00 to 59")
    }

    private static func field(_ cursor: inout TextCursor, _ range: ClosedRange<Int>, _ expected: String) throws(Fault)
        -> Int
    {
        let start = cursor.index
        guard let value = cursor.number(places: 2) else { throw cursor.unexpected(expected) }
        guard range.contains(value) else {
            throw Fault(at: start, "\(value) is out of range", expected: expected)
        }
        return value
    }

    /// Digits beyond the sixth are cut off, not rounded: no instant comes later than it is written.
    private mutating func fraction(_ cursor: inout TextCursor) throws(Fault) {
        var unit: Int64 = 100_000
        guard cursor.byte?.decimalDigit != nil else { throw cursor.unexpected("a digit after the point") }
        while let digit = cursor.byte?.decimalDigit {
            microsecond += Int64(digit) * unit
            unit /= 10
            cursor.index += 1
        }
    }

    /// - Returns: the sign.
    private mutating func offset(_ cursor: inout TextCursor, hours: ClosedRange<Int>, needsMinutes: Bool) throws(Fault)
        -> Int
    {
        let sign = cursor.byte == UInt8(ascii: "-") ? -1 : 1
        guard cursor.skip("+") || cursor.skip("-") else { throw cursor.unexpected("Z, or an offset such as +01:00") }
        var minutes = try Self.field(&cursor, hours, "hours of the offset, 00 to \(hours.upperBound)") * 60
        if needsMinutes || !cursor.isAtEnd {
            guard cursor.skip(":") else { throw cursor.unexpected("a colon and the minutes of the offset") }
            minutes += try Self.field(&cursor, 0...59, "minutes of the offset, 00 to 59")
        }
        offsetMinutes = sign * minutes
        return sign
    }

    /// The second of UTC since 1970, on a day of years 0 to 9999 or thereabouts.
    ///
    /// A leap second is the last second of its day over again, since the count since 1970 has no number for it. It is
    /// there only at the end of a June or December of UTC (RFC 3339 §5.7), and not before 1972, the first with one.
    func second(on day: CivilDate) throws(Fault) -> Int64 {
        let second = day.firstSecond + Int64((hour * 60 + minute - offsetMinutes) * 60 + min(wholeSecond, 59))
        guard wholeSecond == 60 else { return second }
        let (days, rest) = second.quotientAndFlooredRemainder(dividingBy: CivilDate.secondsPerDay)
        let utc = CivilDate(days: days)
        let isMonthEnd = (utc.month == 6 && utc.day == 30) || (utc.month == 12 && utc.day == 31)
        guard rest == CivilDate.secondsPerDay - 1, isMonthEnd, utc.year >= 1972 else {
            throw Fault(
                at: secondStart, "there is no leap second then", expected: "a second from 00 to 59",
                hint: "leap seconds are 23:59:60 UTC on 30 June or 31 December")
        }
        return second
    }

    /// Whether the second is one that the count since 1970 has no number for.
    var isLeapSecond: Bool { wholeSecond == 60 }
}

extension Int64 {
    /// Division towards minus infinity, by a positive number.
    func quotientAndFlooredRemainder(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
