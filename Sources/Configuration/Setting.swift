/// What can be set: one case an option. Its name is its key in the file, its flag, and with `TIMELINED_` its variable.
///
/// Another option is a case here, its field in ``Configuration``, its line in ``Configuration/take(_:_:)`` and
/// ``Configuration/text(of:)``, and its paragraph in timelined.yaml(5).
package enum Setting: String, CaseIterable, Sendable, Hashable {
    case source, origin, settle, scan, largest, ignore, done, subfolders, writers, submitters, archive, rejected, quota,
        metrics,
        spool, library

    package var key: String { rawValue }
    package var flag: String { "--" + rawValue }
    package var variable: String { "TIMELINED_" + rawValue.uppercased() }

    /// Whether a running daemon can take another value.
    package var isFixedWhileRunning: Bool { self == .spool || self == .library || self == .origin }
}

/// Where a value comes from, the weakest first.
package enum Origin: Sendable, Hashable {
    case byDefault
    /// A file and the line in it, from 1.
    case file(String, line: Int)
    case variable(String)
    case flag(String)

    package var description: String {
        switch self {
        case .byDefault: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .variable(let name): name
        case .flag(let name): name
        }
    }
}
