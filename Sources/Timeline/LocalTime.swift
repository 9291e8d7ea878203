package import EventModel
import Glibc

/// The time of this machine's zone, in which people read when something was recorded.
package enum LocalTime {
    /// `2025-01-09 13:00:00`.
    package static func text(_ instant: Instant) -> String {
        let text = Instant(seconds: shown(at: instant.seconds)).description
        // The last evening of a zone's year 9999 is another's year of five digits.
        let date = text.prefix { $0 != "T" }
        return date + " " + text.dropFirst(date.count + 1).prefix(8)
    }

    /// `2025-01-09`.
    package static func day(_ instant: Instant) -> String { String(text(instant).prefix { $0 != " " }) }

    /// The seconds at which clocks here show what clocks of UTC show at `second`: the first and the last, where an hour
    /// happens twice. Of a time that clocks here pass over, the first second behind the gap and the last before it.
    package static func seconds(shownAs second: Int64) -> (first: Int64, last: Int64) {
        guard second > .min / 2, second < .max / 2 else { return (second, second) }
        // No clock is as far from UTC as 26 hours, so that a change of the offset that matters lies between these two.
        let around: Int64 = 26 * 3_600
        let candidates = [second - around, second + around].map { second - offset(at: $0) }
        let found = candidates.filter { shown(at: $0) == second }
        if let first = found.min(), let last = found.max() { return (first, last) }
        var (before, behind) = (min(candidates[0], candidates[1]), max(candidates[0], candidates[1]))
        while behind - before > 1 {
            let middle = before + (behind - before) / 2
            if shown(at: middle) < second { before = middle } else { behind = middle }
        }
        return (behind, before)
    }

    /// What clocks of UTC show when clocks here show what they do at `second`.
    private static func shown(at second: Int64) -> Int64 { second + offset(at: second) }

    /// Seconds that clocks here are ahead of UTC; 0 in years that the C library cannot count.
    private static func offset(at second: Int64) -> Int64 {
        // localtime_r need not read TZ by itself (POSIX.1-2017).
        tzset()
        var clock = time_t(second)
        var time = unsafe tm()
        // Both structures outlive the call; only a number of the result is used, not its pointer to a zone's name.
        guard unsafe localtime_r(&clock, &time) != nil else { return 0 }
        return unsafe Int64(time.tm_gmtoff)
    }
}
