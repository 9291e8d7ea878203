import TestSupport
import Testing

/// What is said must be so: of each failure the cause that it has, in every place where it is asked for.
struct `What is said` {
    private static func metric(_ name: String, _ drops: Drops) throws -> String? {
        try Command("cat", "\(drops.root)/run/timelined.prom").run().lines.first { $0.hasPrefix(name + " ") }
    }

    @Test func `of a file that cannot be read stands in the journal, in status and in the metrics, until it can`()
        throws
    {
        let drops = try Drops()
        try drops.shell("chown -R nobody . && chmod 755 .")
        let daemon = try drops.start(wrapper: ["setpriv", "--reuid=nobody", "--clear-groups"])
        try drops.shell("install -m 000 /dev/null .a && mv .a incoming/a.yaml")
        #expect(daemon.wait { $0.said("a.yaml from root: can't be read: Permission denied") }, "\(daemon.errorsText)")
        // It is the submitter's affair, and no trouble of the daemon's.
        #expect(
            try daemon.wait { _ in
                let status = try drops.client("status")
                // Its lines are as long as the terminal's.
                let said = status.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                return status.status == .exited(0)
                    && said.contains("a.yaml of root (uid 0) stays in the drop folder: Permission denied")
                    && said.contains("chmod g+r")
            })
        #expect(try daemon.wait { _ in try Self.metric("timelined_left_files", drops) == "timelined_left_files 1" })
        #expect(try Self.metric("timelined_degraded", drops) == "timelined_degraded 0")
        try drops.shell("rm incoming/a.yaml; pkill -HUP -f '^\(Programs.timelined) --root \(drops.root) '")
        #expect(try daemon.wait { _ in try Self.metric("timelined_left_files", drops) == "timelined_left_files 0" })
        #expect(try !drops.client("status").text.contains("a.yaml"))
        drops.stop(daemon)
    }

    @Test func `of an archive that is full stands there as well, and the batch has its file`() throws {
        let drops = try Drops()
        try drops.shell("mount -t tmpfs -o size=16k tmpfs archive")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() }
        let daemon = try drops.start()
        try drops.drop(events: 400)
        #expect(daemon.wait { $0.said("can't be moved to archive: No space left on device") }, "\(daemon.errorsText)")
        #expect(daemon.wait { $0.said("batch 0: 400 events (#0–#399) of 1 file durable") }, "\(daemon.errorsText)")
        let status = try drops.client("status")
        #expect(status.status == .exited(1), "\(status)")
        #expect(status.text.contains("moving files to the archive fails since "), "\(status)")
        try drops.shell(
            "mount -o remount,size=8m archive; pkill -HUP -f '^\(Programs.timelined) --root \(drops.root) '")
        #expect(daemon.wait { $0.said("moving files to the archive works again") }, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `of a reason that cannot be written is that, and no empty one stays or counts`() throws {
        let drops = try Drops()
        // Room for names and for nothing in them.
        try drops.shell("mount -t tmpfs -o size=4k tmpfs rejected && head -c 4096 /dev/zero > rejected/.full")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/rejected").run() }
        try drops.dropBad()
        let outcome = try drops.daemon("--once").run()
        #expect(outcome.status == .exited(74), "\(outcome)")
        #expect(outcome.errorText.contains("can't be moved to rejected: No space left on device"), "\(outcome)")
        #expect(!outcome.errorText.contains("chmod"), "\(outcome)")
        #expect(try Command("ls", "\(drops.root)/rejected").run().text.isEmpty)
        #expect(try drops.client("status", "-o", "json").text.contains(#""rejected":0,"#))
    }

    @Test func `of rejections counts files, not what they are called`() throws {
        let drops = try Drops()
        try drops.drop("x.reason", "a user's own text\n")
        try drops.dropBad()
        _ = try drops.daemon("--once").run()
        let status = try drops.client("status", "-o", "json")
        #expect(status.text.contains(#""rejected":2,"#), "\(status)")
    }

    @Test func `of a file without events is that it has none`() throws {
        let drops = try Drops()
        try drops.drop("a.json", "[]")
        let outcome = try drops.daemon("--once").run()
        #expect(outcome.errorText.contains("a.json: nothing new from root: it holds no event"), "\(outcome)")
    }

    @Test func `of a place where nothing can be published is not said of the log`() throws {
        let drops = try Drops()
        try drops.drop(events: 1)
        _ = try drops.daemon("--once").run()
        let outcome = try drops.client("publish", "/dev/null")
        #expect(outcome.errorText.contains("/dev/null: open: Not a directory"), "\(outcome)")
        #expect(!outcome.errorText.contains("cannot read the log"), "\(outcome)")
    }
}
