import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// `timelinectl prove` and `timelinectl check-proof`.
struct Proofs {
    @Test func `an entry is proven by its number and by its id, and checked without the log`() throws {
        let desk = try Desk(3, 4)
        try desk.keep("key", "key")
        for word in ["5", "#5", "event-5:made:2025-01-02"] { try desk.keep("proof", "prove", word) }
        try desk.shell("mv log elsewhere")
        let checked = try desk.client("check-proof", "proof", "--key", "key")
        #expect(checked.succeeded, "\(checked)")
        #expect(checked.text.contains("Entry #5 is in the log"), "\(checked)")
        #expect(checked.text.contains("Event 5"), "\(checked)")
        let json = try desk.client("check-proof", "proof", "--key", "key", "-o", "json")
        #expect(
            json.text.hasPrefix(#"{"proves":"inclusion","origin":""#) && json.text.contains(#""index":5,"entry":{"#))
        let unknown = try desk.client("check-proof", "proof")
        #expect(unknown.status == .exited(2) && unknown.errorText.contains("with --key"), "\(unknown)")
    }

    @Test func `growth is proven from a size and from a head that was kept`() throws {
        let desk = try Desk(3)
        try desk.write(try desk.read("log/checkpoint"), to: "kept")
        try desk.record(5)
        try desk.keep("by-size", "prove", "--since", "3")
        try desk.keep("by-file", "prove", "--since", "kept")
        #expect(try desk.read("by-size") == desk.read("by-file"))
        let checked = try desk.client("check-proof", "by-size", "--since", "kept")
        #expect(checked.succeeded && checked.text.contains("begins with all 3 entries"), "\(checked)")
        let unbound = try desk.client("check-proof", "by-size")
        #expect(unbound.status == .exited(2) && unbound.errorText.contains("--since FILE"), "\(unbound)")
        // A proof from another head proves nothing of this one.
        try desk.keep("other", "prove", "--since", "4")
        #expect(try desk.client("check-proof", "other", "--since", "kept").status == .exited(1))
    }

    @Test func `what is not there is not proven`() throws {
        let desk = try Desk(3)
        for words in [["prove", "3"], ["prove", "no-such-id"], ["prove", "--since", "4"]] {
            let outcome = try desk.client(words)
            #expect(outcome.status == .exited(1) && outcome.output.isEmpty, "\(words) \(outcome)")
        }
        #expect(try desk.client("prove").status == .exited(64))
        try desk.rewrite(0)
        #expect(try desk.client("prove", "1").status == .exited(1))
    }

    @Test func `nothing is proven by a file with any byte changed`() throws {
        let desk = try Desk(3)
        let old = try desk.head()
        try desk.write(try desk.read("log/checkpoint"), to: "kept")
        try desk.record(6)
        let key = try VerifierKey(parsing: String(try desk.client("key").text.dropLast()))
        let inclusion = try desk.keep("inclusion", "prove", "4")
        let growth = try desk.keep("growth", "prove", "--since", "kept")
        for (bytes, check) in [(inclusion, Self.checkInclusion), (growth, Self.checkGrowth)] {
            try check(bytes, key, old)
            for place in bytes.indices {
                for bit in [UInt8(1), 0x20, 0x80] {
                    var changed = bytes
                    changed[place] ^= bit
                    #expect(throws: (any Error).self, "byte \(place) of \(bytes.count)") {
                        try check(changed, key, old)
                    }
                }
            }
        }
        // Some of them by the program itself.
        for (name, bytes) in [("inclusion", inclusion), ("growth", growth)] {
            for place in stride(from: 3, to: bytes.count, by: bytes.count / 12) {
                var changed = bytes
                changed[place] ^= 1
                let outcome = try desk.client(
                    ["check-proof", "-"] + (name == "growth" ? ["--since", "kept"] : []), input: changed)
                #expect(outcome.status == .exited(1), "\(name), byte \(place): \(outcome)")
            }
        }
    }

    private static func checkInclusion(_ bytes: [UInt8], _ key: VerifierKey, _ old: Checkpoint) throws {
        let file = try InclusionProofFile(parsing: bytes)
        let line = try #require(file.extra)
        _ = try file.verify(leaf: .leaf(line), log: key)
    }

    private static func checkGrowth(_ bytes: [UInt8], _ key: VerifierKey, _ old: Checkpoint) throws {
        _ = try ConsistencyProofFile(parsing: bytes).verify(since: old, log: key)
    }
}
