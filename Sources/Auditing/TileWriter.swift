import EventLog
import LinuxIO
import TransparencyLog

/// Turns entries, one after the other, into the tiles that a larger tree needs.
struct TileWriter {
    private let size: UInt64
    private var tree: CompactRange
    private var entries: [[UInt8]] = []
    /// By level, the hashes of the tile that is not full yet; the place of its first is a multiple of 256.
    private var hashes: [[Digest]]
    private let put: (Tile, [UInt8]) throws -> Void
    /// Tiles below these are published already.
    private let old: UInt64
    private(set) var written = 0

    /// The number of the entry that comes next.
    var next: UInt64 { tree.size }
    var root: Digest { tree.root }

    /// The first entry of the bundle that is not full at `old`.
    private static func start(_ old: UInt64) -> UInt64 { (old >> 8) << 8 }

    /// The subtrees whose hashes ``init(from:to:_:_:)`` needs.
    static func subtrees(before old: UInt64) -> Set<Subtree> {
        var subtrees = Set(CompactRange.subtrees(of: start(old)))
        for level in UInt8(1)..<8 { subtrees.formUnion(open(level, start(old))) }
        return subtrees
    }

    /// The hashes of the tile of a level that is not full in a tree of `size`.
    private static func open(_ level: UInt8, _ size: UInt64) -> [Subtree] {
        let count = size >> (8 * level)
        return (((count >> 8) << 8)..<count).map { Subtree(level: 8 * level, index: $0) }
    }

    /// - Parameters:
    ///   - old: the size whose tiles are all there.
    ///   - read: has the hashes of ``subtrees(before:)``.
    ///   - put: called with each tile and its bytes, entry bundles before the hashes of their leaves.
    init(
        from old: UInt64, to size: UInt64, _ read: Verification, put: @escaping (Tile, [UInt8]) throws -> Void
    ) throws(HeadError) {
        func digests(_ subtrees: [Subtree]) throws(HeadError) -> [Digest] {
            var result: [Digest] = []
            for subtree in subtrees {
                guard let hash = read.hashes[subtree] else { throw .contradiction("\(subtree) was not read") }
                result.append(hash)
            }
            return result
        }
        let start = Self.start(old)
        guard let tree = CompactRange(size: start, hashes: try digests(CompactRange.subtrees(of: start))) else {
            throw .contradiction("a log of \(start) entries is too large")
        }
        var hashes: [[Digest]] = [[]]
        for level in UInt8(1)..<8 { hashes.append(try digests(Self.open(level, start))) }
        self.hashes = hashes
        self.tree = tree
        self.size = size
        self.old = old
        self.put = put
    }

    /// Takes the line of the next entry; writes what becomes full.
    mutating func append(_ line: [UInt8]) throws {
        entries.append(line)
        var hashes = hashes
        self.hashes = []
        tree.append(.leaf(line)) { subtree, hash in
            if subtree.level.isMultiple(of: 8) { hashes[Int(subtree.level / 8)].append(hash) }
        }
        self.hashes = hashes
        if entries.count == Tile.fullWidth { try writeBundle() }
        for level in hashes.indices where hashes[level].count == Tile.fullWidth { try writeTile(level) }
    }

    /// Writes the tiles at the right end, which are not full.
    mutating func finish() throws {
        if !entries.isEmpty { try writeBundle() }
        for level in hashes.indices where !hashes[level].isEmpty {
            // Where a level did not grow, its tile is there.
            if size >> (8 * level) > old >> (8 * level) { try writeTile(level) }
        }
    }

    private mutating func writeBundle() throws {
        let index = (tree.size - UInt64(entries.count)) >> 8
        guard let tile = Tile(.entries, index: index, width: entries.count) else { return }
        try write(tile, EntryBundle(tile, entries: entries).bytes)
        entries.removeAll(keepingCapacity: true)
    }

    private mutating func writeTile(_ level: Int) throws {
        let count = tree.size >> (8 * level)
        let index = (count - UInt64(hashes[level].count)) >> 8
        guard let tile = Tile(.hashes(level: UInt8(level)), index: index, width: hashes[level].count) else { return }
        try write(tile, HashTile(tile, hashes: hashes[level]).bytes)
        hashes[level].removeAll(keepingCapacity: true)
    }

    private mutating func write(_ tile: Tile, _ bytes: [UInt8]) throws {
        try put(tile, bytes)
        written += 1
    }
}
