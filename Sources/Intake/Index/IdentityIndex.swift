package import EventModel

/// Where in the log an identity may stand: its hash, and the sequence numbers of the entries that have it.
///
/// Sixteen bytes an event at most two thirds full, whatever the length of its id. Hashes can collide, so that a hit is
/// a question to the log, never an answer; a miss is certain.
package struct IdentityIndex: Sendable {
    private struct Slot {
        var hash: UInt64 = 0
        /// The sequence number plus one; 0 marks an empty slot.
        var entry: UInt64 = 0
    }

    private var slots: [Slot]
    /// How many identities are in it.
    package private(set) var count = 0

    /// - Parameter capacity: how many identities it has room for before it grows.
    package init(capacity: Int = 0) {
        var size = 64
        while size * 2 <= capacity * 3 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
    }

    /// Notes that the entry `seq` has the identity with this hash.
    package mutating func insert(_ hash: UInt64, seq: UInt64) {
        if count * 3 >= slots.count * 2 { grow() }
        place(Slot(hash: hash, entry: seq + 1))
        count += 1
    }

    /// The entries that may have the identity with this hash, the first recorded first; nearly always none or one.
    package func candidates(_ hash: UInt64) -> [UInt64] {
        var found: [UInt64] = []
        var index = position(hash)
        while slots[index].entry != 0 {
            if slots[index].hash == hash { found.append(slots[index].entry - 1) }
            index = (index + 1) & (slots.count - 1)
        }
        return found.sorted()
    }

    /// Those of the entries from `seq` on, in the order of their hashes.
    func identities(from seq: UInt64) -> [IndexedIdentity] {
        slots.filter { $0.entry > seq }.map { IndexedIdentity(hash: $0.hash, seq: $0.entry - 1) }
            .sorted { $0.hash < $1.hash }
    }

    /// Lets go of the entries before `seq`.
    mutating func removeAll(before seq: UInt64) {
        let kept = slots.filter { $0.entry > seq }
        self = IdentityIndex(capacity: kept.count)
        for slot in kept { insert(slot.hash, seq: slot.entry - 1) }
    }

    private func position(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

    private mutating func place(_ slot: Slot) {
        var index = position(slot.hash)
        while slots[index].entry != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.entry != 0 { place(slot) }
    }

    /// The hash of an identity: FNV-1a over source, a zero byte and id, its bits then mixed.
    package static func hash(source: some Sequence<UInt8>, id: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in source { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = hash &* 0x100_0000_01B3
        for byte in id { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // The low bits of FNV are weak, and they choose the slot (finalizer of MurmurHash3).
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }

    package static func hash(_ identity: EventIdentity) -> UInt64 {
        hash(source: identity.source.utf8, id: identity.id.utf8)
    }
}
