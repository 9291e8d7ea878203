package import TransparencyLog

/// The keys of a log, the one after the other, as its rotations tell from one that is trusted.
package struct KeyChain: Sendable, Hashable {
    /// A key, and the heads it may sign.
    package struct Link: Sendable, Hashable {
        package var key: VerifierKey
        /// The smallest and the largest size of such a head; the last key's has no end.
        package var first: UInt64
        package var last: UInt64?
    }

    package private(set) var links: [Link]

    /// - Parameters:
    ///   - key: the one that is trusted: the log's first, its last, or any between.
    ///   - rotations: all of the log, in its order.
    package init(trusting key: VerifierKey, _ rotations: [Rotation]) {
        let place = rotations.firstIndex { $0.new == key }
        links = [Link(key: key, first: place.map { rotations[$0].seq + 1 } ?? 0, last: nil)]
        // Onwards each key names its successor, backwards each is named by the one before it; both have signed.
        for rotation in rotations[(place.map { $0 + 1 } ?? 0)...] where rotation.old == links[links.count - 1].key {
            links[links.count - 1].last = rotation.seq + 1
            links.append(Link(key: rotation.new, first: rotation.seq + 1, last: nil))
        }
        guard let place else { return }
        var earliest = place
        while true {
            let rotation = rotations[earliest]
            let before = rotations[..<earliest].lastIndex { $0.new == rotation.old }
            links.insert(
                Link(key: rotation.old, first: before.map { rotations[$0].seq + 1 } ?? 0, last: rotation.seq + 1), at: 0
            )
            guard let before else { return }
            earliest = before
        }
    }

    /// The key that signs now.
    package var current: VerifierKey { links[links.count - 1].key }

    /// Verifies a head: one of the keys that may sign a head of that size has signed it.
    ///
    /// - Parameter witnesses: keys for cosignatures.
    package func verify(
        _ note: SignedNote, witnesses: [VerifierKey] = []
    ) throws(CheckpointError) -> (head: VerifiedCheckpoint, key: VerifierKey) {
        let size: UInt64
        do throws(TextFault) { size = try Checkpoint(parsing: note.text).size } catch { throw .malformed(error) }
        let able = links.filter { $0.first <= size && size <= $0.last ?? .max }.map(\.key)
        for key in able.dropLast() {
            if let head = try? VerifiedCheckpoint(note, log: key, witnesses: witnesses) { return (head, key) }
        }
        // Every size has a key: the first begins at 0 or where it took over, the last has no end.
        guard let last = able.last else { throw .note(.unsigned(known: [current.name])) }
        return (try VerifiedCheckpoint(note, log: last, witnesses: witnesses), last)
    }
}
