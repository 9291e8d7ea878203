import Glibc
import TestSupport
import Testing

/// What is kept, for how long, and what nobody changes any more.
struct `Retention` {
    @Test func `accepted files that are not to be kept stay for the day in which they may still be written to`() throws
    {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.write("b.yaml", "no: event\n")
        #expect(try scratch.once("--archive", "delete").status == .exited(1))
        #expect(try scratch.names("incoming").isEmpty)
        #expect(try scratch.archived() == ["a.yaml"])
        #expect(try scratch.names("rejected") == ["b.yaml", "b.yaml.reason"])
        // Yesterday's, the day may not be over yet.
        let moved = try Command(
            "sh", "-c", "cd $1/archive && mv $(date -u +%F) $(date -u -d '1 day ago' +%F)", "sh", scratch.root
        ).run()
        #expect(moved.succeeded, "\(moved)")
        // What a crash on the way to another mount leaves is known, and goes the same way.
        try scratch.write(".a.yaml.taken", event("a"))
        #expect(try scratch.once("--archive", "delete").status == .exited(0))
        #expect(try scratch.names("incoming").isEmpty)
        #expect(try scratch.archived() == ["a.yaml", "a.yaml"])
        let aged = try Command(
            "sh", "-c", "cd $1/archive && mv $(date -u -d '1 day ago' +%F) $(date -u -d '2 days ago' +%F)", "sh",
            scratch.root
        ).run()
        #expect(aged.succeeded, "\(aged)")
        #expect(try scratch.once("--archive", "delete").status == .exited(0))
        #expect(try scratch.archived() == ["a.yaml"])
        #expect(try scratch.count() == 1)
        #expect(try scratch.client("log", "--file", "a.yaml", "-o", "json").lines.count == 1)
    }

    @Test func `rejected files go with their reasons when that was asked for, oldest day first`() throws {
        let scratch = try DaemonScratch()
        for name in ["old.yaml", "older.yaml", "new.yaml", "x.reason"] { try scratch.write(name, "no: event\n") }
        #expect(try scratch.once().status == .exited(1))
        let made = try Command(
            "sh", "-c",
            """
            set -e; cd "$1/rejected"
            touch -d 2020-01-02T12:00Z old.yaml.reason x.reason.reason; touch -d 2020-01-01T12:00Z older.yaml.reason
            echo mine > notes.txt; touch -d 2019-01-01 notes.txt old.yaml
            mkdir folder; echo why > folder.reason; touch -d 2019-01-01 folder.reason
            """, "sh", scratch.root
        ).run()
        #expect(made.succeeded, "\(made)")
        let all = try scratch.names("rejected")
        #expect(try scratch.once().status == .exited(0))
        #expect(try scratch.names("rejected") == all, "nothing goes unless it was asked for")
        for (day, gone) in [("2020-01-01", ["older.yaml"]), ("2020-01-02", ["old.yaml", "x.reason"])] {
            _ = try Command("rm", "-f", "\(scratch.root)/cache/cleared-rejected.json").run()
            let run = try scratch.once("--rejected", "keep for 30 days")
            #expect(run.errorText.contains("of \(day) removed: kept for 30 days"), "\(run)")
            let left = try scratch.names("rejected")
            for name in gone { #expect(!left.contains(name) && !left.contains("\(name).reason"), "\(left)") }
        }
        // What is not cleared keeps nothing else from it.
        let left = ["folder", "folder.reason", "new.yaml", "new.yaml.reason", "notes.txt"]
        #expect(try scratch.names("rejected") == left)
        // The next day has to wait for one.
        let touched = try Command("touch", "-d", "2020-01-03", "\(scratch.root)/rejected/new.yaml.reason").run()
        #expect(touched.succeeded)
        #expect(try scratch.once("--rejected", "keep for 30 days").status == .exited(0))
        #expect(try scratch.names("rejected") == left)
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
            chown 12345 archive/2020-01-02/ours
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
