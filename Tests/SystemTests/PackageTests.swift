import TestSupport
import Testing

/// The package, as an administrator treats it.
@Suite(.whereContainersRun, .inContainer, .serialized) struct `The Debian package` {
    private static let spool = InstalledPackage.spool

    @Test func `holds what it should, and says what is configuration`() throws {
        let package = try InstalledPackage.installed()
        let listed = try package.shell("dpkg --listfiles timelined").lines
        for path in [
            "/usr/sbin/timelined", "/usr/bin/timelinectl", "/lib/systemd/system/timelined.service",
            "/usr/lib/sysusers.d/timelined.conf", "/usr/lib/tmpfiles.d/timelined.conf",
            "/usr/lib/systemd/catalog/timelined.catalog", "/etc/timelined/timelined.yaml", "/etc/timelined/conf.d",
            "/usr/share/man/man8/timelined.8.gz", "/usr/share/man/man1/timelinectl.1.gz",
            "/usr/share/man/man5/timelined.yaml.5.gz", "/usr/share/man/man5/timeline-event.5.gz",
            "/usr/share/man/man5/timeline-log.5.gz", "/usr/share/doc/timelined/copyright",
            "/usr/share/doc/timelined/changelog.gz", "/usr/share/doc/timelined/examples/01-directive-china.yaml",
        ] {
            #expect(listed.contains(path), "\(path)")
        }
        #expect(
            try package.shell("dpkg-query -W -f '${Conffiles}' timelined").text.contains(
                "/etc/timelined/timelined.yaml"))
        let version = try package.shell("dpkg-query -W -f '${Version}' timelined").text
        #expect(try package.shell("timelined --version").text == version + "\n")
        #expect(try package.shell("timelinectl --version").text == "timelinectl \(version)\n")
        // The catalog is rebuilt by systemd's own trigger.
        #expect(try package.shell("journalctl --list-catalog").text.contains(" timelined: "))
        #expect(try package.shell("systemctl is-enabled timelined").text == "enabled\n")
    }

    @Test func `its completions are programs that the shells can read`() throws {
        let package = try InstalledPackage.installed()
        for (program, begun, whole) in [("timelined", "--roo", "--root"), ("timelinectl", "sta", "status")] {
            try package.shell("bash -n /usr/share/bash-completion/completions/\(program)")
            try package.shell("zsh -n /usr/share/zsh/vendor-completions/_\(program)")
            try package.shell("fish -n /usr/share/fish/vendor_completions.d/\(program).fish")
            // Not only well-formed: bash gets words from it.
            let words = """
                . /usr/share/bash-completion/completions/\(program)
                COMP_WORDS=(\(program) \(begun)) COMP_CWORD=1 COMP_LINE='\(program) \(begun)' COMP_POINT=${#COMP_LINE}
                _\(program) \(program) \(begun) \(program); echo "${COMPREPLY[@]}"
                """
            #expect(try package.container.run("bash", "-c", words).text.contains(whole), "\(program)")
        }
    }

    @Test func `is installed, upgraded, downgraded, removed, installed again and purged, and loses nothing`() throws {
        let package = try InstalledPackage.installed()
        #expect(try package.shell("systemctl is-active timelined").text == "active\n")
        try package.drop("a.yaml", event("a"))
        try package.wait("test -e \(Self.spool)/archive/*/a.yaml")
        try package.shell("echo 'source: /desk/kept' > /etc/timelined/conf.d/10-kept.yaml")
        let entries = try package.count()

        // Another version of the same, made by hand; files go on arriving all the while.
        try package.shell(
            """
            cd /root && rm -rf next && dpkg-deb -R timelined.deb next
            sed -i 's/^Version:.*/Version: 99.0/' next/DEBIAN/control
            dpkg-deb -Znone --build next next.deb
            """, timeout: .seconds(120))
        let dropper = """
            for n in $(seq 200); do
                printf 'announcement: up-%s\\ntitle: T\\noccurred: 2025\\n' $n > \(Self.spool)/incoming/.up-$n.yaml
                mv \(Self.spool)/incoming/.up-$n.yaml \(Self.spool)/incoming/up-$n.yaml; sleep 0.02
            done
            """
        var words = package.container.command(["sh", "-c", dropper])
        words.timeout = .seconds(120)
        let dropping = try words.start()
        let before = try package.shell("systemctl show -P MainPID timelined").text
        try package.shell("dpkg --install /root/next.deb", timeout: .seconds(120))
        #expect(try package.shell("systemctl show -P MainPID timelined").text != before)
        try package.shell("dpkg --install /root/timelined.deb", timeout: .seconds(120))
        #expect(dropping.finish().succeeded)
        try package.wait("test -z \"$(ls \(Self.spool)/incoming)\"")
        #expect(try package.count() == entries + 200)
        #expect(try package.shell("timelinectl verify").succeeded)
        #expect(try package.shell("timelinectl config").text.contains("/desk/kept"))

        try package.shell("dpkg --remove timelined", timeout: .seconds(120))
        #expect(try package.container.run("systemctl", "is-active", "timelined").text == "inactive\n")
        #expect(try package.shell("ls /var/lib/timelined/log").lines.contains { $0.hasSuffix(".ndjson") })
        try package.shell("test -e /etc/timelined/conf.d/10-kept.yaml")
        try package.drop("waits.yaml", event("waits"))
        try package.shell("dpkg --install /root/timelined.deb", timeout: .seconds(120))
        try package.wait("test -e \(Self.spool)/archive/*/waits.yaml")
        #expect(try package.count() == entries + 201)

        // Nobody is there to be asked: all stays, and serves again.
        let purged = try purge(package)
        #expect(purged.contains("stay in /var/lib/timelined and /var/spool/timelined"), "\(purged)")
        for path in ["/etc/timelined/timelined.yaml", "/run/timelined"] {
            #expect(try package.container.run("test", "-e", path).status == .exited(1), "\(path)")
        }
        try package.shell("test -s /var/lib/timelined/log/signing.key; test -d \(Self.spool)/archive")
        try package.shell("dpkg --install /root/timelined.deb", timeout: .seconds(120))
        #expect(try package.count() == entries + 201)
        #expect(try package.shell("timelinectl verify").succeeded)

        // Who says so beforehand has it all deleted; the answer serves once.
        try package.shell("echo 'timelined timelined/purge boolean true' | debconf-set-selections")
        try purge(package)
        for path in ["/var/lib/timelined", Self.spool, "/etc/timelined/timelined.yaml", "/run/timelined"] {
            #expect(try package.container.run("test", "-e", path).status == .exited(1), "\(path)")
        }
        #expect(try package.shell("debconf-show timelined").text.isEmpty)
        try package.shell("dpkg --install /root/timelined.deb", timeout: .seconds(120))
        #expect(try package.shell("systemctl is-active timelined").text == "active\n")
        #expect(try package.count() == 0)
    }

    @discardableResult
    private func purge(_ package: InstalledPackage) throws -> String {
        let line = "DEBIAN_FRONTEND=noninteractive apt-get purge -y timelined 2>&1"
        return try package.shell(line, timeout: .seconds(120)).text
    }

    @Test func `lintian finds nothing, but for what is only so in tests`() throws {
        let file = try InstalledPackage.file()
        // The programs of the tests are not stripped, and find the Swift runtime where the toolchain has it.
        let only = [
            "unstripped-binary-or-object", "custom-library-search-path", "hardening-no-fortify-functions",
            "missing-dependency-on-libc", "uses-no-compression-for-control-tarball",
            "uses-no-compression-for-data-tarball",
        ].joined(separator: ",")
        let suppressed = InstalledPackage.isRelease ? [] : ["--suppress-tags", only]
        let levels = ["--pedantic", "--fail-on", "error,warning,info,pedantic"]
        let checked = try Command(words: ["lintian"] + levels + suppressed + [file], timeout: .seconds(300)).run()
        #expect(checked.succeeded, "\(checked)")
    }

    @Test(.enabled(if: InstalledPackage.isRelease, "only what ships is hardened"))
    func `its programs are hardened, and do not say where they were built`() throws {
        let package = try InstalledPackage.installed()
        let programs = ["sbin/timelined", "bin/timelinectl"].map { "\(package.container.root)/usr/\($0)" }
        let checked = try Command(words: [Programs.repository + "/Deploy/hardened"] + programs).run()
        #expect(checked.succeeded, "\(checked)")
        for program in programs {
            let said = try Command("grep", "-c", "--text", "--fixed-strings", Programs.repository, program).run()
            #expect(said.text == "0\n", "\(program)")
        }
    }

    @Test func `a program that lacks something is named with all that it lacks`() throws {
        let made = try Command("mktemp", "-d", "/tmp/timelined-soft-XXXXXX").run().text.dropLast()
        defer { _ = try? Command("rm", "-r", String(made)).run() }
        let built = try Command(
            "sh", "-c",
            #"cd "$1" && echo 'int main() {}' > a.c && gcc -no-pie -Wl,-z,norelro,-z,execstack,-rpath,/x a.c"#,
            "sh", String(made)
        ).run()
        try #require(built.succeeded, "\(built)")
        let checked = try Command(Programs.repository + "/Deploy/hardened", "\(made)/a.out").run()
        #expect(checked.status == .exited(1))
        for lack in ["PIE", "no code", "full RELRO", "search path", "guard of the stack", "_FORTIFY_SOURCE"] {
            #expect(checked.errorText.contains(lack), "\(lack): \(checked.errorText)")
        }
    }

    @Test func `packed twice, at two places and times, it has the same bytes`() throws {
        let made = try Command("mktemp", "-d", "/tmp/timelined-twice-XXXXXX").run().text.dropLast()
        defer { _ = try? Command("rm", "-r", String(made)).run() }
        for place in ["one", "two"] {
            var command = Command(
                Programs.repository + "/Deploy/deb", "--products", Programs.directory, "--output", "\(made)/\(place)",
                timeout: .seconds(600))
            command.environment = ["TMPDIR": "/var/tmp", "TZ": place == "one" ? "UTC" : "Asia/Tokyo"]
            let outcome = try command.run()
            try #require(outcome.succeeded, "\(outcome)")
        }
        let name = try Command("ls", "\(made)/one").run().lines.joined()
        let compared = try Command("cmp", "\(made)/one/\(name)", "\(made)/two/\(name)").run()
        #expect(compared.succeeded, "\(compared)")
    }

    /// Some minutes: everything is compiled once more.
    @Test(.enabled(if: Environment.value("TIMELINED_REPRODUCE") != nil && InstalledPackage.isRelease, "asked for"))
    func `built again from another path, it has the same bytes`() throws {
        let file = try InstalledPackage.file()
        let outcome = try Command(Programs.repository + "/Tests/reproduce", file, timeout: .seconds(3_600)).run()
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test func `its version is the programs' in every place`() throws {
        let log = try Command("head", "-n", "1", Programs.repository + "/Deploy/debian/changelog").run().text
        let version = try Command(Programs.timelined, "--version").run().text.dropLast()
        #expect(log.hasPrefix("timelined (\(version)) "))
    }
}
