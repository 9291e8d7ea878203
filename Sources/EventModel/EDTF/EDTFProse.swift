extension EDTF {
    /// The date as historians write it in English: `2 January 2025`, `about December 2024`, `from 2024 to 2026`.
    package var prose: String {
        switch expression {
        case .date(let date): return date.prose
        case .interval(let start, let end): return Self.prose(from: start, to: end)
        case .set(let isAll, let elements):
            if !isAll, case .onOrBefore(let date) = elements.first, elements.count == 1 { return "by \(date.prose)" }
            let conjunction = isAll ? "and" : "or"
            return Self.list(elements.map { Self.prose($0, conjunction) }, conjunction)
        }
    }

    private static func prose(from start: EDTFEnd, to end: EDTFEnd) -> String {
        switch (start, end) {
        case (_, .open): "since \(prose(start))"
        case (.open, _): "until \(prose(end))"
        default: "from \(prose(start)) to \(prose(end))"
        }
    }

    private static func prose(_ end: EDTFEnd) -> String {
        switch end {
        case .unknown: "an unknown date"
        case .open: "any time"
        case .on(let date): date.prose
        case .onOrBefore(let date): "\(date.prose) or earlier"
        case .onOrAfter(let date): "\(date.prose) or later"
        }
    }

    private static func prose(_ element: EDTFElement, _ conjunction: String) -> String {
        switch element {
        case .on(let date): date.prose
        case .through(let first, let last): "\(first.prose) to \(last.prose)"
        case .onOrBefore(let date): "\(date.prose) \(conjunction) earlier"
        case .onOrAfter(let date): "\(date.prose) \(conjunction) later"
        }
    }

    /// `a`, `a or b`, `a, b or c`.
    static func list(_ words: [String], _ conjunction: String) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}

extension PartialDate {
    var prose: String {
        guard let common = commonQualification else { return "\(plainProse) (\(qualifiedParts))" }
        switch (common.isUncertain, common.isApproximate) {
        case (false, false): return plainProse
        case (true, false): return "perhaps \(plainProse)"
        case (false, true): return "about \(plainProse)"
        case (true, true): return "perhaps about \(plainProse)"
        }
    }

    /// `year uncertain, day approximate`
    private var qualifiedParts: String {
        var parts = [("year", yearQualification)]
        if month != nil { parts.append((subYear == nil ? "month" : "season", monthQualification)) }
        if day != nil { parts.append(("day", dayQualification)) }
        let marks = parts.map(\.1).filter { $0 != .none }
        let distinct = marks.enumerated().filter { !marks[..<$0.offset].contains($0.element) }.map(\.element)
        return distinct.map { mark in
            "\(EDTF.list(parts.filter { $0.1 == mark }.map(\.0), "and")) \(mark.words)"
        }.joined(separator: ", ")
    }

    private var plainProse: String {
        guard let month else { return year.prose }
        if let subYear { return "\(subYear.prose) \(year.prose)\(subYear.hemisphere)" }
        guard let day else { return month.value.map { joined(Self.names[$0 - 1]) } ?? someMonth }
        if let second { return prose(second) }
        if let monthNumber = month.value, let dayNumber = day.value {
            return "\(dayNumber) " + joined(Self.names[monthNumber - 1])
        }
        return someDay(day, of: month)
    }

    /// `2 January 2025 at 14:30:05 UTC`, or `local time` where it says no offset.
    private func prose(_ second: Int64) -> String {
        let day = CivilDate(days: second.quotientAndFlooredRemainder(dividingBy: CivilDate.secondsPerDay).quotient)
        let time = Instant(seconds: second).description.dropLast(8).suffix(8)
        return "\(day.day) \(Self.names[day.month - 1]) \(PartialYear.prose(day.year)) at \(time) "
            + (hasOffset ? "UTC" : "local time")
    }

    /// `December 2024`, `December in the 1560s`
    private func joined(_ month: String) -> String {
        if year.value != nil, year.significantDigits == nil { return "\(month) \(year.prose)" }
        return "\(month) " + (year.precision == .longer ? "of" : "in") + " \(year.prose)"
    }

    private var someMonth: String {
        months.count == 12 ? "some month in \(year.prose)" : joined(EDTF.list(months.map { Self.names[$0 - 1] }, "or"))
    }

    private func someDay(_ day: Places, of month: Places) -> String {
        if let number = month.value {
            let name = joined(Self.names[number - 1])
            if day.isWhollyUnspecified { return "some day in \(name)" }
            // Every year that fits has the same days but for 29 February, which some year among them has.
            let days = days(of: number, in: year.value ?? 2000)
            if let first = days.first, let last = days.last, days.count > 2, last - first == days.count - 1 {
                return "some day from \(first) to \(last) \(name)"
            }
            return EDTF.list(days.map { "\($0)" }, "or") + " \(name)"
        }
        if let number = day.value {
            if month.isWhollyUnspecified { return "the \(Self.ordinal(number)) of some month in \(year.prose)" }
            return "\(number) " + someMonth
        }
        if day.isWhollyUnspecified, months.count == 12 { return "some day in \(year.prose)" }
        if day.isWhollyUnspecified { return "some day in \(someMonth)" }
        return "the \(EDTF.list((1...31).filter { day.matches($0) }.map(Self.ordinal), "or")) of \(someMonth)"
    }

    static func ordinal(_ number: Int) -> String {
        switch number {
        case 1, 21, 31: "\(number)st"
        case 2, 22: "\(number)nd"
        case 3, 23: "\(number)rd"
        default: "\(number)th"
        }
    }

    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension PartialYear {
    var prose: String {
        if let value, significantDigits != nil, range.lowerBound < range.upperBound {
            return "\(Self.prose(value)) (between \(Self.prose(range.lowerBound)) and \(Self.prose(range.upperBound)))"
        }
        if let value { return Self.prose(value) }
        if !isNegative, let places, range.lowerBound >= 1_000 {
            if places.unspecified == 0b0001 { return "the \(range.lowerBound)s" }
            if places.unspecified == 0b0011 { return "the \(Self.ordinal(range.lowerBound / 100 + 1)) century" }
        }
        if places?.isWhollyUnspecified ?? false, !isNegative { return "some year" }
        return
            "some year from \(Self.prose(range.lowerBound)) to \(Self.prose(range.upperBound))"
    }

    /// `2025`, `AD 476`, `44 BC`, `170,000,002`.
    static func prose(_ year: Int64) -> String {
        if year < 1 { return "\(grouped(1 - year)) BC" }
        return year < 1_000 ? "AD \(year)" : grouped(year)
    }

    private static func grouped(_ year: Int64) -> String {
        year < 10_000 ? String(year) : Decimal(units: Int128(year) * 1_000_000_000).grouped
    }

    private static func ordinal(_ century: Int64) -> String {
        switch century % 10 {
        case 1 where century % 100 != 11: "\(century)st"
        case 2 where century % 100 != 12: "\(century)nd"
        case 3 where century % 100 != 13: "\(century)rd"
        default: "\(century)th"
        }
    }
}
