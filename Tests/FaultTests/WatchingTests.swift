import Glibc
import TestSupport
import Testing

/// However little the kernel tells of the drop folder, and whatever becomes of it, files are found.
struct `Watching` {
    @Test func `a folder that was unmounted, and mounted again, is found again`() throws {
        let drops = try Drops()
        try drops.shell("mount -t tmpfs tmpfs incoming")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/incoming").run() }
        let daemon = try drops.start()
        try drops.drop(events: 1)
        try drops.wait(daemon)
        try drops.shell("umount -l incoming")
        #expect(daemon.wait { $0.said("another directory lies there now") }, "\(daemon.errorsText)")
        try drops.drop(events: 1)
        try drops.wait(daemon)
        // Of a mount nothing is told: the scan finds it, which SIGHUP asks for.
        try drops.shell("mount -t tmpfs tmpfs incoming")
        try drops.drop(events: 1)
        daemon.send(SIGHUP)
        try drops.wait(daemon)
        #expect(daemon.times("another directory lies there now") == 2, "\(daemon.errorsText)")
        // What is told of the new one is heard.
        try drops.drop(events: 1)
        try drops.wait(daemon)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `a folder that was deleted is made again, and one that cannot be is waited for`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        // A file in its place: no folder can be made there.
        // The daemon may be quicker to make it again: until it was not.
        try drops.shell("until [ -f incoming ]; do rmdir incoming; touch incoming; done")
        #expect(daemon.wait { $0.said("opening the drop folder fails: ") }, "\(daemon.errorsText)")
        let status = try drops.client("status")
        #expect(status.status == .exited(1) && status.text.contains("opening the drop folder fails"), "\(status)")
        try drops.shell("rm incoming && mkdir -p incoming")
        try drops.drop(events: 1)
        #expect(daemon.wait { $0.said("opening the drop folder works again") }, "\(daemon.errorsText)")
        try drops.wait(daemon)
        #expect(try drops.client("status").succeeded)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `an archive that was replaced is found again when a file is to go there`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        try drops.shell("rmdir archive && mkdir archive")
        try drops.drop(events: 1)
        // The first attempt tells that the archive is gone, and the folder is opened anew.
        try drops.wait(daemon)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test(arguments: ["EMFILE", "ENOSPC"]) func `without an inotify instance, scans do, and it is said once`(
        error: String
    )
        throws
    {
        let drops = try Drops()
        let call = error == "EMFILE" ? "inotify_init1" : "inotify_add_watch"
        let daemon = try drops.start(
            wrapper: [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):error=\(error):when=1..2",
            ])
        try drops.drop(events: 1)
        try drops.wait(daemon)
        #expect(daemon.times("watching \(drops.root)/incoming fails") == 1, "\(daemon.errorsText)")
        #expect(daemon.said("raise fs.inotify.max_user_"), "\(daemon.errorsText)")
        #expect(daemon.wait { $0.said("watching \(drops.root)/incoming works again") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `a folder of which nothing is told, such as an overlay's, is scanned every minute`() throws {
        let drops = try Drops()
        try drops.shell(
            """
            mkdir lower box && mount -t tmpfs tmpfs box && mkdir box/upper box/work
            mount -t overlay overlay -o lowerdir=lower,upperdir=box/upper,workdir=box/work incoming
            """)
        defer { _ = try? Command("sh", "-c", "umount -l \(drops.root)/incoming; umount -l \(drops.root)/box").run() }
        let daemon = try drops.start()
        // Below the overlay: as on a network file system, the change is another machine's.
        try drops.shell("printf '\(announcement("quiet").escapedForPrintf)' > box/upper/quiet.yaml")
        usleep(500_000)
        #expect(!daemon.said("quiet.yaml"), "the kernel has told of it: the test shows nothing")
        #expect(daemon.wait { $0.said("quiet.yaml: accepted 1 event") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.recorded() == ["quiet"])
    }

    @Test func `a file that cannot be read stays, is said once, and is taken when it can be`() throws {
        let drops = try Drops()
        try drops.shell("chown -R nobody . && chmod 755 .")
        let daemon = try drops.start(wrapper: ["setpriv", "--reuid=nobody", "--clear-groups"])
        try drops.shell("install -m 000 /dev/null incoming/.a && mv incoming/.a incoming/a.yaml")
        try drops.drop(events: 1)
        #expect(daemon.wait { $0.said("a.yaml from root: can't be read: Permission denied") }, "\(daemon.errorsText)")
        #expect(daemon.wait { $0.said("good-1.ndjson: accepted") }, "one file must not delay another")
        daemon.send(SIGHUP)
        usleep(200_000)
        #expect(daemon.times("can't be read") == 1, "\(daemon.errorsText)")
        try drops.shell(
            "printf '\(announcement("late").escapedForPrintf)' > incoming/a.yaml; chmod 644 incoming/a.yaml")
        try drops.wait(daemon)
        #expect(try drops.recorded().sorted() == ["event-0", "late"])
        drops.stop(daemon)
    }

    @Test func `the reason of one file never takes the place of another file`() throws {
        let drops = try Drops()
        // Refused for its ending, and then lying where the reason of a.yaml would.
        try drops.drop("a.yaml.reason", "a user's own text\n")
        _ = try drops.daemon("--once").run()
        try drops.drop("a.yaml", "nonsense: x\n")
        _ = try drops.daemon("--once").run()
        let names = try Command("ls", "\(drops.root)/rejected").run().lines
        #expect(
            Set(names) == ["a.yaml.reason", "a.yaml.reason.reason", "a-2.yaml", "a-2.yaml.reason"], "\(names)")
        #expect(try Command("cat", "\(drops.root)/rejected/a.yaml.reason").run().text == "a user's own text\n")
    }
}

extension String {
    fileprivate var escapedForPrintf: String { split(separator: "\n").map { $0 + "\\n" }.joined() }
}
