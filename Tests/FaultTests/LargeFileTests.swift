import Glibc
import TestSupport
import Testing

/// A file as large as the options allow: the service manager hears of it, and memory has room for it.
struct `A large file` {
    /// Writes a file of about `size` bytes of events into a timeline of its own; the shortest events cost the most memory.
    private func file(_ name: String, size: Int, _ drops: Drops) throws {
        try drops.shell(
            """
            python3 - \(name) \(size) <<'END'
            import sys
            name, size = sys.argv[1], int(sys.argv[2])
            form = {"ndjson": '{"announcement":"e%d","title":"T","occurred":"2025"}\\n',
                    "json": ',{"announcement":"e%d","title":"T","occurred":"2025"}\\n',
                    "yaml": '---\\nannouncement: e%d\\ntitle: T\\noccurred: 2025\\n'}[name.split(".")[-1]]
            number = size // len(form)
            text = "".join(form % n for n in range(number))
            if name.endswith(".json"): text = "[" + text[1:] + "]"
            open(".large", "w").write(text)
            END
            mv .large incoming/\(name)
            """)
    }

    /// Listens as the service manager would, until the file is in the log; answers the longest time without a ping and all
    /// of the time, in seconds.
    @Test(arguments: ["a.ndjson", "a.json", "a.yaml"])
    func `starves no watchdog: pings come from within the work`(name: String) throws {
        let drops = try Drops()
        try file(name, size: 3 << 20, drops)
        let script = """
            import os, select, socket, subprocess, sys, time
            root, program = sys.argv[1:]
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind(root + "/notify")
            # It asks for a ping in five minutes: those that come in time are not the loop's.
            env = dict(os.environ, NOTIFY_SOCKET=root + "/notify", WATCHDOG_USEC="300000000")
            words = [program, "--root", root, "--settle", "0"]
            daemon = subprocess.Popen(words, env=env, stderr=open(root + "/errors", "w"))
            pings = []
            while "accepted" not in open(root + "/errors").read():
                if select.select([heard], [], [], 0.1)[0]:
                    text = heard.recv(4096).decode()
                    if "READY=1" in text: pings = [time.monotonic()]
                    if "WATCHDOG=1" in text: pings.append(time.monotonic())
            pings.append(time.monotonic())
            daemon.terminate()
            daemon.wait()
            print(max(b - a for a, b in zip(pings, pings[1:])), pings[-1] - pings[0])
            """
        let outcome = try Command("python3", "-c", script, drops.root, Programs.timelined, timeout: .seconds(240))
            .start()
            .finish()
        let numbers = outcome.text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        try #require(numbers.count == 2, "\(outcome)")
        #expect(numbers[1] > 3, "too quick to show anything: \(numbers)")
        #expect(numbers[0] < 5, "\(numbers[0]) s of \(numbers[1]) s without a ping")
    }

    /// What timelined.yaml(5) promises of `largest`.
    @Test(arguments: ["a.ndjson", "a.json", "a.yaml"])
    func `takes no more memory than its option says`(name: String) throws {
        let drops = try Drops()
        let size = 4 << 20
        let daemon = try drops.start(timeout: .seconds(240))
        try file(name, size: size, drops)
        #expect(daemon.wait { $0.said("\(name): accepted") }, "\(daemon.errorsText)")
        let status = try Command("grep", "VmHWM", "/proc/\(daemon.processID)/status").run().text
        let peak = try #require(status.split(separator: " ").compactMap { Int($0) }.first) << 10
        #expect(peak <= 24 * size + 64 << 20, "\(Double(peak) / Double(size)) times the size: \(peak) bytes")
        drops.stop(daemon)
    }
}
