import Glibc
import LinuxIO
import Timeline

/// `timelined --reload`: asks who holds the log's lock to read its configuration anew and waits for what comes of it, so
/// that "systemctl reload" fails where the configuration is refused, and with the lines at fault.
enum ReloadRequest {
    /// How long the daemon may be busy, in microseconds: a commit on a slow disk comes first.
    private static let patience: Int64 = 30_000_000

    static func run(_ paths: Paths) -> ExitStatus {
        let path = ControlSocket.path(paths)
        do throws(IOError) {
            let connection = try ControlSocket.connect(paths)
            try connection.send(ControlSocket.Request.reload.bytes)
            guard let bytes = try answer(connection) else {
                return complain(
                    "the daemon did not answer at \(path) within \(patience / 1_000_000) seconds: it is starting or busy"
                )
            }
            switch ControlSocket.Answer(bytes) {
            case .taken?: return .done
            case .refused(let problems)?:
                problems.forEach(StandardError.write)
                return .configuration
            case .unknown?: return complain("the daemon that listens at \(path) is of another version: restart it")
            case nil: return complain("who listens at \(path) gave no answer: it is no daemon, or it is leaving")
            }
        } catch {
            return complain(reason(error, paths))
        }
    }

    /// All that comes until the end; nil where that does not come in time.
    private static func answer(_ connection: LocalConnection) throws(IOError) -> [UInt8]? {
        let deadline = Clock.monotonic() + patience
        var answer: [UInt8] = []
        while answer.count <= ControlSocket.longestAnswer {
            let left = (deadline - Clock.monotonic()) / 1_000
            guard left > 0, try connection.wait(milliseconds: Int32(clamping: left)) else { return nil }
            guard let bytes = try connection.receive(atMost: 4_096) else { continue }
            if bytes.isEmpty { break }
            answer += bytes
        }
        return answer
    }

    private static func reason(_ error: IOError, _ paths: Paths) -> String {
        let path = ControlSocket.path(paths)
        switch error.errno {
        case ENOENT, ECONNREFUSED, ENOTDIR:
            return LockHolder.isLocked(paths, any: true)
                ? "a process holds the log's lock — \(LockHolder.advice(paths))"
                : "no daemon runs: nobody listens at \(path), and nobody holds the log's lock"
        case EACCES, EPERM:
            return "\(path): \(error.reason) — ask as root, or as the user of the daemon"
        default: return "\(path): \(error.reason)"
        }
    }

    private static func complain(_ message: String) -> ExitStatus {
        StandardError.write("timelined: " + message)
        return .trouble
    }
}

/// Where what people asked for on the command line is answered when it is no good.
enum StandardError {
    /// Writes one line, without anything in it that does not show.
    static func write(_ line: String) {
        let bytes = Array((Printable.line(line) + "\n").utf8)
        // The pointer is used within the closure alone. Where stderr is closed nobody wants to know.
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
