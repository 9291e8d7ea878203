import Glibc
import TestSupport
import Testing

/// Times, sizes, owners and counts that no file should have and some do: nothing ends by them, and nothing is lost.
struct `Odd values of files and clocks` {
    /// Times that `cp -p`, `mv` and `rsync -t` carry, in seconds of UTC since 1970: 1600, 1676, 1678, 2262, 2300, 9999
    /// and the ends of what a kernel can count.
    private static let times = [
        "-11676096000", "-9224318016", "-9214560000", "9223372037", "10413792000", "253402300800",
        "9223372036854775807", "-9223372036854775808",
    ]

    /// On tmpfs, which keeps every time; ext4 holds them between 1901 and 2446.
    private func drops() throws -> Drops {
        let drops = try Drops()
        for name in ["incoming", "archive", "rejected", "log"] {
            try drops.shell("mount -t tmpfs tmpfs \(name)")
        }
        return drops
    }

    private func unmount(_ drops: Drops) {
        for name in ["incoming", "archive", "rejected", "log"] {
            _ = try? Command("umount", "-l", "\(drops.root)/\(name)").run()
        }
    }

    private func touch(_ pattern: String, _ time: String, _ drops: Drops) throws {
        try drops.shell(
            """
            python3 - \(pattern) <<'END'
            import ctypes, os, sys
            class T(ctypes.Structure): _fields_ = [("s", ctypes.c_int64), ("n", ctypes.c_int64)]
            libc = ctypes.CDLL(None)
            for path in sys.argv[1:]:
                assert libc.utimensat(-100, path.encode(), (T * 2)(T(\(time), 0), T(\(time), 0)), 0) == 0, path
            END
            """)
    }

    private func isWell(_ outcome: Outcome) -> Bool {
        if case .exited(let code) = outcome.status { return code < 128 }
        return false
    }

    @Test(arguments: times) func `a far time of a dropped file, a segment and a reason is as good as any`(time: String)
        throws
    {
        let drops = try drops()
        defer { unmount(drops) }
        try drops.drop(events: 2)
        try drops.dropBad()
        try touch("incoming/*", time, drops)
        #expect(try drops.daemon("--once").run().status == .exited(1))
        try touch("log/*.ndjson rejected/* archive/*/*", time, drops)
        for words in [["log"], ["verify"], ["state", "announcements"], ["stats"]] {
            let outcome = try Command(words: [Programs.timelinectl, "--root", drops.root] + words).run()
            #expect(outcome.status == .exited(0), "\(words): \(outcome)")
        }
        let status = try drops.client("status")
        #expect(status.text.contains("1 file") && isWell(status), "\(status)")
        // A living daemon, too, which is told of each file by the kernel.
        let daemon = try drops.start()
        try drops.drop("told.yaml", announcement("told"))
        try drops.shell("printf '\(Self.event)' > .x")
        try drops.shell("cp .x .y")
        try touch(".x .y", time, drops)
        try drops.shell("mv .x incoming/moved.yaml")
        try drops.wait(daemon)
        try drops.shell("cp -p .y incoming/copied.yaml")
        try drops.wait(daemon)
        drops.stop(daemon)
        #expect(try drops.recorded().suffix(2) == ["told", "moved"])
    }

    private static let event = "announcement: moved\\ntitle: T\\noccurred: 2025\\n"

    @Test(arguments: ["-99999999999", "253402300800", "9223372036854", "9223372036854775807"])
    func `a far clock stops nobody, and what follows is recorded later`(now: String) throws {
        let drops = try Drops()
        let environment = ["LD_PRELOAD": try Shim.library.get(), "SHIM_NOW": now]
        for _ in 0..<3 {
            try drops.drop(events: 1)
            var command = drops.daemon("--once")
            command.environment = environment
            let outcome = try command.run()
            #expect(outcome.status == .exited(0), "\(outcome)")
        }
        for words in [["status"], ["log"], ["verify"], ["log", "--since", "yesterday"], ["state", "duties"]] {
            var command = Command(words: [Programs.timelinectl, "--root", drops.root] + words)
            command.environment = environment
            let outcome = try command.run()
            #expect(isWell(outcome), "\(words): \(outcome)")
        }
        #expect(try drops.fault() == nil)
    }

    @Test(arguments: 0..<2)
    func `by chance in every answer about a file end nobody and lose nothing`(worker: Int) throws {
        for seed in stride(from: worker + 1, to: 41, by: 2) {
            let drops = try Drops()
            try drops.drop(events: 2)
            _ = try drops.daemon("--once").run()
            for _ in 0..<3 { try drops.drop(events: 2) }
            let environment = ["LD_PRELOAD": try Shim.library.get(), "SHIM_STAT": "\(seed)"]
            // An answer that is wrong may make it refuse a file, or the log, but not end otherwise.
            for _ in 0..<3 {
                var command = drops.daemon("--once")
                command.environment = environment
                let outcome = try command.run()
                #expect(isWell(outcome), "seed \(seed): \(outcome)")
            }
            for words in [["status"], ["log"], ["verify"], ["state", "announcements"]] {
                var command = Command(words: [Programs.timelinectl, "--root", drops.root] + words)
                command.environment = environment
                let outcome = try command.run()
                #expect(isWell(outcome), "seed \(seed), \(words): \(outcome)")
            }
            // What was refused for a size that it has not, its owner drops again.
            try drops.shell("find rejected -type f ! -name '*.reason' -exec mv -t incoming {} +; rm -f rejected/*")
            #expect(try drops.fault() == nil, "seed \(seed)")
        }
    }

    @Test(arguments: ["0", "2", "4294967296", "18446744073709551615"])
    func `of names refuse the file, and end nobody`(count: String) throws {
        let drops = try Drops()
        try drops.drop(events: 1)
        var command = drops.daemon("--once")
        command.environment = ["LD_PRELOAD": try Shim.library.get(), "SHIM_LINKS": count]
        let outcome = try command.run()
        #expect(outcome.status == .exited(count == "0" ? 0 : 1), "\(outcome)")
    }
}
