import Testing
import TransparencyLog

/// The reference tree of the certificate-transparency project, which its implementations have tested with since 2013.
@Suite struct MerkleVectorTests {
    static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static let inclusion: [(index: UInt64, size: UInt64, hashes: [String])] = [
        (0, 1, []),
        (
            0, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            5, 8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1, 5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        ),
    ]

    static let consistency: [(old: UInt64, new: UInt64, hashes: [String])] = [
        (1, 1, []),
        (
            1, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            6, 8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (
            2, 5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        ),
    ]

    private let leaves: [Digest]
    private let tree: MerkleTree

    init() throws {
        leaves = try Self.entries.map { .leaf(try #require(Self.bytes($0))) }
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf) }
        self.tree = tree
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
    }

    private func digests(_ hexadecimal: [String]) throws -> [Digest] {
        try hexadecimal.map { try #require(Digest(hexadecimal: $0)) }
    }

    @Test func `trees of zero to eight entries have the published roots`() throws {
        var range = CompactRange()
        for size in 0...8 {
            #expect(try tree.root(at: UInt64(size)).hexadecimal == Self.roots[size])
            #expect(range.root.hexadecimal == Self.roots[size])
            if size < 8 { range.append(leaves[size]) }
        }
    }

    @Test(arguments: inclusion)
    func `inclusion proofs are the published ones, and verify`(
        index: UInt64, size: UInt64, hashes: [String]
    ) throws {
        let proof = try tree.inclusionProof(of: index, at: size)
        #expect(proof.hashes == (try digests(hashes)))
        try proof.verify(leaf: leaves[Int(index)], root: try #require(Digest(hexadecimal: Self.roots[Int(size)])))
    }

    @Test(arguments: consistency)
    func `consistency proofs are the published ones, and verify`(old: UInt64, new: UInt64, hashes: [String]) throws {
        let proof = try tree.consistencyProof(from: old, to: new)
        #expect(proof.hashes == (try digests(hashes)))
        try proof.verify(
            oldRoot: try #require(Digest(hexadecimal: Self.roots[Int(old)])),
            newRoot: try #require(Digest(hexadecimal: Self.roots[Int(new)])))
    }
}
