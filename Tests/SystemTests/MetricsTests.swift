import Glibc
import LinuxIO
import TestSupport
import Testing

/// What Prometheus gets to see.
struct `The metrics` {
    private func read(_ scratch: DaemonScratch) throws -> ExpositionReader {
        try ExpositionReader(try Command("cat", "\(scratch.root)/run/timelined.prom").run().text)
    }

    @Test func `count what becomes of files, and follow the log over a restart`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("a.yaml", event("a") + "---\n" + event("b"))
        try scratch.once()
        var daemon = try scratch.start()
        try scratch.drop("again.yaml", event("a"))
        try scratch.drop("bad.yaml", "no: event\n")
        try scratch.drop("conflict.yaml", event("a", title: "Another"))
        try scratch.drop("new.yaml", "directive: d\ntitle: T\noccurred: 2025\nby: x\nto: y\n")
        #expect(try Command("mkdir", "\(scratch.root)/incoming/folder").run().succeeded)
        let missing = "correction: \"nothing:made:2025\"\nverb: retracted\nreason: error\n"
        try scratch.drop("missing.yaml", missing)
        #expect(try daemon.wait { _ in try scratch.names("incoming").isEmpty })
        // They come within a few seconds of a commit, or at once with a reload.
        #expect(try scratch.daemon("--reload").succeeded)
        let page = try read(scratch)
        for (series, value) in [
            ("timelined_log_events{kind=\"announcement\"}", 2.0), ("timelined_log_events{kind=\"directive\"}", 1),
            ("timelined_log_head", 3), ("timelined_files_accepted_total", 1), ("timelined_files_duplicate_total", 1),
            ("timelined_files_rejected_total{reason=\"conflict\"}", 1),
            ("timelined_files_rejected_total{reason=\"not-a-file\"}", 1),
            ("timelined_commit_seconds_count", 1), ("timelined_backlog_files", 0), ("timelined_degraded", 0),
            ("timelined_snapshot_lag_events", 3), ("timelined_build_info{version=\"0.1.0\"}", 1),
        ] {
            #expect(page.samples[series] == value, "\(series) \(page.samples)")
        }
        let refused = page.samples.filter { $0.key.hasPrefix("timelined_files_rejected_total") }.map(\.value)
        #expect(refused.reduce(0, +) == 4)
        let bytes = try Command("sh", "-c", "cat \(scratch.root)/log/*.ndjson | wc -c").run().text
        #expect(page.samples["timelined_log_bytes"] == Double(bytes.dropLast()))
        let started = try #require(page.samples["timelined_start_time_seconds"])
        let recorded = try #require(page.samples["timelined_log_recorded_timestamp_seconds"])
        #expect(recorded >= started && recorded <= Double(Clock.now()) / 1e6)
        daemon.send(SIGTERM)
        _ = daemon.finish()

        daemon = try scratch.start()
        let next = try read(scratch)
        #expect(next.samples["timelined_log_events{kind=\"announcement\"}"] == 2)
        #expect(next.samples["timelined_files_accepted_total"] == 0)
        daemon.send(SIGTERM)
        _ = daemon.finish()
    }

    @Test func `say what fails, how much waits and since when`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        // A name that no move gets out of the way: its place in rejected/ is taken by a folder that can't be written.
        #expect(try Command("rm", "-r", "\(scratch.root)/rejected").run().succeeded)
        #expect(try Command("touch", "\(scratch.root)/rejected").run().succeeded)
        try scratch.drop("bad.yaml", "no: event\n")
        #expect(daemon.wait { String(decoding: $0.errorsSoFar, as: UTF8.self).contains("fails") })
        #expect(try scratch.daemon("--reload").succeeded)
        let page = try read(scratch)
        #expect((page.samples["timelined_degraded"] ?? 0) >= 1, "\(page.samples)")
        #expect(page.samples.contains { $0.key.hasPrefix("timelined_task_failing{") && $0.value == 1 })
        daemon.send(SIGTERM)
        _ = daemon.finish()
    }

    @Test func `are no file where there should be none, and another where it is named`() throws {
        let scratch = try DaemonScratch()
        var daemon = try scratch.start("--metrics", "none")
        #expect(try scratch.names("run") == ["control.sock", "health.json"])
        daemon.send(SIGTERM)
        _ = daemon.finish()
        daemon = try scratch.start("--metrics", "\(scratch.root)/x.prom")
        let shown = try Command("stat", "--format=%a", "\(scratch.root)/x.prom").run()
        #expect(shown.text == "644\n")
        daemon.send(SIGTERM)
        _ = daemon.finish()
    }

    /// What Prometheus thinks of the page and of the rules that we ship; Tests/run gets promtool.
    @Test func `promtool finds nothing wrong with them, nor with the example of alerts`() throws {
        let scratch = try DaemonScratch()
        let daemon = try scratch.start()
        let checked = try Command("sh", "-c", "promtool check metrics < '\(scratch.root)/run/timelined.prom'").run()
        #expect(checked.succeeded && checked.output.isEmpty && checked.errors.isEmpty, "\(checked)")
        let rules = Programs.repository + "/Deploy/prometheus/timelined.rules.yml"
        let alerts = try Command("promtool", "check", "rules", rules).run()
        #expect(alerts.succeeded, "\(alerts)")
        // Every series that an alert asks for is one that is written.
        let page = try read(scratch)
        let text = try Command("grep", "-oE", "timelined_[a-z_]+", rules).run().lines
        for name in Set(text) where !name.hasSuffix("_bucket") && name != "timelined_backlog_oldest_timestamp_seconds" {
            #expect(page.types[name] != nil, "\(name)")
        }
        daemon.send(SIGTERM)
        _ = daemon.finish()
    }

    /// Over half an hour, every 15 seconds: one that is started anew every minute, and one that was upgraded.
    @Test func `an alert tells a crash loop, and no upgrade`() throws {
        let scratch = try DaemonScratch()
        func starts(_ every: Int) -> String { (0..<120).map { "\(1_000 + $0 / every)" }.joined(separator: " ") }
        let tests = """
            rule_files: [\(Programs.repository)/Deploy/prometheus/timelined.rules.yml]
            evaluation_interval: 15s
            tests:
              - interval: 15s
                input_series:
                  - series: 'timelined_start_time_seconds{instance="loops"}'
                    values: '\(starts(4))'
                  - series: 'timelined_start_time_seconds{instance="upgraded"}'
                    values: '\(starts(60))'
                promql_expr_test:
                  - expr: ALERTS{alertname="TimelinedRestarts", alertstate="firing"}
                    eval_time: 25m
                    exp_samples:
                      - labels: 'ALERTS{alertname="TimelinedRestarts",alertstate="firing",instance="loops",severity="critical"}'
                        value: 1
            """
        var write = Command("sh", "-c", "cat > \"$1\"", "sh", "\(scratch.root)/alerts.yml")
        write.input = .bytes(Array(tests.utf8))
        try #require(try write.run().succeeded)
        let tested = try Command("promtool", "test", "rules", "\(scratch.root)/alerts.yml").run()
        #expect(tested.succeeded, "\(tested)")
    }
}
