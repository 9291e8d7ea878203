import EventLog
import EventModel
import Intake
import LinuxIO
import TestSupport
import Testing

/// A timeline in a directory of its own, taken in by the daemon's own code; gone when the test is over.
final class ScratchTimeline {
    let root: String
    /// Microseconds of UTC since 1970; each commit is a second after the one before.
    private var now: Int64

    /// - Parameter start: when the first commit is recorded, in seconds since 1970: 2025-01-09T12:00:00Z.
    init(start: Int64 = 1_736_424_000) throws {
        let made = try Command("mktemp", "--directory", "--tmpdir", "timelinectl-test-XXXXXX").run()
        root = String(made.text.dropLast())
        now = start * 1_000_000
        for name in ["incoming", "archive", "rejected", "log"] {
            _ = try Directory.make("\(root)/\(name)", mode: 0o755)
        }
    }

    deinit { _ = try? Command("rm", "-rf", root).run() }

    /// A timeline that has taken in the seed's events, one file a commit.
    static func ofSeed() throws -> ScratchTimeline {
        let timeline = try ScratchTimeline()
        for name in try seedNames() {
            try timeline.drop(name, try bytes(of: "\(seed)/\(name)"))
            try timeline.commit()
        }
        return timeline
    }

    /// The names of the seed's files, in their order.
    static func seedNames() throws -> [String] {
        try Directory.open(seed).names().sorted().map(\.escaped).filter { $0.hasSuffix(".yaml") }
    }

    static var seed: String {
        let here = #filePath
        let tests = here[..<(here.range(ofLast: "/ClientTests/") ?? here.endIndex)]
        return tests[..<(tests.lastIndex(of: "/") ?? tests.endIndex)] + "/Events/seed"
    }

    static func bytes(of path: String) throws -> [UInt8] {
        let slash = try #require(path.lastIndex(of: "/"))
        let name = try #require(FileName(String(path[path.index(after: slash)...])))
        let file = try Directory.open(String(path[..<slash])).openForReading(name)
        return try file.readAll(size: try file.status().size, limit: 64 << 20)
    }

    /// Puts a file into incoming/.
    func drop(_ name: String, _ text: String) throws { try drop(name, Array(text.utf8)) }

    func drop(_ name: String, _ bytes: [UInt8]) throws {
        let file = try Directory.open(root + "/incoming").create(try #require(FileName(name)), mode: 0o644)
        try file.write(bytes)
    }

    /// Does what the daemon does with all that waits.
    func commit() throws {
        now += 1_000_000
        let time = now
        let folder = try DropFolder(
            incoming: root + "/incoming", archive: root + "/archive", rejected: root + "/rejected")
        let writer = try openWriter()
        let index = LogIndex(try LogReader(directory: try Directory.open(root + "/log")))
        try index.follow()
        let names = try folder.scan().files
        var committer = Committer(
            writer, index: index, defaults: EventReader.Defaults(), sequencer: LocalSequencer(now: { time }))
        if let failure = committer.commit(names.sorted(), in: folder).failure { throw failure }
    }

    /// The lock outlives its file for the moment in which another test starts a program: between fork and exec the new
    /// process has a copy of every descriptor.
    private func openWriter() throws -> LogWriter<DirectoryStorage> {
        for _ in 0..<1_000 {
            do {
                return try LogWriter.open(directory: try Directory.open(root + "/log"))
            } catch LogError.locked {
                Clock.sleep(microseconds: 1_000)
            }
        }
        return try LogWriter.open(directory: try Directory.open(root + "/log"))
    }

    /// Runs `timelinectl --root …` as a user would, its output into a pipe.
    @discardableResult
    func run(_ words: String..., environment: [String: String?] = [:], input: [UInt8] = []) throws -> Outcome {
        try run(words, environment: environment, input: input)
    }

    func run(_ words: [String], environment: [String: String?] = [:], input: [UInt8] = []) throws -> Outcome {
        var command = Command(words: [try Self.program()] + words)
        command.environment = [
            "TIMELINED_ROOT": root, "TZ": "UTC", "COLUMNS": "100", "NO_COLOR": nil, "CLICOLOR_FORCE": nil,
        ].merging(environment) { $1 }
        command.input = .bytes(input)
        return try command.run()
    }

    /// The lines that the program shows on a terminal, without a pager.
    func terminal(_ words: String...) throws -> [String] { try terminal(words + ["--no-pager"]) }

    /// The lines that the program, or its pager, shows on a terminal.
    ///
    /// - Parameter environment: of the program alone; nil removes a variable.
    func terminal(_ words: [String], environment: [String: String?] = [:]) throws -> [String] {
        let variables = ["TERM": "xterm", "NO_COLOR": nil, "CLICOLOR_FORCE": nil].merging(environment) { $1 }
        let before = variables.flatMap { name, value in value.map { ["\(name)=\($0)"] } ?? ["--unset=\(name)"] }
        let options = before.sorted { $0.hasPrefix("-") && !$1.hasPrefix("-") }
        let line = (["/usr/bin/env"] + options + [try Self.program()] + words).map { "'\($0)'" }.joined(separator: " ")
        var command = Command("script", "--quiet", "--return", "--command", line, "/dev/null")
        command.environment = ["TIMELINED_ROOT": root, "TZ": "UTC"]
        return try command.run().text.split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The program that was built beside these tests.
    static func program() throws -> String {
        let bundle = try #require(CommandLine.arguments.first { $0.hasSuffix(".xctest") })
        let slash = try #require(bundle.lastIndex(of: "/"))
        return bundle[..<slash] + "/timelinectl"
    }

    /// The lines of the log as they stand there.
    func logLines() throws -> [String] {
        let text = String(decoding: try Self.bytes(of: root + "/log/00000000000000000000.ndjson"), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }
}

extension String {
    /// Where `part` begins for the last time.
    func range(ofLast part: String) -> String.Index? {
        var found: String.Index?
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(part) { found = index }
            index = self.index(after: index)
        }
        return found
    }
}
