import Glibc
import TestSupport
import Testing

/// What an administrator sees of a daemon that cannot do all of its work, and what it costs meanwhile.
struct `A degraded daemon` {
    /// Clock ticks of processor time that a process has used, its own and the system's for it.
    private static func ticks(_ process: pid_t) throws -> Int {
        let fields = try Command("cat", "/proc/\(process)/stat").run().text.split(separator: " ")
        return try #require(Int(fields[13])) + #require(Int(fields[14]))
    }

    @Test func `is idle while its disk is full, says so everywhere, and takes all that waited`() throws {
        let drops = try Drops()
        try drops.shell("mount -t tmpfs -o size=32k tmpfs log")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/log").run() }
        let daemon = try drops.start()
        for _ in 0..<300 { try drops.drop(events: 2) }
        #expect(daemon.wait { $0.said("writing the log fails: No space left on device") }, "\(daemon.errorsText)")
        // Files go on arriving.
        let before = try Self.ticks(daemon.processID)
        for _ in 0..<10 {
            try drops.drop(events: 1)
            usleep(400_000)
        }
        let used = try Self.ticks(daemon.processID) - before
        // Of four seconds; each attempt to open the log anew reads it once, and a busy loop would have 400.
        #expect(used < 100, "\(used) ticks of 10 ms in 4 s")

        let status = try drops.client("status")
        #expect(status.status == .exited(1), "\(status)")
        #expect(status.text.contains("writing the log fails since "), "\(status)")
        #expect(status.text.contains("make room on its file system"), "\(status)")
        // Nobody else takes the log meanwhile.
        #expect(try drops.daemon("--once").run().status == .exited(75))
        let json = try drops.client("status", "-o", "json")
        #expect(json.text.contains(#""troubles":[{"task":"writing the log","errno":28,"#), "\(json)")
        #expect(json.text.contains(#""well":false"#), "\(json)")

        try drops.shell("mount -o remount,size=8m log")
        try drops.wait(daemon)
        // Said once the files have been moved.
        #expect(daemon.wait { $0.said("writing the log works again") }, "\(daemon.errorsText)")
        #expect(daemon.times("writing the log fails") == 1, "\(daemon.errorsText)")
        #expect(daemon.times("writing the log works again") == 1, "\(daemon.errorsText)")
        #expect(try drops.client("status").text.contains("degraded") == false)
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `ends its batches on a disk that others fill, out of the room that it has set aside`() throws {
        let drops = try Drops()
        try drops.shell("mount -t tmpfs -o size=700m tmpfs log")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/log").run() }
        let daemon = try drops.start()
        try drops.drop(events: 1)
        #expect(daemon.wait { $0.said("good-1.ndjson: accepted") }, "\(daemon.errorsText)")
        try drops.shell(
            "f=$(stat -f -c %f log); b=$(stat -f -c %S log); fallocate -l $((f * b)) log/full; test $(stat -f -c %f log) = 0"
        )
        for _ in 0..<50 { try drops.drop(events: 100) }
        try drops.wait(daemon)
        #expect(!daemon.said("writing the log fails"), "\(daemon.errorsText)")
        #expect(try drops.recorded().count == 5_001)
        try drops.shell("rm log/full")
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
        // The length of a segment is that of its entries.
        try drops.shell("test $(cat log/*.ndjson | wc -c) = $(stat -c %s log/*.ndjson)")
    }

    @Test func `leaves a file where it is while the archive is full, and moves it when there is room`() throws {
        let drops = try Drops()
        // Another mount, so that files are copied; too small for one of them.
        try drops.shell("mount -t tmpfs -o size=16k tmpfs archive")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() }
        let daemon = try drops.start()
        try drops.drop(events: 400)
        #expect(daemon.wait { $0.said("can't be moved to archive: No space left on device") }, "\(daemon.errorsText)")
        // It is in the log once and for all.
        #expect(try drops.recorded().count == 400)
        try drops.shell("mount -o remount,size=8m archive")
        daemon.send(SIGHUP)
        try drops.wait(daemon)
        #expect(daemon.times("can't be moved") == 1, "\(daemon.errorsText)")
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `that cannot open its directories says which and why, and leaves`() throws {
        let drops = try Drops()
        try drops.shell("rm -r rejected && touch rejected")
        let outcome = try drops.daemon().run()
        #expect(outcome.status == .exited(74), "\(outcome)")
        #expect(outcome.errorText.contains("opening \(drops.root)/rejected fails: "), "\(outcome)")
    }
}
