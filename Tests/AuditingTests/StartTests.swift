import Glibc
import TestSupport
import Testing

/// How much of the log a start reads, and that it finds what it must although it reads next to nothing.
struct `A start of the daemon` {
    /// A log of six segments, with the index of it that a start has left.
    private func makeDesk() throws -> Desk {
        let desk = try Desk(3, 2, 4, 1, 2, 3)
        try desk.split()
        try desk.once()
        #expect(try segments(desk).count == 6)
        #expect(try desk.shell("ls cache/index*").lines == ["cache/index"])
        return desk
    }

    private func segments(_ desk: Desk) throws -> [String] { try desk.shell("ls log/*.ndjson").lines }

    /// The segments that the calls of a start read from.
    private func segmentsRead(_ desk: Desk) throws -> [String] {
        let started = try Command(words: [
            "strace", "-f", "-qq", "-y", "-e", "trace=read,pread64", "-o", "\(desk.root)/trace", Programs.timelined,
            "--root", desk.root, "--once", "--settle", "0",
        ]).run()
        #expect(started.status == .exited(0), "\(started)")
        return try desk.shell("grep -o 'log/[0-9]*\\.ndjson' trace | sort -u || true").lines
    }

    /// Drops the events that the log has once more, and one of them with another content, and sees each found out.
    private func expectKnown(_ desk: Desk, _ location: SourceLocation = #_sourceLocation) throws {
        let before = try desk.client("log", "-o", "json").lines
        try desk.shell("cp archive/*/file-*.ndjson incoming/")
        try desk.shell("sed 's/Event 4/Another/' archive/*/file-5.ndjson > incoming/conflict.ndjson")
        let outcome = try desk.once(expecting: 1, location)
        #expect(outcome.errorText.contains("is in the log with another content, as #4"), sourceLocation: location)
        #expect(try desk.client("log", "-o", "json").lines == before, sourceLocation: location)
        #expect(try desk.shell("ls incoming").text == "", sourceLocation: location)
    }

    @Test func `after a clean stop reads no segment, however often`() throws {
        let desk = try makeDesk()
        #expect(try segmentsRead(desk) == [])
        #expect(try segmentsRead(desk) == [])
        try expectKnown(desk)
        #expect(try segmentsRead(desk) == [])
        // That the calls would show where there are any.
        try desk.shell("rm -r cache")
        #expect(try segmentsRead(desk) == segments(desk))
    }

    @Test func `after a kill reads the last segment`() throws {
        let desk = try makeDesk()
        let daemon = try desk.start()
        // Into a log of one segment more, or two.
        for count in 1...2 {
            try desk.drop(1)
            #expect(try daemon.wait { _ in try desk.client("log", "-o", "json").lines.count == 15 + count })
        }
        daemon.send(SIGKILL)
        _ = daemon.finish()
        let last = try segments(desk).suffix(1)
        #expect(try segmentsRead(desk) == Array(last))
        try expectKnown(desk)
    }

    @Test func `finds a full segment that was rewritten, its time of modification set back, by the signed head`() throws
    {
        let desk = try makeDesk()
        try desk.forge(4, segmentLimit: 1)
        let name = "log/00000000000000000003.ndjson"
        try desk.shell(
            """
            sleep 0.1; touch -r \(name) time; chmod u+w \(name); cat forged/\(name.dropFirst(4)) > \(name)
            touch -r time \(name); chmod u-w \(name); rm -r forged
            """)
        let before = try desk.shell("sha256sum log/*").text
        let refused = try desk.once(expecting: 76)
        #expect(refused.errorText.contains("are not those that were signed"), "\(refused)")
        #expect(try desk.shell("sha256sum log/*").text == before, "nothing is written")
        _ = try desk.once(expecting: 76)
    }

    @Test func `finds a full segment that was rewritten while the daemon ran`() throws {
        let desk = try makeDesk()
        let daemon = try desk.start()
        try desk.forge(4, segmentLimit: 1)
        try desk.shell("cd log; chmod u+w *03.ndjson; cat ../forged/*03.ndjson > 00000000000000000003.ndjson")
        try desk.drop(1)
        #expect(try daemon.wait { _ in try desk.client("log", "-o", "json").lines.count == 16 })
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
        _ = try desk.once(expecting: 76)
    }

    @Test func `finds a line that rotted in a full segment`() throws {
        let desk = try makeDesk()
        try desk.shell("sleep 0.1; chmod u+w log/*; sed -i 's/Event 4/Event 5/' log/00000000000000000003.ndjson")
        let outcome = try desk.once(expecting: 65)
        #expect(outcome.errorText.contains("00000000000000000003.ndjson"), "\(outcome)")
    }

    @Test(arguments: ["rm -r cache", "mkdir -p other && : > cache/index", "truncate -s -5000 cache/index"])
    func `finds duplicates and conflicts without its index`(damage: String) throws {
        let desk = try makeDesk()
        try desk.shell(damage)
        try expectKnown(desk)
        #expect(try segmentsRead(desk) == [])
    }

    @Test func `finds duplicates and conflicts with the index of another log, or of its own before a repair`() throws {
        let (desk, other) = (try makeDesk(), try Desk(1, 1))
        try desk.shell("rm -r cache && cp -r '\(other.root)/cache' .")
        try expectKnown(desk)
        try desk.shell("cp -r cache old-cache; sleep 0.1; chmod u+w log/*")
        try desk.shell("printf x | dd of=log/00000000000000000009.ndjson bs=1 seek=20 conv=notrunc status=none")
        _ = try desk.once(expecting: 65)
        #expect(try desk.client("repair", "--yes").succeeded)
        try desk.shell("rm -r cache; mv old-cache cache")
        #expect(try desk.once().errorText.contains("had no signed head"))
        // What the repair has lost is brought again, and nothing else.
        try desk.shell("cp archive/*/file-*.ndjson incoming/")
        try desk.once()
        let slugs = try desk.shell("grep -ho 'announcement/event-[0-9]*' log/*.ndjson | sort -V").lines
        #expect(slugs == (0..<15).map { "announcement/event-\($0)" })
    }

    @Test func `finds what it knew when the cache was deleted while it ran, and leaves an index`() throws {
        let desk = try makeDesk()
        let daemon = try desk.start()
        try desk.shell("rm -r cache")
        try desk.drop(1)
        try desk.shell("cp archive/*/file-3.ndjson incoming/")
        #expect(try daemon.wait { _ in try desk.shell("ls incoming").text.isEmpty })
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
        #expect(try desk.client("log", "-o", "json").lines.count == 16)
        #expect(try segmentsRead(desk) == [])
        try expectKnown(desk)
    }

    @Test func `knows the keys that the log had`() throws {
        let desk = try makeDesk()
        try desk.keep("key-0", "key")
        try desk.keep("said", "key", "--rotate", "--yes")
        try desk.record(1)
        #expect(try segmentsRead(desk) == [])
        try desk.record(2)
        #expect(try desk.client("verify", "--key", "key-0").succeeded)
    }

    @Test func `counts the events by kind that it does not read`() throws {
        let desk = try makeDesk()
        let daemon = try desk.start()
        let counted = try daemon.wait { _ in
            try desk.shell("cat run/timelined.prom || true").text.contains(
                "timelined_log_events{kind=\"announcement\"} 15\n")
        }
        #expect(counted)
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
    }
}
