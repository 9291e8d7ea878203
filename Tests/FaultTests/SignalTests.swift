import Glibc
import TestSupport
import Testing

/// Signals that would end the daemon where an error says as much.
struct `Signals` {
    @Test func `a reader of standard error that goes away does not end the daemon`() throws {
        let drops = try Drops()
        let script = "exec \(Programs.timelined) --root \(drops.root) --settle 0 2> >(head -c 1 > /dev/null)"
        let daemon = try Command("bash", "-c", script).start()
        for _ in 0..<20 {
            try drops.drop(events: 1)
            try drops.wait(daemon)
        }
        #expect(daemon.isRunning)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test(arguments: [2_000, 20_000])
    func `a limit on the size of files is an error, said once, and what waited is taken without it`(limit: Int) throws {
        let drops = try Drops()
        // So that the key and the first lines are there.
        try drops.drop(events: 2)
        _ = try drops.daemon("--once").run()
        var command = drops.daemon(wrapper: ["prlimit", "--fsize=\(limit)"])
        // Standard error is a file here, too.
        command.words = ["bash", "-c", "exec \"$@\" 2> >(cat >&2)", "-"] + command.words
        let daemon = try command.start()
        #expect(daemon.wait { $0.said("ready:") }, "\(daemon.errorsText)")
        for _ in 0..<30 { try drops.drop(events: 3) }
        #expect(daemon.wait { $0.said("writing the log fails: File too large") }, "\(daemon.errorsText)")
        #expect(daemon.said("raise LimitFSIZE="), "\(daemon.errorsText)")
        #expect(daemon.isRunning)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }
}

/// A log that somebody cuts while it is read or written.
struct `A segment that becomes shorter` {
    private func prepared() throws -> Drops {
        let drops = try Drops()
        for _ in 0..<4 {
            try drops.drop(events: 60)
            _ = try drops.daemon("--once").run()
        }
        return drops
    }

    @Test(arguments: [0, 100, 5_000, 60_000])
    func `stops the daemon with a message, before anything is written`(size: Int) throws {
        let drops = try prepared()
        try drops.shell("cp -r log log.whole")
        let daemon = try drops.start()
        try drops.shell("truncate -s \(size) log/*.ndjson && cp log/*.ndjson cut")
        // An event that the log has, which is looked for in it, and one that is new.
        try drops.dropAgain()
        try drops.drop(events: 1)
        let outcome = daemon.finish()
        #expect(outcome.status == .exited(65), "\(outcome)")
        #expect(outcome.errorText.contains("damaged at byte"), "\(outcome)")
        try drops.shell("cmp cut log/*.ndjson; test $(ls incoming | wc -l) = 2; rm -r log; mv log.whole log")
        #expect(try drops.fault() == nil)
    }

    @Test(arguments: ["log", "verify", "state announcements", "stats", "show #3"])
    func `is named by those who read it, and ends nobody by a signal`(words: String) throws {
        let drops = try prepared()
        // Held when the segment is mapped, or opened, and not read yet.
        let call = words == "verify" ? "pread64" : "madvise"
        let trace = drops.root + "/trace"
        let command = Command(
            words: [
                "strace", "-f", "-qq", "-o", trace, "-e", "trace=\(call)", "-e", "inject=\(call):delay_exit=400000",
                Programs.timelinectl, "--root", drops.root,
            ] + words.split(separator: " ").map(String.init))
        let reader = try command.start()
        let isHeld = try reader.wait { _ in try Command("grep", "-q", "\(call)(", trace).run().succeeded }
        #expect(isHeld)
        try drops.shell("truncate -s 4097 log/*.ndjson")
        let outcome = reader.finish()
        guard case .exited(let status) = outcome.status else { return #expect(Bool(false), "\(outcome)") }
        #expect(words == "show #3" || status != 0, "\(outcome)")
        if !["verify", "show #3"].contains(words) {
            #expect(outcome.errorText.contains("has become shorter, or its disk cannot read it"), "\(outcome)")
        }
    }
}
