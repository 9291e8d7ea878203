import EventModel

/// A time told from now, as systemd.time(7) has it: `-1h`, `+1h 30min`, `2 days ago`, `1.5 hours left`.
enum TimeSpan {
    /// In microseconds; a month is 30.44 days and a year 365.25, as there.
    private static let units: [(names: [String], length: Int64)] = [
        (["us", "usec", "µs", "μs"], 1), (["ms", "msec"], 1_000),
        (["s", "sec", "second", "seconds"], 1_000_000), (["m", "min", "minute", "minutes"], 60_000_000),
        (["h", "hr", "hour", "hours"], 3_600_000_000), (["d", "day", "days"], 86_400_000_000),
        (["w", "week", "weeks"], 604_800_000_000), (["M", "month", "months"], 2_629_800_000_000),
        (["y", "year", "years"], 31_557_600_000_000),
    ]

    /// The microseconds from now that `text` says, negative for the past; nil where it is no such time.
    ///
    /// - Throws: what is wrong with one, its offset in UTF-8 bytes.
    static func microseconds(_ text: String) throws(Fault) -> Int64? {
        var bytes = Array(text.utf8)[...]
        var isPast: Bool?
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isPast = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        } else {
            for (word, past) in [(" ago", true), (" left", false)] where text.hasSuffix(word) {
                isPast = past
                bytes = bytes.dropLast(word.utf8.count)
            }
        }
        // Digits alone are a year before 1.
        guard let isPast, bytes.first.map(isDigit) ?? false, bytes.contains(where: isUnit) else { return nil }
        var sum: Int64 = 0
        while let start = bytes.indices.first {
            let part = try take(&bytes)
            let (next, isTooLarge) = sum.addingReportingOverflow(part)
            guard !isTooLarge else { throw tooFar(start) }
            sum = next
        }
        return isPast ? -sum : sum
    }

    /// Takes a number and its unit, with the spaces behind each.
    private static func take(_ bytes: inout ArraySlice<UInt8>) throws(Fault) -> Int64 {
        let start = bytes.startIndex
        let whole = takeDigits(&bytes)
        var fraction: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            fraction = takeDigits(&bytes)
        }
        skipSpaces(&bytes)
        guard !whole.isEmpty else {
            throw Fault(at: start, "there is no number", expected: "a number and a unit, such as 2h")
        }
        let place = bytes.startIndex
        let name = String(decoding: bytes.prefix(while: isUnit), as: UTF8.self)
        bytes = bytes.dropFirst(name.utf8.count)
        skipSpaces(&bytes)
        guard let length = units.first(where: { $0.names.contains(name) })?.length else {
            throw Fault(
                at: place, name.isEmpty ? "a number without a unit" : "there is no unit \"\(Fault.excerpt(name))\"",
                expected: "us, ms, s, min, h, days, weeks, months or years")
        }
        guard let number = Int64(String(decoding: whole, as: UTF8.self)) else { throw tooFar(start) }
        var (result, isTooLarge) = number.multipliedReportingOverflow(by: length)
        var (digit, rest) = (length, Int64(0))
        for place in fraction {
            // As many places as a microsecond has of the longest unit.
            (digit, rest) = (digit / 10, rest + digit / 10 * Int64(place - UInt8(ascii: "0")))
        }
        let (sum, overflow) = result.addingReportingOverflow(rest)
        (result, isTooLarge) = (sum, isTooLarge || overflow)
        guard !isTooLarge else { throw tooFar(start) }
        return result
    }

    private static func tooFar(_ offset: Int) -> Fault {
        Fault(at: offset, "a time that far away", expected: "one within 292,000 years")
    }

    private static func takeDigits(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix(while: isDigit)
        bytes = bytes.dropFirst(digits.count)
        return digits
    }

    private static func skipSpaces(_ bytes: inout ArraySlice<UInt8>) { bytes = bytes.drop { $0 == UInt8(ascii: " ") } }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    /// A letter, or a part of µ.
    private static func isUnit(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) }
}
