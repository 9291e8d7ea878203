import Testing
import TransparencyLog

/// A note of two known keys and an unknown one, with each of its bytes changed.
@Suite struct NoteMutationTests {
    private let note: SignedNote
    private let keys: [VerifierKey]

    init() throws {
        var note = try Keys.checkpoint(countingTree(70))
        note.add(try Keys.stranger().sign(note.text))
        self.note = note
        keys = [try Keys.log().verifier, try Keys.witness().verifier]
    }

    private func opens(_ bytes: [UInt8], _ keys: [VerifierKey]) -> Bool {
        let verified = try? SignedNote(parsing: bytes).verified(by: keys)
        return verified != nil
    }

    @Test func `a note with any bit turned does not open, but where only an unknown signature is touched`() throws {
        let bytes = note.bytes
        let log = [keys[0]]
        try #require(opens(bytes, log))
        let strangers = Array("— stranger.example ".utf8)
        let unknown = try #require(bytes.indices.last { bytes[$0...].starts(with: strangers) })
        let cosigned = try #require(bytes.indices.last { bytes[$0...].starts(with: "— witness".utf8) })
        var opened: [Int] = []
        for place in bytes.indices {
            for bit in 0..<8 {
                var mutated = bytes
                mutated[place] ^= 1 << bit
                if opens(mutated, log) { opened.append(place) }
            }
        }
        #expect(opened.allSatisfy { $0 >= cosigned }, "of the log's text and signature nothing can change")
        #expect(opened.contains { $0 > unknown }, "a stranger's signature is of no interest")
    }

    @Test func `of a note by known keys alone no byte can be changed, taken out or added`() throws {
        let signed = try SignedNote(note.text, signedBy: try Keys.log())
        let bytes = signed.bytes
        let log = [keys[0]]
        var random = SeededGenerator(seed: 1)
        var opened: [String] = []
        for place in bytes.indices {
            // Bits turned, and what has a meaning of its own in a note.
            let others = (0..<8).map { bytes[place] ^ 1 << $0 } + Array("\n +=A".utf8)
            for value in others where value != bytes[place] {
                var mutated = bytes
                mutated[place] = value
                if opens(mutated, log) { opened.append("\(place) set to \(value)") }
            }
            var shorter = bytes
            shorter.remove(at: place)
            if opens(shorter, log) { opened.append("\(place) taken out") }
            var longer = bytes
            longer.insert(UInt8.random(in: 0...255, using: &random), at: place)
            if opens(longer, log) { opened.append("\(longer[place]) put in at \(place)") }
            if opens(Array(bytes[..<place]), log) { opened.append("cut off at \(place)") }
        }
        #expect(opens(bytes, log))
        #expect(opened.isEmpty)
    }

    @Test func `of a cosigned checkpoint no bit can be changed for those who know log and witness`() throws {
        let bytes = try Keys.checkpoint(countingTree(70)).bytes
        var opened: [Int] = []
        for place in bytes.indices {
            for bit in 0..<8 {
                var mutated = bytes
                mutated[place] ^= 1 << bit
                guard let parsed = try? SignedNote(parsing: mutated),
                    let verified = try? VerifiedCheckpoint(parsed, log: keys[0], witnesses: [keys[1]]),
                    !verified.cosignatures.isEmpty
                else { continue }
                opened.append(place)
            }
        }
        #expect(opened.isEmpty)
    }
}
