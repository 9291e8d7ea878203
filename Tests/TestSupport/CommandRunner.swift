package import Glibc

/// A program to run, for tests: its words, what it reads, and how long it may take.
///
/// ```swift
/// let outcome = try Command("journalctl", "-o", "json").run()
/// #expect(outcome.succeeded, "\(outcome)")
/// ```
package struct Command: Sendable {
    package enum Input: Sendable {
        case bytes([UInt8])
        /// Nothing comes, nor does the end, before ``RunningCommand/closeInput()`` or the end of this process.
        case open
    }

    /// The program, looked up in $PATH unless it has a slash, and its arguments.
    package var words: [String]
    /// What is set beside this process's environment; nil removes a variable.
    package var environment: [String: String?] = [:]
    /// Where it runs; nil for here.
    package var directory: String?
    package var input: Input = .bytes([])
    /// When it is killed, with all that is in its process group.
    package var timeout: Duration

    package init(_ words: String..., timeout: Duration = .seconds(30)) {
        self.init(words: words, timeout: timeout)
    }

    package init(words: [String], timeout: Duration = .seconds(30)) {
        self.words = words
        self.timeout = timeout
    }

    /// Runs it to its end.
    ///
    /// - Throws: where it can't be started. That it fails, or takes too long, is an outcome.
    package func run() throws(CommandError) -> Outcome { try start().finish() }

    /// Starts it and lets it run. Its time is counted from here.
    package func start() throws(CommandError) -> RunningCommand { try RunningCommand(self) }

    /// The words with env(1) before them where it is needed: a program that is not found is then its exit code 127.
    fileprivate var fullWords: [String] {
        guard !environment.isEmpty || directory != nil else { return words }
        let removed = environment.filter { $0.value == nil }.flatMap { ["-u", $0.key] }
        let set = environment.compactMap { name, value in value.map { "\(name)=\($0)" } }
        return ["/usr/bin/env"] + removed + (directory.map { ["--chdir=\($0)"] } ?? []) + set + words
    }
}

/// A command that could not be started.
package struct CommandError: Error, CustomStringConvertible {
    package var words: [String]
    /// Why, as errno(3) numbers it.
    package var errno: Int32

    package var description: String {
        // strerror's text is never nil, ends with NUL and is this thread's own.
        unsafe "can't start \(words.joined(separator: " ")): \(String(cString: strerror(errno)))"
    }
}

/// What came of a command.
package struct Outcome: Sendable, CustomStringConvertible {
    package enum Status: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
        /// It was killed because its time was over.
        case timedOut
    }

    package var status: Status
    package var output: [UInt8]
    package var errors: [UInt8]

    package var succeeded: Bool { status == .exited(0) }

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// The lines of standard output, without their ends.
    package var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// All of it, for the comment of an expectation.
    package var description: String { "\(status)\noutput: \(text)\nerrors: \(errorText)" }
}

/// A command that has been started. It ends with its last reference at the latest.
///
/// What it writes goes to two files without a name, not through pipes: so it never waits for its reader, whatever it
/// leaves running in the background does not hold the test up, and what there is so far can be read at any time.
package final class RunningCommand {
    /// The process, and the process group that it leads.
    package let processID: pid_t

    private let output: Scratch
    private let errors: Scratch
    private let deadline: ContinuousClock.Instant
    private var lifeline: OpenFile?
    private var status: Outcome.Status?

    fileprivate init(_ command: Command) throws(CommandError) {
        do throws(SpawnError) {
            output = try Scratch()
            errors = try Scratch()
            switch command.input {
            case .bytes(let bytes):
                let input = try Scratch(bytes)
                processID = try spawn(command.fullWords, input.file, output.file, errors.file)
            case .open:
                let (reading, writing) = try OpenFile.pipe()
                processID = try spawn(command.fullWords, reading, output.file, errors.file)
                lifeline = writing
            }
        } catch {
            throw CommandError(words: command.words, errno: error.errno)
        }
        deadline = .now + command.timeout
    }

    deinit {
        if status == nil {
            kill(-processID, SIGKILL)
            _ = reap(0)
        }
    }

    /// What it has written to standard output so far.
    package var outputSoFar: [UInt8] { output.contents }

    /// What it has written to standard error so far.
    package var errorsSoFar: [UInt8] { errors.contents }

    /// Whether it runs still.
    package var isRunning: Bool {
        if status == nil { status = reap(WNOHANG) }
        return status == nil
    }

    /// Sends it a signal; nothing once it has ended, when its number may be another's.
    package func send(_ signal: Int32) {
        if isRunning { kill(processID, signal) }
    }

    /// Ends its standard input, where that was left open.
    package func closeInput() { lifeline = nil }

    /// Waits until `condition` holds, looking every few milliseconds.
    ///
    /// - Returns: whether it came to hold while the command ran and had time.
    package func wait(until condition: (RunningCommand) throws -> Bool) rethrows -> Bool {
        var pause: useconds_t = 200
        while try !condition(self) {
            guard isRunning, ContinuousClock.now < deadline else { return try condition(self) }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
        return true
    }

    /// Waits for its end, or kills it with its process group when its time is over.
    package func finish() -> Outcome {
        if !wait(until: { !$0.isRunning }) {
            kill(-processID, SIGKILL)
            _ = reap(0)
            status = .timedOut
        }
        closeInput()
        return Outcome(status: status ?? .timedOut, output: outputSoFar, errors: errorsSoFar)
    }

    private func reap(_ options: Int32) -> Outcome.Status? {
        var code: Int32 = 0
        // `code` is written within the call only.
        while unsafe waitpid(processID, &code, options) != processID {
            guard errno == EINTR else { return nil }
        }
        let signal = code & 0x7F
        return signal == 0 ? .exited((code >> 8) & 0xFF) : .signalled(signal)
    }
}
