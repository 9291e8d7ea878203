import Glibc
import TestSupport
import Testing

/// What is kept, for how long, and what nobody changes any more.
struct `Retention` {
    @Test func `accepted files are removed where they are not to be kept, and the log remembers them`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.write("b.yaml", "no: event\n")
        #expect(try scratch.once("--archive", "delete").status == .exited(1))
        #expect(try scratch.names("incoming").isEmpty)
        #expect(try scratch.archived().isEmpty)
        #expect(try scratch.names("rejected") == ["b.yaml", "b.yaml.reason"])
        #expect(try scratch.client("log", "--file", "a.yaml", "-o", "json").lines.count == 1)
        // What a crash between commit and removal leaves is known, and goes the same way.
        try scratch.write(".a.yaml.taken", event("a"))
        #expect(try scratch.once("--archive", "delete").status == .exited(0))
        #expect(try scratch.names("incoming").isEmpty)
        #expect(try scratch.count() == 1)
    }

    @Test func `old days of the archive go, all else stays`() throws {
        let scratch = try DaemonScratch()
        let made = try Command(
            "sh", "-c",
            """
            set -e; cd "$1"; today=$(date -u +%F); recent=$(date -u -d '29 days ago' +%F)
            mkdir -p rejected archive/2020-01-01 archive/2020-01-02/ours archive/$recent archive/$today archive/notes
            for n in $(seq 600); do echo x > archive/2020-01-01/$n.yaml; done
            touch archive/2020-01-02/a.yaml archive/$recent/b.yaml archive/notes/c.yaml archive/2020-01-03
            touch rejected/old.yaml rejected/old.yaml.reason; touch -d 2020-01-01 rejected/*
            """, "sh", scratch.root
        ).run()
        #expect(made.succeeded, "\(made)")
        let daemon = try scratch.start("--archive", "keep for 30 days")
        #expect(try daemon.wait { _ in try scratch.archived() == ["2020-01-03", "a.yaml", "b.yaml", "c.yaml"] })
        daemon.send(SIGTERM)
        let said = daemon.finish().errorText
        #expect(said.contains("archive/2020-01-01 removed with 600 files: kept for 30 days"), "\(said)")
        // The next has to wait for a day.
        #expect(try scratch.once("--archive", "keep for 30 days").status == .exited(0))
        #expect(try scratch.archived().contains("a.yaml"))
        _ = try Command("rm", "\(scratch.root)/cache/cleared.json").run()
        let last = try scratch.once("--archive", "keep for 30 days")
        #expect(last.errorText.contains("archive/2020-01-02 removed with 1 file"), "\(last)")
        // A person's folder keeps its day; a file is no day.
        #expect(try scratch.names("archive").filter { $0.hasPrefix("2020") } == ["2020-01-02", "2020-01-03"])
        #expect(try scratch.names("rejected").count == 2)
    }
}
