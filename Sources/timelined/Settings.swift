import Configuration
import Intake
import LinuxIO
import Timeline

/// What the daemon was told, and where to ask again.
struct Settings: Sendable {
    let sources: ConfigurationSources
    /// What was read last and found right.
    var reading: Reading

    init(_ sources: ConfigurationSources, _ reading: Reading) {
        self.sources = sources
        self.reading = reading
        paths = sources.paths(reading.configuration)
    }

    /// Where everything lies, from the start to the end.
    let paths: Paths

    /// The CloudEvents source of events that name none.
    var source: String { reading.configuration.source }
    /// How long a file written in place must stand still, in microseconds.
    var settleTime: Int64 { reading.configuration.settle }

    /// Between two scans of the drop folder, in microseconds.
    var scanPeriod: Int64 { reading.configuration.scan }
    /// The largest file that is read, in bytes.
    var largest: Int { reading.configuration.largest }
    /// The name that a new key is made with, or that the key must have; nil for the host's, or any.
    var origin: String? { reading.configuration.origin }
    /// The directory of the service's credentials.
    var credentials: String? { SystemText.variable("CREDENTIALS_DIRECTORY") }

    /// What submitters may do.
    var submissions: SubmissionRules { reading.configuration.submissions }

    /// The words on the command line of another process that is to work on the same directories.
    var arguments: [String] {
        (sources.root.map { ["--root", $0] } ?? [])
            + Setting.allCases.flatMap { setting in sources.flags[setting].map { [setting.flag, $0] } ?? [] }
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
    /// The configuration is wrong, its directory is plainly no timeline, or the log cannot be signed with the key there is:
    /// EX_CONFIG.
    case configuration = 78
    /// A directory or the log cannot be opened, or with `--once` a file cannot be read or moved: EX_IOERR.
    case trouble = 74
    /// Another process writes this log: EX_TEMPFAIL.
    case anotherWriter = 75
    /// The log does not extend its last signed head: EX_PROTOCOL.
    case headContradicted = 76
}
