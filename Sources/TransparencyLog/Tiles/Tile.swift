/// One file of a log that is published as plain files (C2SP tlog-tiles): 256 hashes of one level, or 256 entries; fewer
/// at the right end of the tree.
package struct Tile: Sendable, Hashable {
    package enum Contents: Sendable, Hashable {
        /// Hashes of subtrees of 256^level leaves: of leaves at level 0.
        case hashes(level: UInt8)
        /// The entries themselves.
        case entries
    }

    package let contents: Contents
    /// From 0, from the left, among the tiles with such contents.
    package let index: UInt64
    /// How many hashes or entries there are: 1 to 255 in a partial tile, ``fullWidth`` in a full one.
    package let width: Int

    package static let fullWidth = 256

    /// - Returns: nil for what no tree of fewer than 2^64 entries has.
    package init?(_ contents: Contents, index: UInt64, width: Int) {
        self.contents = contents
        self.index = index
        self.width = width
        let level: UInt8 =
            switch contents {
            case .hashes(let level): level
            case .entries: 0
            }
        // A full tile spans 2^(8 · level + 8) leaves, and 2^64 are too many; so nothing below ever overflows.
        guard (1...Self.fullWidth).contains(width), level <= 7, index >> (56 - 8 * level) == 0,
            level < 7 || width < Self.fullWidth
        else { return nil }
    }

    package var isPartial: Bool { width < Self.fullWidth }

    /// The place of its first hash or entry among all of its level.
    package var start: UInt64 { index << 8 }

    /// The subtrees whose hashes are in the tile, from the left; those of the entries' leaves for an entry bundle.
    package var subtrees: [Subtree] {
        let level: UInt8 =
            switch contents {
            case .hashes(let level): 8 * level
            case .entries: 0
            }
        return (0..<UInt64(width)).map { Subtree(level: level, index: start + $0) }
    }

    /// The tile that has the hash of `subtree`, or hashes that it is made of, in a tree of `size` leaves.
    ///
    /// - Returns: nil where the tree does not have all the leaves of the subtree.
    package static func holding(_ subtree: Subtree, in size: UInt64) -> Tile? {
        guard subtree.isComplete(in: size) else { return nil }
        // Complete in a tree of 64-bit size: its level is at most 63, and no shift loses a bit.
        let level = subtree.level / 8
        let index = (subtree.index << (subtree.level % 8)) >> 8
        let width = min(UInt64(fullWidth), (size >> (8 * level)) - index << 8)
        return Tile(.hashes(level: level), index: index, width: Int(width))
    }
}

extension Tile {
    /// Where the tile lies below the log's prefix: `tile/0/x001/x234/067.p/8`, `tile/entries/000`.
    package var path: String {
        let contents =
            switch contents {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(contents)/\(Self.groups(of: index))" + (isPartial ? ".p/\(width)" : "")
    }

    /// Reads a path as ``path`` writes it, and no other.
    package init(parsing path: String) throws(TextFault) {
        guard let tile = Self.read(path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)),
            tile.path.utf8.elementsEqual(path.utf8)
        else {
            throw TextFault(
                line: nil, problem: "\(TextFault.quote(Array(path.utf8))) is no tile's path",
                expected: "a path such as tile/0/x001/x234/067, tile/1/000.p/255 or tile/entries/000")
        }
        self = tile
    }

    /// Reads generously: what is not written as it should be does not come out as it went in.
    private static func read(_ parts: [Substring.UTF8View]) -> Tile? {
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        guard texts.count >= 3, texts[0] == "tile" else { return nil }
        let contents: Contents
        if texts[1] == "entries" {
            contents = .entries
        } else {
            guard let level = UInt8(texts[1]) else { return nil }
            contents = .hashes(level: level)
        }
        var groups = texts.dropFirst(2)
        var width = fullWidth
        if groups.count > 1, groups[groups.endIndex - 2].hasSuffix(".p") {
            guard let partial = groups.popLast().flatMap({ Int($0) }) else { return nil }
            width = partial
            groups[groups.endIndex - 1].removeLast(2)
        }
        let digits = groups.map { $0.hasPrefix("x") ? $0.dropFirst() : $0[...] }.joined()
        guard let index = UInt64(digits) else { return nil }
        return Tile(contents, index: index, width: width)
    }

    /// A number in groups of three digits, all but the last marked by an x.
    private static func groups(of index: UInt64) -> String {
        let group = String(index % 1_000)
        var text = String(repeating: "0", count: 3 - group.utf8.count) + group
        var rest = index / 1_000
        while rest > 0 {
            let group = String(rest % 1_000)
            text = "x" + String(repeating: "0", count: 3 - group.utf8.count) + group + "/" + text
            rest /= 1_000
        }
        return text
    }
}

extension Tile: CustomStringConvertible {
    package var description: String { path }
}
