import Glibc
import TestSupport
import Testing

/// Files that change while they are read, recorded or moved: what is recorded is what is archived, and nothing is lost.
///
/// The daemon is held in one of its calls by strace, and the file is changed meanwhile.
struct `A file that changes` {
    private static let delay = "delay_enter=400000"

    /// What somebody may do to a.yaml, and the names and slugs of what must be recorded in the end.
    private static let changes: [(script: String, slugs: Set<String>)] = [
        ("printf 'announcement: b\ntitle: T\noccurred: 2025\n' > incoming/a.yaml", ["b"]),
        ("printf -- '---\nannouncement: b\ntitle: T\noccurred: 2025\n' >> incoming/a.yaml", ["a", "b"]),
        ("mv other.yaml incoming/a.yaml", ["b"]),
        ("mv incoming/a.yaml incoming/z.yaml", ["a"]),
        ("mv incoming/a.yaml incoming/z.yaml; mv other.yaml incoming/a.yaml", ["a", "b"]),
        ("truncate -s 0 incoming/a.yaml; sleep 0.05; cat other.yaml > incoming/a.yaml", ["b"]),
        ("rm incoming/a.yaml", []),
        ("mv incoming/a.yaml .", []),
    ]

    /// Changes a.yaml while the daemon stands in the `number`-th call of this name, of those on `path` if that is given.
    private func change(
        _ script: String, during call: String, _ number: Int, on path: String? = nil, _ drops: Drops
    ) throws {
        try drops.drop("a.yaml", announcement("a"))
        try drops.shell("printf 'announcement: b\ntitle: T\noccurred: 2025\n' > other.yaml")
        let trace = drops.root + "/trace"
        let daemon = try drops.daemon(
            wrapper: [
                "strace", "-f", "-qq", "-o", trace, "-e", "trace=\(call)",
                "-e", "inject=\(call):\(Self.delay):when=\(number)",
            ] + (path.map { ["-P", "\(drops.root)/\($0)"] } ?? [])
        ).start()
        // Written when the call is entered: the daemon stands in it now.
        let isHeld = try daemon.wait { _ in
            try Command("sh", "-c", "grep -c '\(call)(' '\(trace)'").run().text.hasPrefix("\(number)\n")
        }
        try #require(isHeld, "\(daemon.errorsText)")
        try drops.shell(script)
        #expect(daemon.wait { $0.said("ready:") })
        try drops.wait(daemon)
        drops.stop(daemon)
    }

    /// Every file that is archived has all of its events in the log, and nothing is half recorded.
    private func check(_ drops: Drops, _ slugs: Set<String>, orBefore: Bool) throws {
        let recorded = try drops.recorded()
        #expect(Set(recorded).count == recorded.count)
        // What was recorded before the change came stays recorded.
        #expect(Set(recorded) == slugs || orBefore && Set(recorded) == slugs.union(["a"]), "\(recorded)")
        let archived = try Command(
            "bash", "-c", "find \(drops.root)/archive -type f -exec sed -n 's/^announcement: //p' {} +"
        ).run().lines
        #expect(Set(archived).isSubset(of: Set(recorded)), "archived \(archived), recorded \(recorded)")
        #expect(slugs.isSubset(of: Set(archived)), "archived \(archived)")
    }

    /// Before its bytes are read, and when they have been and it is asked whether it is still the same.
    @Test(arguments: changes.indices, [("read", 1), ("newfstatat", 2)])
    func `while it is read is read again`(index: Int, moment: (call: String, number: Int)) throws {
        let drops = try Drops()
        let (script, slugs) = Self.changes[index]
        try change(script, during: moment.call, moment.number, on: "incoming/a.yaml", drops)
        try check(drops, slugs, orBefore: false)
    }

    @Test(arguments: changes.indices) func `while it becomes durable is read again when it has`(index: Int) throws {
        let drops = try Drops()
        let (script, slugs) = Self.changes[index]
        try change(script, during: "fdatasync", 1, drops)
        try check(drops, slugs, orBefore: true)
    }

    @Test(arguments: changes.indices, [false, true])
    func `just before it is moved is not taken for the one that was read`(index: Int, acrossMounts: Bool) throws {
        let drops = try Drops()
        if acrossMounts { try drops.shell("mount -t tmpfs tmpfs archive") }
        defer { if acrossMounts { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() } }
        let (script, slugs) = Self.changes[index]
        // Across mounts the first rename fails, and the second takes the file out of the way.
        try change(script, during: "renameat2", acrossMounts ? 2 : 1, drops)
        try check(drops, slugs, orBefore: true)
        let left = try Command("ls", "-A", "\(drops.root)/incoming").run().text
        #expect(left.isEmpty, "\(left)")
    }

    @Test func `is given its name again where a crash left it on its way to another mount`() throws {
        let drops = try Drops()
        try drops.shell("printf 'announcement: a\ntitle: T\noccurred: 2025\n' > incoming/.a.yaml.taken")
        #expect(try drops.daemon("--once").run().status == .exited(0))
        #expect(try drops.recorded() == ["a"])
        #expect(try Command("sh", "-c", "ls \(drops.root)/archive/*").run().text == "a.yaml\n")
    }
}
