import Glibc
import TestSupport
import Testing

/// The real daemon on real directories, without a service manager.
struct Daemon {
    @Test func `files renamed in are taken, checked, recorded and archived`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        try scratch.drop("a.yaml", event("a") + "---\n" + event("b"))
        try #require(daemon.wait { _ in try scratch.archived() == ["a.yaml"] }, "\(daemon.finish())")
        let said = String(decoding: daemon.errorsSoFar, as: UTF8.self)
        #expect(said.contains("<6>a.yaml: accepted 2 events (#0–#1)"), "\(said)")
        daemon.send(SIGTERM)
        let outcome = daemon.finish()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.errorText.contains("stopped with 2 events in the log"), "\(outcome)")
        let day = String(try scratch.names("archive")[0])
        #expect(day.utf8.count == 10)
    }

    @Test func `what is remarked on a file is said when it is accepted`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a") + "lang: iw\n")
        let outcome = try scratch.once()
        #expect(
            outcome.status == .exited(0) && outcome.errorText.contains("<5>a.yaml: accepted 1 event (#0)"), "\(outcome)"
        )
        #expect(outcome.errorText.contains("; remark: line ") && outcome.errorText.contains("write he"), "\(outcome)")
    }

    @Test func `a file written in place waits until its writer has closed it`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start("--settle", "100ms")
        // Two events, a pause longer than the settle time between them: half a file must never be taken.
        let writer = try Command(
            "sh", "-c",
            "exec > '\(scratch.root)/incoming/slow.yaml'; printf '\(event("a"))'; sleep 0.5; printf -- '---\\n\(event("b"))'"
        ).run()
        #expect(writer.succeeded, "\(writer)")
        try #require(daemon.wait { _ in try scratch.archived() == ["slow.yaml"] }, "\(daemon.finish())")
        #expect(try scratch.count() == 2)
    }

    @Test func `names that ask to be left alone wait untouched`() throws {
        let scratch = try DaemonScratch()
        for name in [".hidden.yaml", "draft.yaml~", "a.tmp", "b.part", "c.swp"] { try scratch.write(name, event("a")) }
        #expect(try scratch.once().status == .exited(0))
        #expect(try scratch.names("incoming").count == 5)
        #expect(try scratch.count() == 0)
    }

    @Test func `the same file again is a duplicate and is archived beside the first`() throws {
        let scratch = try DaemonScratch()
        for _ in 0..<2 {
            try scratch.write("a.yaml", event("a"))
            #expect(try scratch.once().status == .exited(0))
        }
        #expect(try scratch.archived() == ["a-2.yaml", "a.yaml"])
        #expect(try scratch.count() == 1)
    }

    @Test func `a file of known and new events records the new ones`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.once()
        try scratch.write("b.yaml", event("a") + "---\n" + event("b"))
        let outcome = try scratch.once()
        #expect(outcome.errorText.contains("accepted 1 event (#1), 1 more already in the log"), "\(outcome)")
    }

    @Test func `a kill between commit and archive loses nothing and doubles nothing`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.once()
        // As it is after a crash: the events are in the log, the file is in the drop folder still.
        let file = try #require(try Command("find", "\(scratch.root)/archive", "-name", "a.yaml").run().lines.first)
        try scratch.restore(file, as: "a.yaml")
        let outcome = try scratch.once()
        #expect(outcome.errorText.contains("its event is already in the log (#0)"), "\(outcome)")
        #expect(try scratch.archived() == ["a.yaml"])
        #expect(try scratch.count() == 1)
    }

    @Test func `a second daemon on one log says so and leaves`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        let second = try scratch.once()
        #expect(second.status == .exited(75), "\(second)")
        #expect(second.errorText.contains("process \(daemon.processID) ("), "\(second)")
        #expect(daemon.isRunning)
    }

    @Test func `a torn tail is cut off, saved and said`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a"))
        try scratch.once()
        let segment = "\(scratch.root)/log/00000000000000000000.ndjson"
        _ = try Command("sh", "-c", "printf '{\"seq\":1,\"recorded\":\"2025' >> '\(segment)'").run()
        try scratch.write("b.yaml", event("b"))
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.errorText.contains("cut an unfinished commit off"), "\(outcome)")
        #expect(try scratch.names("log").contains { $0.hasPrefix("torn-") })
        #expect(try scratch.count() == 2)
    }

    @Test func `a damaged log is not written to, and can still be read`() throws {
        let scratch = try DaemonScratch()
        for name in ["a", "b"] {
            try scratch.write("\(name).yaml", event(name))
            try scratch.once()
        }
        let segment = "\(scratch.root)/log/00000000000000000000.ndjson"
        _ = try Command("sed", "-i", "1s/made/mada/", segment).run()
        try scratch.write("c.yaml", event("c"))
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(65), "\(outcome)")
        #expect(outcome.errorText.contains("damaged at byte 0 (entry #0)"), "\(outcome)")
        #expect(try scratch.names("incoming") == ["c.yaml"])
    }

    @Test func `a deleted and remade drop folder is found again`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        _ = try Command("sh", "-c", "rm -r '\(scratch.root)/incoming'").run()
        try #require(
            daemon.wait { _ in try Command("test", "-d", "\(scratch.root)/incoming").run().succeeded },
            "\(daemon.finish())")
        try scratch.drop("a.yaml", event("a"))
        try #require(daemon.wait { _ in try scratch.archived() == ["a.yaml"] }, "\(daemon.finish())")
    }

    @Test func `many files at once are one commit in natural order`() throws {
        let scratch = try DaemonScratch()
        for number in 1...120 { try scratch.write("file-\(number).yaml", event("e-\(number)")) }
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(0))
        let files = try scratch.client("log", "-o", "json").lines
        #expect(files.count == 120)
        for (index, line) in files.enumerated() {
            #expect(line.contains("\"name\":\"file-\(index + 1).yaml\""), "\(line)")
            #expect(line.contains("\"batch\":{\"first\":0,\"last\":119}"))
        }
    }

    @Test func `a hostile name can forge nothing`() throws {
        let scratch = try DaemonScratch()
        let name = "a\n<0>forged: line\u{1B}[31m.yaml"
        try scratch.write(name, event("a"))
        try scratch.write("b\u{202E}.json", "{")
        let outcome = try scratch.once()
        #expect(!outcome.errorText.contains("\n<0>"), "\(outcome)")
        #expect(!outcome.errorText.contains("\u{1B}"), "\(outcome)")
        #expect(!outcome.errorText.contains("\u{202E}"), "\(outcome)")
        #expect(try scratch.count() == 1)
    }

    @Test func `a wrong option is explained`() throws {
        let outcome = try Command(Programs.timelined, "--source", "a b").run()
        #expect(outcome.status == .exited(64), "\(outcome)")
        #expect(outcome.errorText.contains("--source"), "\(outcome)")
    }
}
