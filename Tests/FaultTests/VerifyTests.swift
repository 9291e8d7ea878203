import LinuxIO
import TestSupport
import Testing

/// `timelinectl verify` on real logs.
struct `Verify` {
    private static func log(_ batches: Int) throws -> (drops: Drops, bytes: [UInt8], path: String) {
        let drops = try Drops()
        for _ in 0..<batches {
            try drops.drop(events: 2)
            _ = try drops.daemon("--once").run()
        }
        let path = drops.root + "/log/00000000000000000000.ndjson"
        return (drops, try Command("cat", path).run().output, path)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        var command = Command("sh", "-c", "cat > \(path)")
        command.input = .bytes(bytes)
        #expect(try command.run().succeeded)
    }

    @Test func `a log as it was written is intact`() throws {
        let (drops, bytes, _) = try Self.log(3)
        let outcome = try drops.client("verify")
        #expect(outcome.succeeded, "\(outcome)")
        #expect(outcome.text.contains("6 entries in 3 batches, 1 segment and"), "\(outcome)")
        let json = try drops.client("verify", "-o", "json")
        let start = #"{"verdict":"asWritten","intact":true,"entries":6,"batches":3,"segments":1,"bytes":"#
        #expect(json.text.hasPrefix("\(start)\(bytes.count),"))
    }

    @Test func `a changed byte in each of two batches is named twice, and what is right is counted`() throws {
        let (drops, bytes, path) = try Self.log(4)
        let lines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        var changed = bytes
        changed[40] ^= 1
        // In the second entry of the third batch.
        changed[lines[4] + 300] ^= 1
        try Self.write(changed, to: path)
        let outcome = try drops.client("verify")
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(outcome.lines[0].hasPrefix("00000000000000000000.ndjson, byte 0, entry #0: "), "\(outcome)")
        #expect(
            outcome.lines[1].hasPrefix("00000000000000000000.ndjson, byte \(lines[4] + 1), entry #5: "), "\(outcome)")
        #expect(outcome.text.contains("2 places damaged; 5 entries in 2 batches"), "\(outcome)")
        // The daemon refuses to write to it, and leaves every byte as it is.
        try drops.drop(events: 1)
        #expect(try drops.daemon("--once").run().status == .exited(65))
        #expect(try Command("cat", path).run().output == changed)
    }

    @Test func `a torn tail is no damage, and the next start cuts it off and keeps it`() throws {
        let (drops, bytes, path) = try Self.log(2)
        // As a crash leaves it: a batch that was never acknowledged, nor signed.
        let (_, next, _) = try Self.log(3)
        try Self.write(bytes + next.dropFirst(bytes.count).dropLast(10), to: path)
        let outcome = try drops.client("verify")
        #expect(outcome.succeeded && outcome.text.contains("of an unfinished batch at the end"), "\(outcome)")
        let start = try drops.daemon("--once").run()
        #expect(start.status == .exited(0), "\(start)")
        #expect(try drops.client("verify").text.contains("4 entries in 2 batches, 1 segment"))
        #expect(try Command("find", drops.root + "/log", "-name", "torn-*").run().lines.count == 1)
    }

    @Test func `of an empty log that was never signed nothing is known`() throws {
        let drops = try Drops()
        #expect(try drops.client("verify").status == .exited(2))
        _ = try drops.daemon("--once").run()
        #expect(try drops.client("verify").succeeded)
    }
}
