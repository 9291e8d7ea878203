/// A day of the proleptic Gregorian calendar (ISO 8601-1 §4.2.1): year 0 is 1 BC, year -1 is 2 BC.
///
/// Every date in the product is counted here. Years are those whose seconds an Int64 can count: ``firstYear`` to
/// ``lastYear``.
package struct CivilDate: Sendable, Hashable, Comparable {
    package var year: Int64
    /// 1 to 12.
    package var month: Int
    /// 1 to the length of the month.
    package var day: Int

    package init(year: Int64, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CivilDate {
    /// The years all of whose seconds since 1970 fit in an Int64, with room to spare.
    package static let firstYear: Int64 = -292_000_000_000
    package static let lastYear: Int64 = 292_000_000_000

    package static let secondsPerDay: Int64 = 86_400
    /// Days in the 400 years after which the calendar repeats.
    private static let daysPerEra: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epoch: Int64 = 719_468

    package static func isLeap(_ year: Int64) -> Bool {
        year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Days of `month` (1 to 12) in `year`: 28 to 31.
    package static func length(ofMonth month: Int, in year: Int64) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01, negative before it.
    ///
    /// The year is taken to begin in March, so that the leap day is its last: then the days before a month are a linear
    /// function of it, and no table is needed.
    package var days: Int64 {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = Int64((153 * ((month + 9) % 12) + 2) / 5 + day - 1)
        return era * Self.daysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - Self.epoch
    }

    /// The date of the day that is `days` after 1970-01-01.
    package init(days: Int64) {
        let shifted = days + Self.epoch
        let era = (shifted >= 0 ? shifted : shifted - (Self.daysPerEra - 1)) / Self.daysPerEra
        let dayOfEra = shifted - era * Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = Int(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100))
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The first second of the day, in seconds since 1970.
    package var firstSecond: Int64 { days * Self.secondsPerDay }

    /// The last second of the day.
    package var lastSecond: Int64 { firstSecond + (Self.secondsPerDay - 1) }

    /// `YYYY-MM-DD`; years beyond four digits take as many as they need.
    package var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends `YYYY-MM-DD`.
    package func append(to output: inout [UInt8]) {
        if year < 0 { output.append(UInt8(ascii: "-")) }
        if year.magnitude <= 9_999 {
            output.appendPair(Int(year.magnitude) / 100)
            output.appendPair(Int(year.magnitude) % 100)
        } else {
            output.append(contentsOf: "\(year.magnitude)".utf8)
        }
        output.appendPair(month, after: "-")
        output.appendPair(day, after: "-")
    }
}

extension CivilDate: CustomStringConvertible {}

extension [UInt8] {
    /// Puts the last `places` decimal digits of `value`, which is not negative, over what stands at `index`.
    mutating func setDigits(_ value: Int, places: Int, at index: Int) {
        var rest = value
        var place = index + places
        while place > index {
            place -= 1
            self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Appends a mark and two decimal digits.
    ///
    /// - Parameter value: below 100.
    @inline(__always)
    mutating func appendPair(_ value: Int, after mark: Unicode.Scalar) {
        append(UInt8(ascii: mark))
        appendPair(value)
    }

    /// Appends two decimal digits.
    ///
    /// - Parameter value: below 100.
    @inline(__always)
    mutating func appendPair(_ value: Int) {
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10))
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10))
    }

    /// Appends the last `places` decimal digits of `value`, which is not negative, with leading zeros.
    mutating func appendDigits(_ value: Int, places: Int) {
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: places))
        setDigits(value, places: places, at: count - places)
    }
}
