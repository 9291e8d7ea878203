package import LinuxIO

/// A place in the log that is not as it was written, and not the torn end of a last batch either.
package struct LogDamage: Error, Sendable, Hashable {
    /// The segment's file name.
    package var segment: String
    /// The entry that should begin there.
    package var seq: UInt64
    /// Where in the segment, in bytes.
    package var byteOffset: Int
    /// What is wrong there.
    package var reason: String
}

extension LogDamage: CustomStringConvertible {
    package var description: String { "\(segment), byte \(byteOffset), entry #\(seq): \(reason)" }
}

/// Why the log cannot be written.
package enum LogError: Error, Sendable, Hashable {
    /// Another process writes this log.
    case locked(path: String)
    case damaged(LogDamage)
    case io(IOError)
    /// An earlier write failed: what the kernel still holds of it cannot be trusted. Open the log anew.
    case untrusted
}

extension LogError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let path): "\(path) is written by another process"
        case .damaged(let damage): "the log is damaged: \(damage)"
        case .io(let error): "\(error)"
        case .untrusted: "an earlier write failed, and the log has not been opened anew since"
        }
    }
}
