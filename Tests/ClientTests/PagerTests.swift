import TestSupport
import Testing

/// What a terminal shows, with a pager, without one, and with one that cannot be.
@Suite("The pager")
struct PagerTests {
    private let timeline: ScratchTimeline
    private let plain: [String]

    init() throws {
        timeline = try ScratchTimeline.ofSeed()
        plain = try timeline.terminal("log")
        #expect(plain.count > 10)
    }

    private func shown(_ environment: [String: String?], _ words: [String] = ["log"]) throws -> [String] {
        let usual: [String: String?] = [
            "PAGER": nil, "TIMELINED_PAGER": nil, "LESS": nil, "LESSCHARSET": nil, "LESSSECURE": nil,
        ]
        return try timeline.terminal(words, environment: usual.merging(environment) { $1 })
    }

    @Test(arguments: ["no-such-pager", "/etc", "/etc/passwd", "/no/such/pager -R", "less \"", "("])
    func `a pager that is none leaves the text as it is, and says why`(pager: String) throws {
        for name in ["PAGER", "TIMELINED_PAGER"] {
            let lines = try shown([name: pager])
            #expect(Array(lines.suffix(plain.count)) == plain, "\(lines)")
            #expect(lines.count > plain.count && lines.dropLast(plain.count).allSatisfy { $0.contains("sh: ") })
        }
    }

    @Test func `without less the text is printed as it is, without a word`() throws {
        #expect(try shown(["PATH": "/nonexistent"]) == plain)
        #expect(try shown(["PATH": "/nonexistent", "SHELL": "/nonexistent"]) == plain)
    }

    @Test func `a pager gets the whole text, once`() throws {
        #expect(try shown(["PAGER": "echo begin; cat; echo end"]) == ["begin"] + plain + ["end"])
        // One that fails after it has shown something is not helped.
        #expect(try shown(["PAGER": "head -n 1; exit 3"]) == [plain[0]])
    }

    @Test(arguments: [["log", "--text", "no such text"], ["log", "-n", "0"], ["log", "--until", "1970"]])
    func `an empty answer starts no pager`(words: [String]) throws {
        let lines = try shown(["PAGER": "echo pager; cat"], words)
        #expect(!lines.contains("pager"), "\(lines)")
        #expect(try shown(["PAGER": nil], words) == lines)
    }

    @Test(arguments: ["dumb", "", nil]) func `a terminal that only prints gets no pager and no colours`(term: String?)
        throws
    {
        let lines = try shown(["TERM": term, "PAGER": "echo pager; cat"])
        #expect(lines.count == plain.count && !lines.contains("pager"), "\(lines)")
        #expect(!lines.contains { $0.contains("\u{1B}") })
        #expect(plain.contains { $0.contains("\u{1B}") })
    }

    @Test func `less is told what it is to show`() throws {
        let pager = "echo \"$LESSCHARSET $LESSSECURE $LESS\"; cat >/dev/null"
        #expect(try shown(["PAGER": pager, "LC_ALL": "C"]) == ["utf-8 1 FRSXMK+G"])
        #expect(try shown(["PAGER": pager], ["state", "timeline"]) == ["utf-8 1 FRSXMK"])
        #expect(try shown(["PAGER": pager, "LESSCHARSET": "latin1", "LESS": "X"]) == ["latin1 1 X"])
    }

    @Test(arguments: ["log -f | head -n 1", "log -f -n 0 | true", "log -f --text 'no such text' | sleep 0.3"])
    func `who follows ends when the reader goes`(line: String) throws {
        var command = Command(
            "bash", "-c", "set -o pipefail; '\(try ScratchTimeline.program())' \(line)", timeout: .seconds(10))
        command.environment = ["TIMELINED_ROOT": timeline.root]
        let outcome = try command.run()
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test func `who follows into a file goes on`() throws {
        var command = try Command(ScratchTimeline.program(), "log", "-f", timeout: .seconds(10))
        command.environment = ["TIMELINED_ROOT": timeline.root, "TZ": "UTC"]
        let follower = try command.start()
        #expect(follower.wait { !$0.outputSoFar.isEmpty })
        try timeline.drop("more.yaml", "announcement: more\ntitle: One more\noccurred: 2025\n")
        try timeline.commit()
        #expect(follower.wait { String(decoding: $0.outputSoFar, as: UTF8.self).contains("One more") })
        #expect(follower.isRunning)
    }
}
