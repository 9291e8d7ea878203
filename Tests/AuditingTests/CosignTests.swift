import TestSupport
import Testing

/// `timelinectl cosign`: a witness that never signs two heads which contradict each other.
struct Cosigning {
    /// A log of three entries, a witness that has cosigned its head, and five entries more.
    private func witnessed() throws -> Desk {
        let desk = try Desk(3)
        try desk.keep("log.pub", "key")
        let made = try desk.client("key", "--new", "witness.example/w1", "--cosigner", "--file", "w1.key")
        #expect(made.succeeded, "\(made)")
        try desk.write(made.output, to: "w1.pub")
        #expect(try desk.shell("stat --format=%a w1.key").text == "400\n")
        try desk.write(try desk.read("log/checkpoint"), to: "head-3")
        let first = try desk.client("cosign", "--key", "w1.key", "head-3")
        #expect(first.succeeded && first.errorText.contains("believed as it is"), "\(first)")
        try desk.record(5)
        return desk
    }

    @Test func `a head that extends the last is cosigned, and verify counts it`() throws {
        let desk = try witnessed()
        try desk.keep("growth", "prove", "--since", "head-3")
        try desk.keep("cosigned", "cosign", "--key", "w1.key", "log/checkpoint", "--proof", "growth")
        let demand = ["--witness", "w1.pub", "--require-cosigners", "1"]
        let verified = try desk.client(["verify", "--checkpoint", "cosigned"] + demand)
        #expect(verified.succeeded && verified.text.contains("cosigned by witness.example/w1"), "\(verified)")
        let json = try desk.client(["verify", "--checkpoint", "cosigned", "-o", "json"] + demand).text
        #expect(json.contains(#""cosignatures":[{"key":"witness.example/w1+"#), "\(json)")
        // The head beside the log has none.
        let without = try desk.client(["verify"] + demand)
        #expect(without.status == .exited(2) && without.text.contains("0 of the 1 witnesses cosigned it"), "\(without)")
        #expect(try desk.client("verify", "--require-cosigners", "1").status == .exited(64))
        // A proof for the cosigned head says so to whoever has it.
        try desk.keep("proof", "prove", "1", "--checkpoint", "cosigned")
        #expect(try desk.client(["check-proof", "proof", "--key", "log.pub"] + demand).succeeded)
    }

    @Test func `what is older, forked, unproven or of another key is refused, and forgets nothing`() throws {
        let desk = try witnessed()
        try desk.keep("growth", "prove", "--since", "head-3")
        try desk.keep("now", "cosign", "--key", "w1.key", "log/checkpoint", "--proof", "growth")
        let state = try desk.read("w1.key.state")
        func refuse(_ reason: String, _ words: String..., location: SourceLocation = #_sourceLocation) throws {
            let outcome = try desk.client(["cosign", "--key", "w1.key"] + words)
            #expect(outcome.status == .exited(1) && outcome.output.isEmpty, "\(outcome)", sourceLocation: location)
            #expect(outcome.errorText.contains(reason), "\(outcome)", sourceLocation: location)
            #expect(try desk.read("w1.key.state") == state, sourceLocation: location)
        }
        try refuse("it is older, or the log was shortened", "head-3")
        try desk.shell("sed 's/^8$/9/' log/checkpoint > changed")
        try refuse("does not fit the text", "changed")
        // The same key signs another log of the same size, and then one that has grown.
        try desk.rewrite(6)
        try desk.forgetHeads()
        try desk.once()
        try refuse("two heads of 8 entries with different roots", "log/checkpoint")
        try desk.write(try desk.read("log/checkpoint"), to: "fork-8")
        try desk.record(1)
        try refuse("expected a proof that it extends that", "log/checkpoint")
        try desk.keep("fork", "prove", "--since", "fork-8")
        try refuse("is not proven to extend the one cosigned before", "log/checkpoint", "--proof", "fork")
        // Another log altogether.
        let other = try Desk(9)
        try desk.write(try other.read("log/checkpoint"), to: "foreign")
        try refuse("no key that is known signed this", "foreign")
    }
}
