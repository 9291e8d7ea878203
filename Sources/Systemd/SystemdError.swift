import Glibc

/// A call of libsystemd or the kernel that failed.
package struct SystemdError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The call: "sd_event_add_io".
    package var call: String
    /// Why, as errno(3) numbers it.
    package var errno: Int32

    package var description: String { "\(call): \(Self.text(of: errno))" }

    /// What `errno` means, in English, as no locale is set: "No space left on device".
    package static func text(of errno: Int32) -> String {
        // Never nil, ended by NUL, and this thread's own since glibc 2.32; copied at once.
        unsafe String(cString: strerror(errno))
    }

    /// The result of a call that answers a negative errno where it fails.
    @discardableResult
    static func check(_ result: Int32, _ call: String) throws(SystemdError) -> Int32 {
        guard result >= 0 else { throw SystemdError(call: call, errno: -result) }
        return result
    }
}
