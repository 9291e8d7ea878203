import Glibc
import TestSupport
import Testing

/// What people see of the log on a terminal, and what scripts get instead.
@Suite("The log on a terminal")
struct LogListTests {
    private let timeline: ScratchTimeline

    init() throws {
        timeline = try ScratchTimeline()
        try timeline.drop(
            "a.yaml",
            """
            - directive: around
              title: Around then
              occurred: "2019~"
            - directive: wrong
              title: A slip
              occurred: "2020-21?"
            """)
        try timeline.commit()
        try timeline.drop(
            "b.yaml",
            """
            correction: slip
            verb: corrected
            of: {source: /desk, id: "wrong:issued:2020-21?"}
            occurred: 2025-01-09
            reason: A slip of the pen.
            replacement: {directive: wrong, title: Set right, occurred: 2021-06/2022-03}
            """)
        try timeline.commit()
    }

    @Test func `entries stand under their month, with their dates and what became of them`() throws {
        let lines = try timeline.terminal("log", "--color", "never")
        #expect(lines.count == 4)
        #expect(lines[0] == "January 2025")
        #expect(lines[1].hasSuffix("#0 issued directive/around, ≈ 2019: Around then"))
        #expect(lines[2].hasSuffix("#1 issued directive/wrong, spring 2020?: A slip ↺ corrected by #2"))
        #expect(lines[3].contains("#2 corrected correction/slip, 2025-01-09"))
        let before = try timeline.terminal("log", "--color", "never", "--known-at", "#1")
        #expect(!before.joined().contains("↺"))
    }

    /// Root alone can give a file to another.
    @Test(.enabled(if: getuid() == 0)) func `a correction of what another has submitted says whose that is`() throws {
        try timeline.drop("c.yaml", "correction: other\nverb: retracted\nof: around:issued:2019~\nreason: error\n")
        try #require(unsafe chown(timeline.root + "/incoming/c.yaml", 8, 8) == 0)
        try timeline.commit()
        let lines = try timeline.terminal("log", "--color", "never")
        #expect(lines[4].contains("#3 retracted correction/other") && lines[4].hasSuffix(" of what root submitted"))
        #expect(!lines[3].contains("submitted"))
        #expect(try !timeline.run("log").text.contains("submitted"))
    }

    @Test func `into a pipe each entry is one plain line`() throws {
        let lines = try timeline.run("log").lines
        #expect(lines.count == 3)
        #expect(lines[1].hasSuffix("#1 issued directive/wrong: A slip"))
    }
}
