import Testing
import TransparencyLog

@Suite struct CosignatureTests {
    private let log: SignerKey
    private let witness: SignerKey
    private let note: SignedNote

    init() throws {
        (log, witness) = (try Keys.log(), try Keys.witness())
        note = try Keys.checkpoint(countingTree(9))
    }

    @Test func `a witness's cosignature is told with its time`() throws {
        let verified = try VerifiedCheckpoint(note, log: log.verifier, witnesses: [witness.verifier])
        #expect(verified.cosignatures.map(\.witness) == [witness.verifier])
        #expect(verified.cosignatures.map(\.time) == [1_736_424_009])
        #expect(try VerifiedCheckpoint(note, log: log.verifier).cosignatures.isEmpty, "nobody asked for it")
    }

    @Test func `what is signed is the time, and the whole text of the checkpoint`() throws {
        let signature = try #require(note.signatures.last)
        #expect(signature.bytes.count == 72)
        #expect(signature.bytes.prefix(8).elementsEqual([0, 0, 0, 0, 0x67, 0x7F, 0xBA, 0x49]))
        let message = Array("cosignature/v1\ntime 1736424009\n".utf8) + note.text
        let plain = try SignerKey(name: witness.verifier.name, seed: [UInt8](repeating: 2, count: 32))
        #expect(Array(signature.bytes.dropFirst(8)) == (try plain.sign(message)).bytes)
    }

    @Test func `a cosignature with another time, or under another checkpoint, is none`() throws {
        for place in 0..<8 {
            var forged = note
            var signature = try #require(note.signatures.last)
            signature.bytes[place] ^= 1
            forged.add(signature)
            #expect(throws: CheckpointError.note(.badSignature(witness.verifier.name, witness.verifier.id))) {
                try VerifiedCheckpoint(forged, log: log.verifier, witnesses: [witness.verifier])
            }
        }
        var other = try Keys.checkpoint(countingTree(10))
        other.add(try #require(note.signatures.last))
        #expect(throws: CheckpointError.note(.badSignature(witness.verifier.name, witness.verifier.id))) {
            try VerifiedCheckpoint(other, log: log.verifier, witnesses: [witness.verifier])
        }
    }

    @Test func `a witness alone makes no checkpoint`() throws {
        let stranger = try Keys.stranger()
        var alone = try SignedNote(note.text, signedBy: stranger)
        alone.add(try #require(note.signatures.last))
        #expect(throws: CheckpointError.note(.unsigned(known: [log.verifier.name]))) {
            try VerifiedCheckpoint(alone, log: log.verifier, witnesses: [witness.verifier])
        }
    }

    @Test func `keys of the wrong kind are refused in either place`() throws {
        #expect(throws: CheckpointError.key(.wrongAlgorithm(log.verifier.name, .note, expected: .cosignature))) {
            try VerifiedCheckpoint(note, log: log.verifier, witnesses: [log.verifier])
        }
        #expect(throws: CheckpointError.key(.wrongAlgorithm(witness.verifier.name, .cosignature, expected: .note))) {
            try VerifiedCheckpoint(note, log: witness.verifier)
        }
    }

    @Test func `a signature that is too short, too long or of no time is none`() throws {
        let signature = try #require(note.signatures.last).bytes
        #expect(witness.verifier.isValid(signature, of: note.text))
        for count in 0..<72 { #expect(!witness.verifier.isValid(Array(signature.prefix(count)), of: note.text)) }
        #expect(!witness.verifier.isValid(signature + [0], of: note.text))
        #expect(!witness.verifier.isValid([0x80] + signature.dropFirst(), of: note.text))
    }
}
