import LinuxIO
import Testing
import Timeline

@testable import Configuration

@Suite struct `What is in force` {
    private func reading(
        _ files: [(String, String)], variables: [Setting: String] = [:], flags: [Setting: String] = [:]
    )
        -> Reading
    {
        var reading = Reading()
        for (path, text) in files { reading.take(ConfigurationFile(path: path, bytes: Array(text.utf8))) }
        reading.take(variables) { .variable($0.variable) }
        reading.take(flags) { .flag($0.flag) }
        return reading
    }

    @Test func `is the strongest of default, file, conf_d, environment and flag`() {
        let files = [("timelined.yaml", "settle: 1 s\nscan: 5 s\n"), ("conf.d/10.yaml", "scan: 6 s\nsource: /a\n")]
        let reading = reading(files, variables: [.source: "/b", .largest: "1 MiB"], flags: [.largest: "2 MiB"])
        #expect(reading.problems.isEmpty)
        #expect(reading.origin(of: .archive) == .byDefault)
        #expect(reading.origin(of: .settle) == .file("timelined.yaml", line: 1))
        #expect(reading.origin(of: .scan) == .file("conf.d/10.yaml", line: 1))
        #expect(reading.origin(of: .source) == .variable("TIMELINED_SOURCE"))
        #expect(reading.origin(of: .largest) == .flag("--largest"))
        #expect(reading.configuration.scan == 6_000_000)
        #expect(reading.configuration.source == "/b")
        #expect(reading.configuration.largest == 2 << 20)
    }

    @Test func `keeps what is right beside what is wrong`() {
        let reading = reading([("f", "settle: soon\nscan: 5 s\n")], variables: [.archive: "all"])
        #expect(reading.configuration.scan == 5_000_000)
        #expect(reading.configuration.settle == 250_000)
        #expect(reading.problems.map(\.place) == ["f", "TIMELINED_ARCHIVE"])
        #expect(reading.problems[0].line.hasPrefix("f:1:9: settle: \"soon\" is no time"))
    }

    @Test func `cannot move its directories while it runs`() {
        let old = reading([])
        var new = reading([("f", "settle: 1 s\nspool: /srv\n")])
        new.requireSameDirectories(as: old)
        #expect(
            new.problems.map(\.line)
                == ["f:2:1: spool cannot change while timelined runs — systemctl restart timelined"])
    }

    @Test func `is shown option by option, with usual places for what is not set`() {
        let sources = ConfigurationSources(root: "/r", variable: { $0 == "TIMELINED_SCAN" ? "" : nil })
        #expect(sources.variables.isEmpty)
        #expect(sources.directory == "/r")
        let shown = Reading().shown(sources.paths(Configuration()))
        #expect(shown.map(\.key) == Setting.allCases.map(\.key))
        #expect(shown.first { $0.key == "metrics" }?.value == "/r/run/timelined.prom")
        #expect(shown.first { $0.key == "library" }?.value == "/r")
        #expect(shown.allSatisfy { $0.from == "default" })
    }

    @Test func `lies where it was told to`() {
        var configuration = Configuration()
        configuration.library = "/data"
        let sources = ConfigurationSources(root: nil, variable: { _ in nil })
        let paths = sources.paths(configuration)
        #expect(paths.log == "/data/log")
        #expect(paths.incoming == "/var/spool/timelined/incoming")
        #expect(paths.run == "/run/timelined")
    }
}
