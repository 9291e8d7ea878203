import EventLog
import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// A timeline of its own with real events, a place for what auditors keep, and the real programs.
final class Desk {
    let root: String
    private var count = 0

    /// - Parameter batches: how many events each of the first commits brings.
    init(_ batches: Int...) throws {
        let made = try Command("mktemp", "--directory", "--tmpdir", "timelined-desk-XXXXXX").run()
        root = String(made.text.dropLast())
        try once()
        for size in batches { try record(size) }
    }

    deinit { _ = try? Command("rm", "-rf", root).run() }

    var log: String { "\(root)/log" }

    // MARK: Events

    func drop(_ size: Int) throws {
        var text = ""
        for _ in 0..<size {
            text += #"{"announcement":"event-\#(count)","title":"Event \#(count)","occurred":"2025-01-02"}"# + "\n"
            count += 1
        }
        try write(Array(text.utf8), to: "incoming/.file-\(count).ndjson")
        try shell("mv incoming/.file-\(count).ndjson incoming/file-\(count).ndjson")
    }

    /// Has so many new events recorded in one commit.
    func record(_ size: Int) throws {
        try drop(size)
        try once()
    }

    /// Removes every head of the log and lets it be signed anew, as somebody who may write everywhere can.
    func forgetHeads() throws {
        try shell("rm -f log/checkpoint log/signing.pub; echo unsigned > heads/last")
    }

    // MARK: Programs

    @discardableResult
    func once(_ options: String..., expecting status: Int32 = 0, _ location: SourceLocation = #_sourceLocation) throws
        -> Outcome
    {
        let outcome = try Command(words: [Programs.timelined, "--root", root, "--once", "--settle", "0"] + options)
            .run()
        #expect(outcome.status == .exited(status), "\(outcome)", sourceLocation: location)
        return outcome
    }

    func start(wrapper: [String] = []) throws -> RunningCommand {
        let daemon = try Command(
            words: wrapper + [Programs.timelined, "--root", root, "--settle", "0"], timeout: .seconds(120)
        ).start()
        try #require(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("ready:") })
        return daemon
    }

    func client(_ words: [String], input: [UInt8] = []) throws -> Outcome {
        var command = Command(words: [Programs.timelinectl] + words)
        command.environment = ["TIMELINED_ROOT": root, "TZ": "UTC"]
        command.directory = root
        command.input = .bytes(input)
        return try command.run()
    }

    func client(_ words: String...) throws -> Outcome { try client(words) }

    /// Runs the client, which has to succeed, and keeps what it printed in a file.
    @discardableResult
    func keep(_ file: String, _ words: String..., location: SourceLocation = #_sourceLocation) throws -> [UInt8] {
        let outcome = try client(words)
        #expect(outcome.succeeded, "\(outcome)", sourceLocation: location)
        try write(outcome.output, to: file)
        return outcome.output
    }

    @discardableResult
    func shell(_ script: String, _ location: SourceLocation = #_sourceLocation) throws -> Outcome {
        var command = Command("bash", "-c", script)
        command.directory = root
        let outcome = try command.run()
        #expect(outcome.succeeded, "\(script)\n\(outcome)", sourceLocation: location)
        return outcome
    }

    // MARK: Files

    func read(_ path: String) throws -> [UInt8] { try Command("cat", "\(root)/\(path)").run().output }

    func write(_ bytes: [UInt8], to path: String) throws {
        var command = Command("sh", "-c", "cat > '\(root)/\(path)'")
        command.input = .bytes(bytes)
        try #require(try command.run().succeeded)
    }

    func head(of log: String = "log", _ name: String = "checkpoint") throws -> Checkpoint {
        try Checkpoint(parsing: SignedNote(parsing: read("\(log)/\(name)")).text)
    }

    /// Writes the log once more as if entry `seq` had said something else from the beginning: every line right, with its
    /// checksum, its number and its time.
    func rewrite(_ seq: UInt64) throws {
        try forge(seq)
        try shell("rm log/*.ndjson && mv forged/*.ndjson log/")
    }

    /// Has the log in segments of one commit each, its lines as they are.
    func split() throws {
        try forge(nil, segmentLimit: 1)
        try shell("rm log/*.ndjson && mv forged/*.ndjson log/")
    }

    /// Writes a log as ``rewrite(_:)`` does into forged/.
    func forge(_ seq: UInt64?, segmentLimit: Int = 64 << 20) throws {
        let reader = try LogReader(directory: try Directory.open(log))
        var writer = try LogWriter.open(
            DirectoryStorage(try Directory.make("\(root)/forged", mode: 0o700)), segmentLimit: segmentLimit)
        var batch = Batch()
        try reader.forEach { entry, line in
            var event = line.extracting(entry.envelope.event).array()
            if entry.seq == seq {
                let text = String(decoding: event, as: UTF8.self)
                event = Array(text.replacing(#""title":"Event"#, with: #""title":"Other"#).utf8)
            }
            let file = entry.envelope.file(in: line)
            let digest = Digest(hexadecimal: entry.envelope.digest(in: line))?.bytes
            batch.add(
                event,
                from: Origin(
                    file: try #require(file), sha256: try #require(digest), uid: entry.envelope.uid,
                    userName: entry.envelope.submitter(in: line)))
            if entry.seq == entry.envelope.batch.upperBound {
                try writer.append(
                    batch, at: Placement(first: entry.envelope.batch.lowerBound, recorded: entry.envelope.recorded))
                batch = Batch()
            }
            return true
        }
    }
}
