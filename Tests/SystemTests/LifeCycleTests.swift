import TestSupport
import Testing

/// The installed service at work, in its sandbox, and in trouble.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `The installed service` {
    private static let spool = InstalledPackage.spool

    @Test func `does its whole job in a sandbox of exposure 0_5 or less`() throws {
        let package = try InstalledPackage.installed()
        // In tenths.
        let exposure = try package.shell("systemd-analyze security --no-pager --threshold=5 timelined")
        #expect(exposure.succeeded, "\(exposure)")
        try package.drop("mine.yaml", event("mine"))
        try package.wait("test -e \(Self.spool)/archive/*/mine.yaml")
        #expect(try package.journal("TIMELINE_FILE=mine.yaml").contains("from anna"))
        try package.wait("grep -q '^timelined_log_head 1$' /run/timelined/timelined.prom")
        // An exporter that is in no group reads the metrics, and not what only the group may know.
        let nobody = "setpriv --reuid=nobody --regid=nogroup --clear-groups"
        try package.shell("\(nobody) cat /run/timelined/timelined.prom")
        try package.shell("! \(nobody) cat /run/timelined/health.json")
    }

    @Test func `says precisely why it cannot read a file, and takes it once it can`() throws {
        let package = try InstalledPackage.installed()
        try package.drop("secret.yaml", event("secret"), as: "ivan", umask: "077")
        try package.wait("journalctl -t timelined -o cat | grep -q 'secret.yaml from .*t be read: Permission denied'")
        #expect(try package.journal().contains("let its owner chgrp timeline and chmod g+r it"))
        #expect(try package.shell("ls \(Self.spool)/incoming").text == "secret.yaml\n")
        // One bad file delays no other.
        try package.drop("other.yaml", event("other"))
        try package.wait("test -e \(Self.spool)/archive/*/other.yaml")
        try package.shell("chmod g+r \(Self.spool)/incoming/secret.yaml", as: "ivan")
        try package.wait("test -e \(Self.spool)/archive/*/secret.yaml")
    }

    @Test func `moves by copying where the archive is a mount of its own`() throws {
        let package = try InstalledPackage.installed()
        try package.shell(
            """
            systemctl stop timelined
            mount -t tmpfs -o uid=$(id -u timelined),gid=$(getent group timeline | cut -d: -f3),mode=2750 tmpfs \
            \(Self.spool)/archive
            systemctl start timelined
            """)
        try package.drop("far.yaml", event("far"))
        try package.wait("test -e \(Self.spool)/archive/*/far.yaml")
        #expect(try package.shell("ls \(Self.spool)/incoming").text.isEmpty)
        try package.shell("systemctl stop timelined; umount \(Self.spool)/archive; systemctl start timelined")
    }

    @Test func `a reload is synchronous, and fails with the line at fault`() throws {
        let package = try InstalledPackage.installed()
        let file = "/etc/timelined/conf.d/50-test.yaml"
        try package.shell("echo 'source: /desk/one' > \(file); systemctl reload timelined")
        #expect(try package.shell("timelinectl config").text.contains("/desk/one"))
        try package.shell("printf 'source: /desk/two\\nsettel: 1 s\\n' > \(file)")
        let refused = try package.container.run("systemctl", "reload", "timelined")
        #expect(!refused.succeeded)
        let said = try package.journal()
        #expect(said.contains("\(file):2:1: unknown option \"settel\" — did you mean \"settle\"?"), "\(said)")
        #expect(said.contains("50-test.yaml: configuration refused, the one before stays"), "\(said)")
        #expect(try package.shell("systemctl is-active timelined").text == "active\n")
        let config = try package.container.run("timelinectl", "config")
        #expect(config.status == .exited(1) && config.text.contains("/desk/one"), "\(config)")
        // Neither does a start succeed, and it is not tried again and again.
        #expect(try !package.container.run("systemctl", "restart", "timelined").succeeded)
        let shown = try package.shell("systemctl show -p ExecMainStatus -p ActiveState timelined").lines
        #expect(Set(shown) == ["ExecMainStatus=78", "ActiveState=failed"])
        try package.shell("rm \(file); systemctl start timelined")
    }

    @Test func `a hang is a restart, and loses nothing`() throws {
        let package = try InstalledPackage.installed()
        try package.container.write(
            "[Service]\nWatchdogSec=2s\n", to: "/run/systemd/system/timelined.service.d/watchdog.conf")
        try package.shell("systemctl daemon-reload; systemctl restart timelined")
        let entries = try package.count()
        let hung = try package.shell("systemctl show -P MainPID timelined").text
        try package.shell("kill -STOP $(systemctl show -P MainPID timelined)")
        try package.drop("hung.yaml", event("hung"))
        try package.wait("test -e \(Self.spool)/archive/*/hung.yaml")
        let now = try package.shell("systemctl show -P MainPID timelined").text
        let said = try package.journal() + package.shell("ps -ef | grep timelined").text
        #expect(now != hung, "\(hung)\(said)")
        #expect(try package.count() == entries + 1)
        let result = try package.journal()
        #expect(result.contains("Watchdog timeout"), "\(result)")
        // It feeds the watchdog by itself while it has nothing to do.
        let process = try package.shell("systemctl show -P MainPID timelined").text
        try package.shell("sleep 5")
        #expect(try package.shell("systemctl show -P MainPID timelined").text == process)
        try package.shell("rm /run/systemd/system/timelined.service.d/watchdog.conf; systemctl daemon-reload")
        try package.shell("systemctl restart timelined")
    }

    @Test func `a crash loop fails no unit, and its metrics tell every start`() throws {
        let package = try InstalledPackage.installed()
        try package.container.write(
            "[Service]\nType=oneshot\nExecStart=/bin/touch /run/told-of-crash\n",
            to: "/etc/systemd/system/tell@.service")
        try package.shell(
            """
            mkdir -p /etc/systemd/system/timelined.service.d
            cp /usr/share/doc/timelined/examples/on-failure.conf /etc/systemd/system/timelined.service.d/
            systemctl daemon-reload; systemctl restart timelined
            """)
        var starts: Set<String> = []
        for _ in 0..<4 {
            let process = try package.shell("systemctl show -P MainPID timelined").text.dropLast()
            try package.shell("kill -SEGV \(process)")
            try package.wait("test $(systemctl show -P MainPID timelined) != \(process)")
            // Nothing of them is missing meanwhile.
            try package.shell("test -e /run/timelined/timelined.prom")
            try package.wait(
                "test $(systemctl show -P MainPID timelined) != 0 && systemctl --quiet is-active timelined")
            starts.insert(try package.shell("grep ^timelined_start_time_seconds /run/timelined/timelined.prom").text)
        }
        #expect(starts.count == 4, "\(starts)")
        #expect(try package.container.run("test", "-e", "/run/told-of-crash").status == .exited(1))
        try package.shell("rm -r /etc/systemd/system/timelined.service.d; systemctl daemon-reload")
    }

    /// Every call that the unit refuses ends the daemon here, instead of failing.
    @Test func `no system call that the unit refuses is ever made`() throws {
        let package = try InstalledPackage.installed()
        try package.container.write(
            "[Service]\nSystemCallErrorNumber=kill\nRestart=no\n",
            to: "/run/systemd/system/timelined.service.d/kill.conf")
        try package.shell("systemctl daemon-reload; systemctl restart timelined")
        let entries = try package.count()
        let process = try package.shell("systemctl show -P MainPID timelined").text
        let lines = (0..<5_000).map { #"{"announcement":"k-\#($0)","title":"T","occurred":"2025"}"# }
        try package.drop("many.ndjson", lines.joined(separator: "\n") + "\n")
        try package.drop("wrong.yaml", "no: event\n")
        try package.shell(
            "cd \(Self.spool)/incoming; ln -s /etc/passwd link.yaml; mkfifo pipe.yaml; mkdir -p folder/x", as: "ivan")
        try package.wait("grep -qs '\"size\":\(entries + 5_000),' /var/lib/timelined/cache/state/manifest")
        try package.shell("rm -r \(Self.spool)/incoming/folder", as: "ivan")
        try package.shell("systemctl reload timelined")
        // A message that is too long for a datagram goes in memory of its own.
        let actors = (0..<64).map { "a-\($0)-" + String(repeating: "x", count: 60) }.joined(separator: ", ")
        try package.drop("long.yaml", "directive: l\ntitle: T\noccurred: 2025\nby: x\nto: [\(actors)]\n")
        try package.wait("test -e \(Self.spool)/archive/*/long.yaml")
        try package.shell("echo '# late' >> $(ls -d \(Self.spool)/archive/*/long.yaml)")
        try package.wait("test -z \"$(ls \(Self.spool)/incoming)\"")
        let now = try package.shell("systemctl show -P MainPID timelined").text
        let said = try package.journal("-n", "30")
        #expect(now == process, "\(said)")
        try package.shell("systemctl stop timelined")
        #expect(try package.shell("systemctl show -P Result timelined").text == "success\n")
        try package.shell(
            "rm -r /run/systemd/system/timelined.service.d; systemctl daemon-reload; systemctl start timelined")
    }

    @Test func `a failure that needs a person is told to the unit of OnFailure`() throws {
        let package = try InstalledPackage.installed()
        try package.container.write(
            "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo \"%i\" > /run/told'\n",
            to: "/etc/systemd/system/tell@.service")
        try package.shell(
            """
            mkdir -p /etc/systemd/system/timelined.service.d
            cp /usr/share/doc/timelined/examples/on-failure.conf /etc/systemd/system/timelined.service.d/
            echo 'scan: never' > /etc/timelined/conf.d/50-test.yaml
            systemctl daemon-reload; ! systemctl restart timelined
            """)
        try package.wait("test -e /run/told")
        #expect(try package.shell("cat /run/told").text == "timelined.service\n")
        try package.shell(
            """
            rm -r /etc/systemd/system/timelined.service.d /etc/timelined/conf.d/50-test.yaml
            systemctl daemon-reload; systemctl start timelined
            """)
    }
}
