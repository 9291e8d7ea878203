import Glibc
import TestSupport
import Testing

/// The configuration as an administrator meets it: files, checks, reloads.
struct `The configuration` {
    private func configure(_ scratch: DaemonScratch, _ text: String, _ file: String = "timelined.yaml") throws {
        let command = "mkdir -p \"$(dirname \"$1\")\" && printf %s \"$2\" > \"$1\""
        #expect(try Command("sh", "-c", command, "sh", "\(scratch.root)/\(file)", text).run().succeeded)
    }

    @Test func `is checked whole without being used`() throws {
        let scratch = try DaemonScratch()
        try configure(scratch, "setle: 1 s\nscan: 2 h\n")
        try configure(scratch, "largest: lots\n", "conf.d/10-size.yaml")
        let checked = try scratch.daemon("--check-config")
        #expect(checked.status == .exited(78))
        #expect(
            checked.errorText.split(separator: "\n").map { $0.prefix { $0 != "—" } } == [
                "\(scratch.root)/timelined.yaml:1:1: unknown option \"setle\" ",
                "\(scratch.root)/timelined.yaml:2:7: scan: \"2 h\" is out of range ",
                "\(scratch.root)/conf.d/10-size.yaml:1:10: largest: \"lots\" is no size ",
            ])
        // The same keeps a daemon from starting.
        let started = try scratch.daemon("--once")
        #expect(started.status == .exited(78))
        #expect(started.errorText.contains("configuration refused, leaving: 3 problems, first: line 1, column 1"))
        try configure(scratch, "scan: 5 s\n")
        try configure(scratch, "largest: 1 KiB\n", "conf.d/10-size.yaml")
        #expect(try scratch.daemon("--check-config").succeeded)
    }

    @Test func `is checked for users and groups that the system does not have`() throws {
        let scratch = try DaemonScratch()
        let rules = "/desk = root nosuchuser @root; /feeds/* = @nosuchgroup nosuchuser; * = @daemon"
        try configure(scratch, "scan: 5 s\nsubmitters: \(rules)\n")
        let path = "\(scratch.root)/timelined.yaml"
        for checked in [try scratch.daemon("--check-config"), try scratch.daemon("--check-config", path)] {
            #expect(checked.status == .exited(78), "\(checked)")
            #expect(
                checked.errorText.split(separator: "\n") == [
                    "submitters (\(path):2): the system has no group \"nosuchgroup\" — correct the name, or make it first",
                    "submitters (\(path):2): the system has no user \"nosuchuser\" — correct the name, or make it first",
                ], "\(checked)")
        }
        try configure(scratch, "submitters: /desk = root @root\n")
        #expect(try scratch.daemon("--check-config").succeeded)
    }

    @Test func `is checked as the user it is for, when root asks`() throws {
        let scratch = try DaemonScratch()
        _ = try scratch.once()
        func shell(_ script: String) throws {
            var command = Command("bash", "-c", script)
            command.directory = scratch.root
            #expect(try command.run().succeeded)
        }
        try shell("chown -R nobody . && chmod 755 .")
        #expect(try scratch.daemon("--check-config").succeeded)
        // Root could read this, make that, and write there.
        try configure(scratch, "scan: 5 s\n")
        try shell("chmod 600 timelined.yaml && chown root timelined.yaml")
        let unreadable = try scratch.daemon("--check-config")
        #expect(unreadable.status == .exited(78), "\(unreadable)")
        #expect(unreadable.errorText == "\(scratch.root)/timelined.yaml: cannot be read: Permission denied\n")
        try shell("rm timelined.yaml && mkdir -m 755 other && chown root other rejected && mkdir metrics")
        try configure(scratch, "spool: \(scratch.root)/other\nmetrics: \(scratch.root)/metrics/x.prom\n")
        let missing = try scratch.daemon("--check-config")
        #expect(missing.status == .exited(78), "\(missing)")
        for name in ["incoming", "archive", "rejected"] {
            let other = "\(scratch.root)/other"
            let sentence = "\(other)/\(name) is missing, and nobody may not make it in \(other)"
            #expect(missing.errorText.contains(sentence), "\(missing)")
        }
        let metrics = "\(scratch.root)/metrics is missing, or nobody may not write there"
        #expect(missing.errorText.contains(metrics), "\(missing)")
        try configure(scratch, "scan: 5 s\n")
        let closed = try scratch.daemon("--check-config")
        let rejected = "\(scratch.root)/rejected: Permission denied — make it and chown nobody"
        #expect(closed.errorText.contains(rejected), "\(closed)")
        try shell("chown nobody rejected")
        #expect(try scratch.daemon("--check-config").succeeded)
    }

    @Test func `one file is checked by its path, and a missing one is no file`() throws {
        let scratch = try DaemonScratch()
        try configure(scratch, "archive: kept\n", "draft.yaml")
        let wrong = try Command(Programs.timelined, "--check-config", "\(scratch.root)/draft.yaml").run()
        #expect(wrong.status == .exited(78))
        #expect(wrong.errorText.hasPrefix("\(scratch.root)/draft.yaml:1:10: archive: \"kept\""), "\(wrong)")
        #expect(try Command(Programs.timelined, "--check-config", "/nowhere.yaml").run().status == .exited(78))
    }

    @Test func `the example that is installed is right, and as it stands everything could be set`() throws {
        let scratch = try DaemonScratch()
        let path = Programs.repository + "/Deploy/etc/timelined.yaml"
        #expect(try Command(Programs.timelined, "--check-config", path).run().succeeded)
        let options = try Command("sed", "-n", "s/^# \\([a-z]*: .*\\)/\\1/p", path).run().text
        #expect(options.split(separator: "\n").count == 15)
        try configure(scratch, options, "all.yaml")
        let checked = try Command(Programs.timelined, "--check-config", "\(scratch.root)/all.yaml").run()
        #expect(checked.succeeded, "\(checked)")
    }

    @Test func `a reload takes it whole or not at all, and says which`() throws {
        let scratch = try DaemonScratch()
        try configure(scratch, "source: /one\n")
        let daemon = try scratch.start()
        #expect(try scratch.daemon("--reload").succeeded)

        try configure(scratch, "source: /two\nscam: 5 s\n")
        let refused = try scratch.daemon("--reload")
        #expect(refused.status == .exited(78))
        #expect(
            refused.errorText
                == "\(scratch.root)/timelined.yaml:2:1: unknown option \"scam\" — did you mean \"scan\"?\n")
        #expect(try scratch.client("config").text.contains("/one"))
        try scratch.drop("a.yaml", event("a"))
        #expect(try daemon.wait { _ in try scratch.count() == 1 })

        try configure(scratch, "source: /two\nlibrary: /elsewhere\n")
        let fixed = try scratch.daemon("--reload")
        #expect(fixed.errorText.contains("timelined.yaml:2:1: library cannot change while timelined runs"), "\(fixed)")

        try configure(scratch, "source: /two\nlargest: 1 KiB\n")
        #expect(try scratch.daemon("--reload").succeeded)
        try scratch.drop("b.yaml", event("b"))
        try scratch.drop("c.yaml", event("c") + "# " + String(repeating: "x", count: 1_024) + "\n")
        #expect(try daemon.wait { _ in try scratch.names("incoming").isEmpty })
        let sources = try scratch.client("log", "-o", "json").lines.map { $0.contains("\"source\":\"/two\"") }
        #expect(sources == [false, true])
        #expect(try scratch.reason("c.yaml").contains("expected at most 1024"))
        daemon.send(SIGTERM)
        #expect(daemon.finish().status == .exited(0))
    }

    @Test func `what is in force is shown, with where it comes from and what the files would change`() throws {
        let scratch = try DaemonScratch()
        try configure(scratch, "settle: 1 s\nscan: 9 s\n")
        try configure(scratch, "scan: 8 s\n", "conf.d/20.yaml")
        let daemon = try scratch.start("--largest", "2 MiB")
        try configure(scratch, "settle: 2 s\n")
        let shown = try scratch.client("config", "-o", "json")
        #expect(shown.succeeded)
        let root = scratch.root
        for option in [
            #"{"key":"source","value":"/desk","from":"default"}"#,
            #"{"key":"settle","value":"1 s","from":"\#(root)/timelined.yaml:1","next":"2 s"}"#,
            #"{"key":"scan","value":"8 s","from":"\#(root)/conf.d/20.yaml:1"}"#,
            #"{"key":"largest","value":"2 MiB","from":"--largest"}"#,
            #"{"key":"library","value":"\#(root)","from":"default"}"#,
        ] {
            #expect(shown.text.contains(option), "\(option) in \(shown.text)")
        }
        let text = try scratch.client("config")
        #expect(text.errorText.contains("settle would be 2 s"), "\(text)")
        daemon.send(SIGTERM)
        _ = daemon.finish()
        // Without a daemon: what one would begin with.
        var command = Command(Programs.timelinectl, "config", "-o", "json")
        command.environment = ["TIMELINED_ROOT": root, "TIMELINED_SETTLE": "3 s", "TIMELINED_SCAN": "x"]
        let next = try command.run()
        #expect(next.status == .exited(1))
        #expect(next.text.contains(#"{"key":"settle","value":"3 s","from":"TIMELINED_SETTLE"}"#), "\(next)")
        #expect(next.errorText.contains("TIMELINED_SCAN: \"x\" is no time"), "\(next)")
    }

    @Test func `a wrong flag is a wrong command line`() throws {
        let wrong = try Command(Programs.timelined, "--archive", "never").run()
        #expect(wrong.status == .exited(64))
        #expect(wrong.errorText.contains("--archive: \"never\" says nothing about the archive"), "\(wrong)")
        let nobody = try DaemonScratch().daemon("--reload")
        #expect(nobody.status == .exited(74))
        #expect(nobody.errorText.contains("no daemon runs: nobody listens at "), "\(nobody)")
    }
}
