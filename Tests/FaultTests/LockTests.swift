import Glibc
import TestSupport
import Testing

/// The lock of the log, and the socket at which its holder says who it is.
struct `The lock` {
    /// Locks the log's lock for reading, as another process that could open it, until its standard input ends.
    private static let stranger = """
        import fcntl, sys
        file = open(sys.argv[1] + "/log/lock")
        fcntl.lockf(file, fcntl.LOCK_SH)
        print("locked", flush=True)
        sys.stdin.read()
        """

    private func stranger(_ drops: Drops) throws -> RunningCommand {
        var command = Command("python3", "-c", Self.stranger, drops.root, timeout: .seconds(120))
        command.input = .open
        let running = try command.start()
        try #require(running.wait { String(decoding: $0.outputSoFar, as: UTF8.self).contains("locked") })
        return running
    }

    private func mode(_ path: String) throws -> String { try Command("stat", "-c", "%a", path).run().lines.first ?? "" }

    @Test func `is its owner's alone, also where an earlier version made it`() throws {
        let drops = try Drops()
        try drops.shell("install -m 640 /dev/null log/lock")
        let daemon = try drops.start()
        #expect(try mode("\(drops.root)/log/lock") == "600")
        #expect(try mode("\(drops.root)/run/control.sock") == "600")
        // Members of the group see all the same whether the daemon runs.
        try drops.shell("chmod 755 .")
        let member = ["setpriv", "--reuid=nobody", "--regid=root", "--clear-groups"]
        let status = Command(words: member + [Programs.timelinectl, "--root", drops.root, "status"])
        #expect(try status.run().text.contains("daemon  running") || status.run().text.contains(" running"))
        #expect(try !status.run().text.contains("not running"))
        daemon.send(SIGKILL)
        _ = daemon.finish()
        let gone = try status.run()
        #expect(gone.status == .exited(1) && gone.text.contains("not running"), "\(gone)")
        #expect(try drops.client("status").text.contains("not running"))
    }

    @Test func `is waited for by a service, which says so, however long a stranger has it`() throws {
        let drops = try Drops()
        try drops.drop(events: 1)
        #expect(try drops.daemon("--once").run().succeeded)
        let stranger = try stranger(drops)
        let daemon = try drops.daemon(timeout: .seconds(120)).start()
        #expect(daemon.wait { $0.said("and its end is waited for") }, "\(daemon.errorsText)")
        #expect(daemon.said("nobody listens at \(drops.root)/run/control.sock"), "\(daemon.errorsText)")
        try drops.drop(events: 1)
        usleep(1_500_000)
        #expect(daemon.isRunning && !daemon.said("ready:"), "\(daemon.errorsText)")
        // The reload is answered, not sent to whom a file names.
        let reload = try drops.daemon("--reload").run()
        #expect(reload.status == .exited(74), "\(reload)")
        #expect(reload.errorText.contains("a process holds the log's lock — nobody listens at "), "\(reload)")
        stranger.closeInput()
        #expect(daemon.wait { $0.said("ready:") }, "\(daemon.errorsText)")
        try drops.wait(daemon)
        #expect(daemon.times("is waited for") == 1, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `that nobody names can be found as its message says`() throws {
        let drops = try Drops()
        #expect(try drops.daemon("--once").run().succeeded)
        let stranger = try stranger(drops)
        let found = try drops.shell("find -L /proc/[0-9]*/fd -samefile \(drops.root)/log/lock 2>/dev/null || true")
        #expect(found.text.contains("/proc/\(stranger.processID)/fd/"), "\(found)")
        stranger.closeInput()
    }

    @Test func `keeps tools waiting ten seconds, then they name who has it`() throws {
        let drops = try Drops()
        try drops.drop(events: 1)
        let daemon = try drops.start()
        try drops.wait(daemon)
        let holder = "process \(daemon.processID) (\(Programs.timelined) --root \(drops.root) --settle 0)"
        var tools = [try drops.daemon("--once").start()]
        for words in [["repair"], ["repair", "--yes"], ["key", "--rotate"]] {
            tools.append(try Command(words: [Programs.timelinectl, "--root", drops.root] + words).start())
        }
        let began = ContinuousClock.now
        for tool in tools {
            let outcome = tool.finish()
            #expect(outcome.status == .exited(75), "\(outcome)")
            #expect(outcome.errorText.contains(holder), "\(outcome)")
        }
        #expect(ContinuousClock.now - began > .seconds(8))
        // Who is done within that time is waited for.
        let patient = try Command(Programs.timelinectl, "--root", drops.root, "repair").start()
        usleep(500_000)
        drops.stop(daemon)
        #expect(patient.finish().succeeded)
    }

