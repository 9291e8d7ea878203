import Glibc

/// A system call that failed: which, on what, and why.
package struct IOError: Error, Sendable, Hashable {
    /// The call as its manual page names it: "fdatasync".
    package var operation: String
    /// errno(3).
    package var errno: Int32
    /// The file or directory it was about, printable; nil where the caller knows better.
    package var path: String?

    package init(_ operation: String, errno: Int32, path: String? = nil) {
        self.operation = operation
        self.errno = errno
        self.path = path
    }

    /// The error that errno(3) holds now. To be asked right after the call that failed.
    static func last(_ operation: String, path: String? = nil) -> IOError {
        IOError(operation, errno: Glibc.errno, path: path)
    }

    /// That the name at `path` is taken, found out without a call.
    package static func taken(_ operation: String, path: String) -> IOError {
        IOError(operation, errno: EEXIST, path: path)
    }

    /// That another directory lies at `path` than the one that is known.
    package static func replaced(_ path: String) -> IOError { IOError("open", errno: ESTALE, path: path) }

    /// What the C library says of ``errno``: "No space left on device".
    package var reason: String {
        // strerror's text is static, or thread-local until the next call; it is copied at once.
        unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }

    /// Whether the thing asked for is not there.
    package var isMissing: Bool { errno == ENOENT }
    /// Whether something with that name is there already.
    package var isTaken: Bool { errno == EEXIST }
    /// Whether a directory still holds something.
    package var isNotEmpty: Bool { errno == ENOTEMPTY }
    /// Whether a file or a symbolic link stands where a directory was asked for, or nothing does any more.
    package var isNoDirectory: Bool { errno == ENOTDIR || errno == ELOOP || errno == ENOENT }
    /// Whether a symbolic link stands where none is followed.
    package var isSymbolicLink: Bool { errno == ELOOP }
    /// Whether the file system has no such call, or not with these flags.
    package var isUnsupported: Bool { [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) }
    /// Whether a link cannot be made there: FAT has none (EPERM), and a file can have too many.
    package var isWithoutLinks: Bool { isUnsupported || errno == EPERM || errno == EMLINK }
    /// Whether the owner, or the mode, keeps this process out.
    package var isForbidden: Bool { errno == EACCES || errno == EPERM }
    /// Whether something is mounted there (EBUSY), or another process has a lease on the file (EAGAIN).
    package var isBusy: Bool { errno == EBUSY || errno == EAGAIN }
    /// Whether the two places are on different mounts, so that a rename cannot do it.
    package var isCrossMount: Bool { errno == EXDEV }
}

extension IOError: CustomStringConvertible {
    package var description: String {
        (path.map { "\($0): " } ?? "") + "\(operation): \(reason)"
    }
}

/// Calls again while a signal interrupts.
///
/// - Parameter path: what messages call the thing, made only where there is something to say.
/// - Throws: what errno(3) says when `call` answers -1 for another reason.
@discardableResult
func retrying(
    _ operation: String, _ path: @autoclosure () -> String? = nil, _ call: () -> Int
) throws(IOError) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = Glibc.errno
        if code == EINTR { continue }
        throw IOError(operation, errno: code, path: path())
    }
}

/// For calls that answer an Int32.
@discardableResult
func retrying(
    _ operation: String, _ path: @autoclosure () -> String? = nil, _ call: () -> Int32
) throws(IOError) -> Int32 {
    Int32(try retrying(operation, path()) { Int(call()) })
}
