import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// `timelinectl backup`: a copy that is whole at any moment, and right.
struct `A backup` {
    private func backup(_ desk: Desk, _ expected: Int32 = 0, _ location: SourceLocation = #_sourceLocation) throws
        -> Outcome
    {
        let outcome = try desk.client("backup", "\(desk.root)/backup")
        #expect(outcome.status == .exited(expected), "\(outcome)", sourceLocation: location)
        return outcome
    }

    private func verify(_ desk: Desk, _ folder: String = "backup") throws -> Outcome {
        try Command(Programs.timelinectl, "--root", "\(desk.root)/\(folder)", "verify").run()
    }

    /// How many entries a backup says it has.
    private func entries(_ desk: Desk) throws -> Int {
        let words = try desk.shell("grep -o '\"entries\":[0-9]*' backup/backup.json | cut -d : -f 2")
        return try #require(words.lines.first.flatMap { Int($0) })
    }

    @Test func `copies what is new, beside a daemon that writes, without the private key`() throws {
        let desk = try Desk(3, 2)
        try desk.split()
        let daemon = try desk.start()
        var before = 0
        for _ in 0..<5 {
            for _ in 0..<20 { try desk.drop(1) }
            let made = try backup(desk)
            #expect(made.text.contains("all of it was read back"), "\(made)")
            #expect(try entries(desk) >= before)
            before = try entries(desk)
            let verified = try verify(desk)
            #expect(verified.succeeded && verified.text.contains("is proven"), "\(verified)")
            // It ends where its head does.
            #expect(try entries(desk) == Int(try desk.head(of: "backup/log").size))
            try desk.shell(
                "cmp <(cat backup/log/*.ndjson) <(cat log/*.ndjson | head -c $(cat backup/log/*.ndjson | wc -c))")
        }
        #expect(daemon.wait { _ in (try? Command("ls", "\(desk.root)/incoming").run().text.isEmpty) ?? false })
        daemon.send(15)
        _ = daemon.finish()
        #expect(try backup(desk).text.contains(" \(5 + 100) entries "))
        try desk.shell("test -z \"$(grep -rl PRIVATE backup)\" && cmp log/checkpoint backup/log/checkpoint")
        // Where nothing is new, nothing is copied.
        let inodes = try desk.shell("stat -c '%i %Z' backup/log/*.ndjson").text
        #expect(try backup(desk).text.contains("0 new entries, 0 B copied"))
        #expect(try desk.shell("stat -c '%i %Z' backup/log/*.ndjson").text == inodes)
    }

    @Test func `that is killed anywhere is as it was before, or as it is now, and the next goes on`() throws {
        let desk = try Desk(3, 2, 4)
        try desk.split()
        _ = try backup(desk)
        try desk.record(2)
        let calls = ["openat", "pwrite64", "write", "fsync", "ftruncate", "renameat", "renameat2"]
        var kills = 0
        for call in calls {
            for number in 1...40 {
                try desk.shell("rm -rf tried && cp -a backup tried")
                let words = [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.root)/tried", "-P",
                    "\(desk.root)/tried/log",
                    "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)",
                    Programs.timelinectl, "--root", desk.root, "backup", "\(desk.root)/tried",
                ]
                guard try Command(words: words).run().status == .signalled(9) else { break }
                kills += 1
                #expect(try verify(desk, "tried").succeeded, "\(call) \(number)")
                let words2 = try desk.shell("grep -o '\"entries\":[0-9]*' tried/backup.json").text
                #expect(["\"entries\":9\n", "\"entries\":11\n"].contains(words2), "\(call) \(number): \(words2)")
                let next = try desk.client("backup", "\(desk.root)/tried")
                #expect(next.succeeded, "\(call) \(number): \(next)")
                try desk.shell("cmp <(cat tried/log/*.ndjson) <(cat log/*.ndjson)")
            }
        }
        #expect(kills > 10)
    }

    @Test func `of a damaged log or of another is none, and what there was stays`() throws {
        let desk = try Desk(3, 2)
        _ = try backup(desk)
        let manifest = try desk.read("backup/backup.json")
        try desk.shell("cp -a log good")
        try desk.record(2)
        // A bit of what is new.
        try desk.shell(
            "size=$(stat -c %s log/00000000000000000000.ndjson); printf 'X' | dd of=log/00000000000000000000.ndjson bs=1 "
                + "seek=$((size - 40)) conv=notrunc status=none")
        #expect(try backup(desk, 1).errorText.contains("the copy is damaged: "))
        #expect(try desk.read("backup/backup.json") == manifest)
        try desk.shell("rm -r log && mv good log")
        #expect(try backup(desk).text.contains("0 new entries"))
        let latest = try desk.read("backup/backup.json")
        // Another history that is signed as well.
        try desk.rewrite(1)
        try desk.forgetHeads()
        try desk.once()
        #expect(try backup(desk, 1).errorText.contains("name another directory"))
        #expect(try desk.read("backup/backup.json") == latest)
        #expect(try verify(desk).succeeded)

    }

