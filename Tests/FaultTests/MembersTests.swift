import Glibc
import TestSupport
import Testing

/// What one member of the group leaves in the drop folder, and what the others see of it: the daemon runs as nobody, and
/// members are two other users.
struct `A member` {
    private static let daemon = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]

    /// A timeline of nobody's, with a drop folder as the package has it: sticky, and open to members.
    private func timeline() throws -> Drops {
        let drops = try Drops()
        try drops.shell("chown -R nobody:nogroup . && chmod 755 . && chmod 1777 incoming")
        return drops
    }

    /// Runs a script in the drop folder as one of the members, "mail" or "daemon".
    private func run(_ drops: Drops, as user: String = "mail", _ script: String) throws {
        let words = ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "bash", "-ec"]
        var command = Command(words: words + ["umask 022; " + script])
        command.directory = "\(drops.root)/incoming"
        let outcome = try command.run()
        try #require(outcome.succeeded, "\(outcome)")
    }

    /// What `timelinectl status` says, its lines joined, as it breaks them.
    private func said(_ status: Outcome) -> String { status.text.split { $0.isWhitespace }.joined(separator: " ") }

    private func waits(_ daemon: RunningCommand, for text: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(daemon.wait { $0.said(text) }, "\(text) in \(daemon.errorsText)", sourceLocation: location)
    }

    /// What stays for what it is, with what is said of it; each is made by a member in the drop folder.
    @Test(arguments: [
        ("mkdir x; sleep 0.2; touch x/a", "Directory not empty", "drop the files in it one by one"),
        ("mkdir -m 777 .x; mkdir -m 700 .x/a; mv .x x", "Directory not empty", "drop the files in it one by one"),
        ("mkdir -m 700 .x; touch .x/a; mv .x x", "Directory not empty", "drop the files in it one by one"),
        ("umask 077; echo x > .x; mv .x x", "Permission denied", "chmod g+r"),
        ("echo x > .x; chmod 000 .x; mv .x x", "Permission denied", "chmod g+r"),
    ])
    func `who leaves what stays there degrades nothing, and is named with it`(
        script: String, reason: String, advice: String
    ) throws {
        let drops = try timeline()
        let daemon = try drops.start(wrapper: Self.daemon)
        try run(drops, script)
        waits(daemon, for: "x from mail: can't be ")
        try drops.drop(events: 1)
        waits(daemon, for: "good-1.ndjson: accepted")
        let status = try drops.client("status")
        #expect(status.succeeded && !status.text.contains("degraded"), "\(status)")
        #expect(said(status).contains("x of mail (uid 8) stays in the drop folder: \(reason) — "), "\(status)")
        #expect(said(status).contains(advice), "\(status)")
        let json = try drops.client("status", "-o", "json").text
        #expect(
            json.contains(#""left":[{"uid":8,"user":"mail","files":1,"first":"x","reason":"\#(reason)""#), "\(json)")
        #expect(json.contains(#""well":true"#) && json.contains(#""waiting":0"#), "\(json)")
        // Looked at again and again, it is said once.
        for _ in 0..<3 {
            daemon.send(SIGHUP)
            usleep(300_000)
        }
        #expect(daemon.times("x from mail: can't be ") == 1, "\(daemon.errorsText)")
        #expect(try drops.shell("ls -A rejected").text.isEmpty)
        // Gone, nothing is said of it any more.
        try run(drops, "rm -rf x")
        daemon.send(SIGHUP)
        #expect(try daemon.wait { _ in try !said(drops.client("status")).contains("stays in the drop folder") })
        drops.stop(daemon)
    }

    @Test(arguments: [
        "mkdir x", "mkdir -m 700 x", "mkfifo x", "ln -s /etc/passwd x",
        "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"x\")'",
    ])
    func `who drops what is no file finds a plain file with its reason`(script: String) throws {
        let drops = try timeline()
        try run(drops, script)
        let outcome = try drops.daemon("--once", wrapper: Self.daemon).run()
        #expect(outcome.status == .exited(1) && outcome.errorText.contains("x: rejected from mail: a "), "\(outcome)")
        #expect(
            try drops.shell("ls -A incoming; ls rejected; find rejected -mindepth 1 ! -type f").text == "x\nx.reason\n")
        #expect(try drops.shell("tail -n 1 rejected/x.reason").text == "dropped by uid 8\n")
    }

    @Test func `who is over the quota is told so by submit, and does not wait for nothing`() throws {
        let drops = try timeline()
        try drops.shell("printf 'quota: 1 MiB\\nlargest: 4 MiB\\n' > timelined.yaml")
        try drops.shell("printf 'announcement: a\\ntitle: T\\noccurred: 2025\\n' > good.yaml; chmod 644 good.yaml")
        let daemon = try drops.start(wrapper: Self.daemon)
        try run(
            drops, as: "daemon", "{ echo 'no: event'; head -c 2000000 /dev/zero | tr '\\0' '#'; } > .x; mv .x x.yaml")
        waits(daemon, for: "x.yaml: rejected from daemon")
        func submit(as user: String) throws -> Outcome {
            let words = ["setpriv", "--reuid=\(user)", "--regid=nogroup", "--clear-groups", Programs.timelinectl]
            return try Command(
                words: words + ["submit", "--root", drops.root, "--wait=40", "\(drops.root)/good.yaml"],
                timeout: .seconds(60)
            ).run()
        }
        try drops.shell("chmod -R g+rX run log rejected")
        let began = ContinuousClock.now
        let waiting = try submit(as: "daemon")
        #expect(waiting.status == .exited(2), "\(waiting)")
        #expect(
            waiting.errorText.contains("good.yaml waits, unread: rejected/ has as much of yours as it may"),
            "\(waiting)")
        #expect(ContinuousClock.now - began < .seconds(20))
        // Another's is taken.
        #expect(try submit(as: "mail").succeeded)
        drops.stop(daemon)
    }

    @Test func `who leaves much by the way hides no other's, and no trouble of the service's`() throws {
        let drops = try timeline()
        try drops.shell("mount -t tmpfs -o size=16k,mode=755,uid=65534 tmpfs archive")
        defer { _ = try? Command("umount", "-l", "\(drops.root)/archive").run() }
        try run(
            drops, "for n in {1..300}; do mkdir -p a-$n/x; done; umask 077; for n in {1..300}; do echo x > b-$n; done")
        try run(drops, as: "daemon", "mkdir -p z/x")
        let daemon = try drops.start(wrapper: Self.daemon)
        waits(daemon, for: "z from daemon: can't be moved to rejected")
        let well = try drops.client("status")
        #expect(well.succeeded, "\(well)")
        for line in [
            "a-1 of mail (uid 8) and 299 more stay in the drop folder: Directory not empty",
            "b-1 of mail (uid 8) and 299 more stay in the drop folder: Permission denied",
            "z of daemon (uid 1) stays in the drop folder: Directory not empty",
        ] {
            #expect(said(well).contains(line), "\(well)")
        }
        // What fails for want of room is trouble, and names its file.
        try run(
            drops, as: "daemon",
            "for n in {1..400}; do printf '{\"announcement\":\"e-%d\",\"title\":\"T\",\"occurred\":\"2025\"}\\n' $n; done > .f; mv .f good.ndjson"
        )
        waits(daemon, for: "good.ndjson from daemon: can't be moved to archive: No space left on device")
        let ill = try drops.client("status")
        #expect(ill.status == .exited(1), "\(ill)")
        #expect(said(ill).contains("moving files to the archive fails since "), "\(ill)")
        #expect(said(ill).contains("the first of its files: good.ndjson of uid 1"), "\(ill)")
        drops.stop(daemon)
    }
}
