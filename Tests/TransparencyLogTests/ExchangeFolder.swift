import LinuxIO
import TestSupport
import Testing
import TransparencyLog

/// A folder of our notes, checkpoints, proofs and tiles, and of the same changed in one place, for other programs to
/// judge; gone when the test is over.
final class ExchangeFolder {
    let path: String
    /// Everything in it to be judged: `valid/3.tlog-proof`, `tampered/3-17.tlog-proof`.
    private(set) var names: [String] = []
    private var random = SeededGenerator(seed: 11)
    private let tree = countingTree(300)

    init() throws {
        path = String(
            try Command("mktemp", "--directory", "--tmpdir", "timelined-exchange-XXXXXX").run().text.dropLast())
    }

    deinit { _ = try? Command("rm", "-rf", path).run() }

    func fill() throws {
        try write(Array("\(Keys.log().verifier)\n".utf8), to: "log.vkey")
        try write(Array("\(Keys.witness().verifier)\n".utf8), to: "witness.vkey")
        try addNotes()
        for size in [UInt64(1), 2, 255, 256, 257, 300] { try addCheckpoint(at: size) }
        for (index, size) in [(UInt64(0), UInt64(1)), (0, 2), (1, 2), (255, 256), (256, 257), (299, 300)] + pairs(8) {
            try addInclusion(of: index, at: size)
        }
        for (old, size) in [(UInt64(1), UInt64(2)), (1, 300), (256, 300), (255, 256), (299, 300)] + pairs(8)
        where old > 0 {
            try addConsistency(from: old, to: size)
        }
        try addTiles()
    }

    private func pairs(_ count: Int) -> [(UInt64, UInt64)] {
        (0..<count).map { _ in
            let size = UInt64.random(in: 3...300, using: &random)
            return (UInt64.random(in: 1..<size, using: &random), size)
        }
    }

    // MARK: What is in it

    private func addNotes() throws {
        let texts = ["one line\n", "two\n\nparts\n", "приказ № 1, 人工智能 — café\n", "— looks like a signature AAAA\n"]
        for (number, text) in texts.enumerated() {
            var note = try SignedNote(Array(text.utf8), signedBy: try Keys.log())
            note.add(try Keys.stranger().sign(note.text))
            try add("\(number)", "note", note.bytes)
            for (variant, bytes) in try tampered(note, by: try Keys.log().verifier).enumerated() {
                try add("\(number)-\(variant)", "note", bytes, isValid: false)
            }
        }
    }

    private func addCheckpoint(at size: UInt64) throws {
        let note = try Keys.checkpoint(tree, at: size)
        try add("\(size)", "checkpoint", note.bytes)
        let checkpoint = try Checkpoint(parsing: note.text)
        let others = [
            Checkpoint(origin: try Keys.log().verifier.name, size: size + 1, root: checkpoint.root),
            Checkpoint(
                origin: try Keys.log().verifier.name, size: size, root: checkpoint.root.flipped(Int(size) % 256)),
            Checkpoint(origin: try KeyName("other.example"), size: size, root: checkpoint.root),
        ]
        var variants = try tampered(note, by: try Keys.log().verifier) + tampered(note, by: try Keys.witness().verifier)
        variants += others.map { $0.text + note.bytes.dropFirst(note.text.count) }
        variants.append(try checkpoint.signed(by: try Keys.log()).bytes)
        for (variant, bytes) in variants.enumerated() {
            try add("\(size)-\(variant)", "checkpoint", bytes, isValid: false)
        }
    }

    /// A letter of the text changed, and bits of the signature of `key`, those of its id and time among them.
    private func tampered(_ note: SignedNote, by key: VerifierKey) throws -> [[UInt8]] {
        let signature = try #require(note.signatures.first { $0.name == key.name && $0.id == key.id })
        var variants = [[note.text[0] ^ 1] + note.bytes.dropFirst()]
        for place in stride(from: 0, to: signature.bytes.count, by: 7) {
            var changed = signature
            changed.bytes[place] ^= 1 << (place % 8)
            var forged = note
            forged.add(changed)
            variants.append(forged.bytes)
        }
        return variants
    }

    private func addInclusion(of index: UInt64, at size: UInt64) throws {
        let (name, entry) = ("\(index)-of-\(size)", Array("\(index)".utf8))
        let proof = try tree.inclusionProof(of: index, at: size)
        let checkpoint = try Keys.checkpoint(tree, at: size)
        try add(name, "tlog-proof", InclusionProofFile(proof, checkpoint: checkpoint).bytes, entry: entry)
        var variants = tampered(proof.hashes).map { InclusionProof(index: index, size: size, hashes: $0) }
        variants.append(InclusionProof(index: index + 1, size: size, hashes: proof.hashes))
        if index > 0 { variants.append(InclusionProof(index: index - 1, size: size, hashes: proof.hashes)) }
        var files = variants.map { InclusionProofFile($0, checkpoint: checkpoint).bytes }
        if size < 300 {
            files.append(InclusionProofFile(proof, checkpoint: try Keys.checkpoint(tree, at: size + 1)).bytes)
        }
        for (variant, bytes) in files.enumerated() {
            try add("\(name)-\(variant)", "tlog-proof", bytes, entry: entry, isValid: false)
        }
        let file = InclusionProofFile(proof, checkpoint: checkpoint).bytes
        try add("\(name)-entry", "tlog-proof", file, entry: entry + [0], isValid: false)
    }

