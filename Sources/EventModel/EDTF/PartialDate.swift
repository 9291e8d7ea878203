/// One date of EDTF: a year, perhaps a month or season, a day, a time of day; each as far as it is known.
struct PartialDate: Sendable, Hashable {
    var year: PartialYear
    /// 01 to 12, or a code of ``SubYear``.
    var month: Places?
    var day: Places?
    /// The second of UTC since 1970, of a date with a time of day; what clocks show, where it has no offset.
    var second: Int64?
    /// Whether the time of day says how far it is from UTC.
    var hasOffset = true
    var yearQualification = Qualification.none
    var monthQualification = Qualification.none
    var dayQualification = Qualification.none
    /// From its first possible second to its last.
    private(set) var bounds = Bounds(earliest: .min, latest: .max)

    init(year: PartialYear) {
        self.year = year
    }

    /// The season, quarter, third or half that stands where a month would.
    var subYear: SubYear? { month?.value.flatMap(SubYear.init) }

    var qualification: Qualification {
        yearQualification.union(monthQualification).union(dayQualification)
    }

    /// How sure all of it is; nil where its parts are not equally so.
    var commonQualification: Qualification? {
        if month != nil, monthQualification != yearQualification { return nil }
        return day != nil && dayQualification != yearQualification ? nil : yearQualification
    }

    var precision: EDTF.Precision {
        if second != nil { return .second }
        guard let month, year.precision == .year else { return year.precision }
        guard month.isSpecified else { return .year }
        if subYear != nil { return .season }
        return day?.isSpecified ?? false ? .day : .month
    }
}

extension PartialDate {
    /// Finds the bounds; false where the calendar has no such date.
    mutating func resolve() -> Bool {
        if let second {
            // Clocks show it first where they are farthest ahead.
            bounds = Bounds(
                earliest: second - (hasOffset ? 0 : TimeOfDay.farthestAhead),
                latest: second + (hasOffset ? 0 : TimeOfDay.farthestBehind))
            return true
        }
        if let subYear {
            let first = CivilDate(year: year.range.lowerBound, month: subYear.months.lowerBound, day: 1)
            let last = Self.lastDay(of: year.range.upperBound, month: subYear.months.upperBound)
            bounds = Bounds(earliest: first.firstSecond, latest: last.lastSecond)
            return true
        }
        guard let first = edge(isLast: false), let last = edge(isLast: true) else { return false }
        bounds = Bounds(earliest: first.firstSecond, latest: last.lastSecond)
        return true
    }

    /// The last day of `month`, which may lie in the following year: 14 is its February.
    private static func lastDay(of year: Int64, month: Int) -> CivilDate {
        let year = month > 12 ? year + 1 : year
        let month = month > 12 ? month - 12 : month
        return CivilDate(year: year, month: month, day: CivilDate.length(ofMonth: month, in: year))
    }

    /// The first or the last day that fits; nil where none does.
    private func edge(isLast: Bool) -> CivilDate? {
        guard month != nil else {
            return isLast
                ? CivilDate(year: year.range.upperBound, month: 12, day: 31)
                : CivilDate(year: year.range.lowerBound, month: 1, day: 1)
        }
        // A leap year, and one that is none, stand for all the others.
        let (inLeapYear, inOthers) = (edge(in: 2000, isLast: isLast), edge(in: 2001, isLast: isLast))
        guard inLeapYear != nil else { return nil }
        for index in 0..<year.candidates {
            let candidate = year.candidate(isLast ? year.candidates - 1 - index : index)
            guard let candidate, let found = CivilDate.isLeap(candidate) ? inLeapYear : inOthers else { continue }
            return CivilDate(year: candidate, month: found.month, day: found.day)
        }
        return nil
    }

    private func edge(in year: Int64, isLast: Bool) -> (month: Int, day: Int)? {
        for month in isLast ? months.reversed() : months {
            let days = days(of: month, in: year)
            if let day = isLast ? days.last : days.first { return (month, day) }
        }
        return nil
    }

    /// The months that fit; a month with an X is never a season (ISO 8601-2 §9.2.2).
    var months: [Int] {
        (1...12).filter { month?.matches($0) ?? true }
    }

    /// The days that fit in `month` of `year`.
    func days(of month: Int, in year: Int64) -> [Int] {
        (1...CivilDate.length(ofMonth: month, in: year)).filter { day?.matches($0) ?? true }
    }
}
