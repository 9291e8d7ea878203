import Glibc
import TestSupport
import Testing

@Suite struct `Command runner` {
    @Test func `it gives the exit code and both outputs apart`() throws {
        let outcome = try Command("sh", "-c", "echo out; echo err >&2; exit 3").run()
        #expect(outcome.status == .exited(3))
        #expect(outcome.text == "out\n")
        #expect(outcome.errorText == "err\n")
        #expect(!outcome.succeeded)
    }

    @Test func `megabytes in and out on all three do not stall it`() throws {
        var command = Command("sh", "-c", "tee /dev/stderr; cat /dev/zero | head -c 3000000")
        let input = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0) }
        command.input = .bytes(input)
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.output.count == 5_000_000)
        #expect(outcome.output.prefix(input.count).elementsEqual(input))
        #expect(outcome.errors == input)
    }

    @Test func `a program that does not read its input is no trouble`() throws {
        var command = Command("true")
        command.input = .bytes([UInt8](repeating: 0, count: 1_000_000))
        #expect(try command.run().succeeded)
    }

    @Test func `a program that is not there is an error that names it`() {
        let error = #expect(throws: CommandError.self) { try Command("no-such-program", "x").run() }
        #expect(error?.errno == ENOENT)
        #expect(error?.description == "can't start no-such-program x: No such file or directory")
    }

    @Test func `one that takes too long is killed with all it has started`() throws {
        let command = Command("sh", "-c", "sleep 1000 & echo $!; wait", timeout: .milliseconds(300))
        let outcome = try command.run()
        #expect(outcome.status == .timedOut)
        let child = try #require(outcome.lines.first.flatMap { pid_t($0) })
        // Killed, it may still wait to be reaped by its new parent; then it is a zombie.
        #expect(kill(child, 0) != 0 || isZombie(child))
    }

    @Test func `what it leaves in the background does not hold it up`() throws {
        let outcome = try Command("sh", "-c", "sleep 1000 & echo $!").run()
        #expect(outcome.succeeded)
        let child = try #require(outcome.lines.first.flatMap { pid_t($0) })
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test func `a signal ends it and is told apart from an exit`() throws {
        let running = try Command("sleep", "1000").start()
        #expect(running.isRunning)
        running.send(SIGTERM)
        #expect(running.finish().status == .signalled(SIGTERM))
        running.send(SIGTERM)
    }

    @Test func `its output can be read while it runs, and its input ended`() throws {
        var command = Command("sh", "-c", "echo ready; cat; echo done")
        command.input = .open
        let running = try command.start()
        #expect(running.wait { $0.outputSoFar == Array("ready\n".utf8) })
        #expect(running.isRunning)
        running.closeInput()
        #expect(running.finish().text == "ready\ndone\n")
    }

    @Test func `waiting for what never comes ends with the command`() throws {
        let running = try Command("true").start()
        #expect(running.wait { $0.outputSoFar == [1] } == false)
    }

    @Test func `it ends with its last reference`() throws {
        var running: RunningCommand? = try Command("sleep", "1000").start()
        let process = try #require(running?.processID)
        running = nil
        #expect(kill(process, 0) == -1)
        #expect(errno == ESRCH)
    }

    @Test func `variables are set and removed, and the directory is changed`() throws {
        var command = Command("sh", "-c", "echo \"$ADDED ${HOME-none}\"; /bin/pwd")
        command.environment = ["ADDED": "a b", "HOME": nil]
        command.directory = "/usr"
        let outcome = try command.run()
        #expect(outcome.lines == ["a b none", "/usr"], "\(outcome)")
    }

    @Test func `signals blocked here are not blocked there`() async {
        await #expect(processExitsWith: .success) {
            var set = sigset_t()
            // Both only use `set` during the call.
            unsafe sigfillset(&set)
            unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
            let outcome = try Command("sh", "-c", "kill -TERM $$; echo survived").run()
            #expect(outcome.status == .signalled(SIGTERM))
        }
    }

    private func isZombie(_ process: pid_t) -> Bool {
        // /proc/PID/stat: the state follows the name in brackets.
        let outcome = try? Command("sh", "-c", "sed 's/.*) //' /proc/\(process)/stat").run()
        return outcome?.text.hasPrefix("Z") ?? true
    }
}
