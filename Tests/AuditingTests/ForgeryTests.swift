import TestSupport
import Testing
import TransparencyLog

/// A log whose every line is right, and which is not the one that was signed.
struct `A log that was rewritten` {
    /// The daemon refuses to write, the client to believe; repair lets both go on, and auditors still see it.
    private func expectContradiction(_ desk: Desk, _ reason: String, _ location: SourceLocation = #_sourceLocation)
        throws
    {
        let verified = try desk.client("verify")
        #expect(verified.status == .exited(1), "\(verified)", sourceLocation: location)
        #expect(verified.text.contains(reason), "\(verified)", sourceLocation: location)
        #expect(verified.text.contains("every line is as it was written"), "\(verified)", sourceLocation: location)
        #expect(
            try desk.client("verify", "-o", "json").text.contains(#""verdict":"refuted""#), sourceLocation: location)
        let before = try desk.shell("sha256sum log/*").text
        try desk.drop(1)
        let outcome = try desk.once(expecting: 76, location)
        #expect(outcome.errorText.contains("the log does not extend its last signed head: "), sourceLocation: location)
        #expect(outcome.errorText.contains(reason), "\(outcome)", sourceLocation: location)
        #expect(try desk.shell("sha256sum log/*").text == before, "nothing is written", sourceLocation: location)
    }

    @Test func `is found by its head, and repair sets the head aside`() throws {
        let desk = try Desk(3, 2)
        let kept = try desk.read("log/checkpoint")
        try desk.write(kept, to: "kept")
        try desk.rewrite(1)
        try expectContradiction(desk, "are not those that were signed")

        let told = try desk.client("repair")
        #expect(told.status == .exited(1) && told.errorText.contains("nothing was changed"), "\(told)")
        let done = try desk.client("repair", "--yes")
        #expect(done.succeeded && done.text.contains("Whoever kept that head will see"), "\(done)")
        #expect(try desk.shell("cat log/aside-*/checkpoint").output == kept)
        #expect(try desk.client("verify").text.contains("The signed head: none"))
        let started = try desk.once()
        #expect(started.errorText.contains("5 events had no signed head; signed as "), "\(started)")
        // By itself it looks right now; not to somebody who kept the head.
        #expect(try desk.client("verify").succeeded)
        let against = try desk.client("verify", "--against", "kept")
        #expect(against.status == .exited(1), "\(against)")
        #expect(against.text.contains("The head that was kept of 5 entries: the first 5 entries are not"), "\(against)")
    }

    @Test func `is found by a head that was kept, whatever was put in the place of head and key`() throws {
        let desk = try Desk(4)
        try desk.keep("key", "key")
        try desk.write(try desk.read("log/checkpoint"), to: "kept")
        try desk.rewrite(2)
        try desk.shell("rm -rf log/checkpoint log/signing.* heads")
        try desk.once()
        #expect(try desk.client("verify").succeeded)
        // By another key than the one that the auditor knows.
        for words in [["--key", "key"], ["--against", "kept"], ["--against", "kept", "--key", "key"]] {
            let found = try desk.client(["verify"] + words)
            #expect(found.status == .exited(1), "\(words) \(found)")
            #expect(found.text.contains("it is not to be believed: no key that is known signed this"), "\(found)")
        }
    }

    @Test func `is found where its last commits are taken away`() throws {
        let desk = try Desk(3, 2)
        let lines = try desk.read("log/00000000000000000000.ndjson").split(separator: UInt8(ascii: "\n"))
        try desk.write(
            Array(lines[..<3].joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")],
            to: "log/00000000000000000000.ndjson")
        try expectContradiction(desk, "entries are missing at the end")
    }

    @Test func `is found where its head is taken away or is older than what auditors kept`() throws {
        let desk = try Desk(3)
        try desk.shell("mv log/checkpoint kept")
        try expectContradiction(desk, "its signed head is missing, though it has had one")
        try desk.shell("printf 'no note\\n' > log/checkpoint")
        try expectContradiction(desk, "checkpoint is no signed head")
        try desk.shell("sed 's/^3$/2/' kept > log/checkpoint")
        try expectContradiction(desk, "does not fit the text")
        try desk.shell("cp kept log/checkpoint")
        try desk.once()
        #expect(try desk.head().size > 3)
    }

    @Test func `a log from before there were heads is signed, and its reader told so`() throws {
        let desk = try Desk(3)
        try desk.shell("rm -rf log/checkpoint log/signing.* heads")
        let verified = try desk.client("verify")
        #expect(
            verified.status == .exited(2) && verified.text.contains("nothing shows whether the log was rewritten"),
            "\(verified)")
        #expect(try desk.client("verify", "-o", "json").text.contains(#""head":{"verdict":"missing"}"#))
        #expect(try desk.once().errorText.contains("<4>3 events had no signed head"))
        #expect(try desk.client("verify").text.contains("The signed head of 3 entries is proven"))
    }

    @Test func `a copied directory is verified as the log itself is`() throws {
        let desk = try Desk(3, 1)
        try desk.shell("mkdir copy && cp -r log copy/ && rm copy/log/signing.key copy/log/lock")
        var command = Command(words: [Programs.timelinectl, "--root", "\(desk.root)/copy", "verify"])
        #expect(try command.run().text.contains("The signed head of 4 entries is proven"))
        try desk.shell("rm copy/log/signing.pub")
        command.words += ["--key", try desk.client("key").lines[0]]
        #expect(try command.run().succeeded)
    }
}
