/// Why the bytes of a tile, or what should become one, are none.
package enum TileError: Error, Sendable, Hashable {
    /// A tile of hashes where entries were expected, or the other way round.
    case wrongContents(Tile)
    /// There are not as many hashes or entries as the tile has.
    case wrongCount(Tile, Int)
    /// A tile of hashes of another length than 32 bytes for each.
    case wrongByteCount(Tile, Int)
    /// The bytes end within an entry; the entries before it are whole.
    case truncated(Tile, afterEntries: Int)
    /// An entry is longer than its two bytes of length can tell. Its place in the bundle, and its bytes.
    case entryTooLong(Tile, entry: Int, byteCount: Int)
}

extension TileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongContents(let tile):
            "\(tile) has other contents — expected a tile of \(tile.contents == .entries ? "hashes" : "entries")"
        case .wrongCount(let tile, let count): "\(tile) is given \(count) — expected \(tile.width)"
        case .wrongByteCount(let tile, let count):
            "\(tile) has \(count) bytes — expected \(tile.width * Digest.byteCount)"
        case .truncated(let tile, let entries):
            "\(tile) ends within an entry, behind \(entries) whole ones — expected \(tile.width)"
        case .entryTooLong(let tile, let entry, let count):
            "\(tile): entry \(entry) has \(count) bytes — expected at most \(EntryBundle.maximumEntryByteCount)"
        }
    }
}
