import EventModel
import Timeline

/// What the daemon was told.
struct Settings: Sendable {
    /// The one directory that everything lies in; nil for the system's.
    var root: String?
    /// The CloudEvents source of events that name none.
    var source: String
    /// How long a file written in place must stand still, in microseconds.
    var settleTime: Int64

    var paths: Paths { root.map(Paths.init(root:)) ?? .system }

    /// What is wrong with a source, for people; nil where it is a URI-reference.
    static func fault(inSource source: String) -> String? {
        source.isEmpty ? "an empty text is no URI-reference" : URIReference.fault(in: source)?.problem
    }
}

/// How the daemon leaves (timelined(8); the numbers above 1 are those of sysexits.h).
enum ExitStatus: Int32 {
    case done = 0
    /// With `--once`: at least one file was rejected.
    case rejected = 1
    /// The log is damaged, and is not written to: EX_DATAERR.
    case damaged = 65
    /// The daemon met what it does not understand: EX_SOFTWARE.
    case internalFault = 70
    /// A directory or the log cannot be opened, or with `--once` a file cannot be read or moved: EX_IOERR.
    case trouble = 74
    /// Another process writes this log: EX_TEMPFAIL.
    case anotherWriter = 75
}
