import Testing
import TransparencyLog

/// Sizes at the ends of what there is: each has an answer or an error that says what is wrong.
@Suite struct ProofEdgeTests {
    /// The hash of a complete subtree of 2^level equal leaves: the largest trees can be computed from 64 hashes.
    private static let equal: [Digest] = (1..<64).reduce(into: [countingLeaf(0)]) { hashes, _ in
        hashes.append(.node(hashes[hashes.count - 1], hashes[hashes.count - 1]))
    }

    private static func hash(_ subtree: Subtree) -> Digest { equal[Int(subtree.level)] }

    private static func root(_ size: UInt64) -> Digest {
        let hashes = CompactRange.subtrees(of: size).map(hash)
        guard let last = hashes.last else { return .emptyRoot }
        return hashes.dropLast().reversed().reduce(last) { .node($1, $0) }
    }

    static let sizes: [UInt64] = [
        1, 2, 3, 255, 256, 257, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, (1 << 62) - 1, 1 << 62, (1 << 62) + 1, 1 << 63,
        .max - 1, .max,
    ]

    @Test(arguments: sizes) func `trees of any size prove their first, last and other entries`(size: UInt64) throws {
        var random = SeededGenerator(seed: size)
        let root = Self.root(size)
        for index in [0, size - 1, size / 2] + (0..<20).map({ _ in UInt64.random(in: 0..<size, using: &random) }) {
            let proof = try InclusionProof(index: index, size: size, reading: Self.hash)
            #expect(proof.hashes.count <= 64)
            try proof.verify(leaf: Self.equal[0], root: root)
            let error = thrown { () throws(ProofError) in try proof.verify(leaf: Self.equal[0], root: .emptyRoot) }
            #expect(error == .wrongRoot(computed: root, expected: .emptyRoot, size: size))
        }
    }

    @Test(arguments: sizes) func `trees of any size are proven to extend smaller ones`(size: UInt64) throws {
        var random = SeededGenerator(seed: size)
        for old in [0, 1, size, size - 1, size / 2] + (0..<20).map({ _ in UInt64.random(in: 0...size, using: &random) })
        {
            let proof = try ConsistencyProof(oldSize: old, newSize: size, reading: Self.hash)
            #expect(proof.hashes.count <= 65)
            try proof.verify(oldRoot: Self.root(old), newRoot: Self.root(size))
        }
    }

    @Test func `an entry that is not there is no entry, however the proof looks`() {
        for (index, size) in [(UInt64(0), UInt64(0)), (1, 1), (8, 8), (.max, .max), (.max, 0)] {
            let expected = ProofError.noSuchLeaf(index: index, size: size)
            #expect(
                thrown { () throws(ProvingError<Never>) in
                    _ = try InclusionProof(index: index, size: size, reading: Self.hash)
                }?.description == expected.description)
            for count in [0, 1, 64, 100] {
                let hashes = [Digest](repeating: .emptyRoot, count: count)
                let proof = InclusionProof(index: index, size: size, hashes: hashes)
                let error = thrown { () throws(ProofError) in try proof.verify(leaf: .emptyRoot, root: .emptyRoot) }
                #expect(error == expected)
            }
        }
    }

    @Test func `a tree of one entry has the entry for its root, and a proof without hashes`() throws {
        let proof = try countingTree(1).inclusionProof(of: 0, at: 1)
        #expect(proof.hashes.isEmpty)
        try proof.verify(leaf: countingLeaf(0), root: countingLeaf(0))
        let error = thrown { () throws(ProofError) in
            try InclusionProof(index: 0, size: 1, hashes: [.emptyRoot]).verify(leaf: .emptyRoot, root: .emptyRoot)
        }
        #expect(error == .wrongCount(1, expected: 0))
    }

    @Test func `every tree begins with the empty one, whose root is that of nothing`() throws {
        let proof = try countingTree(5).consistencyProof(from: 0, to: 5)
        #expect(proof.hashes.isEmpty)
        try proof.verify(oldRoot: .emptyRoot, newRoot: try countingTree(5).root(at: 5))
        let other = countingLeaf(1)
        let error = thrown { () throws(ProofError) in try proof.verify(oldRoot: other, newRoot: other) }
        #expect(error == .wrongOldRoot(computed: .emptyRoot, expected: other, size: 0))
        let nothing = ConsistencyProof(oldSize: 0, newSize: 0, hashes: [])
        try nothing.verify(oldRoot: .emptyRoot, newRoot: .emptyRoot)
        #expect(thrown { () throws(ProofError) in try nothing.verify(oldRoot: .emptyRoot, newRoot: other) } != nil)
    }

    @Test func `a tree begins with itself, and two of one size are not the same`() throws {
        let root = try countingTree(6).root(at: 6)
        let proof = ConsistencyProof(oldSize: 6, newSize: 6, hashes: [])
        try proof.verify(oldRoot: root, newRoot: root)
        let error = thrown { () throws(ProofError) in try proof.verify(oldRoot: root, newRoot: .emptyRoot) }
        #expect(error == .wrongRoot(computed: root, expected: .emptyRoot, size: 6))
    }

    @Test func `a tree never begins with a larger one`() {
        let expected = ProofError.sizesReversed(old: 3, new: 2)
        let proof = ConsistencyProof(oldSize: 3, newSize: 2, hashes: [])
        let error = thrown { () throws(ProofError) in try proof.verify(oldRoot: .emptyRoot, newRoot: .emptyRoot) }
        #expect(error == expected)
        #expect(
            thrown { () throws(ProofError) in _ = try countingTree(5).consistencyProof(from: 3, to: 2) } == expected)
    }

    @Test func `a tree proves nothing about what it will become`() {
        let tree = countingTree(5)
        let expected = ProofError.beyondTree(size: 6, treeSize: 5)
        #expect(thrown { () throws(ProofError) in _ = try tree.root(at: 6) } == expected)
        #expect(thrown { () throws(ProofError) in _ = try tree.inclusionProof(of: 1, at: 6) } == expected)
        #expect(thrown { () throws(ProofError) in _ = try tree.consistencyProof(from: 1, to: 6) } == expected)
        #expect(tree.hash(of: Subtree(level: 2, index: 1)) == nil)
        #expect(tree.hash(of: Subtree(level: 200, index: 0)) == nil)
    }

    @Test func `what the hashes could not be read for is what is thrown`() {
        struct Unreadable: Error {}
        let error = thrown { () throws(ProvingError<Unreadable>) in
            _ = try InclusionProof(index: 1, size: 5) { (_) throws(Unreadable) in throw Unreadable() }
        }
        guard case .unreadable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `each error is a sentence that says what was expected`() {
        let errors: [ProofError] = [
            .noSuchLeaf(index: 9, size: 8), .beyondTree(size: 6, treeSize: 5), .wrongCount(2, expected: 3),
            .wrongRoot(computed: .emptyRoot, expected: countingLeaf(0), size: 4),
            .wrongOldRoot(computed: .emptyRoot, expected: countingLeaf(0), size: 4),
        ]
        for error in errors { #expect(error.description.contains(" — expected ")) }
        #expect("\(errors[0])" == "there is no entry #9 in a tree of 8 — expected one below it")
    }
}
