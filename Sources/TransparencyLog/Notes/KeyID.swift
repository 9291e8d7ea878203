/// The first four bytes of the SHA-256 of name ‖ LF ‖ algorithm ‖ public key: tells the keys of a name apart, and proves
/// nothing.
package struct KeyID: Sendable, Hashable {
    /// The four bytes, big-endian.
    package let value: UInt32

    package init(_ value: UInt32) { self.value = value }

    init(name: KeyName, algorithm: UInt8, publicKey: [UInt8]) {
        let hash = Digest.sha256(Array(name.text.utf8) + [UInt8(ascii: "\n"), algorithm] + publicKey)
        self.init(bigEndian: hash.bytes[0..<4])
    }

    /// - Parameter bytes: four.
    init(bigEndian bytes: ArraySlice<UInt8>) { value = bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
}

extension KeyID: CustomStringConvertible {
    /// As keys are written: eight hexadecimal digits.
    package var description: String { Hexadecimal.encode(bytes) }
}
