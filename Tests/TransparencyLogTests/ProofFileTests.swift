import Testing
import TransparencyLog

@Suite struct ProofFileTests {
    private let tree = countingTree(70)
    private let log: VerifierKey
    private let witness: VerifierKey

    init() throws { (log, witness) = (try Keys.log().verifier, try Keys.witness().verifier) }

    private func inclusion(_ index: UInt64, at size: UInt64 = 70, extra: [UInt8] = []) throws -> InclusionProofFile {
        let proof = try tree.inclusionProof(of: index, at: size)
        return InclusionProofFile(proof, checkpoint: try Keys.checkpoint(tree, at: size), extra: extra)
    }

    private func consistency(_ old: UInt64, at size: UInt64 = 70) throws -> ConsistencyProofFile {
        let proof = try tree.consistencyProof(from: old, to: size)
        return ConsistencyProofFile(
            proof, oldRoot: try tree.root(at: old), checkpoint: try Keys.checkpoint(tree, at: size))
    }

    private func checkpoint(_ size: UInt64) throws -> Checkpoint {
        Checkpoint(origin: log.name, size: size, root: try tree.root(at: size))
    }

    @Test func `a proof of every entry verifies, and is read as it is written`() throws {
        for size in [UInt64(1), 2, 7, 64, 70] {
            for index in 0..<size {
                let file = try inclusion(index, at: size, extra: [UInt8](repeating: 1, count: Int(index)))
                let again = try InclusionProofFile(parsing: file.bytes)
                #expect(again == file && again.bytes == file.bytes)
                let verified = try again.verify(leaf: countingLeaf(Int(index)), log: log, witnesses: [witness])
                #expect(verified.checkpoint == (try checkpoint(size)) && verified.cosignatures.count == 1)
            }
        }
    }

    @Test func `a proof that the log has only grown verifies from every older size, and is read as it is written`()
        throws
    {
        for old in UInt64(0)...70 {
            let file = try consistency(old)
            let again = try ConsistencyProofFile(parsing: file.bytes)
            #expect(again == file && again.bytes == file.bytes)
            let verified = try again.verify(since: try checkpoint(old), log: log, witnesses: [witness])
            #expect(verified.checkpoint == (try checkpoint(70)))
        }
    }

