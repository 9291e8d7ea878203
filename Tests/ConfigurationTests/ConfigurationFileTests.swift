import EventModel
import Testing

@testable import Configuration

@Suite struct `A configuration file` {
    private func file(_ text: String) -> ConfigurationFile {
        ConfigurationFile(path: "t.yaml", bytes: Array(text.utf8))
    }

    private func lines(_ text: String) -> [String] { file(text).problems.map { $0.line(file: "t.yaml") } }

    @Test func `sets what it names, by line`() {
        let file = file("# ours\nsettle: 1 s\n\nlargest: 4 MiB\narchive: keep for 30 days\n")
        #expect(file.problems.isEmpty)
        #expect(file.values.map(\.setting) == [.settle, .largest, .archive])
        #expect(file.values.map(\.line) == [2, 4, 5])
    }

    @Test(arguments: ["", "\n  \n", "# nothing\n", "---\n", "\u{FEFF}# nothing\n"])
    func `of comments alone sets nothing`(_ text: String) {
        #expect(lines(text).isEmpty)
        #expect(file(text).values.isEmpty)
    }

    @Test func `says every problem at once, where it stands and what to do`() {
        #expect(
            lines("setle: 250 ms\nlargest: 16\narchive: delte\nscan: [1, 2]\nmetrics: here\n") == [
                "t.yaml:1:1: unknown option \"setle\" — did you mean \"settle\"?",
                "t.yaml:2:10: largest: \"16\" has no unit — expected a size from 1 KiB to 64 MiB, such as 16 MiB"
                    + " — say in which unit: GiB, MiB, KiB, B",
                "t.yaml:3:10: archive: \"delte\" says nothing about the archive"
                    + " — expected keep, delete, or keep for N days, N from 1 to 36500 — did you mean delete?",
                "t.yaml:4:7: scan cannot be a list — expected one value",
                "t.yaml:5:10: metrics: \"here\" is no absolute path"
                    + " — expected a path from / on, without a slash at its end, or none",
            ])
    }

    @Test(arguments: [
        ("- settle\n", "1:1"), ("settle: 1 s\nsettle: 2 s\n", "2:1"), ("settle: 1 s\n---\nsettle: 2 s\n", "3:1"),
        ("settle:\n", "1:8"), ("settle: *x\n", "1:9"), ("word\n", "1:1"), ("settle: 1 s\n\tscan: 2 s\n", "2:1"),
    ])
    func `is read with the care of event files`(_ text: String, _ place: String) {
        let problems = lines(text)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix("t.yaml:\(place): ") == true, "\(problems)")
        #expect(problems.first?.contains("event") == false, "\(problems)")
    }

    @Test(arguments: [
        (Setting.settle, ["0", "0 s", "250ms", "250 ms", "1 min", "60 s"], ["", "x", "250", "61 s", "-1 s", "1.5 s"]),
        (.scan, ["1 s", "1 h", "90 s"], ["0", "999 ms", "61 min", "9223372036854775807 h"]),
        (.largest, ["1 KiB", "64 MiB", "2048 B"], ["0", "1023 B", "65 MiB", "1 GiB", "1 MB"]),
        (
            .archive, ["keep", "delete", "keep for 1 day", "keep 30 days"],
            ["", "keep for 0 days", "30 days", "keep it"]
        ),
        (.metrics, ["none", "/run/x.prom"], ["", "/", "x", "/a/"]),
        (.subfolders, ["yes", "no"], ["", "true", "Yes", "1", "none"]),
        (.ignore, ["none", ".bak", ".bak scan-*", "*x*  y"], ["", " ", "a/b", "*", "a\n", ".."]),
        (.done, ["none", ".done", ".ok"], ["", "done", ".", ".yaml", ".json", ".a b", "/.d"]),
        (.spool, ["/srv/timeline"], ["", "srv", "/srv\n"]),
        (.source, ["/desk", "https://example.org/desk"], ["", "a b"]),
    ])
    func `takes what is within range, and writes it so that it is read alike`(
        _ setting: Setting, _ good: [String], _ bad: [String]
    ) throws {
        for text in good {
            var (first, second) = (Configuration(), Configuration())
            try first.take(setting, text)
            try second.take(setting, try #require(first.text(of: setting)))
            #expect(first == second, "\(text)")
        }
        for text in bad {
            var configuration = Configuration()
            #expect(throws: Fault.self, "\(setting) \(text)") { try configuration.take(setting, text) }
            #expect(configuration == Configuration())
        }
    }
}
