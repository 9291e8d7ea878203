import Glibc

/// What the kernel says by signals and could say by errors.
package enum Signals {
    /// Has a write that nobody reads any more fail with EPIPE, and one beyond the limit on the size of files
    /// (`LimitFSIZE=`) with EFBIG, instead of ending the process by SIGPIPE or SIGXFSZ (signal(7)).
    package static func leaveToErrors() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
