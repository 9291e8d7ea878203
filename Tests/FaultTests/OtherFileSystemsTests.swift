import Glibc
import TestSupport
import Testing

/// File systems that cannot do what others can: rename without covering, links, modes, inodes that stay.
struct `Other file systems` {
    /// An announcement as printf(1) takes it.
    private static func event(_ slug: String) -> String { "announcement: \(slug)\\ntitle: T\\noccurred: 2025\\n" }

    @Test(arguments: FileSystem.ofTheKernel) func `take, refuse and keep files as any other`(kind: FileSystem) throws {
        let drops = try Drops(on: kind)
        _ = try drops.daemon("--once").run()
        try drops.drop(events: 3)
        try drops.dropBad()
        #expect(try drops.daemon("--once").run().status == .exited(1))
        let daemon = try drops.start()
        for _ in 0..<3 {
            try drops.drop(events: 2)
            try drops.dropAgain()
            try drops.dropBad()
        }
        try drops.wait(daemon)
        // What waits under a name is not covered, nor is what lies in the archive.
        for text in ["first", "second"] {
            try drops.shell("printf '\(Self.event(text))' > new.yaml")
            let submitted = try drops.client("submit", "--wait", drops.root + "/new.yaml")
            #expect(submitted.succeeded, "\(submitted)")
        }
        try drops.shell("test $(cat archive/*/new.yaml archive/*/new-2.yaml | wc -l) = 6; rm archive/*/new*.yaml")
        drops.stop(daemon)
        let log = try drops.client("verify")
        #expect(log.succeeded, "\(log)")
        #expect(try Set(drops.recorded()) == Set(drops.slugs + ["first", "second"]))
        // The head is signed: the start after it holds the log against it.
        #expect(try drops.daemon("--once").run().status == .exited(0))
        #expect(try Command("sh", "-c", "ls -A \(drops.root)/incoming").run().text.isEmpty)
        let archived = try Command("sh", "-c", "ls \(drops.root)/archive/* | wc -l").run().lines
        #expect(archived == ["\(drops.goodFiles)"])
        let refused = try Command("sh", "-c", "ls \(drops.root)/rejected | wc -l").run().lines
        #expect(refused == ["\(2 * drops.badFiles)"])
    }

    @Test(arguments: FileSystem.ofTheKernel) func `lose nothing when the daemon is killed`(kind: FileSystem) throws {
        let drops = try Drops(on: kind)
        _ = try drops.daemon("--once").run()
        for round in 0..<15 {
            let daemon = try drops.daemon().start()
            for _ in 0..<3 { try drops.drop(events: 2) }
            if round % 3 == 0 { try drops.dropBad() }
            usleep(UInt32.random(in: 0...60_000))
            daemon.send(SIGKILL)
            _ = daemon.finish()
        }
        #expect(try drops.fault() == nil)
    }

    @Test(arguments: FileSystem.ofTheKernel) func `have damaged logs repaired, all that goes kept`(kind: FileSystem)
        throws
    {
        let drops = try Drops(on: kind)
        _ = try drops.daemon("--once").run()
        for _ in 0..<3 {
            try drops.drop(events: 2)
            _ = try drops.daemon("--once").run()
        }
        try drops.shell("printf X | dd of=$(ls log/*.ndjson) bs=1 seek=1500 conv=notrunc; cp log/*0.ndjson damaged")
        let repaired = try drops.client("repair", "--yes")
        #expect(repaired.succeeded, "\(repaired)")
        try drops.shell("cmp damaged log/*/*0.ndjson")
        // Its head was set aside: the next start signs what is there.
        #expect(try drops.client("verify", "--quiet").status == .exited(2))
        _ = try drops.daemon("--once").run()
        #expect(try drops.client("verify", "--quiet").succeeded)
    }

    // MARK: As NFS answers, which the kernel of a test may not have

    private static func strace(_ error: String) -> [String] {
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", "inject=renameat2:error=\(error)"]
    }

