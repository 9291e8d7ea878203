package import EventModel
import Glibc

/// The time of this machine's zone, in which people read when something was recorded.
package enum LocalTime {
    /// `2025-01-09 13:00:00`.
    package static func text(_ instant: Instant) -> String {
        let shown = Instant(seconds: instant.seconds + offset(at: instant.seconds)).description
        return shown.prefix(10) + " " + shown.dropFirst(11).prefix(8)
    }

    /// The second at which clocks here show what clocks of UTC show at `second`.
    ///
    /// Of a time that clocks here pass over, or show twice, one that is at most that shift away.
    package static func second(shownAs second: Int64) -> Int64 {
        guard second > .min / 2, second < .max / 2 else { return second }
        let near = second - offset(at: second)
        return second - offset(at: near)
    }

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
