import Auditing
import TransparencyLog

/// What holds of every proof, note, key and tile that somebody sends.
enum ProofProperties {
    static func check(_ bytes: [UInt8]) throws {
        if let proof = try? InclusionProofFile(parsing: bytes) {
            try Broken.unless((try? InclusionProofFile(parsing: proof.bytes)) == proof, "a proof is read as another")
            try checkpoint(proof.checkpoint)
        }
        if let proof = try? ConsistencyProofFile(parsing: bytes) {
            try Broken.unless((try? ConsistencyProofFile(parsing: proof.bytes)) == proof, "a proof is read as another")
            try checkpoint(proof.checkpoint)
        }
        if let note = try? SignedNote(parsing: bytes) {
            try Broken.unless((try? SignedNote(parsing: note.bytes)) == note, "a note is read as another")
            try checkpoint(note)
        }
        if let state = try? WitnessState(parsing: bytes) {
            try Broken.unless((try? WitnessState(parsing: state.bytes))?.bytes == state.bytes, "a state is another")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let key = try? VerifierKey(parsing: text) {
            try Broken.unless((try? VerifierKey(parsing: "\(key)")) == key, "a key is read as another")
        }
        _ = try? SignerKey(parsing: text)
        if let tile = try? Tile(parsing: text) {
            try Broken.unless((try? Tile(parsing: tile.path)) == tile, "a tile is read as another")
        }
        for width in [1, 3, 256] {
            if let tile = Tile(.entries, index: 0, width: width),
                let bundle = try? EntryBundle(tile, parsing: bytes)
            {
                try Broken.unless(bundle.bytes == bytes, "a bundle is written as another")
            }
            if let tile = Tile(.hashes(level: 0), index: 0, width: width),
                let hashes = try? HashTile(tile, parsing: bytes)
            {
                try Broken.unless(hashes.bytes == bytes, "a tile is written as another")
            }
        }
    }

    private static func checkpoint(_ note: SignedNote) throws {
        guard let checkpoint = try? Checkpoint(parsing: note.text) else { return }
        try Broken.unless(
            (try? Checkpoint(parsing: checkpoint.text))?.text == checkpoint.text, "a checkpoint is read as another")
        // None of these is signed by a key that nobody has.
        guard let stranger = try? SignerKey(name: KeyName(checkpoint.origin), seed: [UInt8](repeating: 9, count: 32))
        else {
            return
        }
        try Broken.unless(
            (try? VerifiedCheckpoint(note, log: stranger.verifier)) == nil, "a head without a signature is believed")
    }

    /// Proofs, notes and keys of a log of 300 entries.
    static func seeds() throws -> [[UInt8]] {
        var tree = MerkleTree()
        for number in 0..<300 { tree.append(.leaf(Array("entry \(number)".utf8))) }
        let log = try SignerKey(name: KeyName("timeline.example/log"), seed: [UInt8](repeating: 1, count: 32))
        let witness = try SignerKey(
            name: KeyName("witness.example"), algorithm: .cosignature, seed: [UInt8](repeating: 2, count: 32))
        let head = Checkpoint(origin: log.verifier.name, size: 300, root: try tree.root(at: 300))
        var note = try head.signed(by: log)
        note.add(try witness.cosign(note.text, time: 1_736_424_000))
        let inclusion = InclusionProofFile(
            try tree.inclusionProof(of: 41, at: 300), checkpoint: note, extra: Array("entry 41".utf8))
        let consistency = ConsistencyProofFile(
            try tree.consistencyProof(from: 100, to: 300), oldRoot: try tree.root(at: 100), checkpoint: note)
        return [
            inclusion.bytes, consistency.bytes, note.bytes, WitnessState(log: log.verifier, note: note).bytes,
            Array("\(log.verifier)".utf8), Array("tile/0/x001/234.p/5".utf8), [0, 3, 1, 2, 3],
        ]
    }
}
