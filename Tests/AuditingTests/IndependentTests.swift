import TestSupport
import Testing

/// Programs that others wrote judge what the real daemon and the real client have written.
struct `Independent verifiers` {
    private static let sources = Programs.repository + "/Tests/TransparencyLogTests/Independent"
    private static let prepared = Programs.directory + "/independent"

    /// A log with a witness, its head, proofs and tiles, and each of them once more with a bit turned.
    private static func exchange() throws -> Desk {
        let desk = try Desk(3)
        try desk.shell("mkdir -p x/valid x/tampered")
        try desk.keep("x/log.vkey", "key")
        try desk.keep("x/witness.vkey", "key", "--new", "witness.example/w1", "--cosigner", "--file", "w1.key")
        try desk.write(try desk.read("log/checkpoint"), to: "kept")
        try desk.keep("x/valid/first.checkpoint", "cosign", "--key", "w1.key", "log/checkpoint")
        try desk.record(300)
        try desk.record(270)
        try desk.keep("growth", "prove", "--since", "kept")
        try desk.keep("x/valid/head.checkpoint", "cosign", "--key", "w1.key", "log/checkpoint", "--proof", "growth")
        let head = ["--checkpoint", "x/valid/head.checkpoint"]
        for seq in [0, 2, 255, 256, 572] {
            let proof = try desk.client(["prove", "\(seq)"] + head)
            try desk.write(proof.output, to: "x/valid/\(seq).tlog-proof")
            try desk.shell(
                "sed -n '\(seq + 1)p' log/*.ndjson | tr -d '\\n' | tee x/valid/\(seq).entry > x/tampered/\(seq).entry")
        }
        for size in [1, 3, 256, 303, 572] {
            let proof = try desk.client(["prove", "--since", "\(size)"] + head)
            try desk.write(proof.output, to: "x/valid/\(size).consistency-proof")
        }
        #expect(try desk.client(["publish", "x/valid/log.tiles"] + head).succeeded)
        try desk.shell(
            "cp -r x/valid/log.tiles x/tampered/ && printf X | dd of=x/tampered/log.tiles/tile/entries/001 bs=1 seek=9000 conv=notrunc 2>/dev/null"
        )
        try tamper(desk)
        return desk
    }

    /// A changed digit or letter in the last hash, or in the head, of each.
    private static func tamper(_ desk: Desk) throws {
        for name in try desk.shell("cd x/valid && ls -d *.checkpoint *-proof").lines {
            var lines = try desk.read("x/valid/\(name)").split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let blank = try #require(lines.firstIndex { $0.isEmpty })
            let victim = name.hasSuffix("checkpoint") ? 2 : blank - 1
            let place = lines[victim].startIndex + 5
            lines[victim][place] = lines[victim][place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            try desk.write(Array(lines.joined(separator: [UInt8(ascii: "\n")])), to: "x/tampered/\(name)")
        }
    }

    @Test func `accept head, proofs, tiles and cosignature, and refuse what was changed`() throws {
        let preparation = try Command("\(Self.sources)/prepare", Self.prepared, timeout: .seconds(600)).run()
        try #require(preparation.succeeded, "\(preparation)")
        let desk = try Self.exchange()
        for words in [["go"], ["python/bin/python", "check_aics.py"], ["python/bin/python", "check_scales.py"]] {
            var command = Command(
                words: ["\(Self.prepared)/\(words[0])"] + words.dropFirst().map { "\(Self.sources)/\($0)" }
                    + ["\(desk.root)/x"], timeout: .seconds(300))
            command.environment = ["PYTHONDONTWRITEBYTECODE": "1"]
            let outcome = try command.run()
            #expect(outcome.succeeded, "\(words) \(outcome)")
            let valid = outcome.lines.filter { $0.contains(" valid/") }
            #expect(valid.count == 13 && valid.allSatisfy { $0.hasPrefix("accepted ") }, "\(words) \(outcome)")
            let tampered = outcome.lines.filter { $0.contains(" tampered/") }
            #expect(tampered.count == 13 && tampered.allSatisfy { $0.hasPrefix("refused ") }, "\(words) \(outcome)")
        }
    }
}
