/// A tile of hashes: one after the other, 32 bytes each.
package struct HashTile: Sendable, Hashable {
    package let tile: Tile
    /// As many as the tile is wide.
    package let hashes: [Digest]

    package init(_ tile: Tile, hashes: [Digest]) throws(TileError) {
        guard tile.contents != .entries else { throw .wrongContents(tile) }
        guard hashes.count == tile.width else { throw .wrongCount(tile, hashes.count) }
        self.tile = tile
        self.hashes = hashes
    }

    /// Reads a tile's file.
    package init(_ tile: Tile, parsing bytes: [UInt8]) throws(TileError) {
        guard bytes.count == tile.width * Digest.byteCount else { throw .wrongByteCount(tile, bytes.count) }
        let starts = stride(from: 0, to: bytes.count, by: Digest.byteCount)
        try self.init(tile, hashes: starts.compactMap { Digest(bytes[$0..<($0 + Digest.byteCount)]) })
    }

    /// The bytes of the tile's file.
    package var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// The hash of a subtree that is in the tile or up to seven levels above its hashes.
    ///
    /// - Returns: nil where the tile does not have all of it.
    package func hash(of subtree: Subtree) -> Digest? {
        guard tile.contents == .hashes(level: subtree.level / 8) else { return nil }
        let count = 1 << Int(subtree.level % 8)
        guard subtree.index <= UInt64.max >> (subtree.level % 8) else { return nil }
        let first = subtree.index << (subtree.level % 8)
        guard first >> 8 == tile.index else { return nil }
        let place = Int(first % UInt64(Tile.fullWidth))
        guard place + count <= hashes.count else { return nil }
        return .complete(hashes[place..<(place + count)])
    }
}
