/// A tree that grows leaf by leaf and remembers no more than it needs: one hash for each bit set in its size.
///
/// ```swift
/// var tree = CompactRange()
/// tree.append(.leaf(line))
/// let checkpoint = Checkpoint(origin: name, size: tree.size, root: tree.root)
/// ```
package struct CompactRange: Sendable, Hashable {
    /// How many leaves there are.
    package private(set) var size: UInt64 = 0
    /// The hashes of the complete subtrees it consists of, the largest and leftmost first.
    package private(set) var hashes: [Digest] = []

    /// The largest tree that is taken up from its hashes: no loop that appends gets from there to 2^64.
    package static let maximumRestoredSize: UInt64 = 1 << 62

    /// A tree without leaves.
    package init() {}

    /// The tree that had this size and these hashes.
    ///
    /// - Returns: nil where the hashes are not as many as that size has, or it is above ``maximumRestoredSize``.
    package init?(size: UInt64, hashes: [Digest]) {
        guard hashes.count == size.nonzeroBitCount, size <= Self.maximumRestoredSize else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// The complete subtrees of a tree of `size` leaves, in the order of ``hashes``: what to read to take it up again.
    package static func subtrees(of size: UInt64) -> [Subtree] { Subtree.covering(0..<size) }

    /// The root of the tree as it is: ``Digest/emptyRoot`` where there is no leaf.
    package var root: Digest { Subtree.fold(hashes) }

    /// Adds a leaf.
    package mutating func append(_ leaf: Digest) { append(leaf) { _, _ in } }

    /// Adds a leaf.
    ///
    /// - Parameter completed: called with every subtree that the leaf completes and its hash, the leaf itself first:
    ///   what is to be stored for proofs.
    @inline(__always)
    package mutating func append(_ leaf: Digest, completed: (Subtree, Digest) -> Void) {
        let subtree = Subtree(level: 0, index: size)
        completed(subtree, leaf)
        append(subtree, leaf, completed: completed)
    }

    /// Adds the leaves of a complete subtree.
    ///
    /// - Parameters:
    ///   - subtree: its first leaf is the next one of the tree.
    ///   - completed: called with every larger subtree that it completes.
    @inline(__always)
    mutating func append(_ subtree: Subtree, _ subtreeHash: Digest, completed: (Subtree, Digest) -> Void) {
        var (level, hash) = (subtree.level, subtreeHash)
        // As adding a power of two to a number carries over the ones from there on, it joins the subtrees they stand
        // for.
        while size >> level & 1 == 1 {
            hash = .node(hashes.removeLast(), hash)
            level += 1
            completed(Subtree(level: level, index: size >> level), hash)
        }
        hashes.append(hash)
        size += 1 << subtree.level
    }
}
