/// A tile of entries: each with its length in two bytes, big-endian, before it.
package struct EntryBundle: Sendable, Hashable {
    package let tile: Tile
    /// As many as the tile is wide.
    package let entries: [[UInt8]]

    /// The longest entry, in bytes: what two bytes of length can tell.
    package static let maximumEntryByteCount = 65_535

    package init(_ tile: Tile, entries: [[UInt8]]) throws(TileError) {
        guard tile.contents == .entries else { throw .wrongContents(tile) }
        guard entries.count == tile.width else { throw .wrongCount(tile, entries.count) }
        if let long = entries.firstIndex(where: { $0.count > Self.maximumEntryByteCount }) {
            throw .entryTooLong(tile, entry: long, byteCount: entries[long].count)
        }
        self.tile = tile
        self.entries = entries
    }

    /// Reads a tile's file.
    package init(_ tile: Tile, parsing bytes: [UInt8]) throws(TileError) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 2 + length, rest.count >= 2 else { throw .truncated(tile, afterEntries: entries.count) }
            entries.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        try self.init(tile, entries: entries)
    }

    /// The bytes of the tile's file.
    package var bytes: [UInt8] {
        // No entry is longer than its length can tell.
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }
}
