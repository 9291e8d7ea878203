import Testing
import TransparencyLog

@Suite struct TileTests {
    static let paths: [(Tile.Contents, UInt64, Int, String)] = [
        (.hashes(level: 0), 0, 256, "tile/0/000"), (.hashes(level: 0), 0, 1, "tile/0/000.p/1"),
        (.hashes(level: 1), 0, 255, "tile/1/000.p/255"), (.hashes(level: 0), 999, 256, "tile/0/999"),
        (.hashes(level: 0), 1_000, 256, "tile/0/x001/000"), (.hashes(level: 4), 1_234_067, 256, "tile/4/x001/x234/067"),
        (.hashes(level: 3), 1_234_067, 8, "tile/3/x001/x234/067.p/8"), (.entries, 0, 256, "tile/entries/000"),
        (.entries, 123_456, 17, "tile/entries/x123/456.p/17"), (.hashes(level: 7), 0, 64, "tile/7/000.p/64"),
        (.entries, (1 << 56) - 1, 256, "tile/entries/x072/x057/x594/x037/x927/935"),
    ]

    @Test(arguments: paths) func `a path is read as it is written`(
        contents: Tile.Contents, index: UInt64, width: Int, path: String
    ) throws {
        let tile = try #require(Tile(contents, index: index, width: width))
        #expect(tile.path == path)
        #expect(try Tile(parsing: path) == tile)
    }

    static let noPaths = [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/-1/000",
        "tile/+1/000", "tile/8/000", "tile/64/000", "tile/256/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/000/.p/1", "tile/0/x000/000", "tile/0/001/000",
        "tile/0/x001/x000", "tile/0/x001", "tile/0/X001/000", "tile/0/x01/000", "tile/0/x1234/000", "/tile/0/000",
        "tile/0/000/", "tile//0/000", "tile/entries", "tile/entry/000", "tile/entries/000.p/300", "tile/0/xx01/000",
        "tile/0/x099/x999/x999/x999/x999/x999/999", "tile/7/001", "tile/7/000", "tile/0/000.p/1/2", "tile/8/0/000",
        "tile/0/x001/000 ", "tile/0/+01", "tile/0/000.p/+1", "tile/0/٠٠٠", "tile/0/x072/x057/x594/x037/x927/936",
    ]

    @Test(arguments: noPaths) func `nothing else is a path`(path: String) {
        let error = thrown { () throws(TextFault) in _ = try Tile(parsing: path) }
        #expect(error?.description.contains("is no tile's path — expected a path such as") == true)
    }

    @Test func `every path of many is read as it was written`() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let level = UInt8.random(in: 0...7, using: &random)
            let most = UInt64.max >> (8 + 8 * level)
            let index =
                level == 7
                ? 0 : UInt64.random(in: 0...most, using: &random) >> UInt64.random(in: 0...56, using: &random)
            let contents: Tile.Contents = level == 0 && index.isMultiple(of: 2) ? .entries : .hashes(level: level)
            let width = Int.random(in: 1...(level == 7 ? 255 : 256), using: &random)
            let tile = try #require(Tile(contents, index: index, width: width))
            #expect(try Tile(parsing: tile.path) == tile)
        }
    }

    @Test func `there is no tile of another width, level or place than a tree has`() {
        for width in [-1, 0, 257] { #expect(Tile(.entries, index: 0, width: width) == nil) }
        #expect(Tile(.hashes(level: 8), index: 0, width: 1) == nil)
        #expect(Tile(.hashes(level: 255), index: 0, width: 1) == nil)
        #expect(Tile(.hashes(level: 7), index: 0, width: 256) == nil)
        #expect(Tile(.hashes(level: 6), index: 256, width: 1) == nil)
        #expect(Tile(.entries, index: 1 << 56, width: 1) == nil)
    }

    @Test func `the subtrees of a tile are those of its hashes`() throws {
        let tile = try #require(Tile(.hashes(level: 1), index: 2, width: 3))
        #expect(tile.subtrees == [512, 513, 514].map { Subtree(level: 8, index: $0) })
        let bundle = try #require(Tile(.entries, index: 1, width: 2))
        #expect(bundle.subtrees == [256, 257].map { Subtree(level: 0, index: $0) })
    }

    @Test func `entries are read as they are written, the longest and the empty ones too`() throws {
        let tile = try #require(Tile(.entries, index: 3, width: 4))
        let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 7, count: 65_535), Array("{}".utf8)]
        let bytes = try EntryBundle(tile, entries: entries).bytes
        #expect(bytes.prefix(7).elementsEqual([0, 0, 0, 1, 1, 0xFF, 0xFF]))
        #expect(bytes.suffix(4).elementsEqual([0, 2, 0x7B, 0x7D]))
        #expect(try EntryBundle(tile, parsing: bytes).entries == entries)
        for count in [0, 1, 2, 4, 5, 100, bytes.count - 4, bytes.count - 1] {
            #expect(throws: TileError.self) { try EntryBundle(tile, parsing: Array(bytes.prefix(count))) }
        }
        #expect(throws: TileError.truncated(tile, afterEntries: 4)) { try EntryBundle(tile, parsing: bytes + [0]) }
        #expect(throws: TileError.wrongCount(tile, 5)) { try EntryBundle(tile, parsing: bytes + [0, 0]) }
    }

    @Test func `an entry that is too long, or one too many, makes no bundle`() throws {
        let tile = try #require(Tile(.entries, index: 0, width: 2))
        let long = [UInt8](repeating: 0, count: 65_536)
        #expect(throws: TileError.entryTooLong(tile, entry: 1, byteCount: 65_536)) {
            try EntryBundle(tile, entries: [[], long])
        }
        #expect(throws: TileError.wrongCount(tile, 3)) { try EntryBundle(tile, entries: [[], [], []]) }
        let hashes = try #require(Tile(.hashes(level: 0), index: 0, width: 2))
        #expect(throws: TileError.wrongContents(hashes)) { try EntryBundle(hashes, entries: [[], []]) }
        #expect(throws: TileError.wrongContents(tile)) { try HashTile(tile, hashes: [.emptyRoot, .emptyRoot]) }
        #expect(throws: TileError.wrongCount(hashes, 1)) { try HashTile(hashes, hashes: [.emptyRoot]) }
    }

    @Test func `a tile of hashes has 32 bytes for each`() throws {
        let tile = try #require(Tile(.hashes(level: 0), index: 0, width: 3))
        let hashes = (0..<3).map(countingLeaf)
        let bytes = try HashTile(tile, hashes: hashes).bytes
        #expect(bytes == hashes.flatMap(\.bytes))
        #expect(try HashTile(tile, parsing: bytes).hashes == hashes)
        for count in [0, 95, 97, 64, 128] {
            let other = [UInt8](repeating: 0, count: count)
            #expect(throws: TileError.wrongByteCount(tile, count)) { try HashTile(tile, parsing: other) }
        }
    }
}