    @Test func `the files look as they are described`() throws {
        let inclusion = String(decoding: try inclusion(68, extra: Array("hi".utf8)).bytes, as: UTF8.self)
        let lines = inclusion.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0...2] == ["c2sp.org/tlog-proof@v1", "extra aGk=", "index 68"])
        #expect(lines[3...5].allSatisfy { $0.count == 44 } && lines[6].isEmpty)
        #expect(lines[7...8] == ["timeline.example/log", "70"])
        let consistency = String(decoding: try consistency(64).bytes, as: UTF8.self)
        let root = try tree.root(at: 64).base64
        #expect(consistency.hasPrefix("timelined consistency-proof v1\nold-size 64\nold-root \(root)\n"))
    }

    @Test func `a proof is of one entry, one log and one checkpoint`() throws {
        let file = try inclusion(5)
        #expect(throws: ProofFileError.self) { try file.verify(leaf: countingLeaf(6), log: log) }
        let stranger = try Keys.stranger().verifier
        #expect(throws: ProofFileError.checkpoint(.note(.unsigned(known: [stranger.name])))) {
            try file.verify(leaf: countingLeaf(5), log: stranger)
        }
        let moved = InclusionProofFile(
            try tree.inclusionProof(of: 5, at: 70), checkpoint: try Keys.checkpoint(tree, at: 69))
        #expect(throws: ProofFileError.self) { try moved.verify(leaf: countingLeaf(5), log: log) }
        let beyond = InclusionProofFile(
            try tree.inclusionProof(of: 69, at: 70), checkpoint: try Keys.checkpoint(tree, at: 60))
        #expect(throws: ProofFileError.proof(.noSuchLeaf(index: 69, size: 60))) {
            try beyond.verify(leaf: countingLeaf(69), log: log)
        }
    }

    @Test func `growth is proven from the checkpoint that is known, and from no other`() throws {
        let file = try consistency(33)
        let (old, other) = (try tree.root(at: 33), try tree.root(at: 34))
        #expect(throws: ProofFileError.otherCheckpoint(size: 33, root: old, knownSize: 34, knownRoot: other)) {
            try file.verify(since: try checkpoint(34), log: log)
        }
        let forged = Checkpoint(origin: log.name, size: 33, root: other)
        #expect(throws: ProofFileError.self) { try file.verify(since: forged, log: log) }
        let elsewhere = Checkpoint(origin: try KeyName("other.example"), size: 33, root: old)
        #expect(throws: ProofFileError.checkpoint(.wrongOrigin("other.example", expected: log.name))) {
            try file.verify(since: elsewhere, log: log)
        }
        let shrunk = ConsistencyProofFile(
            ConsistencyProof(oldSize: 33, newSize: 70, hashes: []), oldRoot: old,
            checkpoint: try Keys.checkpoint(tree, at: 30))
        #expect(throws: ProofFileError.proof(.sizesReversed(old: 33, new: 30))) {
            try shrunk.verify(since: try checkpoint(33), log: log)
        }
    }

    @Test func `no byte of either file can be changed`() throws {
        let inclusion = try inclusion(37).bytes
        let consistency = try consistency(37).bytes
        let old = try checkpoint(37)
        var opened: [String] = []
        for place in 0..<max(inclusion.count, consistency.count) {
            for bit in [place % 8, (place * 3 + 1) % 8] {
                if let mutated = inclusion.turning(bit, at: place),
                    let file = try? InclusionProofFile(parsing: mutated),
                    let verified = try? file.verify(leaf: countingLeaf(37), log: log, witnesses: [witness]),
                    !verified.cosignatures.isEmpty
                {
                    opened.append("bit \(bit) of \(place) of the inclusion proof")
                }
                if let mutated = consistency.turning(bit, at: place),
                    let file = try? ConsistencyProofFile(parsing: mutated),
                    let verified = try? file.verify(since: old, log: log, witnesses: [witness]),
                    !verified.cosignatures.isEmpty
                {
                    opened.append("bit \(bit) of \(place) of the consistency proof")
                }
            }
        }
        #expect(opened.isEmpty)
    }

    private static let hash = Digest.emptyRoot.base64

    static let malformed: [(String, String)] = [
        ("", "line 1: the text ends here — expected “c2sp.org/tlog-proof@v1”"),
        ("c2sp.org/tlog-proof@v2\n", "line 1: \"c2sp.org/tlog-proof@v2\" stands here"),
        ("c2sp.org/tlog-proof@v1\n", "line 2: the text ends here — expected “index” and the number of the entry"),
        ("c2sp.org/tlog-proof@v1\r\nindex 1\n", "line 1: "),
        ("c2sp.org/tlog-proof@v1\nindex 01\n", "line 2: \"01\" is no"),
        ("c2sp.org/tlog-proof@v1\nindex\n", "line 2: \"index\" stands here"),
        ("c2sp.org/tlog-proof@v1\nindex 1", "line 2: the text ends within the line"),
        ("c2sp.org/tlog-proof@v1\nextra \nindex 1\n", "line 2: the extra data is malformed"),
        ("c2sp.org/tlog-proof@v1\nextra aGl=\nindex 1\n", "line 2: the extra data is malformed"),
        ("c2sp.org/tlog-proof@v1\nindex 1\nextra aGk=\n", "line 3: \"extra aGk=\" is no hash"),
        (
            "c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\nAAAA\n\n",
            "line 4: \"AAAA\" is no hash — expected 32 bytes in base64"
        ),
        (
            "c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n",
            "line 4: the text ends here — expected a hash, or an empty line"
        ),
        ("c2sp.org/tlog-proof@v1\nindex 1\n\na\n1\n\(hash)\n", "line 4: this is no signed note"),
        ("c2sp.org/tlog-proof@v1\nindex 1\n\na\n1\n\(hash)\n\nx\n", "line 8: \"x\" is no signature"),
    ]

    @Test(arguments: malformed) func `a proof file is read strictly, and what is wrong is said with its line`(
        text: String, expected: String
    ) {
        let error = thrown { () throws(ProofFileError) in _ = try InclusionProofFile(parsing: Array(text.utf8)) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "accepted")")
    }

    @Test func `a checkpoint that is none is said with its line in the file`() throws {
        let signer = try Keys.log()
        let note = try SignedNote(Array("timeline.example/log\n007\n\(Self.hash)\n".utf8), signedBy: signer)
        let file = InclusionProofFile(try tree.inclusionProof(of: 1, at: 2), checkpoint: note)
        let error = thrown { () throws(ProofFileError) in _ = try file.verify(leaf: countingLeaf(1), log: log) }
        #expect(error?.description.hasPrefix("line 6: \"007\" is no number") == true)
    }

    @Test func `a file of the one kind is none of the other`() throws {
        let (inclusion, consistency) = (try inclusion(1).bytes, try consistency(1).bytes)
        #expect(throws: ProofFileError.self) { try ConsistencyProofFile(parsing: inclusion) }
        #expect(throws: ProofFileError.self) { try InclusionProofFile(parsing: consistency) }
    }
}

extension [UInt8] {
    /// nil where there is no such byte.
    fileprivate func turning(_ bit: Int, at place: Int) -> [UInt8]? {
        guard indices.contains(place) else { return nil }
        var bytes = self
        bytes[place] ^= 1 << bit
        return bytes
    }
}
