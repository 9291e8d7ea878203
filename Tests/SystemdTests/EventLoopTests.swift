import Glibc
import Testing

@testable import Systemd

/// What a handler saw, shared with the test that looks at it.
private final class Notes {
    var lines: [String] = []
}

/// Both ends of a pipe, closed with it.
private final class Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe Glibc.pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    func put() {
        var byte: UInt8 = 0
        _ = unsafe write(writing, &byte, 1)
    }

    func take() {
        var byte: UInt8 = 0
        _ = unsafe read(reading, &byte, 1)
    }
}

@Suite struct `Event loop` {
    @Test func `exit ends the loop with its code`() throws {
        let loop = try EventLoop()
        let source = try loop.addDeferred { loop.exit(7) }
        source.schedule()
        #expect(try loop.run() == 7)
        source.close()
    }

    @Test func `a loop that has ended does not run again`() throws {
        let loop = try EventLoop()
        let source = try loop.addDeferred { [unowned loop] in loop.exit(0) }
        source.schedule()
        _ = try loop.run()
        #expect(throws: SystemdError(call: "sd_event_loop", errno: EBUSY)) { try loop.run() }
        source.schedule()
    }

    @Test func `a descriptor is handled as long as it has something to read`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        var count = 0
        let source = try loop.addDescriptor(pipe.reading) {
            count += 1
            pipe.take()
        }
        for _ in 0..<3 { pipe.put() }
        while try loop.runOnce() {}
        #expect(count == 3)
        source.close()
    }

    @Test func `work that is deferred runs once, after all that waits`() throws {
        let loop = try EventLoop()
        let notes = Notes()
        let pipes = [try Pipe(), try Pipe()]
        let commit = try loop.addDeferred { notes.lines.append("commit") }
        let sources = try pipes.enumerated().map { index, pipe in
            try loop.addDescriptor(pipe.reading) {
                pipe.take()
                notes.lines.append("read \(index)")
                commit.schedule()
            }
        }
        for pipe in pipes {
            pipe.put()
            pipe.put()
        }
        while try loop.runOnce() {}
        #expect(notes.lines.count == 5)
        #expect(notes.lines.last == "commit")
        pipes[0].put()
        while try loop.runOnce() {}
        #expect(notes.lines.suffix(2) == ["read 0", "commit"])
        sources.forEach { $0.close() }
    }

    @Test func `the more urgent of two sources goes first`() throws {
        let loop = try EventLoop()
        let notes = Notes()
        let late = try loop.addDeferred(priority: .normal) { notes.lines.append("normal") }
        let early = try loop.addDeferred(priority: .important) { notes.lines.append("important") }
        late.schedule()
        early.schedule()
        while try loop.runOnce() {}
        #expect(notes.lines == ["important", "normal"])
    }

    @Test func `work taken back does not run`() throws {
        let loop = try EventLoop()
        var count = 0
        let source = try loop.addDeferred { count += 1 }
        source.schedule()
        source.cancel()
        #expect(try loop.runOnce() == false)
        #expect(count == 0)
    }

    @Test func `a timer fires once and can be armed anew, also by its handler`() throws {
        let loop = try EventLoop()
        var count = 0
        var timer: TimerSource?
        timer = try loop.addTimer {
            count += 1
            if count < 3 { timer?.arm(after: .microseconds(1), accuracy: .microseconds(1)) } else { loop.exit(0) }
        }
        timer?.arm(after: .zero)
        #expect(try loop.run() == 0)
        #expect(count == 3)
        timer?.close()
        timer = nil
    }

    @Test func `a timer neither fires before it is armed nor after it is disarmed`() throws {
        let loop = try EventLoop()
        let timer = try loop.addTimer { Issue.record("it fired") }
        #expect(try loop.runOnce() == false)
        timer.arm(after: .zero)
        timer.disarm()
        #expect(try loop.runOnce() == false)
    }

    @Test func `a signal reaches its handler instead of ending the process`() async {
        // A process of its own: the signals stay blocked.
        await #expect(processExitsWith: .success) {
            for signal in EventLoop.Signal.allCases {
                let loop = try EventLoop()
                let source = try loop.addSignal(signal) { loop.exit(UInt8(signal.number)) }
                // To this thread alone: it is the one that blocks the signal.
                #expect(pthread_kill(pthread_self(), signal.number) == 0)
                #expect(try loop.run() == signal.number)
                source.close()
            }
        }
    }

    @Test func `a closed source neither fires nor keeps what its handler holds`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        var notes: Notes? = Notes()
        weak let trace = notes
        let source = try loop.addDescriptor(pipe.reading) { [notes] in notes?.lines.append("fired") }
        notes = nil
        pipe.put()
        #expect(trace != nil)
        source.close()
        #expect(try loop.runOnce() == false)
        #expect(trace == nil)
        source.close()
    }

    @Test func `a source goes with its last reference, and its descriptor can be added again`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        do {
            let source = try loop.addDescriptor(pipe.reading) {}
            #expect(throws: SystemdError(call: "sd_event_add_io", errno: EEXIST)) {
                try loop.addDescriptor(pipe.reading) {}
            }
            withExtendedLifetime(source) {}
        }
        pipe.put()
        #expect(try loop.runOnce() == false)
        let again = try loop.addDescriptor(pipe.reading) { pipe.take() }
        #expect(try loop.runOnce())
        again.close()
    }

    @Test func `a handler may drop the last reference to its own source`() throws {
        let loop = try EventLoop()
        let notes = Notes()
        var source: DeferredSource?
        source = try loop.addDeferred { [notes] in
            source = nil
            notes.lines.append("still here")
        }
        weak let trace = source
        source?.schedule()
        while try loop.runOnce() {}
        #expect(notes.lines == ["still here"])
        #expect(trace == nil)
    }

    @Test func `sources may outlive their loop`() throws {
        var loop: EventLoop? = try EventLoop()
        let source = try loop?.addDeferred {}
        loop = nil
        source?.schedule()
        source?.close()
    }

    @Test func `a regular file can't be waited for, and the error says so`() throws {
        let loop = try EventLoop()
        // The string lives for the call.
        let file = unsafe open("/proc/self/exe", O_RDONLY)
        defer { close(file) }
        let error = #expect(throws: SystemdError.self) { try loop.addDescriptor(file) {} }
        #expect(error?.description == "sd_event_add_io: Operation not permitted")
    }
}

@Suite struct `Durations` {
    @Test(
        arguments: [
            (Duration.zero, 0), (.nanoseconds(1_999), 1), (.milliseconds(250), 250_000), (.seconds(60), 60_000_000),
            (.seconds(-1), 0), (.nanoseconds(-1), 0),
        ] as [(Duration, UInt64)])
    func `a duration is whole microseconds, never below zero`(duration: Duration, expected: UInt64) {
        #expect(duration.microseconds == expected)
    }
}
