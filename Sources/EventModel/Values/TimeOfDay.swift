/// A time of day with its offset from UTC, as ISO 8601 and RFC 3339 write it.
struct TimeOfDay {
    private var hour = 0
    private var minute = 0
    /// 0 to 60.
    private var wholeSecond = 0
    /// Below a second.
    private(set) var microsecond: Int64 = 0
    /// Where the digits behind the point stand; empty where there are none.
    private(set) var fraction = 0..<0
    /// What the clock is ahead of UTC; 0 where that is not said.
    private var offsetMinutes = 0
    /// Whether it is said.
    private(set) var hasOffset = true
    /// Where the seconds stand, for faults.
    private var secondStart = 0

    /// What clocks of the world are ahead of UTC and behind it at the most, in seconds.
    static let farthestAhead: Int64 = 14 * 3_600
    static let farthestBehind: Int64 = 12 * 3_600

    /// `HH:MM:SS`, with `Z`, `±HH`, `±HH:MM` or nothing behind it: EDTF (ISO 8601-2 A.4.3) has no fractions and
    /// no 24:00:00. Offsets go to 14 hours, those of the world.
    static func edtf(_ cursor: inout TextCursor) throws(Fault) -> TimeOfDay {
        var time = TimeOfDay()
        try time.clock(&cursor)
        if cursor.byte == UInt8(ascii: ".") || cursor.byte == UInt8(ascii: ",") {
            throw cursor.unexpected("whole seconds")
        }
        time.hasOffset = !cursor.isAtEnd
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
        if cursor.skip(".") { try time.readFraction(&cursor) }
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
    private mutating func readFraction(_ cursor: inout TextCursor) throws(Fault) {
        var unit: Int64 = 100_000
        let start = cursor.index
        guard cursor.byte?.decimalDigit != nil else { throw cursor.unexpected("a digit after the point") }
        while let digit = cursor.byte?.decimalDigit {
            microsecond += Int64(digit) * unit
            unit /= 10
            cursor.index += 1
        }
        fraction = start..<cursor.index
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

    /// The second of UTC since 1970, on a day of years 0 to 9999 or thereabouts; as if the clock were UTC's where no offset
    /// is said.
    ///
    /// A leap second is the last second of its day over again, since the count since 1970 has no number for it. It is
    /// there only at the end of a June or December of UTC (RFC 3339 §5.7), and not before 1972, the first with one.
    func second(on day: CivilDate) throws(Fault) -> Int64 {
        let second = day.firstSecond + Int64((hour * 60 + minute - offsetMinutes) * 60 + min(wholeSecond, 59))
        if wholeSecond < 60 || isLeapSecond(second) { return second }
        throw Fault(
            at: secondStart, "there is no leap second then", expected: "a second from 00 to 59",
            hint: "leap seconds are 23:59:60 UTC on 30 June or 31 December")
    }

    /// Whether the second after this one is a leap second; where no offset is said, whether it is one somewhere. Offsets
    /// are whole quarters of an hour.
    private func isLeapSecond(_ second: Int64) -> Bool {
        if hasOffset { return Self.isLastOfHalfYear(second) }
        return stride(from: second - Self.farthestAhead, through: second + Self.farthestBehind, by: 900)
            .contains(where: Self.isLastOfHalfYear)
    }

    private static func isLastOfHalfYear(_ second: Int64) -> Bool {
        let (days, rest) = second.quotientAndFlooredRemainder(dividingBy: CivilDate.secondsPerDay)
        let day = CivilDate(days: days)
        let isMonthEnd = (day.month == 6 && day.day == 30) || (day.month == 12 && day.day == 31)
        return rest == CivilDate.secondsPerDay - 1 && isMonthEnd && day.year >= 1972
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
