import TestSupport
import Testing

/// What is installed beside the programs, tried in a real systemd; the programs themselves are stand-ins here.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `Deployed files` {
    private static let deploy =
        "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/../../Deploy"

    private func installed() throws -> Container {
        let container = try Container.running
        try container.copy("/bin/true", to: "/usr/sbin/timelined")
        for (page, section) in [("timelined", "8"), ("timelinectl", "1"), ("timelined.yaml", "5")] {
            try container.write(".TH \(page) \(section)\n", to: "/usr/share/man/man\(section)/\(page).\(section)")
        }
        for (file, path) in [
            ("systemd/timelined.service", "/usr/lib/systemd/system/timelined.service"),
            ("systemd/timelined.sysusers", "/usr/lib/sysusers.d/timelined.conf"),
            ("systemd/timelined.tmpfiles", "/usr/lib/tmpfiles.d/timelined.conf"),
            ("catalog/timelined.catalog", "/usr/lib/systemd/catalog/timelined.catalog"),
        ] {
            try container.copy("\(Self.deploy)/\(file)", to: path)
            _ = try container.run("chmod", "644", path)
        }
        return container
    }

    @Test func `the unit has no fault, and its exposure is 0.5 or below`() throws {
        let container = try installed()
        let verified = try container.run("systemd-analyze", "verify", "timelined.service")
        #expect(verified.succeeded && verified.errors.isEmpty, "\(verified)")
        let exposure = try container.run("systemd-analyze", "security", "--threshold=5", "timelined.service")
        #expect(exposure.succeeded, "\(exposure)")
    }

    @Test func `users and folders come out as promised, and a second time changes nothing`() throws {
        let container = try installed()
        for _ in 0..<2 {
            let users = try container.run("systemd-sysusers", "timelined.conf")
            #expect(users.succeeded, "\(users)")
            let files = try container.run("systemd-tmpfiles", "--create", "timelined.conf")
            #expect(files.succeeded, "\(files)")
        }
        #expect(try container.run("id", "--name", "--groups", "timelined").text == "timeline\n")
        let spool = "/var/spool/timelined"
        let modes = try container.run(
            "stat", "--format=%a %U %G %n", spool, "\(spool)/incoming", "\(spool)/archive", "\(spool)/rejected",
            "/var/lib/timelined", "/var/lib/timelined/log", "/var/lib/timelined/cache")
        #expect(
            modes.lines == [
                "755 root root \(spool)", "3770 timelined timeline \(spool)/incoming",
                "2700 timelined timeline \(spool)/archive", "2750 timelined timeline \(spool)/rejected",
                "750 timelined timeline /var/lib/timelined", "750 timelined timeline /var/lib/timelined/log",
                "750 timelined timeline /var/lib/timelined/cache",
            ])
    }

    @Test func `in the sandbox the service can do its work and nothing else`() throws {
        let container = try installed()
        _ = try container.run("systemd-sysusers", "timelined.conf")
        _ = try container.run("systemd-tmpfiles", "--create", "timelined.conf")
        try container.write(Self.standIn, to: "/usr/local/sbin/stand-in")
        _ = try container.run("chmod", "755", "/usr/local/sbin/stand-in")
        // A shell talks to its commands through pipes.
        try container.write(
            "[Service]\nSystemCallFilter=pipe pipe2\nType=oneshot\nRestart=no\nWatchdogSec=0\nExecStart=\nExecStart=/usr/local/sbin/stand-in\n",
            to: "/run/systemd/system/timelined.service.d/stand-in.conf")
        _ = try container.run("systemctl", "daemon-reload")
        let started = try container.run("systemctl", "start", "timelined")
        let log = try container.run("journalctl", "--unit=timelined", "--output=cat")
        #expect(started.succeeded, "\(started)\(log)")
        #expect(try container.run("ls", "/var/spool/timelined/archive").text == "a.yaml\n", "\(log)")
    }

    /// A shell script that fails at the first thing which does not go as the daemon needs it.
    private static let standIn = """
        #!/bin/sh
        set -eux
        refused() { if "$@"; then exit 9; fi; }
        cd /var/spool/timelined
        touch incoming/a.yaml
        inode=$(stat --format=%i incoming/a.yaml)
        mv incoming/a.yaml archive/
        : a rename, not a copy
        test "$(stat --format=%i archive/a.yaml)" = "$inode"
        mkdir archive/2025-01-02
        test "$(stat --format=%G archive/2025-01-02)" = timeline
        rmdir archive/2025-01-02
        touch /var/lib/timelined/log/0 /var/lib/timelined/cache/0
        refused touch /var/lib/x /etc/x /usr/x
        refused ls /root
        refused chown root /var/lib/timelined/log/0
        test "$(grep --count : /proc/self/net/dev)" = 1
        refused ls /proc/1/
        rm /var/lib/timelined/log/0 /var/lib/timelined/cache/0
        """

    @Test func `the catalog is taken, and journalctl explains with it`() throws {
        let container = try installed()
        let updated = try container.run("journalctl", "--update-catalog")
        #expect(updated.succeeded && updated.errors.isEmpty, "\(updated)")
        let listed = try container.run("journalctl", "--list-catalog")
        #expect(listed.lines.filter { $0.contains(" timelined: ") }.count > 15)
        try say(
            in: container, id: "10e15255cd3443fcbd096a1c57a84fa6",
            fields: [
                "MESSAGE=a.yaml: rejected", "TIMELINE_FILE=a.yaml", "TIMELINE_REASON=unknown key",
            ])
        let explained = try container.run("journalctl", "--catalog", "MESSAGE_ID=10e15255cd3443fcbd096a1c57a84fa6")
        #expect(explained.text.contains("Subject: A file has been rejected"), "\(explained)")
        #expect(explained.text.contains("None of the events of a.yaml are in the log"), "\(explained)")
        #expect(explained.text.contains("    unknown key\n"), "\(explained)")
    }

    private func say(in container: Container, id: String, fields: [String]) throws {
        let entry = (["MESSAGE_ID=\(id)"] + fields).joined(separator: "\n") + "\n"
        let said = try container.run("logger", "--journald", input: Array(entry.utf8))
        try #require(said.succeeded, "\(said)")
        _ = try container.run("journalctl", "--sync")
    }
}
