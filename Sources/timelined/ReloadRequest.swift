import EventModel
import Glibc
import LinuxIO
import Timeline

/// `timelined --reload`: asks the running daemon to read its configuration anew and waits for what comes of it, so that
/// "systemctl reload" fails where the configuration is refused, and with the lines at fault.
enum ReloadRequest {
    /// How long the daemon may be busy, in microseconds: a commit on a slow disk comes first.
    private static let patience: Int64 = 30_000_000

    static func run(_ paths: Paths) -> ExitStatus {
        let file = HealthFile(paths)
        guard let before = count(file.read()), let process = process(file.read()) else {
            return complain("no daemon says in \(paths.run) that it runs")
        }
        do throws(IOError) {
            try ChildProcess.askToReload(process)
        } catch {
            return complain("process \(process) cannot be asked to reload: \(error.reason)")
        }
        let deadline = Clock.monotonic() + patience
        while Clock.monotonic() < deadline {
            if let health = file.read(), let now = count(health), now > before { return outcome(health) }
            Clock.sleep(microseconds: 10_000)
        }
        return complain("the daemon did not answer within \(patience / 1_000_000) seconds")
    }

    private static func outcome(_ health: JSON) -> ExitStatus {
        let problems = health["configuration"]?["problems"]?.elements ?? []
        for problem in problems { StandardError.write(problem.text ?? "") }
        return problems.isEmpty ? .done : .configuration
    }

    private static func count(_ health: JSON?) -> Int? { health?["configuration"]?["reloads"]?.number }
    private static func process(_ health: JSON?) -> Int32? { health?["process"]?.number.flatMap(Int32.init) }

    private static func complain(_ message: String) -> ExitStatus {
        StandardError.write("timelined: " + message)
        return .trouble
    }
}

extension JSON {
    fileprivate var number: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
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
