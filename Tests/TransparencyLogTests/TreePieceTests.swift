import Testing
import TransparencyLog

/// A tree that was computed in pieces is the tree.
struct `Pieces of a tree` {
    @Test func `cut anywhere, they join to the same tree, and complete the same subtrees`() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            let size = Int.random(in: 0...300, using: &random)
            var whole = CompactRange()
            var expected: [Subtree: Digest] = [:]
            for index in 0..<size { whole.append(countingLeaf(index)) { expected[$0] = $1 } }

            var tree = CompactRange()
            var found: [Subtree: Digest] = [:]
            var next = 0
            while next < size {
                let end = min(size, next + Int.random(in: 0...80, using: &random))
                var piece = TreePiece(startingAt: UInt64(next))
                for index in next..<end { piece.append(countingLeaf(index)) { found[$0] = $1 } }
                #expect(piece.end == UInt64(end))
                tree.append(piece) { found[$0] = $1 }
                next = end
            }
            #expect(tree == whole)
            #expect(found == expected)
        }
    }
}
