import TestSupport
import Testing

/// A service under attack: two members of the group, ivan who means harm and anna who does not, and mallory, a stranger.
struct Attack {
    let package: InstalledPackage
    static let spool = InstalledPackage.spool
    static let incoming = spool + "/incoming"

    /// How much a file of the largest size may take of memory: timelined.yaml(5), largest.
    static let memoryOfLargest = 24 * 16 + 64

    static func begin() throws -> Attack {
        let attack = Attack(package: try InstalledPackage.installed())
        try attack.package.shell("id mallory || useradd mallory; systemctl start timelined")
        return attack
    }

    /// Runs `line` as ivan, with the drop folder as directory.
    @discardableResult
    func ivan(_ line: String, timeout: Duration = .seconds(60)) throws -> Outcome {
        try package.shell("cd \(Self.incoming); umask 027; \(line)", as: "ivan", timeout: timeout)
    }

    /// Whether each of the lines fails for a user.
    func refuses(_ user: String, _ lines: String...) throws {
        for line in lines {
            let drop = ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--init-groups"]
            let outcome = try package.container.command(drop + ["sh", "-c", line]).run()
            #expect(!outcome.succeeded, "\(user): \(line)\n\(outcome)")
        }
    }

    /// Attacks, and holds what it costs against bounds: the service is the same process as before, what anna drops after
    /// the attack is taken while it goes on, and her mistake has its message.
    ///
    /// - Parameters:
    ///   - memory: how much more than before the daemon may hold at its peak, in MiB.
    ///   - messages: how many entries the journal may get.
    ///   - rejected: how many files of the attack may end in rejected/, each with its reason.
    func measured(
        memory: Int = 32, messages: Int = 20, rejected: Int = 0, _ name: String = #function,
        sourceLocation: SourceLocation = #_sourceLocation, _ attack: () throws -> Void
    ) throws {
        let process = try package.shell("systemctl show -P MainPID timelined").text.dropLast()
        try package.shell("echo 5 > /proc/\(process)/clear_refs")
        let held = try kibibytes("VmRSS", of: process)
        let before = try refusedCount()
        _ = try package.container.run("journalctl", "--sync")
        let cursor = try package.shell("journalctl -n 0 --show-cursor | sed -n 's/^-- cursor: //p'").text.dropLast()

        try attack()
        let mark = "\(sourceLocation.line)"
        try package.drop("honest-\(mark).yaml", event("honest-\(mark)"))
        try package.drop("mistake-\(mark).yaml", "no: event\n")
        try package.wait("test -e \(Self.spool)/archive/*/honest-\(mark).yaml")
        try package.wait("test -e \(Self.spool)/rejected/mistake-\(mark).yaml.reason")

        let now = try package.shell("systemctl show -P MainPID timelined").text.dropLast()
        #expect(now == process, "\(name): it was started anew", sourceLocation: sourceLocation)
        let more = try (kibibytes("VmHWM", of: now) - held) / 1_024
        #expect(more <= memory, "\(name): \(more) MiB", sourceLocation: sourceLocation)
        _ = try package.container.run("journalctl", "--sync")
        let said = try package.shell("journalctl -t timelined -o cat --after-cursor='\(cursor)'").lines
        #expect(said.count <= messages + 4, "\(name): \(said.count) messages", sourceLocation: sourceLocation)
        #expect(
            said.contains { $0.hasPrefix("mistake-\(mark).yaml: rejected from anna") }, "\(name): \(said.suffix(5))",
            sourceLocation: sourceLocation)
        let suppressed = try package.shell(
            "journalctl -u systemd-journald -o cat --after-cursor='\(cursor)' | grep -c Suppressed || :")
        #expect(suppressed.text == "0\n", "\(name)", sourceLocation: sourceLocation)
        let after = try refusedCount()
        #expect(after - before <= 2 * rejected + 2, "\(name): \(after - before)", sourceLocation: sourceLocation)
        let verified = try package.container.run("timelinectl", "verify")
        #expect(verified.succeeded, "\(verified)", sourceLocation: sourceLocation)
    }

    /// Waits until nothing of a pattern is in the drop folder.
    func gone(_ pattern: String) throws {
        try package.wait("! ls \(Self.incoming) | grep -q '\(pattern)'")
    }

    private func kibibytes(_ field: String, of process: Substring) throws -> Int {
        try Int(package.shell("awk '/^\(field)/ { print $2 }' /proc/\(process)/status").text.dropLast()) ?? .max
    }

    /// How many names are in rejected/, whatever bytes they have.
    private func refusedCount() throws -> Int {
        try package.shell("find \(Self.spool)/rejected -mindepth 1 -printf x").text.utf8.count
    }
}
