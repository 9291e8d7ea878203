import EventLog
package import LinuxIO

/// run/control.sock: where who holds the log's lock listens. Who it is, the kernel tells (SO_PEERCRED), also of a tool that
/// answers nothing. The daemon answers one request a connection:
///
///     → timelined-control 1 reload LF
///     ← timelined-control 1 taken LF                      the configuration is in force
///     ← timelined-control 1 refused N LF line LF …        N lines say what is wrong with it
///     ← timelined-control 1 unknown LF                    this version has no such request
///
/// and then ends the connection. A request has at most ``longestRequest`` bytes, an answer at most ``longestAnswer``.
package enum ControlSocket {
    private static let greeting = "timelined-control 1 "
    /// In bytes.
    package static let longestRequest = 256
    package static let longestAnswer = 64 << 10

    package enum Request: String, Sendable {
        case reload

        package init?(_ line: [UInt8]) {
            guard let text = String(validating: line, as: UTF8.self), text.hasPrefix(greeting) else { return nil }
            self.init(rawValue: String(text.dropFirst(greeting.count)))
        }

        package var bytes: [UInt8] { Array((greeting + rawValue + "\n").utf8) }
    }

    package enum Answer: Sendable, Hashable {
        case taken
        /// Why, a line each.
        case refused([String])
        case unknown

        /// Lines that would make it too long are left out.
        package var bytes: [UInt8] {
            switch self {
            case .taken: return Array((greeting + "taken\n").utf8)
            case .unknown: return Array((greeting + "unknown\n").utf8)
            case .refused(let problems):
                var lines: [String] = []
                var room = longestAnswer - 64
                for problem in problems {
                    let line = Printable.line(problem) + "\n"
                    room -= line.utf8.count
                    if room < 0 { break }
                    lines.append(line)
                }
                return Array((greeting + "refused \(lines.count)\n" + lines.joined()).utf8)
            }
        }

        /// nil for what is no whole answer.
        package init?(_ bytes: [UInt8]) {
            guard let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(greeting), text.hasSuffix("\n")
            else { return nil }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            let words = lines.removeFirst().dropFirst(greeting.count).split(separator: " ")
            switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
            case ("taken", nil) where lines.isEmpty: self = .taken
            case ("unknown", nil) where lines.isEmpty: self = .unknown
            case ("refused", let count?) where count == lines.count: self = .refused(lines)
            default: return nil
            }
        }
    }

    /// Listens; to be asked by who holds the log's lock.
    package static func listen(_ paths: Paths) throws(IOError) -> LocalListener {
        try LocalListener(at: name, in: Directory.make(paths.run, mode: 0o755))
    }

    /// Connects to who holds the log's lock.
    ///
    /// - Throws: ENOENT or ECONNREFUSED where nobody listens.
    package static func connect(_ paths: Paths) throws(IOError) -> LocalConnection {
        try LocalConnection.open(name, in: Directory.open(paths.run))
    }

    /// Whether so many wait there to be answered that no other can connect.
    fileprivate static func isCrowded(_ paths: Paths) -> Bool {
        do throws(IOError) {
            _ = try connect(paths)
            return false
        } catch {
            return error.isBusy
        }
    }

    package static func path(_ paths: Paths) -> String { paths.run + "/" + name.escaped }

    private static var name: FileName {
        guard let name = FileName("control.sock") else { preconditionFailure("a word is a name") }
        return name
    }
}

/// The process that holds a log's lock, as far as it says so.
package struct LockHolder: Sendable, Hashable {
    package var process: Int32
    /// Its command line, safe to show; nil where it cannot be read.
    package var command: String?

    /// nil where nobody listens at run/control.sock, or who does cannot be seen.
    package init?(_ paths: Paths) {
        guard let peer = try? ControlSocket.connect(paths).peer(), peer.process > 0 else { return nil }
        process = peer.process
        command = Self.command(peer.process)
    }

    private static func command(_ process: Int32) -> String? {
        guard let name = FileName("cmdline"), let folder = try? Directory.open("/proc/\(process)"),
            let bytes = try? folder.contents(of: name, limit: 4_096), !bytes.isEmpty
        else { return nil }
        let words = bytes.split(separator: 0).map { Printable.escaped($0) }
        return Printable.line(words.joined(separator: " "), limit: 200)
    }

    /// `process 4711 (/usr/sbin/timelined --once)`
    package var description: String { "process \(process)" + (command.map { " (\($0))" } ?? "") }

    /// Who holds the lock, as one sentence.
    package static func sentence(_ paths: Paths) -> (text: String, process: Int32?) {
        guard let holder = LockHolder(paths) else {
            return ("another process has the log's lock — " + advice(paths), nil)
        }
        return (holder.description + " has the log's lock", holder.process)
    }

    /// Whether a writer holds the lock; false also where this user may not look.
    ///
    /// - Parameter any: whether a lock for reading counts, which keeps writers out, too.
    package static func isLocked(_ paths: Paths, any: Bool = false) -> Bool {
        (try? Directory.open(paths.log).openForReading(DirectoryStorage.lockName).isLocked(any: any)) ?? false
    }

    /// How to find out who holds the lock where nobody says so: such a lock names no process.
    package static func advice(_ paths: Paths) -> String {
        "\(ControlSocket.isCrowded(paths) ? "too many wait to be answered" : "nobody listens") at "
            + "\(ControlSocket.path(paths)), so that its name is not known: as root, "
            + "\"find -L /proc/[0-9]*/fd -samefile \(paths.log)/lock\" shows which processes have the lock's file open"
    }
}
