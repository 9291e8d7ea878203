import Glibc
import TestSupport
import Testing

/// Writers who go on writing into a file that the daemon has taken already.
struct `A writer that keeps its file open` {
    private static func line(_ slug: String) -> String {
        #"{"announcement":"\#(slug)","title":"T","occurred":"2025"}"#
    }

    /// What to do before the daemon is there, and how the file gets into the drop folder.
    @Test(arguments: [
        ("exec 3> incoming/a.ndjson", "", false),
        ("exec 3> incoming/a.ndjson", "", true),
        ("exec 3> .a", "mv .a incoming/a.ndjson", false),
        ("exec 3> incoming/.a.tmp", "mv incoming/.a.tmp incoming/a.ndjson", false),
    ])
    func `loses nothing, and the file is named with both of its hashes`(open: String, move: String, unseen: Bool) throws
    {
        let drops = try Drops()
        // Between its steps the writer waits for files that the test makes.
        var writer = Command(
            "bash", "-c",
            """
            \(open); until [ -e step1 ]; do sleep 0.01; done
            echo '\(Self.line("one"))' >&3; \(move)
            until [ -e step2 ]; do sleep 0.01; done
            echo '\(Self.line("two"))' >&3; echo '\(Self.line("three"))' >&3
            until [ -e step3 ]; do sleep 0.01; done
            echo '\(Self.line("four"))' >&3; exec 3>&-
            """)
        writer.directory = drops.root
        let writing = try writer.start()
        try drops.shell("touch step1; until [ -s incoming/a.ndjson ]; do sleep 0.01; done")
        try drops.shell("sha256sum incoming/a.ndjson > then")
        let trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=inotify_init1"]
        let daemon = try drops.start(
            wrapper: unseen ? trace + ["-e", "inject=inotify_init1:error=EMFILE:when=1"] : [])
        try drops.wait(daemon)
        #expect(daemon.wait { $0.said("a.ndjson: accepted 1 event (#0)") }, "\(daemon.errorsText)")
        try drops.shell("touch step2")
        let isSecond = daemon.wait { $0.said("accepted 2 events (#1–#2), 1 more already in the log,") }
        #expect(isSecond, "\(daemon.errorsText)")
        try drops.shell("touch step3")
        let isThird = daemon.wait { $0.said("accepted 1 event (#3), 3 more already in the log,") }
        #expect(isThird, "\(daemon.errorsText)")
        #expect(writing.finish().succeeded)
        drops.stop(daemon)
        #expect(try drops.recorded() == ["one", "two", "three", "four"])
        let then = try Command("cut", "-c", "1-64", "\(drops.root)/then").run().lines[0]
        let now = try Command("bash", "-c", "sha256sum \(drops.root)/archive/*/a.ndjson | cut -c 1-64").run().lines[0]
        #expect(daemon.said("had SHA-256 \(then) and has "), "\(daemon.errorsText)")
        #expect(daemon.said(" and has \(now) now; read again"), "\(daemon.errorsText)")
        // The log states what the file is now, as well.
        #expect(try drops.client("log", "-o", "json").text.contains(now))
        #expect(try drops.daemon("--once").run().status == .exited(0))
    }

    @Test func `and changes what was taken is told of it, and the log keeps what it has`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        var writer = Command(
            "bash", "-c",
            """
            exec 3> .a; printf 'announcement: a\\noccurred: 2025\\ntitle: Tok' >&3; mv .a incoming/a.yaml
            until [ -e step ]; do sleep 0.01; done; printf yo >&3
            """)
        writer.directory = drops.root
        let writing = try writer.start()
        #expect(daemon.wait { $0.said("a.yaml: accepted 1 event (#0)") }, "\(daemon.errorsText)")
        try drops.shell("touch step")
        #expect(daemon.wait { $0.said("nothing of it is taken as it is now: line 1") }, "\(daemon.errorsText)")
        #expect(daemon.said("is in the log with another content, as #0"), "\(daemon.errorsText)")
        #expect(writing.finish().succeeded)
        drops.stop(daemon)
        #expect(try drops.client("log", "-o", "json").text.contains(#""title":"Tok""#))
    }

    @Test func `when the daemon starts anew is heard as well`() throws {
        let drops = try Drops()
        var writer = Command(
            "bash", "-c",
            """
            exec 3> .a; echo '\(Self.line("one"))' >&3; mv .a incoming/a.ndjson
            until [ -e step ]; do sleep 0.01; done; echo '\(Self.line("two"))' >&3
            """)
        writer.directory = drops.root
        let writing = try writer.start()
        try drops.shell("until [ -e incoming/a.ndjson ]; do sleep 0.01; done")
        #expect(try drops.daemon("--once").run().status == .exited(0))
        let daemon = try drops.start()
        try drops.shell("touch step")
        #expect(daemon.wait { $0.said("accepted 1 event (#1), 1 more already in the log,") }, "\(daemon.errorsText)")
        #expect(daemon.said("had another SHA-256, which is not known any more"), "\(daemon.errorsText)")
        #expect(writing.finish().succeeded)
        drops.stop(daemon)
    }

    @Test func `who makes it too large to be read is told of it with the hash that it had`() throws {
        let drops = try Drops()
        try drops.shell("printf 'largest: 1 KiB\\n' > timelined.yaml")
        let daemon = try drops.start()
        try drops.drop("a.yaml", announcement("a"))
        #expect(daemon.wait { $0.said("a.yaml: accepted") }, "\(daemon.errorsText)")
        let hash = try drops.shell("sha256sum < archive/*/a.yaml").text.prefix(64)
        try drops.shell("head -c 2000 /dev/zero | tr '\\0' '#' >> archive/*/a.yaml")
        #expect(daemon.wait { $0.said("had SHA-256 \(hash) and cannot be read now") }, "\(daemon.errorsText)")
        #expect(daemon.times(String(hash)) == 1, "\(daemon.errorsText)")
        drops.stop(daemon)
    }
}
