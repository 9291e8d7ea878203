/// Reads one date of EDTF, from its first byte to its last.
struct PartialDateReader {
    /// Whether the date may have a time of day.
    enum Time {
        case allowed
        /// The words say what it stands in.
        case forbidden(String)
    }

    var cursor: TextCursor
    let time: Time
    /// Where the day stands, for faults.
    private var dayStart = 0

    init(_ cursor: TextCursor, time: Time) {
        self.cursor = cursor
        self.time = time
    }

    mutating func date() throws(Fault) -> PartialDate {
        // A mark on the left is of one part, on the right of it and of all before (ISO 8601-2 §8.2).
        let left = qualification()
        var date = PartialDate(year: try year())
        date.yearQualification = left.union(qualification())
        if cursor.byte == UInt8(ascii: "-") { try month(of: &date) }
        guard cursor.isAtEnd else { throw trailing(date) }
        // Only days can fail: without them every year has every month.
        guard date.resolve() else { throw noSuchDay(date, at: dayStart) }
        return date
    }

    mutating func qualification() -> Qualification {
        guard let mark = Qualification(cursor.byte) else { return .none }
        cursor.index += 1
        return mark
    }

    // MARK: Month and day

    private mutating func month(of date: inout PartialDate) throws(Fault) {
        guard date.year.places != nil, date.year.significantDigits == nil else {
            throw cursor.unexpected("the end: a year with Y or S has no months")
        }
        cursor.index += 1
        date.monthQualification = qualification()
        let start = cursor.index
        let month = try places(2, "a month of two digits, with its leading zero")
        date.month = month
        if date.months.isEmpty, date.subYear == nil {
            throw Fault(
                at: start, "there is no month \(text(from: start))", expected: "01 to 12, or a season, 21 to 41")
        }
        let mark = qualification()
        date.monthQualification = date.monthQualification.union(mark)
        date.yearQualification = date.yearQualification.union(mark)
        guard cursor.byte == UInt8(ascii: "-") else { return }
        guard date.subYear == nil else { throw cursor.unexpected("the end: a season has no days") }
        cursor.index += 1
        try day(of: &date)
    }

    private mutating func day(of date: inout PartialDate) throws(Fault) {
        date.dayQualification = qualification()
        dayStart = cursor.index
        let day = try places(2, "a day of two digits, with its leading zero")
        date.day = day
        guard !(1...31).filter({ day.matches($0) }).isEmpty else {
            throw Fault(at: dayStart, "there is no day \(text(from: dayStart))", expected: "01 to 31")
        }
        let mark = qualification()
        date.dayQualification = date.dayQualification.union(mark)
        date.monthQualification = date.monthQualification.union(mark)
        date.yearQualification = date.yearQualification.union(mark)
        guard cursor.byte == UInt8(ascii: "T") else { return }
        if case .forbidden(let whole) = time {
            throw cursor.unexpected("the end of the date: \(whole) holds dates, not times of day")
        }
        guard let year = date.year.value, let month = date.month?.value, let day = day.value,
            date.qualification == .none
        else { throw cursor.unexpected("the end: only a date that is wholly known has a time of day") }
        let civil = CivilDate(year: year, month: month, day: day)
        guard date.resolve() else { throw noSuchDay(date, at: dayStart) }
        cursor.index += 1
        let time = try TimeOfDay.edtf(&cursor)
        date.second = try time.second(on: civil)
        date.hasOffset = time.hasOffset
    }

    /// So many digits or X.
    mutating func places(_ count: Int, _ expected: String) throws(Fault) -> Places {
        var places = Places()
        while places.count < count {
            guard let byte = cursor.byte, places.append(byte) else { throw cursor.unexpected(expected) }
            cursor.index += 1
        }
        return places
    }

    func text(from start: Int) -> String {
        String(decoding: cursor.bytes[start..<cursor.index], as: UTF8.self)
    }
}
