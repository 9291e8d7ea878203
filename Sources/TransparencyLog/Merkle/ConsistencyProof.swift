/// That a tree is the beginning of a later one, so that nothing in it was changed, moved or taken out: RFC 9162 §2.1.4.
///
/// The RFC leaves two cases out, which need no hash: a tree begins with the empty one, and with itself.
package struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the older tree has.
    package var oldSize: UInt64
    /// How many leaves the newer tree has; not less.
    package var newSize: UInt64
    /// In the order of the RFC; at most 65.
    package var hashes: [Digest]

    /// A proof that somebody gave: it proves nothing until it is verified.
    package init(oldSize: UInt64, newSize: UInt64, hashes: [Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Makes the proof.
    ///
    /// - Parameter hash: answers the hash of a subtree that is complete in a tree of `newSize` leaves.
    package init<Failure: Error>(
        oldSize: UInt64, newSize: UInt64, reading hash: (Subtree) throws(Failure) -> Digest
    ) throws(ProvingError<Failure>) {
        guard oldSize <= newSize else { throw .impossible(.sizesReversed(old: oldSize, new: newSize)) }
        self.init(
            oldSize: oldSize, newSize: newSize,
            hashes: try TransparencyLog.hashes(of: Self.path(oldSize, newSize), reading: hash))
    }

    /// Verifies that the tree with `newRoot` begins with the tree with `oldRoot`, from nothing else.
    package func verify(oldRoot: Digest, newRoot: Digest) throws(ProofError) {
        guard oldSize <= newSize else { throw .sizesReversed(old: oldSize, new: newSize) }
        let expected = Self.path(oldSize, newSize).count
        guard hashes.count == expected else { throw .wrongCount(hashes.count, expected: expected) }
        let computed = computedRoots(oldRoot, newRoot)
        guard computed.old == oldRoot else {
            throw .wrongOldRoot(computed: computed.old, expected: oldRoot, size: oldSize)
        }
        guard computed.new == newRoot else {
            throw .wrongRoot(computed: computed.new, expected: newRoot, size: newSize)
        }
    }

    /// RFC 9162 §2.1.4.2, whose names these are; that there are enough hashes and not too many is known here.
    private func computedRoots(_ oldRoot: Digest, _ newRoot: Digest) -> (old: Digest, new: Digest) {
        if oldSize == 0 { return (.emptyRoot, newSize == 0 ? .emptyRoot : newRoot) }
        if oldSize == newSize { return (oldRoot, oldRoot) }
        var path = hashes[...]
        var (fn, sn) = (oldSize - 1, newSize - 1)
        // fn < sn, so that sn has more bits than the ones that are shifted out.
        while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
        // An older tree that is one complete subtree is not repeated in the proof.
        let start = oldSize.nonzeroBitCount == 1 ? oldRoot : path.removeFirst()
        var (fr, sr) = (start, start)
        for c in path {
            if fn & 1 == 1 || fn == sn {
                (fr, sr) = (.node(c, fr), .node(c, sr))
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                sr = .node(sr, c)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return (fr, sr)
    }

    /// The leaves that each hash of the proof stands for: RFC 9162 §2.1.4.1. `old` is not above `new`.
    private static func path(_ old: UInt64, _ new: UInt64) -> [Range<UInt64>] {
        if old == 0 || old == new { return [] }
        var path: [Range<UInt64>] = []
        var leaves = 0..<new
        while old < leaves.upperBound {
            let middle = leaves.lowerBound + Subtree.split(leaves.upperBound - leaves.lowerBound)
            let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
            path.append(old <= middle ? right : left)
            leaves = old <= middle ? left : right
        }
        // Whoever verifies knows the older tree's root only where that is a whole subtree from the first leaf on.
        if leaves.lowerBound > 0 { path.append(leaves) }
        return path.reversed()
    }
}
