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
            microseconds = try Self.read(&cursor)
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

    /// The second it lies in, since 1970: rounded down.
    package var seconds: Int64 {
        microseconds.quotientAndFlooredRemainder(dividingBy: 1_000_000).quotient
    }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    private static func read(_ cursor: inout TextCursor) throws(Fault) -> Int64 {
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
        return second * 1_000_000 + (time.isLeapSecond ? 999_999 : time.microsecond)
    }
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
