import Crypto

/// A SHA-256 hash, 32 bytes held in place: a million of them are 32 MB and no allocation.
package struct Digest: Hashable, Sendable {
    // The bytes as they stand in memory, eight to a word; the words are never read as numbers.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    package static let byteCount = 32

    /// - Parameter source: exactly 32 bytes.
    private init(loading source: UnsafeRawBufferPointer) {
        precondition(source.count == Digest.byteCount)
        // The count was just checked, and every pattern of bits is a UInt64; the source need not be aligned.
        first = unsafe source.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = unsafe source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = unsafe source.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = unsafe source.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        // The array outlives the call, and has the 32 bytes that were asked for.
        self = unsafe Array(bytes).withUnsafeBytes { unsafe Digest(loading: $0) }
    }

    /// nil unless these are 64 hexadecimal digits.
    package init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.decode(text.utf8) else { return nil }
        self.init(bytes)
    }

    /// nil unless this is the standard, padded, canonical base64 (RFC 4648 §4) of 32 bytes.
    package init?(base64 text: String) { self.init(base64: Array(text.utf8)[...]) }

    init?(base64 text: ArraySlice<UInt8>) {
        guard let bytes = Base64.decode(text) else { return nil }
        self.init(bytes)
    }

    fileprivate init(_ hash: SHA256.Digest) {
        // A SHA-256 has 32 bytes, which live for the call.
        self = unsafe hash.withUnsafeBytes { unsafe Digest(loading: $0) }
    }

    /// Calls `body` with the 32 bytes; they must not leave it.
    private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // Four words without padding: 32 bytes, all initialised, which live for the call.
        unsafe withUnsafeBytes(of: self) { unsafe body($0) }
    }

    package var bytes: [UInt8] { unsafe withBytes { unsafe Array($0) } }

    package var hexadecimal: String { Hexadecimal.encode(bytes) }

    package var base64: String { Base64.encode(bytes) }
}

extension Digest: CustomStringConvertible {
    package var description: String { base64 }
}

/// The hashes of a Merkle tree: RFC 6962 §2.1, RFC 9162 §2.1.1. The first byte keeps leaves and nodes apart.
extension Digest {
    /// The root of a tree without leaves: SHA-256 of nothing.
    package static let emptyRoot = Digest(SHA256().finalize())

    /// SHA-256(00 ‖ entry).
    package static func leaf(_ entry: RawSpan) -> Digest {
        var hash = SHA256()
        hash.add(prefix: 0x00)
        // The span is valid for the whole call, which keeps nothing of it.
        unsafe entry.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return Digest(hash.finalize())
    }

    /// SHA-256(00 ‖ entry).
    package static func leaf(_ entry: [UInt8]) -> Digest {
        // UInt8 has no padding that could be uninitialised.
        unsafe leaf(entry.span.bytes)
    }

    /// SHA-256(01 ‖ left ‖ right).
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        // Hashed in one step: what a step costs besides the hashing is more than that of 65 bytes.
        var bytes: [65 of UInt8] = .init(repeating: 0x01)
        var hash = SHA256()
        // The buffer has 65 bytes, of which each half gets the 32 of a digest; all are valid for the closures.
        unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
            unsafe left.withBytes { unsafe buffer[1..<33].copyBytes(from: $0) }
            unsafe right.withBytes { unsafe buffer[33..<65].copyBytes(from: $0) }
            unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
        }
        return Digest(hash.finalize())
    }

    /// SHA-256 of some bytes, as a key's id is made of, or a file is named by.
    package static func sha256(_ bytes: [UInt8]) -> Digest { Digest(SHA256.hash(data: bytes)) }

    /// The root of the complete subtree over hashes of equal subtrees.
    ///
    /// - Parameter hashes: as many as a power of two, at least one.
    static func complete(_ hashes: ArraySlice<Digest>) -> Digest {
        precondition(hashes.count.nonzeroBitCount == 1)
        var row = Array(hashes)
        while row.count > 1 {
            row = (0..<(row.count / 2)).map { node(row[2 * $0], row[2 * $0 + 1]) }
        }
        return row[0]
    }
}

extension SHA256 {
    fileprivate mutating func add(prefix: UInt8) {
        // One byte, which lives for the call.
        unsafe withUnsafeBytes(of: prefix) { unsafe update(bufferPointer: $0) }
    }
}
