import Glibc
import TestSupport
import Testing

/// Names that are left alone, and files that wait for their done-files, as programs meet them.
struct `Names in the drop folder` {
    private func waiting(_ drops: Drops) throws -> [String] {
        try Command("ls", "-A", "\(drops.root)/incoming").run().lines.sorted()
    }

    private func write(_ drops: Drops, _ names: [String]) throws {
        for (place, name) in names.enumerated() {
            try drops.drop(name, "announcement: n-\(place)\ntitle: T\noccurred: 2025\n")
        }
    }

    @Test func `that are left alone stay, by scans, notifications, submit and status alike`() throws {
        let drops = try Drops()
        try drops.shell("printf 'ignore: .bak scan-*\\n' > timelined.yaml")
        let alone = ["#a.yaml#", "a.yaml.crdownload", "a.yaml.filepart", "a.yaml.partial", "b.yaml.bak", "scan-1.yaml"]
        try write(drops, alone + ["good.yaml"])
        #expect(try drops.daemon("--once").run().succeeded)
        #expect(try waiting(drops) == alone)
        let daemon = try drops.start()
        try drops.shell(
            "cd incoming && for f in *a* *b*; do touch $f; done; for f in a.* b.* scan-*; do cp $f x-$f; done")
        // Once it does not begin so any more, it is taken; once it is not left alone any more, too.
        #expect(daemon.wait { $0.said("x-scan-1.yaml: ") }, "\(daemon.errorsText)")
        try drops.shell("cd incoming && rm x-* && mv a.yaml.partial c.yaml")
        #expect(daemon.wait { $0.said("c.yaml: ") }, "\(daemon.errorsText)")
        #expect(try waiting(drops) == alone.filter { $0 != "a.yaml.partial" })
        let status = try drops.client("status", "-o", "json")
        #expect(status.text.contains("\"waiting\":0"), "\(status)")
        let submitted = try drops.client("submit", "\(drops.root)/incoming/b.yaml.bak")
        #expect(submitted.status == .exited(1) && submitted.errorText.contains("leaves files like"), "\(submitted)")
        try drops.shell("printf 'ignore: none\\n' > timelined.yaml")
        daemon.send(SIGHUP)
        #expect(daemon.wait { $0.said("scan-1.yaml: ") && $0.said("b.yaml.bak: ") }, "\(daemon.errorsText)")
        drops.stop(daemon)
    }

    @Test(arguments: [true, false]) func `wait for their done-files, by notifications and by scans`(isLoop: Bool) throws
    {
        let drops = try Drops()
        try drops.shell("printf 'done: .done\\nscan: 1 s\\n' > timelined.yaml")
        let daemon = isLoop ? try drops.start() : nil
        func look() throws {
            if let daemon { daemon.send(SIGHUP); usleep(500_000) } else { _ = try drops.daemon("--once").run() }
        }
        // Older than what is written then: left from a file of that name that was taken before.
        try drops.shell("touch incoming/b.yaml.done && sleep 0.05")
        try write(drops, ["a.yaml", "b.yaml", "c.yaml", "d.nonsense"])
        // Of a file that is gone.
        try drops.shell("touch incoming/x.yaml.done")
        try look()
        #expect(try waiting(drops) == ["a.yaml", "b.yaml", "b.yaml.done", "c.yaml", "d.nonsense"])
        #expect(try drops.recorded().isEmpty)
        // What broke off is nobody's trouble, and not forgotten either.
        #expect(try drops.client("status", "-o", "json").text.contains("\"waiting\":0,\"undeclared\":4,"))
        #expect(try drops.client("status").text.contains("0 files; 4 files without a done-file"))
        // A time in the future, as copies keep, does not hold it up.
        try drops.shell("cd incoming && touch -d '+1 year' c.yaml && touch a.yaml.done c.yaml.done d.nonsense.done")
        try look()
        #expect(try drops.recorded() == ["n-0", "n-2"])
        #expect(try waiting(drops) == ["b.yaml", "b.yaml.done"])
        try drops.shell("cd incoming && sleep 0.05 && touch b.yaml.done")
        try look()
        #expect(try drops.recorded() == ["n-0", "n-2", "n-1"] && waiting(drops).isEmpty)
        #expect(try Command("ls", "\(drops.root)/rejected").run().lines == ["d.nonsense", "d.nonsense.reason"])
        // The client declares what it drops.
        try drops.shell("printf 'announcement: s\\ntitle: T\\noccurred: 2025\\n' > s.yaml")
        if isLoop {
            let submitted = try drops.client("submit", "--wait=20", "\(drops.root)/s.yaml")
            #expect(submitted.succeeded && submitted.text.contains("accepted"), "\(submitted)")
        } else {
            #expect(try drops.client("submit", "\(drops.root)/s.yaml").succeeded)
        }
        try look()
        #expect(try drops.recorded().last == "s" && waiting(drops).isEmpty)
        if let daemon { drops.stop(daemon) }
    }

    @Test func `taken before a crash leave no done-file behind`() throws {
        let drops = try Drops()
        try drops.shell("printf 'done: .done\\n' > timelined.yaml")
        for _ in 0..<8 {
            try write(drops, ["a.yaml"])
            try drops.shell("touch incoming/a.yaml.done")
            for call in ["renameat2", "unlinkat"] {
                _ = try Command(words: [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                    "inject=\(call):signal=KILL:when=\(Int.random(in: 1...3))", Programs.timelined, "--root",
                    drops.root,
                    "--once",
                ]).run()
            }
            #expect(try drops.daemon("--once").run().succeeded)
            #expect(try waiting(drops).isEmpty)
        }
        #expect(try drops.recorded() == ["n-0"])
    }
}
