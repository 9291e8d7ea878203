import TransparencyLog

/// Random numbers that are the same in every run: SplitMix64 from a fixed seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}

/// A tree whose leaf *n* is the text of the number *n*.
func countingTree(_ size: Int) -> MerkleTree {
    var tree = MerkleTree()
    for index in 0..<size { tree.append(countingLeaf(index)) }
    return tree
}

func countingLeaf(_ index: Int) -> Digest { .leaf(Array("\(index)".utf8)) }

/// The definition of a root (RFC 6962 §2.1) to the letter, in no way clever.
func naiveRoot(_ leaves: ArraySlice<Digest>) -> Digest {
    guard let first = leaves.first else { return .emptyRoot }
    if leaves.count == 1 { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    return .node(naiveRoot(leaves.prefix(split)), naiveRoot(leaves.dropFirst(split)))
}

extension Digest {
    /// The same with one bit turned.
    func flipped(_ bit: Int) -> Digest {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        // There are as many bytes as before.
        return Digest(bytes) ?? self
    }
}

/// What `body` throws; nil where it throws nothing.
func thrown<Failure: Error>(_ body: () throws(Failure) -> Void) -> Failure? {
    do throws(Failure) {
        try body()
        return nil
    } catch { return error }
}

/// The keys of the tests, the same in every run.
enum Keys {
    static func log() throws -> SignerKey {
        try SignerKey(name: KeyName("timeline.example/log"), seed: [UInt8](repeating: 1, count: 32))
    }

    static func witness() throws -> SignerKey {
        try SignerKey(
            name: KeyName("witness.example/w1"), algorithm: .cosignature, seed: [UInt8](repeating: 2, count: 32))
    }

    static func stranger() throws -> SignerKey {
        try SignerKey(name: KeyName("stranger.example"), seed: [UInt8](repeating: 3, count: 32))
    }

    /// The head of `tree`, signed by ``log()`` and cosigned by ``witness()``.
    static func checkpoint(_ tree: MerkleTree, at size: UInt64? = nil) throws -> SignedNote {
        let size = size ?? tree.size
        let log = try log()
        let checkpoint = Checkpoint(origin: log.verifier.name, size: size, root: try tree.root(at: size))
        var note = try checkpoint.signed(by: log)
        note.add(try witness().cosign(note.text, time: 1_736_424_000 + size))
        return note
    }
}
