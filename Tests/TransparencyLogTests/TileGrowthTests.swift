import Testing
import TransparencyLog

/// Tiles written as a log grows, and what can be read from them alone.
@Suite struct TileGrowthTests {
    private static let size = 70_000
    private static let tree = countingTree(size)

    private static func entry(_ index: UInt64) -> [UInt8] { Array("\(index)".utf8) }

    private static func bytes(of tile: Tile) throws -> [UInt8] {
        if tile.contents == .entries {
            return try EntryBundle(tile, entries: tile.subtrees.map { entry($0.index) }).bytes
        }
        return try HashTile(tile, hashes: tile.subtrees.map { try #require(tree.hash(of: $0)) }).bytes
    }

    /// What C2SP tlog-tiles says a tree of `size` entries is made of.
    private static func paths(of size: Int) -> Set<String> {
        var paths: Set<String> = []
        for (name, unit) in [("entries", 1), ("0", 1), ("1", 256), ("2", 65_536)] {
            let count = size / unit
            for index in 0..<(count / 256) { paths.insert("tile/\(name)/\(group(index))") }
            if count % 256 > 0 { paths.insert("tile/\(name)/\(group(count / 256)).p/\(count % 256)") }
        }
        return paths
    }

    private static func group(_ index: Int) -> String { String(String(1_000 + index).dropFirst()) }

    @Test func `the specification's trees have the tiles it says`() {
        let paths = TilesToWrite(from: 0, to: 70_000).map(\.path)
        #expect(paths.count { $0.hasPrefix("tile/0/") && !$0.contains(".p/") } == 273)
        #expect(
            paths.filter { $0.contains(".p/") } == [
                "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(Set(paths) == Self.paths(of: 70_000))
        #expect(TilesToWrite(from: 0, to: 256).map(\.path) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"])
        #expect(TilesToWrite(from: 0, to: 1).map(\.path) == ["tile/entries/000.p/1", "tile/0/000.p/1"])
    }

    @Test func `a log that does not grow has nothing to write`() {
        for (old, new) in [(UInt64(0), UInt64(0)), (5, 5), (256, 256), (9, 3), (.max, .max), (.max, 0)] {
            #expect(Array(TilesToWrite(from: old, to: new)).isEmpty)
        }
    }

    @Test func `tiles written at random sizes are those written at once, and none is written twice`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<12 {
            var files: [String: [UInt8]] = [:]
            var size = 0
            let last = Int.random(in: 1...3_000, using: &random)
            while size < last {
                let next = min(last, size + Int.random(in: 1...400, using: &random))
                for tile in TilesToWrite(from: UInt64(size), to: UInt64(next)) {
                    #expect(files.updateValue(try Self.bytes(of: tile), forKey: tile.path) == nil, "\(tile) twice")
                }
                for path in Self.paths(of: next) { #expect(files[path] != nil, "\(path) is missing at \(next)") }
                size = next
            }
            for tile in TilesToWrite(from: 0, to: UInt64(last)) {
                #expect(files[tile.path] == (try Self.bytes(of: tile)))
            }
        }
    }

    @Test func `roots and proofs are read from tiles alone`() throws {
        for size in [UInt64(1), 255, 256, 257, 3_000, 65_536, 65_793, 70_000] {
            var files: [String: [UInt8]] = [:]
            for tile in TilesToWrite(from: 0, to: size) { files[tile.path] = try Self.bytes(of: tile) }
            func read(_ subtree: Subtree) throws -> Digest {
                let tile = try #require(Tile.holding(subtree, in: size))
                let bytes = try #require(files[tile.path], "\(tile)")
                return try #require(try HashTile(tile, parsing: bytes).hash(of: subtree))
            }
            let range = CompactRange(size: size, hashes: try CompactRange.subtrees(of: size).map(read))
            let root = try Self.tree.root(at: size)
            #expect(range?.root == root)
            for index in [0, size / 3, size - 1] {
                let proof = try InclusionProof(index: index, size: size) { try read($0) }
                #expect(proof == (try Self.tree.inclusionProof(of: index, at: size)))
                let old = try ConsistencyProof(oldSize: index, newSize: size) { try read($0) }
                #expect(old == (try Self.tree.consistencyProof(from: index, to: size)))
            }
        }
    }

    @Test func `a full tile serves for a partial one, and no tile for what it does not have`() throws {
        let full = try #require(Tile(.hashes(level: 0), index: 0, width: 256))
        let tile = try HashTile(full, parsing: try Self.bytes(of: full))
        for level in UInt8(0)...7 {
            for index in 0..<(UInt64(256) >> level) {
                let subtree = Subtree(level: level, index: index)
                #expect(tile.hash(of: subtree) == Self.tree.hash(of: subtree))
            }
            #expect(tile.hash(of: Subtree(level: level, index: 256 >> level)) == nil)
            #expect(tile.hash(of: Subtree(level: level, index: .max)) == nil)
        }
        #expect(tile.hash(of: Subtree(level: 8, index: 0)) == nil)
        let half = try #require(Tile(.hashes(level: 0), index: 0, width: 100))
        let partial = try HashTile(half, parsing: try Self.bytes(of: half))
        #expect(partial.hash(of: Subtree(level: 2, index: 24)) == tile.hash(of: Subtree(level: 2, index: 24)))
        #expect(partial.hash(of: Subtree(level: 2, index: 25)) == nil)
        #expect(Tile.holding(Subtree(level: 2, index: 25), in: 100) == nil)
        #expect(Tile.holding(Subtree(level: 200, index: 0), in: 100) == nil)
    }

    @Test func `the largest trees have their tiles too`() throws {
        let tiles = Array(TilesToWrite(from: .max - 300, to: .max))
        #expect(tiles.map(\.width) == [256, 255, 256, 255, 255])
        let levels: [Tile.Contents] = [.hashes(level: 0), .hashes(level: 0), .hashes(level: 1)]
        #expect(tiles.map(\.contents) == [.entries, .entries] + levels)
        var first = TilesToWrite(from: 0, to: 1 << 62)
        #expect(first.next()?.path == "tile/entries/000" && first.next()?.path == "tile/entries/001")
        #expect(
            Array(TilesToWrite(from: (1 << 62) - 1, to: 1 << 62)).map(\.width) == [
                256, 256, 256, 256, 256, 256, 256, 256, 64,
            ])
    }
}
