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
        var hash = leaf
        completed(Subtree(level: 0, index: size), hash)
        // As adding one to a number carries over its trailing ones, a leaf joins the subtrees they stand for.
        for level in 0..<UInt8(size.trailingOneBitCount) {
            hash = .node(hashes.removeLast(), hash)
            completed(Subtree(level: level + 1, index: size >> (level + 1)), hash)
        }
        hashes.append(hash)
        size += 1
    }
}

extension UInt64 {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
