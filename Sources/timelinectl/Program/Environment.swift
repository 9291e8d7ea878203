import Glibc
import LinuxIO

/// What the process was started with.
enum Environment {
    /// The value of an environment variable; nil where it is not set.
    static func value(_ name: String) -> String? { SystemText.variable(name) }

    /// Sets a variable for child processes, unless the user has.
    static func setDefault(_ name: String, _ value: String) {
        // setenv copies both strings; the program has one thread.
        _ = unsafe setenv(name, value, 0)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Columns to write in: `COLUMNS`, or the terminal's own, or 80.
    static func columns(_ descriptor: Int32) -> Int {
        if let text = value("COLUMNS"), let columns = Int(text), columns > 0 { return clamp(columns) }
        var size = winsize()
        // The kernel fills the structure, or fails and leaves its zeros.
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return clamp(Int(size.ws_col))
    }

    /// Narrower than 40 nothing is readable; wider than 500 nobody reads.
    private static func clamp(_ columns: Int) -> Int { min(max(columns, 40), 500) }
}
