import TestSupport
import Testing

/// Every bad file gets its reason, and the daemon goes on.
struct `Bad input` {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var says: String
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ says: String) { self.init(name, Array(text.utf8), says) }

        init(_ name: String, _ bytes: [UInt8], _ says: String) {
            self.name = name
            self.bytes = bytes
            self.says = says
        }
    }

    static let cases: [Case] = [
        Case("empty.yaml", "", "the file is empty"),
        Case("binary.json", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0], "a zero byte"),
        Case("utf-16.json", [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "UTF-16"),
        Case("bytes.yaml", Array("announcement: a\ntitle: caf".utf8) + [0xE9, 0x0A], "0xE9 is not UTF-8"),
        Case("half.json", #"{"announcement": "half", "titl"#, "never ends"),
        Case("twice.json", #"{"announcement":"a","title":"T","title":"U","occurred":"2025"}"#, "stands twice"),
        Case("huge.json", #"{"specversion":"1.0","id":"1","source":"/s","type":"x","data":1e400}"#, "1e400"),
        Case("deep.json", String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), "64"),
        Case("deep.yaml", String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), "64"),
        Case("kind.yaml", "anouncement: a\ntitle: T\noccurred: 2025\n", "did you mean \"announcement\"?"),
        Case("verb.yaml", event("a") + "verb: mde\n", "did you mean \"made\"?"),
        Case("key.yaml", event("a") + "jurisdicton: RU\n", "did you mean \"jurisdiction\"?"),
        Case("day.yaml", event("a", occurred: "2025-02-30"), "2025-02 has 28 days"),
        Case("month.yaml", event("a", occurred: "2025-13"), "there is no month 13"),
        Case("currency.yaml", "investment: a\ntitle: T\noccurred: 2025\namount: 5 QQQ\n", "QQQ is no currency"),
        Case(
            "number.json", #"{"investment":"a","title":"T","occurred":"2025","amount":850000000000}"#,
            "in quotes, with its currency"),
        Case(
            "nothing.yaml", "correction: c\nverb: retracted\nof: no:such:event\nreason: error\n",
            "there is no event \"no:such:event\""),
        Case(
            "long.yaml",
            event("a") + "text: \"\(String(repeating: "x", count: 19_000))\"\ncontext:\n"
                + String(repeating: "  - \"\(String(repeating: "y", count: 1_900))\"\n", count: 30),
            "bytes in canonical form"),
        Case("ending.txt", event("a"), ".ndjson"),
    ]

    @Test(arguments: cases)
    func `is refused with its reason beside it, and the next file is taken`(bad: Case) throws {
        let scratch = try DaemonScratch()
        try scratch.write(bad.name, bad.bytes)
        try scratch.write("zz-good.yaml", event("good"))
        let outcome = try scratch.once()
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(try scratch.names("rejected") == [bad.name, bad.name + ".reason"])
        let reason = try scratch.reason(bad.name)
        #expect(reason.contains(bad.says), "\(reason)")
        #expect(reason.hasPrefix(bad.name + ":"), "\(reason)")
        #expect(outcome.errorText.contains("<4>\(bad.name): rejected"), "\(outcome)")
        #expect(try scratch.archived() == ["zz-good.yaml"])
        #expect(try scratch.count() == 1)
    }

    @Test func `the file that is refused is the file that was dropped, to the byte`() throws {
        let scratch = try DaemonScratch()
        for bad in Self.cases { try scratch.write(bad.name, bad.bytes) }
        try scratch.once()
        for bad in Self.cases {
            let kept = try Command("cat", "\(scratch.root)/rejected/\(bad.name)").run().output
            #expect(kept == bad.bytes, "\(bad.name)")
        }
    }

    @Test func `of a hundred events of which one is wrong none enters`() throws {
        let scratch = try DaemonScratch()
        let lines = (1...100).map { number in
            #"{"announcement":"a-\#(number)","title":"T","occurred":"\#(number == 57 ? "2025-02-30" : "2025")"}"#
        }
        try scratch.write("hundred.ndjson", lines.joined(separator: "\n") + "\n")
        #expect(try scratch.once().status == .exited(1))
        #expect(try scratch.reason("hundred.ndjson").hasPrefix("hundred.ndjson:57:"))
        #expect(try scratch.count() == 0)
    }

    @Test func `every problem of a file is said at once, in its order`() throws {
        let scratch = try DaemonScratch()
        try scratch.write(
            "many.yaml", try Command("cat", "\(Programs.repository)/Events/invalid/many-problems.yaml").run().output)
        try scratch.once()
        let lines = try scratch.reason("many.yaml").split(separator: "\n")
        #expect(lines.map { $0.split(separator: ":")[1] } == ["3", "4", "5", "6", "7", "9"], "\(lines)")
    }

    @Test func `an id that exists with another content names the entry it collides with`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("first.yaml", event("a"))
        try scratch.once()
        try scratch.write("second.yaml", event("a", title: "Another"))
        #expect(try scratch.once().status == .exited(1))
        let reason = try scratch.reason("second.yaml")
        #expect(reason.contains("is in the log with another content, as #0"), "\(reason)")
        #expect(reason.contains("correction"), "\(reason)")
    }

    @Test func `two files of one commit that collide keep the first`() throws {
        let scratch = try DaemonScratch()
        try scratch.write("1.yaml", event("a"))
        try scratch.write("2.yaml", event("a", title: "Another"))
        #expect(try scratch.once().status == .exited(1))
        #expect(try scratch.reason("2.yaml").contains("another content in 1.yaml"))
        #expect(try scratch.count() == 1)
    }

    @Test func `what is no plain file is refused without being opened`() throws {
        let scratch = try DaemonScratch()
        let incoming = "\(scratch.root)/incoming"
        _ = try Command("ln", "-s", "/etc/passwd", "\(incoming)/link.yaml").run()
        _ = try Command("mkfifo", "\(incoming)/pipe.yaml").run()
        _ = try Command("mkdir", "\(incoming)/folder.yaml").run()
        try scratch.write("two.yaml", event("a"))
        _ = try Command("ln", "\(incoming)/two.yaml", "\(scratch.root)/other-name").run()
        #expect(try scratch.once().status == .exited(1))
        for (name, says) in [
            ("link.yaml", "a symbolic link"), ("pipe.yaml", "a named pipe"), ("folder.yaml", "a directory"),
            ("two.yaml", "2 names"),
        ] {
            let reason = try scratch.reason(name)
            #expect(reason.contains(says), "\(reason)")
        }
        #expect(try scratch.names("incoming") == [])
    }
}
