import Glibc
import LinuxIO
import Testing

@testable import Configuration

/// Option files as deployments put them there: Kubernetes, NixOS and stow by links.
@Suite(.enabled(if: geteuid() == 0, "owners and mounts are root's to change")) struct `An option file that is a link` {
    /// A directory of its own, gone when the test is over.
    private final class Scratch {
        let root: String

        init() {
            var template = Array("/tmp/timelined-test-XXXXXX".utf8CString)
            // mkdtemp writes within the template, which ends with a zero byte.
            _ = unsafe mkdtemp(&template)
            root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit {
            shell("umount -l etc 2>/dev/null || true; rm -rf '\(root)'")
        }

        /// Runs a script in the directory.
        func shell(_ script: String) {
            // The string lives through the call.
            #expect(unsafe system("cd '\(root)' && set -e && \(script)") == 0, "\(script)")
        }

        func read() -> Reading { ConfigurationSources(root: root + "/etc", variable: { _ in nil }).read() }
    }

    private let scratch = Scratch()

    @Test func `is read, over as many links as there are`() {
        scratch.shell(
            """
            mkdir -p etc/..2026_a etc/..2026_b store/conf.d
            echo 'settle: 1 s' > etc/..2026_a/timelined.yaml; echo 'settle: 2 s' > etc/..2026_b/timelined.yaml
            ln -s ..2026_a etc/..data; ln -s ..data/timelined.yaml etc/timelined.yaml
            echo 'scan: 7 s' > store/scan; ln -s ../scan store/conf.d/10.yaml; ln -s ../store/conf.d etc/conf.d
            """)
        var reading = scratch.read()
        #expect(reading.problems.isEmpty && reading.files == 2, "\(reading.problems)")
        #expect(reading.configuration.settle == 1_000_000 && reading.configuration.scan == 7_000_000)
        #expect(reading.origin(of: .settle) == .file(scratch.root + "/etc/timelined.yaml", line: 1))
        // How Kubernetes changes what is mounted.
        scratch.shell("cd etc && ln -s ..2026_b ..new && mv -T ..new ..data")
        reading = scratch.read()
        #expect(reading.problems.isEmpty && reading.configuration.settle == 2_000_000)
    }

    @Test(arguments: ["chmod 777 etc", "chmod 775 etc", "chmod 1777 etc", "chown nobody etc"])
    func `is refused where others can have made it, and a file beside it is not`(script: String) {
        scratch.shell(
            "mkdir -p etc/conf.d; echo 'settle: 1 s' > x; ln -s ../x etc/timelined.yaml; echo 'scan: 7 s' > etc/conf.d/a.yaml"
        )
        scratch.shell(script)
        let reading = scratch.read()
        #expect(reading.configuration.settle == 250_000 && reading.configuration.scan == 7_000_000)
        #expect(reading.problems.count == 1)
        #expect(reading.problems[0].line.contains("etc/timelined.yaml: is a symbolic link, and others may write"))
        scratch.shell("rm etc/timelined.yaml; cp x etc/timelined.yaml")
        #expect(scratch.read().problems.isEmpty)
    }

    @Test func `is read where nobody can have made it, on a read-only mount`() {
        scratch.shell(
            """
            mkdir etc; mount -t tmpfs -o mode=777 tmpfs etc
            echo 'settle: 1 s' > x; ln -s ../x etc/timelined.yaml
            """)
        #expect(scratch.read().problems.count == 1)
        scratch.shell("mount -o remount,ro etc")
        let reading = scratch.read()
        #expect(reading.problems.isEmpty && reading.configuration.settle == 1_000_000, "\(reading.problems)")
    }

    @Test(arguments: [
        ("ln -s nowhere etc/timelined.yaml", "it is a symbolic link: No such file"),
        ("ln -s timelined.yaml etc/timelined.yaml", "it is a symbolic link: Too many levels"),
        ("ln -s .. etc/timelined.yaml", "is no file"), ("mkdir etc/timelined.yaml", "is no file"),
        ("mkfifo x; ln -s ../x etc/timelined.yaml", "is no file"), ("mkfifo etc/timelined.yaml", "is no file"),
    ])
    func `that leads to no file is an error, not a file that is missing`(script: String, problem: String) {
        scratch.shell("mkdir etc; \(script)")
        let reading = scratch.read()
        #expect(reading.problems.count == 1 && reading.problems[0].line.contains(problem), "\(reading.problems)")
    }

    @Test func `a folder of them is as good as what lies above it`() {
        scratch.shell("mkdir etc store; echo 'scan: 7 s' > store/a.yaml; ln -s ../store etc/conf.d; chmod 777 store")
        #expect(scratch.read().problems.isEmpty && scratch.read().configuration.scan == 7_000_000)
        scratch.shell("chmod 777 etc")
        #expect(scratch.read().problems.map(\.place) == [scratch.root + "/etc/conf.d"] && scratch.read().files == 0)
        scratch.shell("chmod 755 etc; rm -r store")
        #expect(scratch.read().problems.first?.sentence.contains("it is a symbolic link: No such file") == true)
        scratch.shell("rm etc/conf.d; touch etc/conf.d")
        #expect(scratch.read().problems.first?.sentence == "cannot be read: Not a directory")
    }

    @Test func `that is not there is none`() {
        scratch.shell("mkdir etc")
        #expect(scratch.read().problems.isEmpty && scratch.read().files == 0)
    }
}
