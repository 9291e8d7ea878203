import LinuxIO
import TransparencyLog

/// The files of a published log: each is there whole or not at all.
///
/// The happy path of a tile, as system calls: openat (O_EXCL), write, fsync, renameat; of all tiles: fsync of every
/// directory that was written in; of the head: the same as a tile, and fsync of the directory. No link is followed below the
/// root, whoever may write there.
final class PublishedFiles {
    private let root: Directory
    /// The directories that have names which may not be durable yet.
    private var touched: Set<[FileName]> = []

    init(_ root: consuming Directory) { self.root = root }

    func checkpoint() throws(IOError) -> [UInt8]? {
        try root.contents(of: HeadFiles.checkpoint, limit: HeadFiles.limit)
    }

    func replaceCheckpoint(_ bytes: [UInt8]) throws(IOError) {
        try root.writeDurably(
            HeadFiles.checkpoint, bytes, draft: HeadFiles.name(".checkpoint.tmp"), mode: 0o644)
    }

    func write(_ tile: Tile, _ bytes: [UInt8]) throws(IOError) {
        let (path, name) = Self.parts(tile)
        let folder = try root.descend(path[...], mode: 0o755)
        let draft = HeadFiles.name(".\(name.escaped).tmp")
        do throws(IOError) { try folder.remove(draft) } catch { if !error.isMissing { throw error } }
        let file = try folder.create(draft, mode: 0o644)
        try file.write(bytes)
        try file.synchronize()
        try folder.replace(name, with: draft)
        touched.insert(path)
    }

    /// The bytes of a tile's file, or nil if there is no such file.
    func contents(of tile: Tile) throws(IOError) -> [UInt8]? {
        let (path, name) = Self.parts(tile)
        do throws(IOError) {
            let file = try root.descend(path[...]).openForReading(name)
            return try file.readAll(size: file.status().size, limit: Self.largest)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// The widths of the partial tiles that lie beside a tile.
    func widths(of tile: Tile) throws(IOError) -> [Int] {
        guard let full = Tile(tile.contents, index: tile.index, width: 1) else { return [] }
        do throws(IOError) {
            let names = try root.descend(Self.parts(full).path[...]).names()
            return names.compactMap { $0.text.flatMap { Int($0) } }.sorted()
        } catch {
            if error.isMissing { return [] }
            throw error
        }
    }

    /// More than any tile has: 256 entries with their lengths.
    private static let largest = Tile.fullWidth * (2 + EntryBundle.maximumEntryByteCount) + 1

    /// Makes the names of all tiles durable; those of directories were when they were made.
    func synchronize() throws(IOError) {
        for path in touched { try root.descend(path[...]).synchronize() }
        touched = []
    }

    /// Removes the partial tiles whose full ones are there: whoever looks for one of them takes the full one.
    func removeReplacedPartials(from old: UInt64, to size: UInt64) throws(IOError) -> Int {
        var removed = 0
        for tile in TilesToWrite(from: old, to: size) where !tile.isPartial && old > 0 {
            // Of each level, only the first tile that was written can have had partial ones.
            let (path, name) = Self.parts(tile)
            let partials = HeadFiles.name("\(name.escaped).p")
            guard let folder = try? root.descend(path[...]),
                let inside = try? folder.openDirectory(partials)
            else { continue }
            for name in try inside.names() {
                try inside.remove(name)
                removed += 1
            }
            try folder.removeDirectory(partials)
        }
        return removed
    }

    /// The directories of a tile below the root, and its name there.
    private static func parts(_ tile: Tile) -> (path: [FileName], name: FileName) {
        let words = tile.path.split(separator: "/").map { HeadFiles.name(String($0)) }
        return (words.dropLast(), words[words.count - 1])
    }
}
