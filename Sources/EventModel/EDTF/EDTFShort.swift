extension EDTF {
    /// The date for a column of a table, of 16 characters where that can be: `≤ 2025-01-02`, `≈ 2024-12`, `2030?`,
    /// `2024–2026`.
    package var short: String {
        switch expression {
        case .date(let date): return date.short
        case .interval(let start, let end): return Self.short(from: start, to: end)
        case .set(let isAll, let elements):
            let parts = elements.map { Self.short($0) }
            let all = parts.joined(separator: isAll ? " + " : " | ")
            guard parts.count > 1, all.count > 16, let first = parts.first, let last = parts.last else { return all }
            return "\(first) … \(last)"
        }
    }

    private static func short(from start: EDTFEnd, to end: EDTFEnd) -> String {
        let (from, to) = (short(start, open: ""), short(end, open: ""))
        guard from.count + 1 + to.count > 16, let first = start.date?.year, first == end.date?.year,
            let places = first.places, !first.isBeforeChrist, case .on(let last) = end, last.month != nil,
            // Seasons have a word before the year.
            last.subYear == nil, last.qualification == .none
        else { return "\(from)–\(to)" }
        // Both lie in one year: it is enough to say it once.
        return "\(from)–\(to.dropFirst(places.count + 1))"
    }

    private static func short(_ end: EDTFEnd, open: String) -> String {
        switch end {
        case .unknown: "?"
        case .open: open
        case .on(let date): date.short
        case .onOrBefore(let date): "≤ \(date.short)"
        case .onOrAfter(let date): "≥ \(date.short)"
        }
    }

    private static func short(_ element: EDTFElement) -> String {
        switch element {
        case .on(let date): date.short
        case .through(let first, let last): "\(first.short)–\(last.short)"
        case .onOrBefore(let date): "≤ \(date.short)"
        case .onOrAfter(let date): "≥ \(date.short)"
        }
    }
}

extension PartialDate {
    /// The date in digits, with `≈` before it and `?` behind it where any part of it is so marked.
    var short: String {
        (qualification.isApproximate ? "≈ " : "") + plainShort + (qualification.isUncertain ? "?" : "")
    }

    private var plainShort: String {
        if let second { return short(second) }
        guard let month else { return year.short }
        if let subYear { return subYear.short(year.short) }
        if year.isBeforeChrist {
            // Digits of such a year are one less than the year that people know.
            let name = month.value.map { Self.shortName($0) } ?? month.digits
            return [day.map { $0.value.map { "\($0)" } ?? $0.digits }, name, year.short].compactMap { $0 }
                .joined(separator: " ")
        }
        return [year.digits, month.digits, day?.digits].compactMap { $0 }.joined(separator: "-")
    }

    private func short(_ second: Int64) -> String {
        let text = Instant(seconds: second).description
        let day = CivilDate(days: second.quotientAndFlooredRemainder(dividingBy: CivilDate.secondsPerDay).quotient)
        guard day.year < 1 else { return String(text.prefix(16)).withSpaceForT }
        return "\(day.day) \(Self.shortName(day.month)) \(PartialYear.prose(day.year)) \(text.dropLast(11).suffix(5))"
    }

    /// `Mar`
    private static func shortName(_ month: Int) -> String { String(names[month - 1].prefix(3)) }
}

extension PartialYear {
    /// Whether some year that fits lies before 1, so that its digits are not those that people know it by.
    fileprivate var isBeforeChrist: Bool {
        range.lowerBound < 1 && significantDigits == nil && places?.isWhollyUnspecified != true
    }

    /// `2030`, `2030s`, `44 BC`, `170,000,002`, `1950S2`: as written where there is nothing shorter to say.
    fileprivate var short: String {
        if let value, significantDigits == nil, value < 1 || places == nil { return Self.prose(value) }
        if isBeforeChrist {
            let (first, last) = (Self.prose(range.lowerBound), Self.prose(range.upperBound))
            return "\(range.upperBound < 1 ? first.dropLast(" BC".utf8.count) : first[...])–\(last)"
        }
        if !isNegative, places?.unspecified == 0b0001 { return "\(range.lowerBound)s" }
        return digits
    }

    /// The year as written.
    fileprivate var digits: String {
        let sign = isNegative ? "-" : ""
        let estimate = significantDigits.map { "S\($0)" } ?? ""
        if let places { return sign + places.digits + estimate }
        return "Y\(value ?? 0)\(estimate)"
    }
}

extension Places {
    /// The places as written.
    fileprivate var digits: String {
        var text: [UInt8] = []
        text.appendDigits(range.lowerBound, places: count)
        for place in 0..<count where unspecified >> place & 1 == 1 { text[count - 1 - place] = UInt8(ascii: "X") }
        return String(decoding: text, as: UTF8.self)
    }
}

extension String {
    fileprivate var withSpaceForT: String { String(map { $0 == "T" ? " " : $0 }) }
}
