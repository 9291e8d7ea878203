/// Where in the log an identity or a file stands: its key, and the sequence number of its entry, of a file the first.
///
/// Twenty-four bytes an event at most two thirds full, whatever the length of its id.
package struct IdentityIndex: Sendable {
    private struct Slot {
        var key = IdentityKey(high: 0, low: 0)
        /// The sequence number plus one; 0 marks an empty slot.
        var entry: UInt64 = 0
    }

    private var slots: [Slot]
    /// How many keys are in it.
    package private(set) var count = 0
    /// Chooses the slots, anew in each process: ids whose keys begin alike can be made, ids that meet here cannot.
    private let seed: (UInt64, UInt64)

    /// - Parameter capacity: how many identities it has room for before it grows.
    package init(capacity: Int = 0) {
        self.init(capacity: capacity, seed: (.random(in: 0...(.max)) | 1, .random(in: 0...(.max)) | 1))
    }

    private init(capacity: Int, seed: (UInt64, UInt64)) {
        var size = 64
        while size * 2 <= capacity * 3 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        self.seed = seed
    }

    /// Notes that the entry `seq` has the identity with this key.
    package mutating func insert(_ key: IdentityKey, seq: UInt64) {
        if count * 3 >= slots.count * 2 { grow() }
        place(Slot(key: key, entry: seq + 1))
        count += 1
    }

    /// The entries that have the identity with this key, the first recorded first; nearly always none or one.
    package func entries(_ key: IdentityKey) -> [UInt64] {
        var found: [UInt64] = []
        var index = position(key)
        while slots[index].entry != 0 {
            if slots[index].key == key { found.append(slots[index].entry - 1) }
            index = (index + 1) & (slots.count - 1)
        }
        return found.sorted()
    }

    /// Those of the entries from `seq` on, in the order of their keys.
    func identities(from seq: UInt64) -> [IndexedIdentity] {
        slots.filter { $0.entry > seq }.map { IndexedIdentity(key: $0.key, seq: $0.entry - 1) }
            .sorted { $0.key < $1.key }
    }

    /// Lets go of the entries before `seq`.
    mutating func removeAll(before seq: UInt64) {
        let kept = slots.filter { $0.entry > seq }
        self = IdentityIndex(capacity: kept.count, seed: seed)
        for slot in kept { insert(slot.key, seq: slot.entry - 1) }
    }

    /// High bits of a product with an odd number that no other process knows (multiply-shift hashing, Dietzfelbinger et
    /// al., 1997).
    private func position(_ key: IdentityKey) -> Int {
        let product = (key.high &* seed.0) &+ (key.low &* seed.1)
        return Int(truncatingIfNeeded: product >> 32) & (slots.count - 1)
    }

    private mutating func place(_ slot: Slot) {
        var index = position(slot.key)
        while slots[index].entry != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.entry != 0 { place(slot) }
    }
}
