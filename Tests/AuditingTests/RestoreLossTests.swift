import TestSupport
import Testing
import TransparencyLog

/// What a restore cannot bring back, and what it must not lose.
struct `What a restore` {
    private func restore(_ desk: Desk, expecting status: Int32 = 0, _ location: SourceLocation = #_sourceLocation)
        throws -> Outcome
    {
        let outcome = try desk.client("restore", "--yes", "\(desk.root)/backup")
        #expect(outcome.status == .exited(status), "\(outcome)", sourceLocation: location)
        return outcome
    }

    /// Five entries in the backup, then files of 1, 2, 3 and 4 events, each in a segment of its own.
    private func desk() throws -> Desk {
        let desk = try Desk(3, 2)
        try desk.split()
        #expect(try desk.client("backup", "\(desk.root)/backup").succeeded)
        for size in 1...4 { try desk.record(size) }
        try desk.split()
        try desk.shell("chmod u+w log/*.ndjson; cat log/*.ndjson > whole; cp log/checkpoint kept")
        return desk
    }

    /// A head that nobody can believe, and none that is remembered.
    private let disbelieve = "sed -i 2s/.*/9999/ log/checkpoint; rm -r heads"

    @Test(arguments: 1..<16)
    func `cannot find in the archive is named, a line a file`(lost: Int) throws {
        let desk = try desk()
        try desk.shell(disbelieve)
        let files = [6, 8, 11, 15].enumerated().filter { lost >> $0.offset & 1 == 1 }
        let names = files.map { "file-\($0.element).ndjson" }
        try desk.shell("rm " + names.map { "archive/*/\($0)" }.joined(separator: " "))
        let done = try restore(desk, expecting: 1)
        let what = names.count == 1 ? "1 file lost" : "\(names.count) files lost"
        #expect(
            done.text.contains(
                "\(what) with all events: the log before had them, and neither the backup nor the archive has:"),
            "\(done)")
        #expect(
            done.lines.filter { $0.hasPrefix("  file-") }.map { $0.dropFirst(2) } == names.map { $0[...] }, "\(done)")
        // All others are there.
        let gone = files.reduce(0) { $0 + $1.offset + 1 }
        #expect(try desk.shell("cat log/*.ndjson | wc -l").lines == ["\(15 - gone)"])
    }

    @Test(arguments: ["heads", "log"])
    func `misses of what a signed head covers is counted, where segments are gone`(head: String) throws {
        let desk = try desk()
        // The last two segments, and the files that they came in; one head is left that tells.
        try desk.shell("rm log/*08.ndjson log/*11.ndjson archive/*/file-11.ndjson archive/*/file-15.ndjson")
        try desk.shell(head == "heads" ? "rm log/checkpoint" : "rm -r heads")
        let done = try restore(desk, expecting: 1)
        #expect(
            done.text.contains(" At least 7 entries of those that the log's signed head covers are lost: "), "\(done)")
        #expect(try desk.shell("cat log/*.ndjson | wc -l").lines == ["8"])
        try desk.once()
        #expect(try desk.client("verify", "--against", "kept").status == .exited(1))
    }

    @Test func `finds changed in the archive is named beside what the log had`() throws {
        let desk = try desk()
        try desk.shell(disbelieve + "; chmod u+w archive/*/*; sed -i 's/Event 7/Event 8/' archive/*/file-8.ndjson")
        let done = try restore(desk, expecting: 1)
        #expect(done.text.contains("1 file of the archive that neither the backup nor the log before has"), "\(done)")
        #expect(done.lines.contains { $0.hasPrefix("  2") && $0.hasSuffix("/file-8.ndjson") }, "\(done)")
        #expect(done.text.contains("1 file lost with all events"), "\(done)")
        #expect(done.lines.contains("  file-8.ndjson"), "\(done)")
    }

    @Test func `carries over is carried by an older head, where the newest is not to be believed`() throws {
        let desk = try Desk(3, 2)
        #expect(try desk.client("backup", "\(desk.root)/backup").succeeded)
        try desk.record(2)
        try desk.shell("cp heads/last heads/aside-20260101T000000Z; cp log/checkpoint kept; cat log/*.ndjson > covered")
        try desk.record(3)
        try desk.shell("printf X | dd of=log/00000000000000000000.ndjson bs=1 seek=400 conv=notrunc status=none")
        try desk.shell("sed -i 2s/.*/9999/ log/checkpoint heads/last")
        let done = try restore(desk)
        #expect(done.text.contains("2 entries after the backup's are whole"), "\(done)")
        // The head that both logs have is the one that lies beside the log.
        #expect(done.text.contains("\(desk.root)/log/checkpoint:"), "\(done)")
        #expect(done.text.contains("  7 entries, root \(try desk.head(of: ".", "kept").root.base64)"), "\(done)")
        try desk.shell("cmp covered <(cat log/*.ndjson | head -n 7)")
        #expect(try desk.shell("cat log/*.ndjson | wc -l").lines == ["10"])
        try desk.once()
        #expect(try desk.client("verify", "--against", "kept").succeeded)
    }

    @Test func `carries over is not lost by a crash, wherever`() throws {
        let desk = try desk()
        try desk.shell("printf X | dd of=log/00000000000000000000.ndjson bs=1 seek=400 conv=notrunc status=none")
        var kills = 0
        for call in ["mkdirat", "openat", "write", "fsync", "renameat", "renameat2", "unlinkat"] {
            for number in stride(from: 1, through: 80, by: 2) {
                try desk.shell("rm -rf tried && mkdir tried && cp -a log archive incoming rejected heads tried/")
                let words = [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.root)/tried/log", "-P",
                    "\(desk.root)/tried/heads", "-e", "trace=\(call)", "-e",
                    "inject=\(call):signal=KILL:when=\(number)", Programs.timelinectl, "--root", "\(desk.root)/tried",
                    "restore", "--yes", "\(desk.root)/backup",
                ]
                guard try Command(words: words).run().status == .signalled(9) else { break }
                kills += 1
                let next = try Command(
                    Programs.timelinectl, "--root", "\(desk.root)/tried", "restore", "--yes", "\(desk.root)/backup"
                ).run()
                #expect(next.succeeded, "\(call) \(number): \(next)")
                try desk.shell("cmp whole <(cat tried/log/*.ndjson)")
                #expect(try desk.shell("ls -d tried/log/restore.* 2> /dev/null || true").text == "")
                let last = try Command(Programs.timelined, "--root", "\(desk.root)/tried", "--once").run()
                #expect(last.succeeded, "\(call) \(number): \(next) \(last)")
                let verified = try Command(
                    Programs.timelinectl, "--root", "\(desk.root)/tried", "verify", "--against", "\(desk.root)/kept"
                ).run()
                #expect(verified.succeeded, "\(call) \(number): \(verified)")
            }
        }
        #expect(kills > 10)
    }

    @Test func `names as common is the head of the backup, and its size`() throws {
        let desk = try desk()
        try desk.shell(disbelieve)
        let done = try restore(desk)
        let head = try desk.head(of: "backup/log")
        #expect(
            done.text.contains("\(desk.root)/backup/log/checkpoint:\n  \(head.size) entries, root \(head.root.base64)"),
            "\(done)")
    }
}
