/// A complete subtree of a tree: the leaves from index · 2^level up to, but not including, (index + 1) · 2^level. Its
/// hash never changes however the tree grows, so it is what is stored.
package struct Subtree: Sendable, Hashable {
    /// 0 for a leaf.
    package var level: UInt8
    /// From 0, from the left, among the subtrees of this level.
    package var index: UInt64

    package init(level: UInt8, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// Whether a tree of `size` leaves has all the leaves of it.
    package func isComplete(in size: UInt64) -> Bool { size >> level > index }

    /// The complete subtrees whose hashes, folded from the right, are the hash of the leaves of `range`.
    ///
    /// - Parameter range: as RFC 9162 §2.1.1 splits trees: it begins at a multiple of a power of two that is not less
    ///   than its count.
    static func covering(_ range: Range<UInt64>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            // The largest power of two that is not more than what is left.
            let level = UInt8(63 - (range.upperBound - start).leadingZeroBitCount)
            subtrees.append(Subtree(level: level, index: start >> level))
            start += 1 << level
        }
        return subtrees
    }

    /// The hash of the leaves of a not empty `range`, as ``covering(_:)`` takes it.
    static func hash<Failure: Error>(
        of range: Range<UInt64>, reading hash: (Subtree) throws(Failure) -> Digest
    ) throws(Failure) -> Digest {
        var hashes: [Digest] = []
        for subtree in covering(range) { hashes.append(try hash(subtree)) }
        return fold(hashes)
    }

    /// The root over subtrees that become smaller from left to right.
    static func fold(_ hashes: [Digest]) -> Digest {
        guard let last = hashes.last else { return .emptyRoot }
        return hashes.dropLast().reversed().reduce(last) { right, left in .node(left, right) }
    }

    /// Where RFC 9162 §2.1.1 splits a tree: the largest power of two less than `size`, which is at least 2.
    static func split(_ size: UInt64) -> UInt64 { 1 << (63 - (size - 1).leadingZeroBitCount) }
}

extension Subtree: CustomStringConvertible {
    package var description: String { "subtree \(index) of level \(level)" }
}
