import LinuxIO
import TestSupport
import Testing

/// `timelinectl restore`: a backup in the place of the log, and nothing lost that is anywhere.
struct `A restore` {
    /// Of each entry: the file it came in, who dropped it, and the event's id.
    private func told(_ desk: Desk) throws -> [String] {
        try desk.shell(
            "cat log/*.ndjson | jq -c '[.file.name, .file.sha256, .submitter.uid, .event.id, .event.source]'"
        ).lines
    }

    private func restore(_ desk: Desk, _ words: String..., expecting status: Int32 = 0) throws -> Outcome {
        let outcome = try desk.client(["restore", "\(desk.root)/backup"] + words)
        #expect(outcome.status == .exited(status), "\(outcome)")
        return outcome
    }

    /// Renames a file in that belongs to a user.
    private func drop(_ desk: Desk, _ name: String, _ text: String, of user: String = "root") throws {
        try desk.write(Array(text.utf8), to: "incoming/.\(name)")
        try desk.shell("chown \(user) 'incoming/.\(name)' && mv 'incoming/.\(name)' 'incoming/\(name)'")
        try desk.once()
    }

    private func announcement(_ slug: String) -> String { "announcement: \(slug)\ntitle: T\noccurred: 2025\n" }

    /// Files of every ending, of two users, of one name on two days, and a correction, after a backup.
    private func desk() throws -> Desk {
        let desk = try Desk(3, 2)
        _ = try desk.client("backup", "\(desk.root)/backup")
        try drop(desk, "a.yaml", announcement("one"), of: "nobody")
        try desk.shell("mv archive/2* archive/2025-01-09")
        try drop(desk, "a.yaml", announcement("two"), of: "daemon")
        try drop(desk, "z.yml", announcement("three"))
        try drop(desk, "b.json", #"{"announcement":"four","title":"T","occurred":"2025"}"#, of: "nobody")
        try drop(desk, "c.ndjson", #"{"announcement":"five","title":"T","occurred":"2025"}"# + "\n")
        let correction = """
            correction: three-title
            verb: corrected
            of: "three:made:2025"
            reason: It was another.
            occurred: 2025-01-09
            replacement: {announcement: three, verb: made, title: Other, occurred: 2025}

            """
        try drop(desk, "0.yaml", correction, of: "nobody")
        return desk
    }

    @Test func `of a log that is lost takes in what came after, for whom it came from, and says what that means`()
        throws
    {
        let desk = try desk()
        let before = try told(desk)
        try #require(before.count >= 10, "\(before)")
        try desk.shell("cp log/checkpoint kept && rm log/*.ndjson log/checkpoint")
        #expect(try restore(desk, expecting: 1).errorText.contains("nothing was changed — say --yes"))
        #expect(try desk.shell("ls log").lines.sorted() == ["lock", "signing.key", "signing.pub"])
        let done = try restore(desk, "--yes")
        #expect(Set(try told(desk)) == Set(before), "\(done)")
        #expect(try told(desk).count == before.count)
        try desk.once()
        #expect(try desk.client("verify").succeeded)
        // Nothing of the archive is new any more.
        try desk.shell("for f in archive/*/*; do cp $f incoming/$(echo $f | tr / -); done")
        try desk.once()
        #expect(try told(desk).count == before.count)
    }

    @Test func `beside a log that can be read keeps its order, and names the head that all must begin with`() throws {
        let desk = try desk()
        let before = try told(desk)
        // A head that nobody can believe, and none that is remembered.
        try desk.shell("cp log/checkpoint kept && sed -i 2s/.*/9999/ log/checkpoint && rm -r heads")
        let done = try restore(desk, "--yes")
        #expect(try told(desk) == before, "\(done)")
        #expect(done.text.contains("that others keep will be contradicted"), "\(done)")
        #expect(done.text.contains("  5 entries, root "), "\(done)")
        #expect(done.text.contains("\(desk.root)/backup/log/checkpoint"), "\(done)")
        try desk.once()
        #expect(try desk.client("verify", "--against", "\(desk.root)/kept").status == .exited(1))
        #expect(try desk.client("verify", "--against", "\(desk.root)/backup/log/checkpoint").succeeded)
        // What was there is there still.
        #expect(try desk.shell("cat log/aside-*/*.ndjson | wc -l").lines == ["\(before.count)"])
    }

    @Test func `of a log that is damaged within the backup keeps what came after to the byte, and every head true`()
        throws
    {
        let desk = try desk()
        try desk.shell("cp log/checkpoint kept && cat log/*.ndjson > whole")
        try desk.shell("printf 'X' | dd of=log/00000000000000000000.ndjson bs=1 seek=400 conv=notrunc status=none")
        try desk.once(expecting: 65)
        let done = try restore(desk, "--yes")
        #expect(done.text.contains("every head that others keep stays true"), "\(done)")
        #expect(!done.text.contains("contradicted"), "\(done)")
        try desk.shell("cmp whole <(cat log/*.ndjson)")
        try desk.once()
        #expect(try desk.client("verify", "--against", "\(desk.root)/kept").succeeded)
    }

    @Test func `does nothing beside a daemon, nor without a backup`() throws {
        let desk = try desk()
        let daemon = try desk.start()
        let refused = try restore(desk, "--yes", expecting: 75)
        #expect(refused.errorText.contains("process \(daemon.processID) ("), "\(refused)")
        daemon.send(15)
        _ = daemon.finish()
        try desk.shell("mkdir empty")
        let none = try desk.client("restore", "--yes", "\(desk.root)/empty")
        #expect(none.status == .exited(1) && none.errorText.contains("holds no backup"), "\(none)")
        #expect(try desk.client("verify").succeeded)
    }

    @Test func `that is killed anywhere is finished by the next, and no daemon writes meanwhile`() throws {
        let desk = try desk()
        let before = try told(desk)
        try desk.shell("sed -i 2s/.*/9999/ log/checkpoint")
        var kills = 0
        for call in ["mkdirat", "openat", "write", "fsync", "renameat", "renameat2", "unlinkat"] {
            for number in stride(from: 1, through: 60, by: 3) {
                let name = "tried"
                try desk.shell("rm -rf \(name) && mkdir \(name) && cp -a log archive incoming rejected \(name)/")
                let words = [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-P", "\(desk.root)/tried/log", "-e", "trace=\(call)",
                    "-e",
                    "inject=\(call):signal=KILL:when=\(number)", Programs.timelinectl, "--root", "\(desk.root)/tried",
                    "restore", "--yes", "\(desk.root)/backup",
                ]
                guard try Command(words: words).run().status == .signalled(9) else { break }
                kills += 1
                let daemon = Command(Programs.timelined, "--root", "\(desk.root)/tried", "--once")
                let started = try daemon.run()
                let next = try Command(
                    Programs.timelinectl, "--root", "\(desk.root)/tried", "restore", "--yes", "\(desk.root)/backup"
                ).run()
                #expect(next.succeeded, "\(call) \(number): \(next)")
                let last = try daemon.run()
                #expect(last.succeeded, "\(call) \(number): \(started) \(next) \(last)")
                let lines = try desk.shell("cat tried/log/*.ndjson | jq -c .event.id | sort -u | wc -l").lines
                #expect(lines == ["\(before.count)"], "\(call) \(number): \(started) \(next)")
            }
        }
        #expect(kills > 10)
    }

    @Test func `by root leaves everything to the owner, who goes on`() throws {
        let desk = try desk()
        try desk.shell(
            "chown -R nobody:nogroup log archive rejected incoming cache run . ; chmod 755 . ; chown -R root backup")
        try desk.shell("chmod 700 backup; rm log/*.ndjson log/checkpoint")
        let done = try restore(desk, "--yes")
        #expect(try desk.shell("find log cache ! -user nobody").text == "", "\(done)")
        let once = try Command(
            "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", Programs.timelined, "--root", desk.root,
            "--once"
        ).run()
        #expect(once.succeeded, "\(once)")
        #expect(try desk.client("verify").succeeded)
    }
}
