import TestSupport
import Testing

/// The Debian package, made of the programs that were built for the tests, in a box with a real systemd.
struct InstalledPackage {
    let container: Container

    static let spool = "/var/spool/timelined"

    /// The package, made once for all suites; its version is that of the programs. TIMELINED_DEB names one that is made
    /// already, such as a release.
    private static let made: Result<String, any Error> = Result {
        if let file = Environment.value("TIMELINED_DEB") { return file }
        let folder = try Command("mktemp", "-d", "/tmp/timelined-deb-XXXXXX").run().text.dropLast()
        let made = try Command(
            words: [
                Programs.repository + "/Deploy/deb", "--products", Programs.directory, "--output", String(folder),
            ], timeout: .seconds(600)
        ).run()
        return try #require(made.lines.last, "\(made)")
    }

    static func file() throws -> String { try made.get() }

    /// Whether it is the package that ships, and not one of the programs that these tests were built with.
    static let isRelease = Environment.value("TIMELINED_DEB") != nil

    /// Puts the package into the box and installs it, unless it is there.
    static func installed() throws -> InstalledPackage {
        let package = InstalledPackage(container: try Container.running)
        if try package.container.run("test", "-e", "/root/timelined.deb").succeeded { return package }
        try package.container.copy(file(), to: "/root/timelined.deb")
        // This machine may forbid what it installs to start.
        try package.shell("rm -f /usr/sbin/policy-rc.d")
        try package.shell("dpkg --install /root/timelined.deb", timeout: .seconds(120))
        for user in ["anna", "ivan"] { try package.shell("id \(user) || useradd --groups timeline \(user)") }
        return package
    }

    /// Runs a line of shell in the box that must succeed.
    @discardableResult
    func shell(_ line: String, as user: String? = nil, timeout: Duration = .seconds(60)) throws -> Outcome {
        let drop = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups"] } ?? []
        var command = container.command(drop + ["sh", "-c", line])
        command.timeout = timeout
        let outcome = try command.run()
        let said = outcome.succeeded ? "" : try journal()
        try #require(outcome.succeeded, "\(line)\n\(outcome)\n\(said)")
        return outcome
    }

    /// Runs a line of shell until it succeeds, for at most half a minute.
    func wait(_ line: String) throws {
        try shell("for i in $(seq 300); do if \(line); then exit 0; fi; sleep 0.1; done; exit 1")
    }

    /// Drops a file as a user does who copies it.
    func drop(_ name: String, _ text: String, as user: String = "anna", umask: String = "027") throws {
        try container.write(text, to: "/tmp/drops/\(name)")
        try shell("chmod -R a+rX /tmp/drops")
        try shell("umask \(umask); cp /tmp/drops/\(name) \(Self.spool)/incoming/", as: user)
    }

    func journal(_ words: String...) throws -> String {
        _ = try container.run("journalctl", "--sync")
        return try container.command(["journalctl", "-u", "timelined", "-o", "cat", "--no-pager"] + words).run().text
    }

    func count() throws -> Int { try shell("timelinectl log -o json").lines.count }
}
