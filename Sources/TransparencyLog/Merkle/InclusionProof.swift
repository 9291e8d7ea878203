/// That a leaf is in a tree at an index: RFC 9162 §2.1.3.
///
/// A root does not tell the size of its tree. Size and root are to come from one signed checkpoint, or a proof could be
/// taken for one in a tree of another size.
package struct InclusionProof: Sendable, Hashable {
    /// Which leaf, from 0.
    package var index: UInt64
    /// How many leaves the tree has.
    package var size: UInt64
    /// From the leaf's sibling up to the child of the root; at most 64.
    package var hashes: [Digest]

    /// A proof that somebody gave: it proves nothing until it is verified.
    package init(index: UInt64, size: UInt64, hashes: [Digest]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Makes the proof.
    ///
    /// - Parameter hash: answers the hash of a subtree that is complete in a tree of `size` leaves.
    package init<Failure: Error>(
        index: UInt64, size: UInt64, reading hash: (Subtree) throws(Failure) -> Digest
    ) throws(ProvingError<Failure>) {
        guard index < size else { throw .impossible(.noSuchLeaf(index: index, size: size)) }
        self.init(
            index: index, size: size, hashes: try TransparencyLog.hashes(of: Self.path(index, size), reading: hash))
    }

    /// Verifies that the leaf with the hash `leaf` is in the tree with the root `root`, from nothing else.
    package func verify(leaf: Digest, root: Digest) throws(ProofError) {
        guard index < size else { throw .noSuchLeaf(index: index, size: size) }
        let expected = Self.path(index, size).count
        guard hashes.count == expected else { throw .wrongCount(hashes.count, expected: expected) }
        let computed = computedRoot(leaf)
        guard computed == root else { throw .wrongRoot(computed: computed, expected: root, size: size) }
    }

    /// RFC 9162 §2.1.3.2, whose names these are; that there are enough hashes and not too many is known here.
    private func computedRoot(_ leaf: Digest) -> Digest {
        var (fn, sn, r) = (index, size - 1, leaf)
        for p in hashes {
            if fn & 1 == 1 || fn == sn {
                r = .node(p, r)
                // fn is the last of its row here, and sn > 0 as long as there are hashes: it has a bit to stop at.
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                r = .node(r, p)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return r
    }

    /// The leaves that each hash of the proof stands for: RFC 9162 §2.1.3.1. `index` is below `size`.
    private static func path(_ index: UInt64, _ size: UInt64) -> [Range<UInt64>] {
        var path: [Range<UInt64>] = []
        var leaves = 0..<size
        while leaves.upperBound - leaves.lowerBound > 1 {
            let middle = leaves.lowerBound + Subtree.split(leaves.upperBound - leaves.lowerBound)
            let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
            path.append(index < middle ? right : left)
            leaves = index < middle ? left : right
        }
        return path.reversed()
    }
}
