/// A tree with all its hashes in memory, 64 bytes a leaf: roots and proofs at any size it ever had.
package struct MerkleTree: Sendable {
    // The hashes of the complete subtrees of each level, from the left.
    private var levels: [[Digest]] = [[]]

    package init() {}

    /// How many leaves there are.
    package var size: UInt64 { UInt64(levels[0].count) }

    /// Adds a leaf.
    package mutating func append(_ leaf: Digest) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            if level + 1 == levels.count { levels.append([]) }
            let row = levels[level]
            levels[level + 1].append(.node(row[row.count - 2], row[row.count - 1]))
            level += 1
        }
    }

    /// The hash of a complete subtree; nil where the tree does not have all its leaves.
    package func hash(of subtree: Subtree) -> Digest? { subtree.isComplete(in: size) ? stored(subtree) : nil }

    /// The root of the tree as it was at `size`, or is.
    package func root(at size: UInt64) throws(ProofError) -> Digest {
        try check(size)
        return size == 0 ? .emptyRoot : Subtree.hash(of: 0..<size, reading: stored)
    }

    /// That the leaf `index` is in the tree as it was at `size`, or is.
    package func inclusionProof(of index: UInt64, at size: UInt64) throws(ProofError) -> InclusionProof {
        try check(size)
        do throws(ProvingError<Never>) {
            return try InclusionProof(index: index, size: size, reading: stored)
        } catch { throw error.proof }
    }

    /// That the tree as it was at `old` is the beginning of the tree as it was at `new`, or is.
    package func consistencyProof(from old: UInt64, to new: UInt64) throws(ProofError) -> ConsistencyProof {
        try check(new)
        do throws(ProvingError<Never>) {
            return try ConsistencyProof(oldSize: old, newSize: new, reading: stored)
        } catch { throw error.proof }
    }

    private func check(_ size: UInt64) throws(ProofError) {
        guard size <= self.size else { throw .beyondTree(size: size, treeSize: self.size) }
    }

    /// Proofs and roots ask for subtrees that are complete at a size that was checked.
    private func stored(_ subtree: Subtree) -> Digest { levels[Int(subtree.level)][Int(subtree.index)] }
}
