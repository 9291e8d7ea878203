package import EventModel

/// A time as people type it: `2024-12-31`, `2024-12`, `now`, `today`, `yesterday`, `2025-01-09T12:00:00Z`; of the log
/// also `10:00`, `2025-01-09 12:00`, `-1h`, `2 days ago` (systemd.time(7)).
package struct Moment: Sendable, Hashable {
    /// The calendar in which a date without a time is meant.
    package enum Calendar: Sendable {
        /// That of the events: a date is a date, wherever it is read.
        case world
        /// That of the log as it is shown here: days of the local zone.
        case local
    }

    /// One end of it: seconds count all years that a date may have, instants only those of a log.
    package struct End: Sendable, Hashable {
        /// Of UTC since 1970.
        package var seconds: Int64
        /// The same to the microsecond; the first or the last there is for years that instants do not reach.
        package var instant: Instant

        fileprivate init(_ instant: Instant) { (seconds, self.instant) = (instant.seconds, instant) }

        fileprivate init(seconds: Int64, microsecond: Int64) {
            self.seconds = seconds
            let start = Instant(seconds: seconds).microseconds
            let (sum, overflow) = start.addingReportingOverflow(microsecond)
            instant = Instant(microseconds: overflow ? .max : sum)
        }
    }

    package var first: End
    package var last: End

    /// - Parameters:
    ///   - text: an instant of RFC 3339, a date of EDTF, or one of the words; in the local calendar also what
    ///     systemd.time(7) has.
    ///   - now: what `now`, `today` and the like are counted from.
    /// - Throws: what is wrong with `text`, its offset in UTF-8 bytes.
    package init(_ text: String, now: Instant, calendar: Calendar) throws(Fault) {
        switch text {
        case "now": self.init(now, now)
        case "today": self.init(try Self.day(0, from: now), calendar)
        case "yesterday": self.init(try Self.day(-1, from: now), calendar)
        case "tomorrow": self.init(try Self.day(1, from: now), calendar)
        default:
            if let clock = ClockTime(text, today: calendar == .local ? LocalTime.day(now) : nil) {
                self.init(try clock.instant(), clock, calendar)
            } else if calendar == .local, let instant = try Self.counted(text, now: now) {
                self.init(instant, instant)
            } else {
                let date = try Self.date(text, calendar)
                // A question has one time: clocks are those of its calendar.
                let bounds = date.localSecond.map { Bounds(earliest: $0, latest: $0) } ?? date.bounds
                self.init(bounds, calendar)
            }
        }
    }

    private init(_ first: Instant, _ last: Instant) { (self.first, self.last) = (End(first), End(last)) }

    /// A time of a clock: all that its last digit says.
    private init(_ instant: Instant, _ clock: ClockTime, _ calendar: Calendar) {
        let second = instant.seconds
        let microsecond = instant.microseconds - second * 1_000_000
        let end = microsecond - microsecond % clock.unit + clock.unit - 1
        let seconds =
            clock.hasZone || calendar == .world ? (first: second, last: second) : LocalTime.seconds(shownAs: second)
        first = End(seconds: seconds.first, microsecond: microsecond)
        last = End(seconds: seconds.last, microsecond: end)
    }

    private init(_ bounds: Bounds, _ calendar: Calendar) {
        func seconds(_ second: Int64) -> (first: Int64, last: Int64) {
            calendar == .local ? LocalTime.seconds(shownAs: second) : (second, second)
        }
        first = End(seconds: seconds(bounds.earliest).first, microsecond: 0)
        // Up to the last microsecond of the last second.
        last = End(seconds: seconds(bounds.latest).last, microsecond: 999_999)
    }

    /// A time told from now, or in seconds since 1970 (`@1736424000`), which no year has the digits of.
    private static func counted(_ text: String, now: Instant) throws(Fault) -> Instant? {
        if let span = try TimeSpan.microseconds(text) {
            let (sum, overflow) = now.microseconds.addingReportingOverflow(span)
            guard !overflow else { throw Fault(at: 0, "a time that far away", expected: "one within 292,000 years") }
            return Instant(microseconds: sum)
        }
        let digits = text.utf8.first == UInt8(ascii: "@") ? text.utf8.dropFirst() : text.utf8[...]
        guard digits.count > 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(String(Substring(digits))).map(Instant.init(seconds:))
    }

    /// A day so many days after the local one.
    private static func day(_ offset: Int64, from now: Instant) throws(Fault) -> Bounds {
        let today = try EDTF(LocalTime.day(now)).bounds
        let shift = offset * CivilDate.secondsPerDay
        return Bounds(earliest: today.earliest + shift, latest: today.latest + shift)
    }

    private static func date(_ text: String, _ calendar: Calendar) throws(Fault) -> EDTF {
        do {
            return try EDTF(text)
        } catch {
            var fault = error
            if fault.hint == nil {
                fault.hint =
                    calendar == .local
                    ? "a time is written 2024-12-31, 2025-01-09 12:00:00, 10:00, today, yesterday, -1h or 2 days ago"
                    : "a time is written 2024-12-31, 2024-12, 2025-01-09T12:00:00Z, today or now"
            }
            throw fault
        }
    }
}

/// A time of a clock as it is typed: `2025-01-09T12:00:00Z`, `2025-01-09 12:00`, `10:00`; RFC 3339 wants seconds and an
/// offset, people seldom do.
private struct ClockTime {
    private let date: Substring
    private let time: Substring
    private let zone: Substring

    /// - Parameter today: the date of a time that has none; nil where it must have one.
    init?(_ text: String, today: String?) {
        let bytes = Array(text.utf8)
        let isDated =
            bytes.count > 13 && [4, 7].allSatisfy { bytes[$0] == UInt8(ascii: "-") }
            && [UInt8(ascii: " "), UInt8(ascii: "T"), UInt8(ascii: "t")].contains(bytes[10])
        let rest = isDated ? text.dropFirst(11) : text[...]
        guard rest.utf8.count > 3, rest.utf8.dropFirst(2).first == UInt8(ascii: ":"),
            rest.utf8.prefix(2).allSatisfy({ (0x30...0x39).contains($0) }),
            let date = isDated ? text.prefix(10) : today.map({ $0[...] })
        else { return nil }
        self.date = date
        time = rest.prefix { $0.isASCII && $0.isNumber || ":.".contains($0) }
        let zone = rest.dropFirst(time.count)
        self.zone = zone.first == " " ? zone.dropFirst() : zone
    }

    var hasZone: Bool { !zone.isEmpty }

    /// How much the last digit counts, in microseconds: a second at most, for minutes stand for their first.
    var unit: Int64 {
        guard let point = time.firstIndex(of: ".") else { return 1_000_000 }
        return (1..<max(1, min(7, time[point...].count))).reduce(1_000_000) { unit, _ in unit / 10 }
    }

    /// As clocks of UTC would show it, where no offset is said.
    func instant() throws(Fault) -> Instant {
        let seconds = time.utf8.count == 5 ? ":00" : ""
        // EDTF has offsets of whole hours, too.
        let minutes = zone.utf8.count == 3 && zone != "UTC" ? ":00" : ""
        do {
            return try Instant("\(date)T\(time)\(seconds)\(zone.isEmpty || zone == "UTC" ? "Z" : zone)\(minutes)")
        } catch {
            var fault = error
            // Its place would be one in what was made of the text.
            fault.offset = 0
            throw fault
        }
    }
}
