import LinuxIO

/// How far a long start has come, for `systemctl status`: how much of it is done, how fast, and for how long still.
package struct ReplayStatus {
    private let what: String
    private let unit: String
    private let started: Int64
    private let first: UInt64

    /// - Parameters:
    ///   - what: "checking the log".
    ///   - unit: what is counted: "segments".
    ///   - first: how many were done before, and cost nothing.
    ///   - now: microseconds of the monotonic clock.
    package init(_ what: String, unit: String, from first: UInt64 = 0, now: Int64 = Clock.monotonic()) {
        (self.what, self.unit, self.first, started) = (what, unit, first, now)
    }

    /// - Parameters:
    ///   - done: how many are done of `total`.
    ///   - now: microseconds of the monotonic clock.
    package func text(_ done: UInt64, of total: UInt64, now: Int64 = Clock.monotonic()) -> String {
        let text = "\(what): \(Words.grouped(done)) of \(Words.grouped(total)) \(unit)"
        let (passed, new) = (Double(now - started) / 1e6, Double(done - min(first, done)))
        // Of the first moments nothing is to be told.
        guard passed >= 1, new > 0, total > done else { return text }
        let rate = new / passed
        let shown = rate < 10 ? "\((rate * 10).rounded() / 10)" : Words.grouped(UInt64(rate))
        let left = Duration.seconds(Int64((Double(total - done) / rate).rounded(.up)))
        return "\(text), \(shown) a second, \(Words.duration(left)) left"
    }
}
