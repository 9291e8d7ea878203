/// An instant of UTC, to the microsecond (RFC 3339).
///
/// Leap seconds have no number of their own: 23:59:60 is the last microsecond of its day.
package struct Instant: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z, negative before it.
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The first microsecond of a second since 1970. A second beyond the years ±292,000 is cut to the last that fits.
    package init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// - Parameter text: an RFC 3339 date-time with any offset. Of a fraction of a second the first six digits count.
    /// - Throws: what is wrong, its offset in UTF-8 bytes of `text`.
    package init(_ text: String) throws(Fault) {
        var cursor = TextCursor(text)
        do {
            let (second, time) = try Self.read(&cursor)
            microseconds = second * 1_000_000 + (time.isLeapSecond ? 999_999 : time.microsecond)
        } catch {
            throw error.hint == nil ? DateHint.adding(to: error, for: text, instant: true) : error
        }
    }

    /// What is wrong with `text`; nil where it is an instant.
    package static func fault(in text: String) -> Fault? {
        do {
            _ = try Instant(text)
            return nil
        } catch {
            return error
        }
    }

    /// Whether `text` is an instant, without the work of a hint.
    static func isRead(_ text: String) -> Bool { isRead(text.utf8.span) }

    /// The same of a text in UTF-8.
    static func isRead(_ text: Span<UInt8>) -> Bool {
        var cursor = TextCursor(text.array())
        return (try? read(&cursor)) != nil
    }

    /// The one spelling of an RFC 3339 date-time that means the same instant: in UTC with `Z`, its fraction of any length
    /// without zeros behind it, and none where all of it is zeros; nil for what is none.
    static func canonical(_ text: String) -> String? {
        var cursor = TextCursor(text)
        guard let (second, time) = try? read(&cursor) else { return nil }
        var output: [UInt8] = []
        append(second: second, to: &output)
        // In place of the Z, and of the 59 before it.
        output.removeLast()
        if time.isLeapSecond { output.replaceSubrange((output.count - 2)..., with: "60".utf8) }
        var fraction = cursor.bytes[time.fraction]
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        if !fraction.isEmpty { output += [UInt8(ascii: ".")] + fraction }
        return String(decoding: output, as: UTF8.self) + "Z"
    }

    /// The second it lies in, since 1970: rounded down.
    package var seconds: Int64 {
        microseconds.quotientAndFlooredRemainder(dividingBy: 1_000_000).quotient
    }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The second since 1970, and the time of day with what is smaller.
    private static func read(_ cursor: inout TextCursor) throws(Fault) -> (second: Int64, time: TimeOfDay) {
        guard !cursor.isAtEnd else {
            throw Fault(at: 0, "there is no instant", expected: "an instant such as 2025-01-02T14:30:00Z")
        }
        guard let year = cursor.number(places: 4) else { throw cursor.unexpected("a year of four digits") }
        guard cursor.skip("-") else { throw cursor.unexpected("- and a month") }
        let start = cursor.index
        guard let month = cursor.number(places: 2) else { throw cursor.unexpected("a month of two digits") }
        guard 1...12 ~= month else { throw Fault(at: start, "there is no month \(month)", expected: "01 to 12") }
        guard cursor.skip("-") else { throw cursor.unexpected("- and a day") }
        let dayStart = cursor.index
        guard let day = cursor.number(places: 2) else { throw cursor.unexpected("a day of two digits") }
        let length = CivilDate.length(ofMonth: month, in: Int64(year))
        guard 1...length ~= day else {
            throw Fault(
                at: dayStart, "there is no day \(day) in that month", expected: "a day from 01 to \(length)",
                hint: "the month has \(length) days")
        }
        guard cursor.skip("T") || cursor.skip("t") else { throw cursor.unexpected("T and a time such as 14:30:00Z") }
        let time = try TimeOfDay.rfc3339(&cursor)
        guard cursor.isAtEnd else { throw cursor.unexpected("the end") }
        let second = try time.second(on: CivilDate(year: Int64(year), month: month, day: day))
        guard years.contains(second) else {
            throw Fault(
                at: 0, "an instant that in UTC has no year of four digits", expected: "a year from 0000 to 9999")
        }
        return (second, time)
    }
}

extension Instant {
    /// The seconds since 1970 of the years that have four digits.
    private static let years =
        CivilDate(year: 0, month: 1, day: 1).firstSecond...CivilDate(year: 9_999, month: 12, day: 31).lastSecond
}

extension Instant: CustomStringConvertible {
    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ`: 27 characters in the years 0 to 9999.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(27)
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends ``description``.
    package func append(to output: inout [UInt8]) {
        let (second, microsecond) = microseconds.quotientAndFlooredRemainder(dividingBy: 1_000_000)
        Self.append(second: second, to: &output)
        // In place of the Z.
        output.removeLast()
        let start = output.count
        output.append(contentsOf: ".000000Z".utf8)
        output.setDigits(Int(microsecond), places: 6, at: start + 1)
    }

    /// Appends a whole second, since 1970: `YYYY-MM-DDTHH:MM:SSZ`.
    package static func append(second: Int64, to output: inout [UInt8]) {
        let (days, ofDay) = second.quotientAndFlooredRemainder(dividingBy: CivilDate.secondsPerDay)
        let time = Int(ofDay)
        CivilDate(days: days).append(to: &output)
        output.appendPair(time / 3_600, after: "T")
        output.appendPair(time / 60 % 60, after: ":")
        output.appendPair(time % 60, after: ":")
        output.append(UInt8(ascii: "Z"))
    }
}