    private func addConsistency(from old: UInt64, to size: UInt64) throws {
        let (name, root) = ("\(old)-to-\(size)", try tree.root(at: old))
        let proof = try tree.consistencyProof(from: old, to: size)
        let checkpoint = try Keys.checkpoint(tree, at: size)
        try add(name, "consistency-proof", ConsistencyProofFile(proof, oldRoot: root, checkpoint: checkpoint).bytes)
        let variants = tampered(proof.hashes).map { ConsistencyProof(oldSize: old, newSize: size, hashes: $0) }
        var files = variants.map { ConsistencyProofFile($0, oldRoot: root, checkpoint: checkpoint).bytes }
        let flipped = root.flipped(Int(size) % 256)
        files.append(ConsistencyProofFile(proof, oldRoot: flipped, checkpoint: checkpoint).bytes)
        let larger = ConsistencyProof(oldSize: old + 1, newSize: size, hashes: proof.hashes)
        files.append(ConsistencyProofFile(larger, oldRoot: root, checkpoint: checkpoint).bytes)
        for (variant, bytes) in files.enumerated() {
            try add("\(name)-\(variant)", "consistency-proof", bytes, isValid: false)
        }
    }

    /// A bit turned in each, each left out, one too many.
    private func tampered(_ hashes: [Digest]) -> [[Digest]] {
        var variants = [hashes + [.emptyRoot]]
        for place in hashes.indices {
            var variant = hashes
            variant[place] = variant[place].flipped(Int.random(in: 0..<256, using: &random))
            variants.append(variant)
            variant = hashes
            variant.remove(at: place)
            variants.append(variant)
        }
        return variants
    }

    private func addTiles() throws {
        let checkpoint = try Keys.checkpoint(tree).bytes
        var files: [String: [UInt8]] = ["checkpoint": checkpoint]
        for tile in TilesToWrite(from: 0, to: tree.size) {
            let bytes =
                if tile.contents == .entries {
                    try EntryBundle(tile, entries: tile.subtrees.map { Array("\($0.index)".utf8) }).bytes
                } else {
                    try HashTile(tile, hashes: tile.subtrees.map { try #require(tree.hash(of: $0)) }).bytes
                }
            files[tile.path] = bytes
        }
        let tiles = files.keys.filter { $0.hasPrefix("tile/") }.sorted()
        for index in stride(from: UInt64(0), to: tree.size, by: 23) {
            let (old, note) = (index + 1, try Keys.checkpoint(tree))
            files["proofs/\(index).tlog-proof"] =
                InclusionProofFile(try tree.inclusionProof(of: index, at: tree.size), checkpoint: note).bytes
            let growth = try tree.consistencyProof(from: old, to: tree.size)
            files["proofs/\(old).consistency-proof"] =
                ConsistencyProofFile(growth, oldRoot: try tree.root(at: old), checkpoint: note).bytes
        }
        try addTiles("300", files, isValid: true)
        for (number, tile) in tiles.enumerated() {
            var changed = files
            let place = Int.random(in: 0..<(files[tile]?.count ?? 1), using: &random)
            changed[tile]?[place] ^= 1
            try addTiles("300-\(number)", changed, isValid: false)
            changed[tile] = nil
            try addTiles("300-without-\(number)", changed, isValid: false)
        }
        files["checkpoint"] = try Keys.checkpoint(tree, at: 299).bytes
        try addTiles("299", files, isValid: false)
    }

    // MARK: Writing

    private func add(
        _ name: String, _ ending: String, _ bytes: [UInt8], entry: [UInt8]? = nil, isValid: Bool = true
    ) throws {
        let name = "\(isValid ? "valid" : "tampered")/\(name)"
        names.append("\(name).\(ending)")
        try write(bytes, to: "\(name).\(ending)")
        if let entry { try write(entry, to: "\(name).entry") }
    }

    private func addTiles(_ name: String, _ files: [String: [UInt8]], isValid: Bool) throws {
        let name = "\(isValid ? "valid" : "tampered")/\(name).tiles"
        names.append(name)
        for (file, bytes) in files { try write(bytes, to: "\(name)/\(file)") }
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let parts = "\(path)/\(name)".split(separator: "/")
        let directory = try Directory.make("/" + parts.dropLast().joined(separator: "/"), mode: 0o755)
        let file = try #require(parts.last.flatMap { FileName(String($0)) })
        try directory.create(file, mode: 0o644).write(bytes)
    }
}
