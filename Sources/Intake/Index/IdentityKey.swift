import Crypto
package import EventModel

/// What stands in the index for an event's identity, or for a file: the first 128 bits of a SHA-256.
///
/// For an identity of the length of its source in bytes (eight bytes, big-endian), the source and the id; for a file of
/// its bytes. No two of them with one key can be made, and each has the same key on every machine (FIPS 180-4).
package struct IdentityKey: Sendable, Hashable, Comparable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(source: some Collection<UInt8>, id: some Collection<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + source.count + id.count)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: UInt64(source.count) >> UInt64(shift)))
        }
        bytes += source
        bytes += id
        let digest = SHA256.hash(data: bytes)
        high = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = digest.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The key of a file.
    ///
    /// - Parameter sha256: 32 bytes.
    /// - Returns: nil for what is no digest, and for zeros, which stand for no file.
    init?(sha256: [UInt8]) {
        guard sha256.count == 32, sha256.contains(where: { $0 != 0 }) else { return nil }
        high = sha256.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = sha256.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    package init(_ identity: EventIdentity) { self.init(source: identity.source.utf8, id: identity.id.utf8) }

    package static func < (left: Self, right: Self) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
