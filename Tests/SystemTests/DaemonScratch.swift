import LinuxIO
import TestSupport
import Testing

/// A daemon's directories in a place of their own, and the real program to run on them.
final class DaemonScratch {
    let root: String

    init() throws {
        let made = try Command("mktemp", "--directory", "--tmpdir", "timelined-test-XXXXXX").run()
        root = String(made.text.dropLast())
        _ = try Command("mkdir", "\(root)/incoming").run()
    }

    deinit { _ = try? Command("rm", "-rf", root).run() }

    /// Writes a file in place, as cp(1) would.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let file = try incoming().create(try #require(FileName(name)), mode: 0o644)
        try file.write(bytes)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    /// Renames a file in: whole, or not there.
    func drop(_ name: String, _ text: String) throws {
        try write("." + name, text)
        try restore("\(root)/incoming/.\(name)", as: name)
    }

    /// Moves a file into the drop folder.
    func restore(_ path: String, as name: String) throws {
        let slash = try #require(path.lastIndex(of: "/"))
        let old = try #require(FileName(String(path[path.index(after: slash)...])))
        let from = try Directory.open(String(path[..<slash]))
        try from.rename(old, to: try incoming(), as: try #require(FileName(name)))
    }

    private func incoming() throws -> Directory { try Directory.open("\(root)/incoming") }

    /// Takes what waits and comes back.
    @discardableResult
    func once(_ options: String...) throws -> Outcome {
        try Command(words: [Programs.timelined, "--root", root, "--once", "--settle", "0"] + options).run()
    }

    /// Runs the daemon's program to its end.
    func daemon(_ options: String...) throws -> Outcome {
        try Command(words: [Programs.timelined, "--root", root] + options).run()
    }

    func start(_ options: String..., timeout: Duration = .seconds(60)) throws -> RunningCommand {
        let daemon = try Command(words: [Programs.timelined, "--root", root] + options, timeout: timeout).start()
        let isReady = daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("ready:") }
        try #require(isReady, "\(daemon.finish())")
        return daemon
    }

    func client(_ words: String...) throws -> Outcome {
        var command = Command(words: [Programs.timelinectl] + words)
        command.environment = ["TIMELINED_ROOT": root, "TZ": "UTC"]
        return try command.run()
    }

    /// The names in a directory under the root, in order; empty where there is none.
    func names(_ directory: String) throws -> [String] {
        try Command("ls", "-A1", "\(root)/\(directory)").run().lines
    }

    /// The names in archive/, of all days.
    func archived() throws -> [String] {
        try Command("find", "\(root)/archive", "-type", "f", "-printf", "%f\n").run().lines.sorted()
    }

    func reason(_ name: String) throws -> String { try Command("cat", "\(root)/rejected/\(name).reason").run().text }

    /// How many entries the log has.
    func count() throws -> Int { try client("log", "-o", "json").lines.count }
}

/// An event in short form.
func event(_ slug: String, title: String = "T", occurred: String = "2025") -> String {
    "announcement: \(slug)\ntitle: \(title)\noccurred: \"\(occurred)\"\n"
}
