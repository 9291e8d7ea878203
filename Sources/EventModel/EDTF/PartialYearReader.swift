/// Years of EDTF: `1985`, `-0043`, `156X`, `1950S2`, `Y170000002`, `Y-17E7`, `Y3388E2S3`.
extension PartialDateReader {
    mutating func year() throws(Fault) -> PartialYear {
        if cursor.skip("Y") { return try longYear() }
        let start = cursor.index
        let isNegative = cursor.skip("-")
        let places = try places(4, "a year of four digits")
        if cursor.byte?.decimalDigit != nil { throw tooLong(at: start) }
        guard var year = PartialYear(isNegative: isNegative, places: places) else {
            throw Fault(
                at: start, "there is no year -0000", expected: "0000, or -0001 for the year before it",
                hint: "0000 is 1 BC, -0001 is 2 BC")
        }
        // Leading zeros are padding: they are no digits of the value.
        try significantDigits(of: &year, digits: String(year.value?.magnitude ?? 0).utf8.count)
        return year
    }

    /// Digits follow the fourth. Eight of them are rather a date without its hyphens.
    private mutating func tooLong(at start: Int) -> Fault {
        while cursor.byte?.decimalDigit != nil { cursor.index += 1 }
        let year = "Y\(text(from: start))"
        let isMeant = cursor.index - start != 8 && EDTF.isRead(year)
        return Fault(
            at: start, "a year of more than four digits", expected: "four digits, or a Y before a longer year",
            hint: isMeant ? .write(year, " for that year") : nil)
    }

    /// What follows a Y.
    private mutating func longYear() throws(Fault) -> PartialYear {
        let start = cursor.index - 1
        let isNegative = cursor.skip("-")
        let digits = try digits("a year of more than four digits after Y")
        var count = digits.count
        var magnitude = Self.number(digits)
        if cursor.skip("E") {
            let exponentStart = cursor.index
            let exponent = try self.digits("a power of ten after E")
            guard exponent.first != UInt8(ascii: "0") else {
                throw Fault(at: exponentStart, "a power of ten with a leading zero", expected: "1 or more")
            }
            let power = Int(min(Self.number(exponent), 1_000_000))
            count += power
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: PartialYear.powerOfTen(power))
            magnitude = overflow || count > 18 ? .max : product
        }
        guard digits.first != UInt8(ascii: "0") else {
            throw Fault(at: start, "a year with a leading zero after Y", expected: "a digit from 1 to 9 first")
        }
        guard magnitude > 9_999 else {
            let plain = String(magnitude)
            throw Fault(
                at: start, "a year with Y that has four digits or fewer", expected: "more than four digits",
                hint: cursor.isAtEnd
                    ? .write("\(isNegative ? "-" : "")\(String(repeating: "0", count: 4 - plain.utf8.count))\(plain)")
                    : nil)
        }
        guard PartialYear.all.contains(magnitude) else { throw tooFar(at: start) }
        var year = PartialYear(isNegative: isNegative, magnitude: magnitude)
        try significantDigits(of: &year, digits: count)
        guard PartialYear.all.contains(year.range.lowerBound), PartialYear.all.contains(year.range.upperBound) else {
            throw tooFar(at: start)
        }
        return year
    }

    private func tooFar(at start: Int) -> Fault {
        Fault(
            at: start, "a year too far from 0 to be counted in seconds",
            expected: "a year from Y\(PartialYear.all.lowerBound) to Y\(PartialYear.all.upperBound)")
    }

    private mutating func significantDigits(of year: inout PartialYear, digits count: Int) throws(Fault) {
        let start = cursor.index
        guard cursor.skip("S") else { return }
        let digits = try digits("how many digits are significant after S")
        guard digits.first != UInt8(ascii: "0"), year.setSignificantDigits(Int(Self.number(digits)), of: count) else {
            throw Fault(
                at: start, "significant digits that the year has not",
                expected: year.value == nil
                    ? "no S after a year with X" : "S1 to S\(count), as many digits as the year has")
        }
    }

    /// One digit or more.
    private mutating func digits(_ expected: String) throws(Fault) -> ArraySlice<UInt8> {
        let start = cursor.index
        while cursor.byte?.decimalDigit != nil { cursor.index += 1 }
        guard cursor.index > start else { throw cursor.unexpected(expected) }
        return cursor.bytes[start..<cursor.index]
    }

    /// The value of `digits`; the greatest Int64 for more than 18.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int64 {
        guard digits.count <= 18 else { return .max }
        return digits.reduce(0) { $0 * 10 + Int64($1.decimalDigit ?? 0) }
    }
}

// MARK: What may be wrong with a date that reads well

extension PartialDateReader {
    /// The calendar has no such day.
    func noSuchDay(_ date: PartialDate, at start: Int) -> Fault {
        let day = String(decoding: cursor.bytes[start..<start + 2], as: UTF8.self)
        guard let year = date.year.value, let month = date.month?.value else {
            return Fault(at: start, "no month that fits has a day \(day)", expected: "a day of the calendar")
        }
        let length = CivilDate.length(ofMonth: month, in: year)
        let name = String(CivilDate(year: year, month: month, day: 1).description.dropLast(3))
        return Fault(
            at: start, "there is no \(name)-\(day)", expected: "a day from 01 to \(length)",
            hint: "\(name) has \(length) days")
    }

    /// Something stands behind the date.
    func trailing(_ date: PartialDate) -> Fault {
        if Qualification(cursor.byte) != nil {
            return cursor.unexpected("one of ? ~ % alone: % is ? and ~ together")
        }
        if date.second != nil { return cursor.unexpected("the end, Z, or an offset such as +01:00") }
        if date.day != nil { return cursor.unexpected("the end, or a time such as T14:30:00Z") }
        return cursor.unexpected("the end, or - and \(date.month == nil ? "a month" : "a day")")
    }
}