    @Test(arguments: ["EINVAL", "ENOSYS"], [false, true])
    func `without a rename that covers nothing are served all the same`(error: String, isFull: Bool) throws {
        let drops = try Drops()
        try drops.drop(events: 2)
        try drops.dropBad()
        if isFull {
            // The names are taken: others are found.
            try drops.shell("day=archive/$(date -u +%F); mkdir $day; touch $day/good-1.ndjson rejected/bad-1.yaml")
        }
        let once = try drops.daemon("--once", wrapper: Self.strace(error)).run()
        #expect(once.status == .exited(1), "\(once)")
        if isFull {
            try drops.shell("test -e archive/*/good-1-2.ndjson -a -e rejected/bad-1-2.yaml.reason")
            try drops.shell("rm archive/*/good-1.ndjson rejected/bad-1.yaml")
        }
        let daemon = try drops.start(wrapper: Self.strace(error))
        try drops.drop(events: 2)
        try drops.wait(daemon)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
        #expect(try drops.client("verify").text.contains("is proven"))
    }

    @Test(arguments: ["EINVAL", "ENOSYS"], ["", ";linkat:error=EPERM"])
    func `are submitted to by link, or in place, under a name that was free`(error: String, more: String) throws {
        let drops = try Drops()
        try drops.shell("printf '\(Self.event("a"))' > a.yaml; echo other > incoming/a.yaml")
        var words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2,linkat"]
        for injection in ["renameat2:error=\(error)"] + more.split(separator: ";").map(String.init) {
            words += ["-e", "inject=\(injection)"]
        }
        words += [Programs.timelinectl, "--root", drops.root, "submit", drops.root + "/a.yaml"]
        let outcome = try Command(words: words).run()
        #expect(outcome.succeeded, "\(outcome)")
        let names = try Command("ls", "-A", "\(drops.root)/incoming").run().lines
        #expect(names == ["a-2.yaml", "a.yaml"])
        try drops.shell("cmp a.yaml incoming/a-2.yaml && test $(cat incoming/a.yaml) = other")
        try drops.shell("test $(stat -c %h incoming/a-2.yaml) = 1")
    }

    @Test func `that submit left with two names are taken, and others with two names are refused`() throws {
        let drops = try Drops()
        try drops.shell(
            """
            printf '\(Self.event("a"))' > incoming/.a.yaml.tmp
            ln incoming/.a.yaml.tmp incoming/a.yaml
            printf '\(Self.event("b"))' > b && ln b incoming/b.yaml
            printf '\(Self.event("c"))' > incoming/.c.yaml.tmp
            ln incoming/.c.yaml.tmp incoming/c.yaml; ln incoming/c.yaml third
            """)
        #expect(try drops.daemon("--once").run().status == .exited(1))
        #expect(try drops.recorded() == ["a"])
        try drops.shell("test -e archive/*/a.yaml -a ! -e incoming/.a.yaml.tmp")
        try drops.shell("grep -q '2 names' rejected/b.yaml.reason; grep -q '3 names' rejected/c.yaml.reason")
    }

    @Test func `of another user's files are given back where they were changed, without links`() throws {
        let drops = try Drops()
        // The daemon is no owner of the file: fs.protected_hardlinks forbids it to link it.
        try drops.shell("chown -R nobody . && chmod 755 . && chmod 1777 incoming")
        let words = ["setpriv", "--reuid=nobody", "--clear-groups"] + Self.strace("EINVAL")
        try drops.drop("a.yaml", announcement("a"))
        try drops.shell("mount -t tmpfs -o uid=$(id -u nobody) tmpfs archive")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() }
        let outcome = try drops.daemon("--once", wrapper: words).run()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(try Command("sh", "-c", "ls \(drops.root)/archive/*").run().text == "a.yaml\n")
        #expect(try drops.recorded() == ["a"])
    }
}

/// The same of those that run outside the kernel.
@Suite(.enabled(if: FileSystem.isFUSEThere, "nothing of FUSE can be mounted here: no /dev/fuse"))
struct `File systems of FUSE` {
    private let others = `Other file systems`()

    @Test(arguments: FileSystem.ofFUSE)
    func `take, refuse and keep files as any other`(kind: FileSystem) throws {
        try others.`take, refuse and keep files as any other`(kind: kind)
    }

    @Test(arguments: FileSystem.ofFUSE)
    func `lose nothing when the daemon is killed`(kind: FileSystem) throws {
        try others.`lose nothing when the daemon is killed`(kind: kind)
    }

    @Test(arguments: FileSystem.ofFUSE)
    func `have damaged logs repaired, all that goes kept`(kind: FileSystem) throws {
        try others.`have damaged logs repaired, all that goes kept`(kind: kind)
    }
}
