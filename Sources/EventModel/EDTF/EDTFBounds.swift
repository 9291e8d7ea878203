extension EDTF {
    /// When the date in `utf8` begins and ends; nil where it is no date of EDTF.
    ///
    /// For the log, a million times a second: whole days, months and years, with a mark behind them or as `[..D]`, are
    /// read in place and allocate nothing. Everything else goes to the reader. Both ways say the same.
    package static func bounds(utf8: Span<UInt8>) -> Extent? {
        var start = 0
        var end = utf8.count
        guard end >= 4 else { return nil }
        let isOnOrBefore =
            end > 5 && utf8[0] == UInt8(ascii: "[") && utf8[1] == UInt8(ascii: ".") && utf8[2] == UInt8(ascii: ".")
            && utf8[end - 1] == UInt8(ascii: "]")
        if isOnOrBefore {
            start += 3
            end -= 1
        }
        if Qualification(utf8[end - 1]) != nil { end -= 1 }
        guard let bounds = plain(utf8, start, end) else { return plainInterval(utf8) ?? readBounds(utf8) }
        return Extent(isOnOrBefore ? Bounds(earliest: .min, latest: bounds.latest) : bounds)
    }

    /// When an interval of two such days, months or years begins and ends, where it surely begins before it ends; nil of
    /// all else.
    private static func plainInterval(_ text: Span<UInt8>) -> Extent? {
        guard let slash = text.indices.first(where: { text[$0] == UInt8(ascii: "/") }),
            let beginning = plain(text, 0, slash), let ending = plain(text, slash + 1, text.count),
            beginning.latest < ending.earliest
        else { return nil }
        return Extent(beginning: beginning, ending: ending)
    }

    /// The bounds of `YYYY`, `YYYY-MM` or `YYYY-MM-DD` at `start..<end`; nil where something else stands there.
    private static func plain(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bounds? {
        let count = end - start
        guard count == 10 || count == 7 || count == 4 else { return nil }
        guard let high = pair(text, start), let low = pair(text, start + 2) else { return nil }
        let year = Int64(high * 100 + low)
        if count == 4 {
            return Bounds(
                earliest: CivilDate(year: year, month: 1, day: 1).firstSecond,
                latest: CivilDate(year: year, month: 12, day: 31).lastSecond)
        }
        guard text[start + 4] == UInt8(ascii: "-"), let month = pair(text, start + 5), 1...12 ~= month else {
            return nil
        }
        let length = CivilDate.length(ofMonth: month, in: year)
        if count == 7 {
            let first = CivilDate(year: year, month: month, day: 1).firstSecond
            return Bounds(earliest: first, latest: first + Int64(length) * CivilDate.secondsPerDay - 1)
        }
        guard text[start + 7] == UInt8(ascii: "-"), let day = pair(text, start + 8), 1...length ~= day else {
            return nil
        }
        let first = CivilDate(year: year, month: month, day: day).firstSecond
        return Bounds(earliest: first, latest: first + CivilDate.secondsPerDay - 1)
    }

    private static func pair(_ text: Span<UInt8>, _ index: Int) -> Int? {
        guard let tens = text[index].decimalDigit, let units = text[index + 1].decimalDigit else { return nil }
        return tens * 10 + units
    }

    private static func readBounds(_ utf8: Span<UInt8>) -> Extent? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for index in utf8.indices { bytes.append(utf8[index]) }
        return try? EDTFReader(bytes).expression().extent
    }
}
