import TestSupport
import Testing

/// The daemon as an administrator meets it: a real systemd, a real journald, the real programs.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `The service` {
    private static let seed = Programs.repository + "/Events/seed"

    private func installed() throws -> Container {
        let container = try Container.running
        for (file, path) in [
            (Programs.timelined, "/usr/sbin/timelined"), (Programs.timelinectl, "/usr/bin/timelinectl"),
            ("\(Programs.repository)/Deploy/systemd/timelined.service", "/usr/lib/systemd/system/timelined.service"),
            ("\(Programs.repository)/Deploy/systemd/timelined.sysusers", "/usr/lib/sysusers.d/timelined.conf"),
            ("\(Programs.repository)/Deploy/systemd/timelined.tmpfiles", "/usr/lib/tmpfiles.d/timelined.conf"),
            ("\(Programs.repository)/Deploy/catalog/timelined.catalog", "/usr/lib/systemd/catalog/timelined.catalog"),
        ] {
            try container.copy(file, to: path)
        }
        for words in [
            ["chmod", "755", "/usr/sbin/timelined", "/usr/bin/timelinectl"],
            ["chmod", "644", "/usr/lib/systemd/system/timelined.service"],
            ["systemd-sysusers", "/usr/lib/sysusers.d/timelined.conf"],
            ["systemd-tmpfiles", "--create", "/usr/lib/tmpfiles.d/timelined.conf"],
            ["journalctl", "--update-catalog"],
            ["systemctl", "daemon-reload"],
            ["sh", "-c", "id anna || useradd --groups timeline anna"],
        ] {
            let outcome = try container.command(words).run()
            try #require(outcome.succeeded, "\(words) \(outcome)")
        }
        return container
    }

    /// Runs a line of shell until it succeeds, for at most ten seconds.
    private func wait(_ container: Container, _ line: String) throws {
        let outcome = try container.run(
            "sh", "-c", "for i in $(seq 200); do if \(line); then exit 0; fi; sleep 0.05; done; exit 1")
        let log = try container.run("journalctl", "--unit=timelined", "--output=cat", "--no-pager").text
        try #require(outcome.succeeded, "\(line)\n\(log)")
    }

    @Test func `takes the seed's files from a user and answers from the log and the journal`() throws {
        let container = try installed()
        let started = try container.run("systemctl", "start", "timelined")
        let said = try container.run("journalctl", "--unit=timelined", "--output=cat").text
        try #require(started.succeeded, "\(started) \(said)")
        #expect(try container.run("systemctl", "is-active", "timelined").text == "active\n")

        for name in try Command("ls", Self.seed).run().lines {
            try container.copy("\(Self.seed)/\(name)", to: "/tmp/\(name)")
            let dropped = try container.run(
                "setpriv", "--reuid=anna", "--regid=anna", "--init-groups", "sh", "-c",
                "umask 027; cp /tmp/\(name) /var/spool/timelined/incoming/.\(name)"
                    + " && chgrp timeline /var/spool/timelined/incoming/.\(name)"
                    + " && mv /var/spool/timelined/incoming/.\(name) /var/spool/timelined/incoming/\(name)")
            #expect(dropped.succeeded, "\(dropped)")
        }
        try wait(container, "test -z \"$(ls -A /var/spool/timelined/incoming)\"")

        let state = try container.run("timelinectl", "state", "directives", "--as-of", "2025-01-02", "-o", "json")
        #expect(state.text.contains("directive/ru-cn-ai-cooperation"), "\(state)")
        let status = try container.run("timelinectl", "status")
        #expect(status.succeeded, "\(status)")

        let journal = try container.run(
            "journalctl", "--unit=timelined", "--output=json", "TIMELINE_FILE=01-directive-china.yaml")
        let entry = try #require(journal.lines.first, "\(journal)")
        for field in [
            "\"_TRANSPORT\":\"journal\"", "\"TIMELINE_SEQ\":\"0\"", "\"SYSLOG_IDENTIFIER\":\"timelined\"",
            "\"TIMELINE_KIND\":\"directive\"", "\"PRIORITY\":\"6\"", "\"MESSAGE_ID\":",
            "\"TIMELINE_EVENT_ID\":\"ru-cn-ai-cooperation:issued:[..2025-01-02]\"",
        ] {
            #expect(entry.contains(field), "\(field) in \(entry)")
        }
        #expect(entry.contains("from anna"), "\(entry)")
        let actors = try container.run(
            "journalctl", "--unit=timelined", "--output=cat", "TIMELINE_ACTOR=sberbank")
        #expect(actors.lines.count == 2, "\(actors)")
        let shown = try container.run("systemctl", "status", "timelined", "--no-pager")
        #expect(shown.text.contains("10 events"), "\(shown)")
    }

    @Test func `says in the journal what was refused, why, and what to do`() throws {
        let container = try installed()
        _ = try container.run("systemctl", "start", "timelined")
        try container.write(
            "directive: x\ntitel: T\noccurred: 2025-02-30\n", to: "/var/spool/timelined/incoming/.bad.yaml")
        _ = try container.run(
            "sh", "-c", "cd /var/spool/timelined/incoming && chmod 644 .bad.yaml && mv .bad.yaml bad.yaml")
        try wait(container, "test -e /var/spool/timelined/rejected/bad.yaml.reason")
        try wait(container, "journalctl --unit=timelined TIMELINE_FILE=bad.yaml --quiet | grep -q rejected")
        let journal = try container.run(
            "journalctl", "--unit=timelined", "--catalog", "--no-pager", "--priority=warning", "TIMELINE_FILE=bad.yaml")
        #expect(journal.text.contains("bad.yaml: rejected"), "\(journal)")
        // The catalog's explanation stands below it.
        #expect(journal.text.contains("Subject:"), "\(journal)")
    }

    @Test func `a stop is clean, and a start finds all that was there`() throws {
        let container = try installed()
        _ = try container.run("systemctl", "start", "timelined")
        let before = try container.run("timelinectl", "log", "-o", "json").lines.count
        let stopped = try container.run("systemctl", "stop", "timelined")
        #expect(stopped.succeeded, "\(stopped)")
        #expect(try container.run("systemctl", "show", "-P", "Result", "timelined").text == "success\n")
        let started = try container.run("systemctl", "start", "timelined")
        #expect(started.succeeded, "\(started)")
        #expect(try container.run("timelinectl", "log", "-o", "json").lines.count == before)
        let ready = try container.run("journalctl", "--identifier=timelined", "--output=cat", "-n", "1")
        #expect(ready.text.contains("ready: replayed"), "\(ready)")
    }
}
