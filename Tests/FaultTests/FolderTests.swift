import Glibc
import TestSupport
import Testing

/// Whatever is put into the drop folder, and whatever becomes of the folder.
struct `The drop folder` {
    private static func shell(_ script: String) throws {
        let outcome = try Command("bash", "-c", script).run()
        #expect(outcome.succeeded, "\(script)\n\(outcome)")
    }

    private static func said(_ daemon: RunningCommand) -> String {
        String(decoding: daemon.errorsSoFar, as: UTF8.self)
    }

    private static let event = "announcement: a\\ntitle: T\\noccurred: 2025\\n"

    @Test(arguments: [
        ("ln -s /etc/passwd link.yaml", "link.yaml", "a symbolic link"),
        ("ln -s /nowhere dangling.yaml", "dangling.yaml", "a symbolic link"),
        ("mkfifo pipe.yaml", "pipe.yaml", "a named pipe"),
        ("mkdir folder.yaml", "folder.yaml", "a directory"),
        ("mknod device.yaml c 1 5", "device.yaml", "a device"),
        ("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"socket.yaml\")'", "socket.yaml", "a socket"),
        ("echo x > ../other; ln ../other hard.yaml", "hard.yaml", "2 names (hard links)"),
        ("truncate -s 16777217 large.yaml", "large.yaml", "at most 16777216"),
    ])
    func `has files only, and what is none is refused with its reason`(script: String, name: String, says: String)
        throws
    {
        let drops = try Drops()
        try Self.shell("cd \(drops.root)/incoming && \(script)")
        try drops.drop(events: 1)
        let outcome = try drops.daemon("--once").run()
        #expect(outcome.status == .exited(1), "\(outcome)")
        let reason = try Command("cat", "\(drops.root)/rejected/\(name).reason").run().text
        #expect(reason.contains(says), "\(reason)")
        #expect(try Command("ls", "-A", "\(drops.root)/incoming").run().text.isEmpty)
        #expect(try Command("test", "-e", "\(drops.root)/rejected/\(name)").run().succeeded || name == "dangling.yaml")
        #expect(try drops.client("log", "-o", "json").lines.count == 1)
    }

    @Test(arguments: [
        "$'new\\nline.yaml'", "'a b.yaml'", "./-rf.yaml", "$'\\xff\\xfe.yaml'", "\"$(printf 'x%.0s' {1..250}).yaml\"",
    ])
    func `takes a file of any name, twice`(name: String) throws {
        let drops = try Drops()
        for _ in 0..<2 {
            try Self.shell("cd \(drops.root)/incoming && printf '\(Self.event)' > \(name)")
            let outcome = try drops.daemon("--once").run()
            #expect(outcome.status == .exited(0), "\(outcome)")
            // One message a line, whatever the name: a forged one would begin like a message.
            #expect(outcome.errorText.split(separator: "\n").allSatisfy { $0.hasPrefix("<") }, "\(outcome)")
        }
        let archived = try Command("bash", "-c", "find \(drops.root)/archive -type f -print0 | tr -dc '\\0' | wc -c")
            .run()
        #expect(archived.lines == ["2"])
        #expect(try drops.client("log", "-o", "json").lines.count == 1)
    }

    @Test func `is taken whole when the queue of notifications overflowed`() throws {
        let drops = try Drops()
        let daemon = try drops.daemon(timeout: .seconds(240)).start()
        #expect(daemon.wait { Self.said($0).contains("ready:") })
        daemon.send(SIGSTOP)
        try Self.shell(
            """
            cd \(drops.root)/incoming && python3 -c '
            import os
            for i in range(20000):
                open(".x", "w").write("announcement: e-%d\\ntitle: T\\noccurred: 2025\\n" % i)
                os.rename(".x", "f%05d.yaml" % i)'
            """)
        daemon.send(SIGCONT)
        let isDone = try daemon.wait { _ in
            try Command("bash", "-c", "ls -U \(drops.root)/incoming | head -1").run().text.isEmpty
        }
        #expect(isDone, "\(Self.said(daemon).suffix(2_000))")
        #expect(
            Self.said(daemon).contains("more changes than the kernel keeps notifications for"),
            "\(Self.said(daemon).prefix(2_000))")
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
        let verified = try drops.client("verify")
        #expect(verified.text.contains("20,000 entries in "), "\(verified)")
        let archived = try Command("bash", "-c", "find \(drops.root)/archive -type f | wc -l").run()
        #expect(archived.lines == ["20000"])
    }

    @Test func `is taken on when the log's disk was full and has room again`() throws {
        let drops = try Drops()
        let log = drops.root + "/log"
        try Self.shell("mount -t tmpfs -o size=64k tmpfs \(log)")
        defer { _ = try? Command("umount", "-l", log).run() }
        let daemon = try drops.daemon(timeout: .seconds(120)).start()
        #expect(daemon.wait { Self.said($0).contains("ready:") })
        for _ in 0..<20 { try drops.drop(events: 20) }
        #expect(daemon.wait { Self.said($0).contains("No space left on device") }, "\(Self.said(daemon))")
        let whatWasThere = try drops.client("verify")
        #expect(whatWasThere.succeeded, "\(whatWasThere)")
        try Self.shell("mount -o remount,size=8m \(log)")
        #expect(daemon.wait { Self.said($0).contains("works again") }, "\(Self.said(daemon))")
        let isDone = try daemon.wait { _ in try Command("ls", "\(drops.root)/incoming").run().text.isEmpty }
        #expect(isDone, "\(Self.said(daemon))")
        #expect(Self.said(daemon).ranges(of: "writing the log fails").count == 1, "\(Self.said(daemon))")
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
        #expect(try drops.fault() == nil)
    }
}
