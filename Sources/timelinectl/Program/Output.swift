import Glibc

/// Bytes on their way to a file descriptor, gathered so that a long listing takes few calls.
final class Output {
    private static let chunk = 64 << 10

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Called once, before the next bytes are written.
    var beforeWriting: (() -> Void)?

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        buffer.reserveCapacity(Self.chunk + (4 << 10))
    }

    func write(_ bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.chunk { flush() }
    }

    func write(_ text: String) { write(text.utf8) }

    func line(_ text: String) {
        write(text.utf8)
        write(CollectionOfOne(UInt8(ascii: "\n")))
    }

    /// Writes what is gathered. A reader that has gone away ends the program without a complaint: that is how `head`
    /// and a pager that is left say that they have enough.
    func flush() {
        guard !buffer.isEmpty else { return }
        beforeWriting?()
        beforeWriting = nil
        var start = 0
        while start < buffer.count {
            // The pointer is used within the closure alone, and `start` is less than the count.
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { exit(0) }
                Output.complain("cannot write: \(Output.reason(errno))")
                exit(Trouble.Status.trouble.rawValue)
            }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Waits for `milliseconds`, and ends the program as soon as its reader has gone away: a pipe tells that by itself,
    /// before anything is written (poll(2), POLLERR).
    func pause(milliseconds: Int32) {
        var output = pollfd(fd: descriptor, events: 0, revents: 0)
        // One structure, which outlives the call.
        if unsafe poll(&output, 1, milliseconds) > 0 { exit(0) }
    }

    /// One line on stderr, with the program's name before it.
    static func complain(_ message: String) {
        error("timelinectl: " + Printable.line(message))
    }

    /// One line on stderr, which is safe to show already.
    static func error(_ text: String, end: String = "\n") {
        let line = Array((text + end).utf8)
        // The pointer is used within the closure alone. Where stderr is closed nobody wants to know.
        _ = unsafe line.withUnsafeBytes { bytes in
            unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    /// What the system says of an error number.
    static func reason(_ code: Int32) -> String {
        // strerror returns a NUL-terminated string, never nil, copied at once.
        unsafe String(cString: strerror(code))
    }
}
