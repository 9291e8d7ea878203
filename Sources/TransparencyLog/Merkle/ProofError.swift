/// Why a proof cannot be made, or does not prove what it says.
package enum ProofError: Error, Sendable, Hashable {
    /// The tree has no such leaf.
    case noSuchLeaf(index: UInt64, size: UInt64)
    /// The tree that is said to be older is larger.
    case sizesReversed(old: UInt64, new: UInt64)
    /// The tree that is to be proven from has not grown that far.
    case beyondTree(size: UInt64, treeSize: UInt64)
    /// The proof has not the hashes that these sizes take.
    case wrongCount(Int, expected: Int)
    /// The hashes lead to another root than that of the tree, or the newer of two.
    case wrongRoot(computed: Digest, expected: Digest, size: UInt64)
    /// The hashes lead to another root than that of the older tree.
    case wrongOldRoot(computed: Digest, expected: Digest, size: UInt64)
}

extension ProofError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchLeaf(let index, let size):
            "there is no entry #\(index) in a tree of \(size) — expected one below it"
        case .sizesReversed(let old, let new): "a tree of \(new) entries cannot extend one of \(old), which is larger"
        case .beyondTree(let size, let treeSize): "the tree has \(treeSize) entries — expected at least \(size)"
        case .wrongCount(let count, let expected):
            "the proof has \(count) hashes — expected \(expected) for these sizes"
        case .wrongRoot(let computed, let expected, let size):
            "the proof leads to the root \(computed) — expected \(expected), that of the tree of \(size) entries"
        case .wrongOldRoot(let computed, let expected, let size):
            "the proof leads to the root \(computed) — expected \(expected), that of the older tree of \(size) entries"
        }
    }
}
