/// The hashes of leaves that stand next to each other anywhere in a tree: what threads compute apart, to be joined by
/// ``CompactRange/append(_:completed:)``. It remembers at most two hashes for each level.
package struct TreePiece: Sendable, Hashable {
    /// The place of its first leaf in the tree.
    package let start: UInt64
    /// Behind its last leaf.
    package private(set) var end: UInt64
    /// The largest complete subtrees that the leaves make, from the left.
    private(set) var parts: [Part] = []

    struct Part: Sendable, Hashable {
        var subtree: Subtree
        var hash: Digest
    }

    package init(startingAt start: UInt64) {
        self.start = start
        end = start
    }

    /// Adds a leaf.
    package mutating func append(_ leaf: Digest) { append(leaf) { _, _ in } }

    /// Adds a leaf.
    ///
    /// - Parameter completed: called with every subtree that the leaf completes within the piece, the leaf itself first.
    @inline(__always)
    package mutating func append(_ leaf: Digest, completed: (Subtree, Digest) -> Void) {
        var part = Part(subtree: Subtree(level: 0, index: end), hash: leaf)
        completed(part.subtree, leaf)
        // Parts are neighbours: one of the same level before a right child is the left child of the same parent.
        while part.subtree.index & 1 == 1, let left = parts.last, left.subtree.level == part.subtree.level {
            parts.removeLast()
            part = Part(
                subtree: Subtree(level: part.subtree.level + 1, index: part.subtree.index >> 1),
                hash: .node(left.hash, part.hash))
            completed(part.subtree, part.hash)
        }
        parts.append(part)
        end += 1
    }
}

extension CompactRange {
    /// Adds all leaves of a piece.
    ///
    /// - Parameters:
    ///   - piece: begins where this tree ends.
    ///   - completed: called with every subtree that has leaves of both, from the left.
    package mutating func append(_ piece: TreePiece, completed: (Subtree, Digest) -> Void = { _, _ in }) {
        precondition(piece.start == size, "a piece follows the tree")
        for part in piece.parts { append(part.subtree, part.hash, completed: completed) }
    }
}
