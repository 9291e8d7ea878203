import Glibc
import TestSupport
import Testing

/// A real systemd with a real journald, for tests: systemd-nspawn(1) over an overlay of this machine's root.
///
/// ```swift
/// @Suite(.whereContainersRun, .inContainer) struct `Service` {
///     @Test func `it starts`() throws {
///         #expect(try Container.running.run("systemctl", "is-active", "timelined").succeeded)
///     }
/// }
/// ```
///
/// Whatever is done in there, installed, filled up or broken, leaves the machine as it is and is gone afterwards. The
/// mounts are in a namespace of their own, and the box lives only as long as a pipe from this process is open: also a
/// test run that crashes leaves nothing behind.
struct Container: Sendable {
    /// The box's PID 1, as this machine numbers it.
    let processID: pid_t

    /// The box's root directory, as a path here.
    var root: String { "/proc/\(processID)/root" }

    @TaskLocal fileprivate static var current: Container?

    /// The box of the suite that the test is in; the suite has the trait ``Trait/inContainer``.
    static var running: Container {
        get throws { try #require(current, "the suite has the trait .inContainer") }
    }

    /// Runs `words` in the box, as root in a clean environment.
    func run(
        _ words: String..., input: [UInt8] = [], timeout: Duration = .seconds(60)
    ) throws(CommandError) -> Outcome {
        var command = self.command(words)
        command.input = .bytes(input)
        command.timeout = timeout
        return try command.run()
    }

    /// The command that runs `words` in the box, for what goes on beside the test.
    func command(_ words: [String]) -> Command {
        let environment = [
            "env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG=C.UTF-8", "SYSTEMD_PAGER=",
        ]
        return Command(words: ["nsenter", "--target", "\(processID)", "--all"] + environment + words)
    }

    /// Puts `text` into the file at `path` in the box, and makes the directories above it.
    func write(_ text: String, to path: String) throws {
        let outcome = try run(
            "sh", "-c", #"mkdir -p "$(dirname "$1")" && cat >"$1""#, "sh", path, input: Array(text.utf8))
        try #require(outcome.succeeded, "\(outcome)")
    }

    /// Copies a file of this machine to `path` in the box, with its mode, and makes the directories above it.
    func copy(_ file: String, to path: String) throws {
        let outcome = try Command("install", "-D", "--mode=755", file, root + path).run()
        try #require(outcome.succeeded, "\(outcome)")
    }
}

// MARK: - Its life

extension Container {
    /// Why there can be no box here, in one sentence; nil where there can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "a container needs root" }
        let tools = ["systemd-nspawn", "nsenter", "unshare", "timeout", "/lib/systemd/systemd"]
        for tool in tools where (try? Command("sh", "-c", "command -v \(tool)").run())?.succeeded != true {
            return "a container needs \(tool) (Debian: systemd-container, systemd, util-linux, coreutils)"
        }
        let mount = try? Command("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt").run()
        return mount?.succeeded == true ? nil : "a container needs to be allowed to mount file systems"
    }()

    /// The box's own shell script: `$1` is an empty directory, `$2` the name. It says the process it starts, and stops
    /// it when its input ends: first politely, then, 30 seconds later, for good.
    private static let script = """
        set -eu
        groups=
        leave() {
            umount --recursive --lazy "$1" 2>/dev/null; rmdir "$1"
            for group in $groups; do
                echo $$ >"${group%/*}/cgroup.procs"; find "$group" -depth -type d -exec rmdir {} +
            done
        }
        trap 'leave "$1"' EXIT
        # Of control groups its own: what one box's systemd kills must not be another's.
        for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
            if [ -w "$tree/cgroup.procs" ] && mkdir "$tree/$2" && echo $$ >"$tree/$2/cgroup.procs"; then
                groups="$groups $tree/$2"
            fi
        done
        mount -t tmpfs -o mode=0755 tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
        timeout --foreground --kill-after=30 3600 systemd-nspawn --quiet --directory="$1/root" --machine="$2" \\
            --boot --register=no --keep-unit --private-network --link-journal=no --console=pipe </dev/null >&2 &
        echo $!
        read -r _ || :
        kill -TERM $!
        wait $! || :
        """

    /// Boots a box, runs `body` with it, and powers it off, also when `body` throws.
    static func withBooted<Result>(_ body: (Container) async throws -> Result) async throws -> Result {
        let made = try Command("mktemp", "-d", "/tmp/timelined-box-XXXXXX").run()
        let directory = try #require(made.lines.first, "\(made)")
        let name = directory.split(separator: "/").last.map(String.init) ?? "box"
        var command = Command("unshare", "--mount", "sh", "-c", script, "sh", directory, name, timeout: .seconds(3_700))
        command.input = .open
        let box = try command.start()
        defer {
            box.closeInput()
            _ = box.finish()
        }
        return try await body(try booted(box))
    }

    /// Waits until all that starts in the box has started, or failed to.
    private static func booted(_ box: RunningCommand) throws -> Container {
        let deadline = ContinuousClock.now + .seconds(120)
        while box.isRunning, ContinuousClock.now < deadline {
            if let container = firstProcess(of: box),
                let state = try container.run("systemctl", "is-system-running").lines.first,
                state == "running" || state == "degraded"
            {
                return container
            }
            usleep(100_000)
        }
        throw BootFailure(console: String(decoding: box.errorsSoFar, as: UTF8.self))
    }

    /// The box's PID 1: the child of systemd-nspawn, itself the child of timeout, that is number 1 to itself.
    private static func firstProcess(of box: RunningCommand) -> Container? {
        let timeout = String(decoding: box.outputSoFar, as: UTF8.self).split(separator: "\n").first.map(String.init)
        guard let timeout else { return nil }
        let search = """
            for nspawn in $(cat /proc/$1/task/$1/children); do
                for child in $(cat /proc/$nspawn/task/$nspawn/children); do
                    grep -qs '^NSpid:.*[[:space:]]1$' /proc/$child/status && echo $child
                done
            done
            """
        let found = try? Command("sh", "-c", search, "sh", timeout).run()
        return found?.lines.first.flatMap { pid_t($0) }.map(Container.init)
    }

    /// The box did not come up; what its console says.
    struct BootFailure: Error, CustomStringConvertible {
        var console: String

        var description: String { "the container did not boot:\n\(console)" }
    }
}

// MARK: - The trait

/// Boots one box for all tests of a suite.
struct ContainerTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Container.withBooted { container in
            try await Container.$current.withValue(container) { try await function() }
        }
    }
}

extension Trait where Self == ContainerTrait {
    /// The suite's tests share a box that is booted for them; goes with ``Trait/whereContainersRun``.
    static var inContainer: ContainerTrait { ContainerTrait() }
}

extension Trait where Self == ConditionTrait {
    /// Skips where there can be no container, and says why.
    static var whereContainersRun: ConditionTrait {
        .enabled(if: Container.obstacle == nil, Comment(rawValue: Container.obstacle ?? "a container can run"))
    }
}
