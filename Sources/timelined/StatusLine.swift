import EventModel
import Timeline

/// What `systemctl status` shows in one line.
enum StatusLine {
    /// - Parameter now: microseconds of UTC since 1970.
    static func text(
        entries: UInt64, counts: Announcer.Counts, waiting: Int, isDegraded: Bool, now: Int64
    ) -> String {
        var parts = [quantity(entries, "event")]
        if counts.rejected > 0 { parts.append("\(grouped(counts.rejected)) rejected") }
        if counts.stuck > 0 { parts.append("\(quantity(counts.stuck, "file")) cannot be moved or read") }
        if isDegraded {
            parts.append("NOT WRITING: see the journal")
        } else if waiting > 0 {
            parts.append("\(quantity(waiting, "file")) waiting")
        } else {
            let since = LocalTime.text(Instant(microseconds: counts.lastTaken ?? now))
            parts.append("idle since \(since)")
        }
        return parts.joined(separator: ", ")
    }

    private static func quantity(_ count: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    private static func grouped(_ count: some BinaryInteger) -> String {
        Decimal(units: Int128(count) * 1_000_000_000).grouped
    }
}
