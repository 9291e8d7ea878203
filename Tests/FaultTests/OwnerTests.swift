import TestSupport
import Testing

/// Tools that run as another user than the one whose timeline it is.
struct `The owner` {
    private static let nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]

    /// A timeline of the user nobody's, with some entries.
    private func timeline() throws -> Drops {
        let drops = try Drops()
        try drops.shell("chown -R nobody:nogroup . && chmod 755 .")
        for _ in 0..<3 {
            try drops.drop(events: 2)
            let taken = try drops.daemon("--once", wrapper: Self.nobody).run()
            try #require(taken.succeeded, "\(taken)")
        }
        return drops
    }

    /// What in it belongs to anybody else.
    private func foreign(_ drops: Drops) throws -> String {
        // Files of the archive are their submitters'.
        try drops.shell(
            "find log run $(ls -d cache) ! -user nobody; find archive rejected -type d ! -user nobody"
        ).text
    }

    /// The daemon takes what comes, as its own user.
    private func works(_ drops: Drops) throws {
        #expect(try foreign(drops) == "")
        try drops.drop(events: 1)
        let outcome = try drops.daemon("--once", wrapper: Self.nobody).run()
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test func `is whom the daemon acts as, where root starts it by hand`() throws {
        let drops = try timeline()
        try drops.drop(events: 1)
        let taken = try drops.daemon("--once").run()
        #expect(taken.succeeded, "\(taken)")
        try works(drops)
        // In a directory that is still empty, too.
        let fresh = try Drops()
        try fresh.shell("rm -r log archive rejected run; chown -R nobody:nogroup . && chmod 755 .")
        #expect(try fresh.daemon("--once").run().succeeded)
        try works(fresh)
    }

    @Test(arguments: ["repair --yes", "rebuild", "key --rotate --yes"])
    func `is whom tools act as, where root runs them`(tool: String) throws {
        let drops = try timeline()
        try drops.shell("rm -rf cache")
        if tool.hasPrefix("repair") {
            try drops.shell(
                "printf 'x' | dd of=log/00000000000000000000.ndjson bs=1 seek=1200 conv=notrunc status=none")
        }
        let words = tool.split(separator: " ").map(String.init)
        let done = try Command(words: [Programs.timelinectl, "--root", drops.root] + words).run()
        #expect(done.succeeded, "\(done)")
        try works(drops)
    }

    @Test(arguments: ["repair --yes", "repair", "rebuild", "key --rotate --yes"])
    func `is named to another user, who changes nothing`(tool: String) throws {
        let drops = try timeline()
        try drops.shell("chmod -R a+rX .")
        let before = try drops.shell("find . -type f -exec sha256sum {} + | sort").text
        let words = tool.split(separator: " ").map(String.init)
        let other = ["setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups"]
        let refused = try Command(words: other + [Programs.timelinectl, "--root", drops.root] + words).run()
        #expect(refused.status == .exited(2), "\(refused)")
        #expect(refused.errorText.contains("belongs to nobody, and this runs as daemon — run it as root"), "\(refused)")
        #expect(try drops.shell("find . -type f -exec sha256sum {} + | sort").text == before)
    }

    @Test(arguments: ["log", "incoming", "cache"])
    func `leads no tool of root's elsewhere by a link`(name: String) throws {
        let drops = try timeline()
        // Root's own, of which only root may change anything.
        let victim = try Drops()
        try victim.drop(events: 1)
        try victim.shell("mkdir -p cache && chmod 755 . && touch cache/index")
        #expect(try victim.daemon("--once").run().succeeded)
        try victim.shell("mkdir -p cache/state-00000000000000000001 && touch cache/state-00000000000000000001/x")
        let before = try victim.shell("find . -printf '%p %u %s %m %C@\\n' | sort").text
        try drops.shell("rm -rf \(name) && ln -s \(victim.root)/\(name) \(name) && chown -h nobody \(name)")
        try drops.shell("printf 'announcement: x\\ntitle: T\\noccurred: 2025\\n' > e.yaml")
        for words in [
            ["repair", "--yes"], ["rebuild"], ["key", "--rotate", "--yes"], ["submit", "\(drops.root)/e.yaml"],
        ] {
            let outcome = try Command(words: [Programs.timelinectl, "--root", drops.root] + words).run()
            if name == "log", words[0] != "submit" {
                #expect(outcome.status == .exited(2) && outcome.errorText.contains("not followed"), "\(outcome)")
            }
        }
        _ = try drops.daemon("--once").run()
        #expect(try victim.shell("find . -printf '%p %u %s %m %C@\\n' | sort").text == before)
    }

    @Test func `keeps whatever else lies in a directory that is called like one of ours`() throws {
        // As /var has them.
        let drops = try Drops()
        try drops.shell(
            """
            rm -r incoming archive rejected run log
            mkdir -p log/apt cache/apt/archives cache/state-x cache/index-d && touch log/syslog cache/apt/pkgcache.bin
            touch cache/index cache/.index-1 cache/state-00000000000000000007 cache/.draft-1
            """)
        let before = try drops.shell("find . | sort").text
        for words in [["repair", "--yes"], ["rebuild"], ["key", "--rotate", "--yes"]] {
            let outcome = try Command(words: [Programs.timelinectl, "--root", drops.root] + words).run()
            #expect(outcome.status == .exited(2) && outcome.errorText.contains("there is no log in "), "\(outcome)")
        }
        #expect(try drops.shell("find . | sort").text == before)
    }

    @Test(arguments: ["nowhere", "file", "loop", "foreign"])
    func `of a cache that is a symbolic link is told where it leads`(to: String) throws {
        let drops = try timeline()
        try drops.shell(
            "rm -rf cache; echo > file; chown nobody file; mkdir foreign; chown root foreign; chmod 755 foreign")
        try drops.shell("ln -s \(to == "loop" ? "cache" : to) cache; chown -h nobody cache")
        let refused = try drops.client("rebuild")
        #expect(refused.status == .exited(2), "\(refused)")
        #expect(refused.errorText.contains("\(drops.root)/cache is a symbolic link to "), "\(refused)")
        #expect(refused.errorText.contains("or remove the link"), "\(refused)")
    }

    @Test func `keeps in the cache what no cache made`() throws {
        let drops = try timeline()
        let names = ["index-backup", "state-new", "notes", ".index", "dir/x"].map { "cache/" + $0 }
        try drops.shell("mkdir -p cache/dir && touch \(names.joined(separator: " ")) && chown -R nobody cache")
        try drops.shell("touch cache/index-0123456789abcdef cache/.index-12 && mkdir cache/state-00000000000000000001")
        try drops.shell("chown -R nobody cache")
        #expect(try drops.client("rebuild").succeeded)
        for name in names { #expect(try Command("test", "-e", "\(drops.root)/\(name)").run().succeeded, "\(name)") }
        #expect(
            try drops.shell("ls -A cache").lines.filter { $0.hasPrefix("index-0") || $0.hasPrefix(".index-") } == [])
    }

    @Test func `of a place where a log is published leads nobody elsewhere by a link`() throws {
        let drops = try timeline()
        try drops.shell("mkdir www other && ln -s ../other www/tile && chown -h nobody www www/tile other")
        let outcome = try drops.client("publish", "\(drops.root)/www")
        #expect(outcome.status == .exited(2), "\(outcome)")
        #expect(try drops.shell("ls -A other").text == "")
        try drops.shell("rm www/tile && mkdir www/tile && ln -s ../../other www/tile/0")
        _ = try drops.client("publish", "\(drops.root)/www")
        #expect(try drops.shell("ls -A other").text == "")
        try drops.shell("rm www/tile/0")
        let published = try drops.client("publish", "\(drops.root)/www")
        #expect(published.succeeded, "\(published)")
        #expect(try drops.client("publish", "--check", "\(drops.root)/www").succeeded)
    }
}
