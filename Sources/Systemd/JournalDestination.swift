import Glibc

extension Journal {
    /// Where entries go; settled once, at the start.
    package enum Destination: Sendable, Hashable {
        /// journald, with all fields.
        case native
        /// Standard error, each line with its priority.
        case prefixedLines
        /// Standard error, for a person.
        case terminal(isColoured: Bool)

        /// What standard error and the environment ask for: the journal where standard error leads there, as
        /// $JOURNAL_STREAM says (systemd.exec(5)); colours on a terminal unless $NO_COLOR is set, or $TERM is "dumb".
        package static func detect() -> Destination {
            choose(
                stream: device(of: STDERR_FILENO), isTerminal: isatty(STDERR_FILENO) == 1,
                environment: { name in
                    // The string lives for the call, and the value is copied before anything else runs.
                    unsafe getenv(name).map { unsafe String(cString: $0) }
                })
        }

        static func choose(
            stream: String?, isTerminal: Bool, environment: (String) -> String?
        ) -> Destination {
            if let stream, let journal = environment("JOURNAL_STREAM"), journal.utf8.elementsEqual(stream.utf8) {
                return .native
            }
            guard isTerminal else { return .prefixedLines }
            let isPlain = environment("NO_COLOR")?.isEmpty == false || environment("TERM") == "dumb"
            return .terminal(isColoured: !isPlain)
        }

        /// "DEVICE:INODE" of an open descriptor.
        static func device(of descriptor: Int32) -> String? {
            var status = stat()
            // `status` is written within the call only.
            guard unsafe fstat(descriptor, &status) == 0 else { return nil }
            return "\(status.st_dev):\(status.st_ino)"
        }
    }
}
