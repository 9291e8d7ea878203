/// The tiles that a log has to write when it has grown: those that its new entries begin, fill or widen, entry bundles
/// first and then the hashes from the leaves up, each from the left. The checkpoint is written after all of them.
///
/// A tile is written once full, and partial once for each size that is published; none is ever written over.
package struct TilesToWrite: Sequence, IteratorProtocol, Sendable {
    private let old: UInt64
    private let new: UInt64
    // What is next: entry bundles at first, then the hashes of a level.
    private var contents: Tile.Contents? = .entries
    private var index: UInt64

    /// - Parameters:
    ///   - old: the size whose tiles are all there.
    ///   - new: the size to be published. Where it is not larger there is nothing to write.
    package init(from old: UInt64, to new: UInt64) {
        self.old = old
        self.new = new
        index = old >> 8
        if new <= old { contents = nil }
    }

    package mutating func next() -> Tile? {
        while let contents {
            let level: UInt8
            switch contents {
            case .entries: level = 0
            case .hashes(let hashes): level = hashes
            }
            let (before, now) = (old >> (8 * level), new >> (8 * level))
            if now > before, index < now >> 8 || (index == now >> 8 && !now.isMultiple(of: 256)) {
                // Of a tree of 64-bit size, so that it is a tile.
                let tile = Tile(contents, index: index, width: Int(Swift.min(UInt64(Tile.fullWidth), now - index << 8)))
                index += 1
                return tile
            }
            let following: UInt8 = contents == .entries ? 0 : level + 1
            // Eight levels of eight bits each are a whole size.
            self.contents = following < 8 ? .hashes(level: following) : nil
            index = following < 7 ? old >> (8 * following + 8) : 0
        }
        return nil
    }
}