    @Test func `into a directory of the timeline itself is refused, as is publishing there`() throws {
        let desk = try Desk(3)
        try desk.shell(
            "mkdir -p log/kept archive/kept; ln -s incoming/x by-link; ln -s heads also; mkdir odd; ln -s ../log odd/log"
        )
        let before = try desk.shell("find . -path ./run -prune -o -print | sort").text
        let places = [
            ".", "log", "log/kept", "log/new/deep", "incoming", "incoming/x", "archive/kept", "rejected/y", "heads",
            "cache",
            "also", "odd", "incoming/../log", "heads/.",
        ]
        for place in places {
            for path in [place, "\(desk.root)/\(place)"] {
                let refused = try desk.client("backup", path)
                #expect(refused.status == .exited(2), "\(path) \(refused)")
                #expect(refused.errorText.contains("name another directory"), "\(path) \(refused)")
                if [".", "odd"].contains(place) { continue }
                // Nor is it published there, where its files would stand for the log's.
                let published = try desk.client("publish", path)
                #expect(published.status == .exited(2), "\(path) \(published)")
                #expect(published.errorText.contains("name another directory"), "\(path) \(published)")
            }
        }
        #expect(try desk.shell("find . -path ./run -prune -o -print | sort").text == before)
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `taken in the first second ends with a head that covers it`() throws {
        for _ in 0..<5 {
            let desk = try Desk()
            let daemon = try desk.start()
            try desk.drop(2)
            #expect(try daemon.wait { _ in try desk.shell("cat log/*.ndjson 2> /dev/null | wc -l").lines == ["2"] })
            let made = try backup(desk)
            #expect(try entries(desk) == 2, "\(made)")
            #expect(try desk.head(of: "backup/log").size == 2, "\(made)")
            daemon.send(15)
            _ = daemon.finish()
        }
    }

    @Test func `has no entry that no head covers, says so, and the next has it`() throws {
        let desk = try Desk(3)
        try desk.shell("cp log/checkpoint older")
        _ = try backup(desk)
        for size in [2, 3] {
            try desk.record(size)
            // As a daemon that was killed before it signed leaves it.
            try desk.shell("cp log/checkpoint newer; cp older log/checkpoint")
            try desk.split()
            let behind = try backup(desk)
            #expect(behind.errorText.contains("of the log without a signed head yet"), "\(behind)")
            #expect(try entries(desk) == Int(try desk.head(of: "backup/log").size), "\(behind)")
            #expect(try verify(desk).succeeded)
            try desk.shell("cp newer log/checkpoint; cp newer older")
            let whole = try backup(desk)
            #expect(!whole.errorText.contains("without a signed head"), "\(whole)")
            #expect(try entries(desk) == Int(try desk.head().size))
            try desk.shell("cmp <(cat log/*.ndjson) <(cat backup/log/*.ndjson)")
        }
        // A log without the head that it had is none to go on with.
        try desk.shell("rm log/checkpoint")
        #expect(try backup(desk, 1).errorText.contains("the log has no signed head, and its backup's 8: "))
        #expect(try verify(desk).succeeded)
    }

    @Test func `that has rotted says where, and is whole again once that is gone`() throws {
        let desk = try Desk(3, 2, 4)
        try desk.split()
        _ = try backup(desk)
        try desk.shell(
            "printf 'X' | dd of=backup/log/00000000000000000000.ndjson bs=1 seek=400 conv=notrunc status=none")
        #expect(try backup(desk, 1).errorText.contains("00000000000000000000.ndjson, byte "))
        let restored = try desk.client("restore", "--yes", "\(desk.root)/backup")
        #expect(restored.status == .exited(1) && restored.errorText.contains("the backup is damaged"), "\(restored)")
        #expect(try desk.client("verify").succeeded)
        try desk.shell("rm backup/log/00000000000000000000.ndjson")
        _ = try backup(desk)
        #expect(try verify(desk).succeeded)
    }
}
