import CSystemd
import Glibc

/// Where the daemon says what it does.
///
/// ```swift
/// let journal = Journal(identifier: "timelined", destination: .detect())
/// journal.send(.ready(events: 1_204, duration: .milliseconds(12)))
/// ```
package struct Journal: Sendable {
    package let identifier: String
    package let destination: Destination

    /// - Parameter identifier: the name that `journalctl -t` finds the entries by.
    package init(identifier: String, destination: Destination) {
        self.identifier = identifier
        self.destination = destination
    }

    /// Writes `message`. It never fails: where journald does not take it, it goes to standard error; where that is
    /// closed, there is nobody left to tell.
    package func send(
        _ message: Message, file: StaticString = #fileID, line: UInt = #line, function: StaticString = #function
    ) {
        let location = JournalEntry.Location(file: file, line: line, function: function)
        let entry = JournalEntry(message, identifier: identifier, location: location)
        switch destination {
        case .native:
            if Self.sendNatively(entry.assignments) < 0 { Self.write(entry.prefixedLine) }
        case .prefixedLines: Self.write(entry.prefixedLine)
        case .terminal(let isColoured):
            Self.write(entry.terminalLine(time: JournalEntry.localTime(time(nil)), isColoured: isColoured))
        }
    }

    /// - Returns: a negative errno where journald did not take the entry.
    static func sendNatively(_ assignments: [[UInt8]]) -> Int32 {
        var bytes = assignments.flatMap { $0 }
        // The vectors point into `bytes`, which neither moves nor changes within the closure; sd_journal_sendv only
        // reads, and keeps nothing.
        return unsafe bytes.withUnsafeMutableBytes { buffer in
            guard var next = buffer.baseAddress else { return -EINVAL }
            var vectors: [iovec] = unsafe []
            unsafe vectors.reserveCapacity(assignments.count)
            for assignment in assignments {
                unsafe vectors.append(iovec(iov_base: next, iov_len: assignment.count))
                unsafe next += assignment.count
            }
            return unsafe sd_journal_sendv(vectors, Int32(vectors.count))
        }
    }

    /// Writes all of `text` to `descriptor`, as far as it can be written.
    static func write(_ text: String, to descriptor: Int32 = STDERR_FILENO) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // The buffer lives for the call, which reads no more than its count.
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                return
            }
        }
    }
}
