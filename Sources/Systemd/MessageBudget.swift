/// Keeps a bulk import, and a member who drops what cannot be taken, inside journald's rate limit, so that journald itself
/// never drops an entry.
///
/// journald lets a service write 10,000 entries in 30 seconds and counts errors, warnings and what is less urgent apart
/// (journald.conf(5), RateLimitBurst=). Here each of the three has half of that for files, and one submitter two fifths of
/// the half, so that no flood hides another's files; a file beyond it is counted instead of listed, and ``takeSummary(at:isLast:)``
/// says how many there were, once for all that came within half a minute of the first. Messages that are not about one file or commit always pass.
///
/// ```swift
/// if budget.admits(message, at: .now) { journal.send(message) }
/// // after each commit, once a minute, and with `isLast` at the end:
/// if let summary = budget.takeSummary(at: .now) { journal.send(summary) }
/// ```
package struct MessageBudget: Sendable {
    /// What shares a budget: files by how urgent their messages are.
    private enum Sort: Hashable { case taken, rejected, stuck }

    private struct Share: Hashable {
        var sort: Sort
        /// Nil where nobody is known.
        var user: UInt32?
    }

    private let limit: Int
    private let limitOfSubmitter: Int
    private let window: Duration
    private var windowStart: ContinuousClock.Instant?
    private var counts: [Sort: Int] = [:]
    private var shares: [Share: Int] = [:]
    private var withheld = Message.Withheld() {
        didSet { if oldValue.isEmpty { withheldSince = windowStart } }
    }
    /// When the window began in which the first of them was withheld.
    private var withheldSince: ContinuousClock.Instant?

    /// - Parameters:
    ///   - limit: how many entries either sort may have within `window`.
    ///   - limitOfSubmitter: how many of them may be about one submitter's files.
    package init(limit: Int = 5_000, limitOfSubmitter: Int? = nil, window: Duration = .seconds(30)) {
        self.limit = limit
        self.limitOfSubmitter = limitOfSubmitter ?? (limit * 2 + 4) / 5
        self.window = window
    }

    /// Whether `message` gets an entry of its own; where not, it is counted for the summary.
    ///
    /// A commit is left out without being counted: its files are.
    package mutating func admits(_ message: Message, at now: ContinuousClock.Instant) -> Bool {
        if windowStart.map({ now - $0 >= window }) ?? true {
            windowStart = now
            counts = [:]
            shares = [:]
        }
        switch message {
        case .fileRejected(let file):
            if take(.rejected, of: file.submitter) { return true }
            withheld.rejected += 1
        case .fileChanged:
            if take(.rejected, of: nil) { return true }
            withheld.rejected += 1
        case .fileAccepted(let file):
            if take(.taken, of: file.submitter) { return true }
            withheld.accepted += 1
        case .fileDuplicate(_, _, _, let submitter):
            if take(.taken, of: submitter) { return true }
            withheld.duplicates += 1
        case .fileNotRead(_, _, _, let submitter), .fileNotMoved(_, _, _, let submitter),
            .folderLeft(_, let submitter, _, _):
            if take(.stuck, of: submitter) { return true }
            withheld.stuck += 1
        case .committed: return take(.taken, of: nil)
        default: return true
        }
        return false
    }

    /// Whether there is something for a summary.
    package var isWithholding: Bool { !withheld.isEmpty }

    /// What was withheld since the last summary, as a message; nil for nothing, and as long as the window goes on in which
    /// the first of it was withheld.
    package mutating func takeSummary(at now: ContinuousClock.Instant, isLast: Bool = false) -> Message? {
        guard !withheld.isEmpty, isLast || withheldSince.map({ now - $0 >= window }) ?? true else { return nil }
        defer { withheld = Message.Withheld() }
        return .entriesWithheld(withheld)
    }

    private mutating func take(_ sort: Sort, of submitter: Message.Submitter?) -> Bool {
        let share = Share(sort: sort, user: submitter?.uid)
        guard counts[sort, default: 0] < limit,
            submitter == nil || shares[share, default: 0] < limitOfSubmitter
        else { return false }
        counts[sort, default: 0] += 1
        shares[share, default: 0] += 1
        return true
    }
}
