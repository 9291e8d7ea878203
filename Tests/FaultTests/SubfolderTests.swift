import Glibc
import TestSupport
import Testing

/// Folders below the drop folder, of a daemon that is nobody, in a drop folder that members share.
struct `Subfolders` {
    private static let nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    private static let member = "setpriv --reuid=12345 --regid=nogroup --clear-groups --"

    /// - Parameter scan: long, where what is not notified is not to be found.
    private func timeline(scan: String) throws -> Drops {
        let drops = try Drops()
        try drops.shell(
            """
            chown -R nobody:nogroup . && chmod 755 . && chmod 3770 incoming
            printf 'subfolders: yes\\nscan: \(scan)\\n' > timelined.yaml
            """)
        return drops
    }

    /// A member renames a file in.
    private func drop(_ path: String, _ text: String, in drops: Drops) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try drops.shell(
            """
            umask 027; printf '%s' '\(text)' > /tmp/drop.$$ && chown 12345:nogroup /tmp/drop.$$
            \(Self.member) cp --preserve=mode /tmp/drop.$$ incoming/\(folder)/.draft
            \(Self.member) mv incoming/\(folder)/.draft incoming/\(path); rm /tmp/drop.$$
            """)
    }

    private func add(_ folders: String..., to drops: Drops) throws {
        let outcome = try Command(
            words: [Programs.timelinectl, "--root", drops.root, "folder", "add"] + folders
        ).run()
        #expect(outcome.succeeded, "\(outcome)")
    }

    private func modes(_ drops: Drops, _ paths: String) throws -> [String] {
        try drops.shell("stat -c '%a %U' \(paths)").lines
    }

    @Test func `are made by root as needed, and files in them are noticed, kept and told with their path`()
        throws
    {
        let drops = try timeline(scan: "1 h")
        try add("desk/economy", to: drops)
        #expect(try modes(drops, "incoming/desk incoming/desk/economy") == ["3770 nobody", "3770 nobody"])
        try drop("desk/economy/first.yaml", announcement("first"), in: drops)
        let daemon = try drops.start(wrapper: Self.nobody)
        #expect(daemon.wait { $0.said("desk/economy/first.yaml: accepted 1 event (#0)") }, "\(daemon.errorsText)")
        // Those that are made while it runs, and what is written there in place, are noticed without a scan.
        try add("desk/politics", "new/one", to: drops)
        try drop("desk/politics/second.yaml", announcement("second"), in: drops)
        #expect(daemon.wait { $0.said("desk/politics/second.yaml: accepted 1 event") }, "\(daemon.errorsText)")
        try drops.shell(
            """
            \(Self.member) sh -c 'umask 027
            printf "announcement: third\\ntitle: T\\noccurred: 2025\\n" > incoming/new/one/third.yaml'
            """)
        #expect(daemon.wait { $0.said("new/one/third.yaml: accepted 1 event") }, "\(daemon.errorsText)")
        try drop("desk/bad.yaml", "nonsense: x\n", in: drops)
        #expect(daemon.wait { $0.said("see desk/bad.yaml.reason") }, "\(daemon.errorsText)")
        // So is one that is moved, and what is dropped there then.
        try drops.shell("mv incoming/new incoming/moved")
        try drop("moved/one/fourth.yaml", announcement("fourth"), in: drops)
        #expect(daemon.wait { $0.said("moved/one/fourth.yaml: accepted 1 event") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        let names = try drops.client("log", "-o", "json").lines.compactMap { line in
            line.firstMatch(of: /"file":\{"name":"([^"]*)"/).map { String($0.1) }
        }
        #expect(
            names == [
                "desk/economy/first.yaml", "desk/politics/second.yaml", "new/one/third.yaml", "moved/one/fourth.yaml",
            ])
        #expect(try drops.client("log", "--file", "desk/economy/first.yaml").lines.count == 1)
        let kept = try drops.shell("for i in archive/2* rejected; do (cd $i; find . -type f | sort); done").lines
        #expect(
            kept == [
                "./desk/economy/first.yaml", "./desk/politics/second.yaml", "./moved/one/fourth.yaml",
                "./new/one/third.yaml", "./desk/bad.yaml", "./desk/bad.yaml.reason",
            ])
        #expect(try drops.client("verify").succeeded)
        // The daemon's folders there are its own.
        #expect(try drops.shell("find archive rejected -type d ! -user nobody").text == "")
        #expect(!daemon.said("nothing is taken"), "\(daemon.errorsText)")
    }

    @Test func `that a member makes stay, which is told once with what to do, and what is told helps`() throws {
        let drops = try timeline(scan: "1 s")
        let daemon = try drops.start(wrapper: Self.nobody)
        try drops.shell("\(Self.member) mkdir incoming/mine")
        try drop("mine/a.yaml", announcement("a"), in: drops)
        #expect(
            daemon.wait { $0.said("mine from uid 12345: nothing is taken from this folder: it belongs to another") },
            "\(daemon.errorsText)")
        #expect(daemon.said("removes it; then, as root: timelinectl folder add mine"))
        let status = try drops.client("status")
        #expect(status.text.contains("nothing is taken from the folder mine"), "\(status)")
        let list = try drops.client("folder", "list")
        #expect(list.status == .exited(1) && list.errorText.contains("mine: nothing is taken"), "\(list)")
        try drop("b.yaml", announcement("b"), in: drops)
        #expect(daemon.wait { $0.said("b.yaml: accepted") }, "one folder must not delay another's file")
        usleep(2_500_000)
        #expect(daemon.times("nothing is taken from this folder") == 1, "\(daemon.errorsText)")
        #expect(try drops.shell("ls incoming/mine").lines == ["a.yaml"])
        // Root cannot take it from its member, and says the same.
        let refused = try drops.client("folder", "add", "mine")
        #expect(refused.status == .exited(2) && refused.errorText.contains("it belongs to another user"), "\(refused)")
        try drops.shell("\(Self.member) sh -c 'mv incoming/mine/* incoming/; rmdir incoming/mine'")
        try add("mine", to: drops)
        try drop("mine/c.yaml", announcement("c"), in: drops)
        #expect(daemon.wait { $0.said("mine/c.yaml: accepted") && $0.said("a.yaml: accepted") }, "\(daemon.errorsText)")
        #expect(try drops.client("folder", "list").lines == ["mine"])
        // One of the daemon's without the sticky bit is put right, which is noticed.
        try drops.shell("install -d -o nobody -g nogroup -m 2770 incoming/plain")
        #expect(daemon.wait { $0.said("plain: nothing is taken from this folder: it lacks the sticky bit") })
        try drop("plain/d.yaml", announcement("d"), in: drops)
        try add("plain", to: drops)
        #expect(daemon.wait { $0.said("plain/d.yaml: accepted") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.recorded().sorted() == ["a", "b", "c", "d"])
    }

    @Test func `serve submit, done-files, quota and the backlog as the drop folder itself does`() throws {
        let drops = try timeline(scan: "1 s")
        try drops.shell("printf 'done: .done\\nwriters: owner\\n' >> timelined.yaml")
        try add("desk", to: drops)
        try drops.shell("printf 'announcement: a\\ntitle: T\\noccurred: 2025\\n' > a.yaml; cp a.yaml b.yaml")
        let missing = try drops.client("submit", "--folder", "other", "\(drops.root)/a.yaml")
        #expect(missing.errorText.contains("timelinectl folder add other"), "\(missing)")
        func submit(_ words: String...) throws -> Outcome {
            var command = Command(
                words: [Programs.timelinectl, "--root", drops.root, "submit", "--folder", "desk"] + words)
            command.directory = drops.root
            return try command.run()
        }
        #expect(try submit("a.yaml").succeeded)
        #expect(try drops.shell("ls incoming/desk").lines == ["a.yaml", "a.yaml.done"])
        let waiting = try drops.client("status", "-o", "json")
        #expect(waiting.text.contains("\"waiting\":1"), "\(waiting)")
        let daemon = try drops.start(wrapper: Self.nobody)
        #expect(daemon.wait { $0.said("desk/a.yaml: accepted") }, "\(daemon.errorsText)")
        #expect(daemon.wait { _ in (try? drops.shell("ls incoming/desk").text) == "" })
        let known = try submit("--wait", "b.yaml")
        #expect(known.succeeded && known.text.contains("desk/b.yaml: nothing new"), "\(known)")
        // What the daemon alone can find wrong.
        try drops.shell("printf 'announcement: a\\ntitle: Other\\noccurred: 2025\\n' > b.yaml")
        let refused = try submit("--wait", "b.yaml")
        #expect(refused.status == .exited(1), "\(refused)")
        #expect(refused.errorText.contains("desk/b.yaml was rejected and lies in \(drops.root)/rejected/desk/b.yaml"))
        // One that is not declared waits.
        try drop("desk/c.yaml", announcement("c"), in: drops)
        let undeclared = try drops.client("status", "-o", "json")
        #expect(undeclared.text.contains("\"undeclared\":1"), "\(undeclared)")
        let rejected = try drops.client("status")
        #expect(rejected.text.contains("desk/b.yaml:1:"), "\(rejected)")
        try drop("desk/c.yaml.done", "", in: drops)
        #expect(daemon.wait { $0.said("desk/c.yaml: accepted") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.shell("find incoming -type f").text == "")
    }

    @Test func `whose watch is refused are scanned, which is told once`() throws {
        let drops = try timeline(scan: "1 h")
        try add("desk", to: drops)
        let path = "\(drops.root)/incoming/desk"
        let daemon = try drops.start(
            wrapper: [
                "strace", "-f", "-qq", "-o", "/dev/null", "-P", path, "-e", "trace=inotify_add_watch", "-e",
                "inject=inotify_add_watch:error=ENOSPC:when=1..2",
            ] + Self.nobody)
        try drop("desk/a.yaml", announcement("a"), in: drops)
        #expect(daemon.wait { $0.said("desk/a.yaml: accepted") }, "\(daemon.errorsText)")
        #expect(daemon.times("watching the folders of \(drops.root)/incoming fails") == 1, "\(daemon.errorsText)")
        #expect(daemon.said("raise fs.inotify.max_user_watches"), "\(daemon.errorsText)")
        #expect(
            daemon.wait { $0.said("watching the folders of \(drops.root)/incoming works again") },
            "\(daemon.errorsText)")
        drops.stop(daemon)
    }

    @Test func `turned on and off by a reload are taken from, and left`() throws {
        let drops = try timeline(scan: "1 h")
        try drops.shell("printf 'subfolders: no\\nscan: 1 h\\n' > timelined.yaml")
        let daemon = try drops.start(wrapper: Self.nobody)
        try drops.shell("printf 'subfolders: yes\\nscan: 1 h\\n' > timelined.yaml")
        daemon.send(SIGHUP)
        #expect(daemon.wait { $0.said("configuration read anew") })
        try add("desk", to: drops)
        try drop("desk/a.yaml", announcement("a"), in: drops)
        #expect(daemon.wait { $0.said("desk/a.yaml: accepted") }, "\(daemon.errorsText)")
        try drops.shell("printf 'subfolders: no\\nscan: 1 h\\n' > timelined.yaml")
        daemon.send(SIGHUP)
        #expect(daemon.wait { $0.said("desk: rejected from nobody: a directory") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.recorded() == ["a"])
    }

    @Test func `that were archived come back with their names when a log is restored`() throws {
        let drops = try timeline(scan: "1 h")
        try drop("first.yaml", announcement("first"), in: drops)
        _ = try drops.daemon("--once", wrapper: Self.nobody).run()
        let backup = try drops.client("backup", "\(drops.root)/copy")
        #expect(backup.succeeded, "\(backup)")
        try add("desk", to: drops)
        try drop("desk/a.yaml", announcement("a"), in: drops)
        try drop("desk/b.yaml", announcement("b"), in: drops)
        _ = try drops.daemon("--once", wrapper: Self.nobody).run()
        #expect(try drops.recorded() == ["first", "a", "b"])
        // What came after the backup cannot be carried over, as nothing proves it.
        try drops.shell("rm log/checkpoint heads/last; tail -n 1 log/0*.ndjson > x && cat x > $(ls log/0*.ndjson)")
        let restored = try drops.client("restore", "--yes", "\(drops.root)/copy")
        #expect(restored.succeeded, "\(restored)")
        let log = try drops.client("log", "-o", "json")
        #expect(log.text.contains(#""name":"desk/a.yaml""#) && log.text.contains(#""name":"desk/b.yaml""#), "\(log)")
        #expect(try drops.recorded().sorted() == ["a", "b", "first"])
    }

    @Test func `keep what is written into their files after these were taken`() throws {
        let drops = try timeline(scan: "1 h")
        try add("desk", to: drops)
        let daemon = try drops.start(wrapper: Self.nobody)
        var writer = Command(
            "bash", "-c",
            """
            umask 022; exec 3> incoming/desk/.a
            echo '{"announcement":"one","title":"T","occurred":"2025"}' >&3; mv incoming/desk/.a incoming/desk/a.ndjson
            until [ -e step ]; do sleep 0.01; done
            echo '{"announcement":"two","title":"T","occurred":"2025"}' >&3
            """)
        writer.directory = drops.root
        let writing = try writer.start()
        #expect(daemon.wait { $0.said("desk/a.ndjson: accepted 1 event (#0)") }, "\(daemon.errorsText)")
        try drops.shell("touch step")
        #expect(
            daemon.wait { $0.said("desk/a.ndjson: accepted 1 event (#1), 1 more already in the log,") },
            "\(daemon.errorsText)")
        #expect(daemon.said("/desk/a.ndjson had SHA-256 "), "\(daemon.errorsText)")
        #expect(writing.finish().succeeded)
        drops.stop(daemon)
    }
}
