import EventModel
import Systemd
import Timeline

/// What `systemctl status` shows in one line.
enum StatusLine {
    /// - Parameter now: microseconds of UTC since 1970.
    static func text(
        entries: UInt64, counts: Announcer.Counts, waiting: Int,
        troubles: [(trouble: DaemonHealth.Trouble, began: Int64)], now: Int64
    ) -> String {
        var parts = [Words.count(entries, "event")]
        if counts.rejected > 0 { parts.append("\(Words.grouped(counts.rejected)) rejected") }
        if let first = counts.staying.first {
            let more = counts.staying.count > 1 ? " and \(Words.grouped(counts.staying.count - 1)) more" : ""
            parts.append("\(first)\(more) cannot be moved or read")
        }
        if waiting > 0 {
            parts.append("\(Words.count(waiting, "file")) waiting")
        } else if troubles.isEmpty {
            let since = LocalTime.text(Instant(microseconds: counts.lastTaken ?? now))
            parts.append("idle since \(since)")
        }
        for (trouble, _) in troubles { parts.append("DEGRADED: \(trouble.task) fails (\(trouble.reason))") }
        return parts.joined(separator: ", ")
    }
}
