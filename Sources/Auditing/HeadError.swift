package import LinuxIO

/// Why the head of a log cannot be signed or believed.
package enum HeadError: Error, Sendable, Hashable {
    case io(IOError)
    /// A key that cannot be used: the file it lies in, and why.
    case key(place: String, reason: String)
    /// The log is not what its signed head says it was.
    case contradiction(String)
}

extension HeadError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .io(let error): "\(error)"
        case .key(let place, let reason): "\(place): \(reason)"
        case .contradiction(let reason): reason
        }
    }
}

/// What `body` answers, its errors as a head's.
func headIO<Result: ~Copyable>(_ body: () throws(IOError) -> Result) throws(HeadError) -> Result {
    do throws(IOError) { return try body() } catch { throw .io(error) }
}
