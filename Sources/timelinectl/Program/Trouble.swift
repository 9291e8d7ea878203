/// Why a command could not do what was asked, and what to do about it.
struct Trouble: Error {
    /// What a command can end with; documented in timelinectl(1).
    enum Status: Int32 {
        /// What was asked has a negative answer: rejected, wrong, not found, not well.
        case negative = 1
        /// It could not be found out: no access, a damaged log, a full disk.
        case trouble = 2
        /// Another process has the log's lock: EX_TEMPFAIL.
        case busy = 75
    }

    var status: Status
    var message: String
    var hint: String?

    init(_ message: String, hint: String? = nil, status: Status = .trouble) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    /// One sentence for stderr.
    var sentence: String { ([message] + (hint.map { [$0] } ?? [])).joined(separator: " — ") }
}

/// A command that has said all there is to say, and ends with another status than 0.
struct Ended: Error {
    var status: Trouble.Status
}
