package import LinuxIO
package import TransparencyLog

/// What a walk over a whole log found, whatever is wrong with it.
package struct Verification: Sendable {
    /// Entries, batches and segments that are as they were written.
    package var entries: UInt64 = 0
    package var batches: UInt64 = 0
    package var segments = 0
    /// Bytes looked at.
    package var bytes = 0
    /// How far the log reaches.
    package var head = LogHead.empty
    /// Bytes of an unfinished batch at the very end: a commit under way, or what a crash left. No damage.
    package var unfinished = 0
    /// Every place that is not as it was written, in the order of the log.
    package var damages: [LogDamage] = []
    /// Segments that could not be read, and why: what they hold is not known.
    package var unreadable: [(segment: String, error: IOError)] = []
    /// The Merkle tree over all entries; where something is damaged or cannot be read, over those before it.
    package var tree = CompactRange()
    /// What was asked for of the tree and is there.
    package var roots: [UInt64: Digest] = [0: .emptyRoot]
    package var hashes: [Subtree: Digest] = [:]
    /// The entries that were asked for.
    package var kept: [KeptEntry] = []
    /// Whether the segment that was joined last could not be read.
    private var followsUnreadable = false

    package init() {}

    /// An entry that was asked for: its line without the line feed.
    package struct KeptEntry: Sendable, Hashable {
        package var seq: UInt64
        package var line: [UInt8]
        /// Its event, as it stands in the line.
        package var event: [UInt8]
    }
}

/// What a walk over a log is to bring along beside its verdict.
package struct VerificationDemand: Sendable {
    /// The sizes at which the root of the tree is wanted.
    package var sizes: Set<UInt64> = []
    /// The subtrees whose hashes are wanted.
    package var subtrees: Set<Subtree> = []
    /// The type of event whose entries are wanted: there are few of them.
    package var type: StaticString?

    package init(sizes: Set<UInt64> = [], subtrees: Set<Subtree> = [], type: StaticString? = nil) {
        self.sizes = sizes
        self.subtrees = subtrees
        self.type = type
    }
}

extension Verification {
    /// Takes in that the segment that comes next could not be read.
    mutating func join(unreadable segment: UInt64, _ error: IOError) {
        unreadable.append((SegmentName.text(first: segment), error))
        followsUnreadable = true
        segments += 1
    }

    /// Takes in what was found of the segment that comes next.
    mutating func join(_ check: SegmentCheck, isFirst: Bool, _ demand: VerificationDemand) {
        let segment = check.segment
        // What an unreadable segment before this one holds is not known.
        if followsUnreadable {
            head.size = max(head.size, segment)
        } else if segment != head.size {
            damages.append(Recovery.gap(segment, expected: head.size, isFirst: isFirst))
        } else if let before = head.recorded, let recorded = check.firstRecorded, recorded <= before {
            damages.append(
                LogDamage(
                    segment: SegmentName.text(first: segment), seq: segment, byteOffset: 0,
                    reason: "the batch was not recorded later than the one before it"))
        }
        followsUnreadable = false
        // Behind a gap nobody knows what the tree was.
        if damages.isEmpty, unreadable.isEmpty { join(check.pieces, demand) }
        hashes.merge(check.hashes) { own, _ in own }
        damages += check.damages
        if check.head.size > head.size { head = check.head }
        entries += check.entries
        batches += check.batches
        segments += 1
        bytes += check.bytes
        unfinished += check.unfinished
        kept += check.kept
    }

    private mutating func join(_ pieces: [TreePiece], _ demand: VerificationDemand) {
        for piece in pieces {
            tree.append(piece) { subtree, hash in
                if demand.subtrees.contains(subtree) { hashes[subtree] = hash }
            }
            if demand.sizes.contains(tree.size) { roots[tree.size] = tree.root }
        }
    }
}
