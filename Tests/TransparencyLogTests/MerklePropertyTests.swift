import Testing
import TransparencyLog

/// Trees of every small size against the definition, and every proof in them.
@Suite struct MerklePropertyTests {
    private static let largest = 70
    private let tree = countingTree(largest)
    private let roots: [Digest]

    init() throws { roots = try (0...UInt64(Self.largest)).map(tree.root) }

    private func root(_ size: UInt64) -> Digest { roots[Int(size)] }

    @Test func `a tree that grows has at each size the root that the definition gives`() throws {
        let leaves = (0...300).map(countingLeaf)
        let tree = countingTree(300)
        var range = CompactRange()
        var stored: [Subtree: Digest] = [:]
        for size in 0...300 {
            let expected = naiveRoot(leaves.prefix(size))
            #expect(range.size == UInt64(size) && range.root == expected)
            #expect(try tree.root(at: UInt64(size)) == expected)
            let hashes = CompactRange.subtrees(of: UInt64(size)).compactMap { stored[$0] }
            #expect(CompactRange(size: UInt64(size), hashes: hashes) == range, "taken up from what was stored")
            range.append(leaves[size]) { stored[$0] = $1 }
        }
        #expect(stored.allSatisfy { !$0.key.isComplete(in: 300) || tree.hash(of: $0.key) == $0.value })
        #expect(stored.count == 301 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1)
    }

    @Test func `a tree is not taken up from hashes that are too many or too few`() {
        let hash = Digest.emptyRoot
        for size in UInt64(0)...40 {
            for count in 0...8 {
                let range = CompactRange(size: size, hashes: [Digest](repeating: hash, count: count))
                #expect((range != nil) == (count == size.nonzeroBitCount))
            }
        }
        #expect(CompactRange(size: 1 << 62, hashes: [hash])?.size == 1 << 62)
        #expect(CompactRange(size: 1 << 63, hashes: [hash]) == nil)
    }

    @Test func `every entry of every tree is proven, and with any bit turned it is not`() throws {
        var proven = 0
        var wrong: [String] = []
        for size in 1...UInt64(Self.largest) {
            let root = root(size)
            for index in 0..<size {
                let leaf = countingLeaf(Int(index))
                let proof = try tree.inclusionProof(of: index, at: size)
                if thrown({ () throws(ProofError) in try proof.verify(leaf: leaf, root: root) }) == nil { proven += 1 }
                for forgery in forgeries(proof, bit: Int(index * 7 + size) % 256) where accepts(forgery, leaf, root) {
                    wrong.append("\(proof) as \(forgery)")
                }
                for other in 0..<size where other != index {
                    let moved = InclusionProof(index: other, size: size, hashes: proof.hashes)
                    if accepts(moved, leaf, root) { wrong.append("\(proof) at \(other)") }
                }
                for other in 1...UInt64(Self.largest) where other != size {
                    let resized = InclusionProof(index: index, size: other, hashes: proof.hashes)
                    if accepts(resized, leaf, self.root(other)) { wrong.append("\(proof) in \(other)") }
                }
                if accepts(proof, leaf.flipped(Int(size) % 256), root) { wrong.append("\(proof) of another leaf") }
                if accepts(proof, leaf, root.flipped(Int(size) % 256)) { wrong.append("\(proof) in another tree") }
            }
        }
        #expect(proven == Self.largest * (Self.largest + 1) / 2)
        #expect(wrong.isEmpty)
    }

    @Test func `every tree is proven to begin with every smaller one, and with any bit turned it is not`() throws {
        var proven = 0
        var wrong: [String] = []
        for new in 0...UInt64(Self.largest) {
            for old in 0...new {
                let proof = try tree.consistencyProof(from: old, to: new)
                let (oldRoot, newRoot) = (root(old), root(new))
                if accepts(proof, oldRoot, newRoot) { proven += 1 }
                let bit = Int(old * 7 + new) % 256
                for forgery in forgeries(proof, bit: bit) where accepts(forgery, oldRoot, newRoot) {
                    wrong.append("\(proof) as \(forgery)")
                }
                if accepts(proof, oldRoot.flipped(bit), newRoot) { wrong.append("\(proof) from another tree") }
                // What begins with nothing is not looked at: every tree does.
                if old > 0 || new == 0, accepts(proof, oldRoot, newRoot.flipped(bit)) {
                    wrong.append("\(proof) to another tree")
                }
                for other in 0...UInt64(Self.largest) where other != old && other > 0 && old > 0 {
                    let moved = ConsistencyProof(oldSize: other, newSize: new, hashes: proof.hashes)
                    if accepts(moved, root(other), newRoot) { wrong.append("\(proof) from \(other)") }
                }
            }
        }
        #expect(proven == (Self.largest + 1) * (Self.largest + 2) / 2)
        #expect(wrong.isEmpty)
    }

    @Test func `no bit of a proof is without meaning`() throws {
        let (inclusion, consistency) = (
            try tree.inclusionProof(of: 37, at: 70), try tree.consistencyProof(from: 37, to: 70)
        )
        let (old, new) = (root(37), root(70))
        for place in inclusion.hashes.indices {
            for bit in 0..<256 {
                var forgery = inclusion
                forgery.hashes[place] = forgery.hashes[place].flipped(bit)
                #expect(!accepts(forgery, countingLeaf(37), new))
            }
        }
        for place in consistency.hashes.indices {
            for bit in 0..<256 {
                var forgery = consistency
                forgery.hashes[place] = forgery.hashes[place].flipped(bit)
                #expect(!accepts(forgery, old, new))
            }
        }
    }

    private func accepts(_ proof: InclusionProof, _ leaf: Digest, _ root: Digest) -> Bool {
        thrown { () throws(ProofError) in try proof.verify(leaf: leaf, root: root) } == nil
    }

    private func accepts(_ proof: ConsistencyProof, _ old: Digest, _ new: Digest) -> Bool {
        thrown { () throws(ProofError) in try proof.verify(oldRoot: old, newRoot: new) } == nil
    }

    private func forgeries(_ proof: InclusionProof, bit: Int) -> [InclusionProof] {
        forgeries(proof.hashes, bit).map { InclusionProof(index: proof.index, size: proof.size, hashes: $0) }
    }

    private func forgeries(_ proof: ConsistencyProof, bit: Int) -> [ConsistencyProof] {
        forgeries(proof.hashes, bit).map {
            ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, hashes: $0)
        }
    }

    /// A bit turned in each hash, each hash left out, each one twice, neighbours exchanged, one more at either end.
    private func forgeries(_ hashes: [Digest], _ bit: Int) -> [[Digest]] {
        var result = [hashes + [.emptyRoot], [.emptyRoot] + hashes]
        for place in hashes.indices {
            var forgery = hashes
            forgery[place] = forgery[place].flipped(bit)
            result.append(forgery)
            forgery = hashes
            forgery.remove(at: place)
            result.append(forgery)
            forgery = hashes
            forgery.insert(hashes[place], at: place)
            result.append(forgery)
            guard place > 0 else { continue }
            forgery = hashes
            forgery.swapAt(place, place - 1)
            result.append(forgery)
        }
        return result
    }
}
