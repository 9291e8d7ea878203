import TestSupport
import Testing

/// README's "Install on a server" and "Prove it", typed as they stand there.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `The install guide` {
    /// The blocks of commands in a section.
    private static func blocks(_ section: String) throws -> [String] {
        let text = try Command("cat", Programs.repository + "/README.md").run().text
        let section = try #require(
            text.split(separator: "## " + section).last?.split(separator: "\n## ").first)
        let parts = section.split(separator: "```", omittingEmptySubsequences: false).enumerated()
        return parts.filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element.dropFirst(2)) }
    }

    private func run(_ block: String, as user: String? = nil) throws -> Outcome {
        let container = try Container.running
        let drop = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups"] } ?? []
        var command = container.command(
            drop + ["sh", "-ec", "cd \(user.map { "/home/" + $0 } ?? "/root"); export LANG=C.UTF-8\n" + block])
        command.timeout = .seconds(180)
        return try command.run()
    }

    @Test func `leads from the package to the first event, the first mistake, a backup and back, and a proof`() throws {
        let container = try Container.running
        // Where Deploy/deb puts it, seen from the directory of the repository.
        try container.copy(InstalledPackage.file(), to: "/root/.build/deb/timelined_0.1.0_amd64.deb")
        let prepared = try container.run("sh", "-c", "rm -f /usr/sbin/policy-rc.d; ! id anna")
        try #require(prepared.succeeded, "\(prepared)")
        let blocks = try Self.blocks("Install on a server")
        try #require(blocks.count == 6)

        let installed = try run(blocks[0])
        try #require(installed.succeeded && installed.text.contains("active (running)"), "\(installed)")
        let first = try run(blocks[1], as: "anna")
        #expect(first.succeeded && first.text.contains("accepted as #0"), "\(first)")
        #expect(first.text.contains("in force"), "\(first)")
        let mistake = try run(blocks[2], as: "anna")
        #expect(mistake.succeeded, "\(mistake)")
        #expect(mistake.text.contains("mistake.yaml:2:1: unknown key \"titel\""), "\(mistake)")
        let told = try run(blocks[3])
        #expect(told.succeeded && told.text.contains("mistake.yaml: rejected from anna"), "\(told)")
        #expect(told.text.contains("A file has been rejected"), "\(told)")

        // A proof needs no more than the one event of the walk.
        let proof = try #require(try Self.blocks("Prove it").first)
        let proven = try run(proof)
        #expect(proven.succeeded && proven.text.contains("Entry #0 is in the log"), "\(proven)")
        #expect(try container.run("test", "-s", "/srv/www/log/checkpoint").succeeded)

        // The copy is taken while files arrive.
        let drops = """
            for n in $(seq 300); do
                printf 'announcement: x-%s\\ntitle: T\\noccurred: 2025\\n' $n > /var/spool/timelined/incoming/.x-$n.yaml
                mv /var/spool/timelined/incoming/.x-$n.yaml /var/spool/timelined/incoming/x-$n.yaml
            done
            """
        let dropping = try container.command(["sh", "-c", drops]).start()
        #expect(dropping.wait { _ in (try? container.run("timelinectl", "log", "-n", "5").lines.count) ?? 0 > 4 })
        let backup = try run(blocks[4])
        #expect(backup.succeeded, "\(backup)")
        #expect(dropping.finish().succeeded)
        _ = try run("while ls /var/spool/timelined/incoming | grep -q .; do sleep 0.2; done")
        let whole = try container.run("timelinectl", "log", "-o", "json", "--no-pager").lines.count
        #expect(whole == 301)

        let restored = try run(blocks[5])
        #expect(restored.succeeded, "\(restored)")
        _ = try run("while ls /var/spool/timelined/incoming | grep -q .; do sleep 0.2; done")
        #expect(try container.run("timelinectl", "log", "-o", "json", "--no-pager").lines.count == whole)
        #expect(try container.run("timelinectl", "verify").succeeded)
    }
}
