/// Keeps a bulk import inside journald's rate limit, so that journald itself never drops an entry.
///
/// journald lets a service write 10,000 entries in 30 seconds and counts warnings apart from what is less urgent
/// (journald.conf(5), RateLimitBurst=). Here each of the two has half of that; a file beyond it is counted instead of
/// listed, and ``takeSummary()`` says how many there were. Messages that are not about one file or commit always pass.
///
/// ```swift
/// if budget.admits(message, at: .now) { journal.send(message) }
/// // after each commit, and once a minute:
/// if let summary = budget.takeSummary() { journal.send(summary) }
/// ```
package struct MessageBudget: Sendable {
    private let limit: Int
    private let window: Duration
    private var windowStart: ContinuousClock.Instant?
    private var routineCount = 0
    private var rejectedCount = 0
    private var withheld = Message.Withheld()

    /// - Parameter limit: how many entries either sort may have within `window`.
    package init(limit: Int = 5_000, window: Duration = .seconds(30)) {
        self.limit = limit
        self.window = window
    }

    /// Whether `message` gets an entry of its own; where not, it is counted for the summary.
    ///
    /// A commit is left out without being counted: its files are.
    package mutating func admits(_ message: Message, at now: ContinuousClock.Instant) -> Bool {
        if windowStart.map({ now - $0 >= window }) ?? true {
            windowStart = now
            routineCount = 0
            rejectedCount = 0
        }
        switch message {
        case .fileRejected, .fileChanged:
            if take(\.rejectedCount) { return true }
            withheld.rejected += 1
        case .fileAccepted:
            if take(\.routineCount) { return true }
            withheld.accepted += 1
        case .fileDuplicate:
            if take(\.routineCount) { return true }
            withheld.duplicates += 1
        case .committed: return take(\.routineCount)
        default: return true
        }
        return false
    }

    /// What was withheld since the last summary, as a message; nil for nothing.
    package mutating func takeSummary() -> Message? {
        guard !withheld.isEmpty else { return nil }
        defer { withheld = Message.Withheld() }
        return .entriesWithheld(withheld)
    }

    private mutating func take(_ count: WritableKeyPath<MessageBudget, Int>) -> Bool {
        guard self[keyPath: count] < limit else { return false }
        self[keyPath: count] += 1
        return true
    }
}
