import Glibc
import TestSupport
import Testing

/// What a service manager hears while the daemon starts, reloads and fails; systemd itself is in the container's tests.
struct `The service manager` {
    /// Runs the daemon until it is ready, or ends by itself, and lists what it said.
    private func said(_ scratch: DaemonScratch, _ options: String = "") throws -> [String] {
        let script = """
            import os, select, socket, subprocess, sys
            path = sys.argv[1] + "/notify"
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind(path)
            words = [sys.argv[2], "--root", sys.argv[1]] + sys.argv[3].split()
            daemon = subprocess.Popen(words, env=dict(os.environ, NOTIFY_SOCKET=path), stderr=subprocess.DEVNULL)
            while True:
                if select.select([heard], [], [], 0.1)[0]:
                    text = heard.recv(4096).decode()
                    print(text)
                    if "READY=1" in text:
                        daemon.terminate()
                elif daemon.poll() is not None:
                    break
            """
        let outcome = try Command("python3", "-c", script, scratch.root, Programs.timelined, options).run()
        #expect(outcome.succeeded, "\(outcome)")
        return outcome.lines
    }

    @Test func `is asked for time in a long replay, and told how far it is, before it hears that all is ready`() throws
    {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.once()
        _ = try Command("rm", "-r", "\(scratch.root)/cache").run()
        let lines = try said(scratch)
        let extended = try #require(lines.firstIndex(of: "EXTEND_TIMEOUT_USEC=60000000"))
        #expect(lines.contains("STATUS=checking the log: 1 of 1 segments"))
        let ready = try #require(lines.firstIndex(of: "READY=1"))
        #expect(extended < ready)
        #expect(lines[ready + 1].hasPrefix("STATUS=1 event, idle since "), "\(lines)")
        #expect(lines.contains("STOPPING=1"))
    }

    @Test func `is asked for time, and told what is waited for, while another has the log`() throws {
        let scratch = try DaemonScratch()
        try scratch.once()
        let script = """
            import fcntl, os, select, socket, subprocess, sys
            path = sys.argv[1] + "/notify"
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind(path)
            lock = open(sys.argv[1] + "/log/lock", "r+")
            fcntl.lockf(lock, fcntl.LOCK_EX)
            words = [sys.argv[2], "--root", sys.argv[1]]
            daemon = subprocess.Popen(words, env=dict(os.environ, NOTIFY_SOCKET=path), stderr=subprocess.DEVNULL)
            while True:
                if select.select([heard], [], [], 0.1)[0]:
                    text = heard.recv(4096).decode()
                    print(text)
                    if "STATUS=waiting: " in text:
                        lock.close()
                    if "READY=1" in text:
                        daemon.terminate()
                elif daemon.poll() is not None:
                    break
            """
        let outcome = try Command("python3", "-c", script, scratch.root, Programs.timelined).run()
        let lines = outcome.lines
        let status = "STATUS=waiting: another process has the log's lock"
        let waiting = try #require(lines.firstIndex { $0.hasPrefix(status) })
        #expect(lines[..<waiting].contains("EXTEND_TIMEOUT_USEC=60000000") && lines.contains("READY=1"), "\(outcome)")
    }

    @Test func `hears the error of a start that fails`() throws {
        let scratch = try DaemonScratch()
        _ = try Command("sh", "-c", "rmdir \(scratch.root)/incoming; touch \(scratch.root)/incoming").run()
        #expect(try said(scratch).contains("ERRNO=\(ENOTDIR)"))
        let other = try DaemonScratch()
        _ = try Command("touch", "\(other.root)/log").run()
        #expect(try said(other).contains("ERRNO=\(ENOTDIR)"))
    }
}
