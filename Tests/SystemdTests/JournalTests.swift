import Dispatch
import Glibc
import Testing

@testable import Systemd

@Suite struct `The journal` {
    private let rejected = JournalEntry(
        .queueOverflowed(directory: "incoming/"), identifier: "timelined",
        location: .init(file: "a.swift", line: 1, function: "f()"))

    @Test func `a line on standard error has its priority`() {
        #expect(
            rejected.prefixedLine
                == "<5>incoming/: more changes than the kernel keeps notifications for; scanned instead\n")
    }

    @Test func `a line on a terminal has the time, and colour where it is wanted`() {
        let sentence = "incoming/: more changes than the kernel keeps notifications for; scanned instead"
        #expect(rejected.terminalLine(time: "14:02:07", isColoured: false) == "14:02:07 \(sentence)\n")
        #expect(
            rejected.terminalLine(time: "14:02:07", isColoured: true)
                == "\u{1B}[2m14:02:07\u{1B}[0m \u{1B}[1m\(sentence)\u{1B}[0m\n")
    }

    @Test func `each colour begun is ended`() {
        for (message, _) in MessageExamples.all {
            let entry = JournalEntry(message, identifier: "t", location: .init(file: "a", line: 1, function: "f"))
            let line = entry.terminalLine(time: "14:02:07", isColoured: true)
            #expect(line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).count.isMultiple(of: 2) == false)
            #expect(entry.terminalLine(time: "", isColoured: false).utf8.allSatisfy { $0 != 0x1B })
        }
    }

    @Test func `the time is local`() async {
        await #expect(processExitsWith: .success) {
            setEnvironment("TZ", "Etc/GMT-5")
            #expect(JournalEntry.localTime(0) == "05:00:00")
            #expect(JournalEntry.localTime(86_399) == "04:59:59")
        }
    }

    /// The device of standard error, whether it is a terminal, the environment, and what follows.
    private static let choices: [(String?, Bool, [String: String], Journal.Destination)] = [
        ("8:5", false, ["JOURNAL_STREAM": "8:5"], .native),
        ("8:5", true, ["JOURNAL_STREAM": "8:5"], .native),
        ("8:6", false, ["JOURNAL_STREAM": "8:5"], .prefixedLines),
        ("8:5", false, [:], .prefixedLines),
        (nil, false, ["JOURNAL_STREAM": "8:5"], .prefixedLines),
        ("8:5", true, [:], .terminal(isColoured: true)),
        ("8:5", true, ["NO_COLOR": "1"], .terminal(isColoured: false)),
        ("8:5", true, ["NO_COLOR": ""], .terminal(isColoured: true)),
        ("8:5", true, ["TERM": "dumb"], .terminal(isColoured: false)),
    ]

    @Test func `the destination is the journal, lines, or a terminal`() {
        for (stream, isTerminal, environment, expected) in Self.choices {
            let chosen = Journal.Destination.choose(stream: stream, isTerminal: isTerminal) { environment[$0] }
            #expect(chosen == expected, "\(stream ?? "closed") \(isTerminal) \(environment)")
        }
    }

    @Test func `a descriptor is named as $JOURNAL_STREAM names it`() throws {
        var status = stat()
        // Written within the call only.
        #expect(unsafe fstat(STDERR_FILENO, &status) == 0)
        #expect(Journal.Destination.device(of: STDERR_FILENO) == "\(status.st_dev):\(status.st_ino)")
        #expect(Journal.Destination.device(of: -1) == nil)
    }

    @Test func `a line is written whole, also where a pipe takes it bit by bit`() throws {
        var ends: [Int32] = [0, 0]
        // pipe fills both.
        try #require(unsafe Glibc.pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        let text = String(repeating: "0123456789", count: 50_000)
        // On a thread of its own: those of tasks can all be busy with tests, this one's among them, which waits.
        DispatchQueue(label: "writer").async {
            Journal.write(text, to: writing)
            close(writing)
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            // read writes no more than the buffer holds.
            let count = unsafe read(reading, &buffer, buffer.count)
            if count <= 0 { break }
            received += buffer.prefix(count)
        }
        close(reading)
        #expect(received == Array(text.utf8))
    }

    @Test func `a closed standard error harms nobody`() {
        Journal.write("lost\n", to: -1)
    }
}
