import Glibc
import TestSupport
import Testing

/// The drop folder on a file system of its own, which comes and goes.
struct `Unmounting` {
    /// The files that a process has open in a folder.
    private func held(_ daemon: RunningCommand, _ drops: Drops) throws -> [String] {
        try Command("bash", "-c", "readlink /proc/\(daemon.processID)/fd/* /proc/\(daemon.processID)/cwd || true").run()
            .lines.filter { line in ["incoming", "archive", "rejected"].contains { line.contains("/\($0)") } }
    }

    private func release(_ folder: String) { _ = try? Command("umount", "-l", folder).run() }

    @Test func `the drop folder works while the daemon waits, as often as one likes`() throws {
        let drops = try Drops()
        defer { release("\(drops.root)/incoming") }
        try drops.shell("printf 'scan: 1 s\n' > timelined.yaml; mount -t tmpfs tmpfs incoming")
        let daemon = try drops.start()
        for round in 1...3 {
            try drops.drop(events: 2)
            try drops.dropBad()
            try drops.wait(daemon)
            let isReleased = try daemon.wait { _ in try held(daemon, drops).isEmpty }
            #expect(isReleased, "the daemon holds the folder")
            // Not lazily: it fails while anything of it is held.
            try drops.shell("umount incoming")
            #expect(daemon.wait { $0.times("its file system was unmounted") == round }, "\(daemon.errorsText)")
            try drops.shell("mount -t tmpfs tmpfs incoming")
        }
        try drops.drop(events: 1)
        try drops.wait(daemon)
        // Watched again, not only scanned.
        drops.stop(daemon)
        #expect(try drops.fault() == nil)
    }

    @Test func `what is to be found again is looked for, and not made below`() throws {
        let drops = try Drops()
        let spool = "\(drops.root)/spool"
        defer { release(spool) }
        try drops.shell(
            """
            mkdir spool store; mount -t tmpfs tmpfs spool; mkdir spool/incoming
            printf 'scan: 1 s\nspool: \(spool)\n' > timelined.yaml
            """)
        let daemon = try drops.start()
        func put(_ slug: String) throws {
            try drops.shell(
                "printf 'announcement: \(slug)\ntitle: T\noccurred: 2025\n' > spool/.x && mv spool/.x spool/incoming/\(slug).yaml"
            )
        }
        try put("one")
        #expect(daemon.wait { $0.said("one.yaml: accepted") }, "\(daemon.errorsText)")
        #expect(try daemon.wait { _ in try held(daemon, drops).isEmpty })
        try drops.shell("umount spool")
        #expect(daemon.wait { $0.said("its file system was unmounted") }, "\(daemon.errorsText)")
        #expect(daemon.wait { $0.said("opening the drop folder fails: No such file") }, "\(daemon.errorsText)")
        #expect(try drops.client("status").text.contains("opening the drop folder fails"))
        usleep(1_500_000)
        #expect(try Command("ls", "-A", spool).run().text.isEmpty, "nothing may be made below the mount")
        try drops.shell("mount -t tmpfs tmpfs spool; mkdir spool/incoming spool/archive spool/rejected")
        try put("two")
        #expect(daemon.wait { $0.said("two.yaml: accepted") }, "\(daemon.errorsText)")
        #expect(daemon.said("opening the drop folder works again") && daemon.times("was unmounted") == 1)
        #expect(try drops.client("status").succeeded)
        // A folder that is deleted, not unmounted, is made again.
        try drops.shell("rmdir spool/incoming")
        #expect(try daemon.wait { _ in try Command("test", "-d", "\(spool)/incoming").run().succeeded })
        drops.stop(daemon)
        #expect(try drops.recorded() == ["one", "two"])
    }

    @Test func `a folder that rests takes a new configuration, and knows when it was replaced`() throws {
        let drops = try Drops()
        let daemon = try drops.start()
        #expect(try daemon.wait { _ in try held(daemon, drops).isEmpty })
        try drops.shell("printf 'largest: 1 KiB\n' > timelined.yaml")
        #expect(try drops.daemon("--reload").run().succeeded)
        try drops.drop("large.yaml", String(repeating: "#", count: 2_000) + "\n")
        #expect(daemon.wait { $0.said("large.yaml: rejected") }, "\(daemon.errorsText)")
        try drops.drop(events: 1)
        #expect(daemon.wait { $0.said("good-1.ndjson: accepted") }, "\(daemon.errorsText)")
        try drops.shell("mv incoming old && mkdir -p incoming")
        #expect(daemon.wait { $0.said("another directory lies there now") }, "\(daemon.errorsText)")
        try drops.drop(events: 1)
        #expect(daemon.wait { $0.said("good-2.ndjson: accepted") }, "\(daemon.errorsText)")
        drops.stop(daemon)
    }
}