    @Test func `has a holder that is asked for a reload, whatever process health.json names`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        // SIGHUP would end it.
        let bystander = try Command("sleep", "60").start()
        let forged = #"{"process":\#(bystander.processID),"configuration":{"reloads":0}}"#
        try drops.shell("printf '%s' '\(forged)' > run/health.json")
        #expect(try drops.daemon("--reload").run().succeeded)
        #expect(daemon.times("configuration read anew") + daemon.times("configuration") > 0, "\(daemon.errorsText)")
        try drops.shell("echo 'scam: 5 s' > timelined.yaml")
        let refused = try drops.daemon("--reload").run()
        #expect(refused.status == .exited(78) && refused.errorText.contains("unknown option \"scam\""), "\(refused)")
        try drops.shell("rm timelined.yaml; printf '%s' '\(forged)' > run/health.json")
        drops.stop(daemon)
        let nobody = try drops.daemon("--reload").run()
        #expect(nobody.status == .exited(74) && nobody.errorText.contains("no daemon runs"), "\(nobody)")
        #expect(bystander.isRunning)
    }

    @Test func `has a holder who is named however many have asked, also where he answers nobody`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        // As a tool that holds the lock does, or a daemon in a long start.
        daemon.send(SIGSTOP)
        let asked = try clients(
            drops,
            """
            for n in range(1000):
                connect().close()
            print("asked", flush=True)
            """
        ).finish()
        #expect(asked.lines == ["asked"], "\(asked)")
        let other = try drops.daemon("--once").run()
        #expect(other.status == .exited(75) && other.errorText.contains("process \(daemon.processID) ("), "\(other)")
        daemon.send(SIGCONT)
        #expect(try drops.daemon("--reload").run().succeeded)
        drops.stop(daemon)
    }

    /// A script that connects `sockets` times and does `body` with each.
    private func clients(_ drops: Drops, _ body: String) throws -> RunningCommand {
        let script = """
            import socket, sys, time
            sockets = []
            def connect():
                while True:
                    s = socket.socket(socket.AF_UNIX)
                    s.settimeout(10)
                    try:
                        s.connect(sys.argv[1] + "/run/control.sock")
                        sockets.append(s)
                        return s
                    except BlockingIOError:
                        time.sleep(0.01)
            \(body)
            """
        return try Command("python3", "-c", script, drops.root, timeout: .seconds(60)).start()
    }

    @Test func `has a holder whom no client can hold up`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        // They say nothing, or begin a line and never end it.
        let silent = try clients(
            drops,
            """
            for n in range(40):
                s = connect()
                try:
                    s.send(b"x" * n)
                except OSError:
                    pass
            print("there", flush=True)
            time.sleep(20)
            """)
        #expect(silent.wait { String(decoding: $0.outputSoFar, as: UTF8.self).contains("there") })
        try drops.drop(events: 1)
        try drops.wait(daemon)
        // Their time is over, and others have theirs.
        usleep(6_000_000)
        #expect(try drops.daemon("--reload").run().succeeded)
        #expect(silent.isRunning)

        let said = try clients(
            drops,
            """
            def ask(request):
                s = connect()
                s.sendall(request)
                answer = b""
                while True:
                    try:
                        more = s.recv(4096)
                    except ConnectionResetError:
                        break
                    if not more:
                        break
                    answer += more
                print(repr(answer), flush=True)
            ask(b"timelined-control 1 reload\\n")
            ask(b"timelined-control 1 dance\\n")
            ask(b"timelined-control 2 reload\\n")
            ask(b"\\xff\\x00\\n")
            ask(b"x" * 5000)
            for n in range(200):
                s = connect()
                s.sendall(b"timelined-control 1 reload\\n")
                s.close()
            """
        ).finish()
        #expect(
            said.lines == [
                #"b'timelined-control 1 taken\n'"#, #"b'timelined-control 1 unknown\n'"#,
                #"b'timelined-control 1 unknown\n'"#, #"b'timelined-control 1 unknown\n'"#, "b''",
            ], "\(said)")
        try drops.drop(events: 1)
        try drops.wait(daemon)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }
}
