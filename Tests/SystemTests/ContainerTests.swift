import TestSupport
import Testing

@Suite(.whereContainersRun, .inContainer, .serialized) struct `A container` {
    @Test func `systemd is up, and it is not this machine's`() throws {
        let container = try Container.running
        #expect(try container.run("cat", "/proc/1/comm").text == "systemd\n")
        #expect(try container.run("systemctl", "is-active", "systemd-journald").text == "active\n")
        #expect(try container.run("systemd-detect-virt", "--container").text == "systemd-nspawn\n")
    }

    @Test func `exit codes, both outputs and input pass through`() throws {
        let outcome = try Container.running.run("sh", "-c", "cat; echo err >&2; exit 3", input: Array("in".utf8))
        #expect(outcome.status == .exited(3))
        #expect(outcome.text == "in")
        #expect(outcome.errorText == "err\n")
    }

    @Test func `what is written in there stays in there`() throws {
        let container = try Container.running
        try container.write("inside", to: "/usr/local/lib/timelined test/file")
        #expect(try container.run("cat", "/usr/local/lib/timelined test/file").text == "inside")
        #expect(try Command("test", "-e", "/usr/local/lib/timelined test").run().status == .exited(1))
        try container.copy("/bin/true", to: "/usr/local/bin/yes-it-is")
        #expect(try container.run("yes-it-is").succeeded)
    }

    @Test func `the journal keeps what systemd-cat says, and its priority`() throws {
        let container = try Container.running
        let said = try container.run(
            "systemd-cat", "--identifier=probe", "--priority=warning", "echo", "hello from the box")
        #expect(said.succeeded, "\(said)")
        let json = try entries(container, "SYSLOG_IDENTIFIER=probe")
        #expect(json.count == 1)
        #expect(json.first?.contains(#""MESSAGE":"hello from the box""#) == true, "\(json)")
        #expect(json.first?.contains(#""PRIORITY":"4""#) == true, "\(json)")
    }

    @Test func `a service is up when it says so, and its status is shown`() throws {
        let container = try Container.running
        let script = "systemd-notify --ready --status='in good health'; exec sleep 1000"
        let started = try container.run(
            "systemd-run", "--unit=probe", "--property=Type=notify", "--property=NotifyAccess=all", "sh", "-c", script)
        #expect(started.succeeded, "\(started)")
        let shown = try container.run(
            "systemctl", "show", "probe", "--property=ActiveState,StatusText")
        #expect(Set(shown.lines) == ["ActiveState=active", "StatusText=in good health"])
        #expect(try container.run("systemctl", "stop", "probe").succeeded)
        let journal = try entries(container, "UNIT=probe.service")
        #expect(journal.contains { $0.contains("Stopped") }, "\(journal)")
    }

    /// The entries that match, as one JSON text each, once journald has written all that it has.
    private func entries(_ container: Container, _ matches: String...) throws -> [String] {
        _ = try container.run("journalctl", "--sync")
        return try container.command(["journalctl", "--output=json"] + matches).run().lines
    }
}

@Suite(.whereContainersRun, .serialized) struct `The life of a container` {
    struct Expected: Error {}

    @Test func `it is gone when a test is over, also when that fails`() async throws {
        var inside: Container?
        await #expect(throws: Expected.self) {
            try await Container.withBooted { container in
                inside = container
                throw Expected()
            }
        }
        let container = try #require(inside)
        #expect(try Command("test", "-e", container.root).run().status == .exited(1))
    }
}
