package import EventModel

/// A time as people type it: `2024-12-31`, `2024-12`, `now`, `today`, `yesterday`, `2025-01-09T12:00:00Z`.
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
    }

    package var first: End
    package var last: End

    /// - Parameters:
    ///   - text: an instant of RFC 3339, a date of EDTF, or one of the words.
    ///   - now: what `now`, `today` and the like are counted from.
    /// - Throws: what is wrong with `text`, its offset in UTF-8 bytes.
    package init(_ text: String, now: Instant, calendar: Calendar) throws(Fault) {
        switch text {
        case "now": self.init(now)
        case "today": self.init(try Self.day(0, from: now), calendar)
        case "yesterday": self.init(try Self.day(-1, from: now), calendar)
        case "tomorrow": self.init(try Self.day(1, from: now), calendar)
        default:
            if let instant = try? Instant(Self.withSeconds(text)) {
                self.init(instant)
            } else {
                let date = try Self.date(text)
                // A question has one time: clocks are those of its calendar.
                let bounds = date.localSecond.map { Bounds(earliest: $0, latest: $0) } ?? date.bounds
                self.init(bounds, calendar)
            }
        }
    }

    /// RFC 3339 wants seconds; people who type a time seldom do: `2025-01-09T12:00Z`.
    private static func withSeconds(_ text: String) -> String {
        guard let t = text.firstIndex(of: "T"),
            let end = text.index(t, offsetBy: 6, limitedBy: text.endIndex), end < text.endIndex,
            "Z+-".contains(text[end]), text[text.index(t, offsetBy: 3)] == ":"
        else { return text }
        return text[..<end] + ":00" + text[end...]
    }

    private init(_ instant: Instant) {
        first = End(seconds: instant.seconds, instant: instant)
        last = first
    }

    private init(_ bounds: Bounds, _ calendar: Calendar) {
        func second(_ second: Int64) -> Int64 { calendar == .local ? LocalTime.second(shownAs: second) : second }
        let (earliest, latest) = (second(bounds.earliest), second(bounds.latest))
        first = End(seconds: earliest, instant: Instant(seconds: earliest))
        // Up to the last microsecond of the last second.
        let last = Instant(seconds: latest).microseconds
        self.last = End(
            seconds: latest, instant: Instant(microseconds: last > .max - 999_999 ? .max : last + 999_999))
    }

    /// A day so many days after the local one.
    private static func day(_ offset: Int64, from now: Instant) throws(Fault) -> Bounds {
        let today = try EDTF(String(LocalTime.text(now).prefix(10))).bounds
        let shift = offset * CivilDate.secondsPerDay
        return Bounds(earliest: today.earliest + shift, latest: today.latest + shift)
    }

    private static func date(_ text: String) throws(Fault) -> EDTF {
        do {
            return try EDTF(text)
        } catch {
            var fault = error
            if fault.hint == nil {
                fault.hint = "a time is written 2024-12-31, 2024-12, 2025-01-09T12:00:00Z, today or now"
            }
            throw fault
        }
    }
}
