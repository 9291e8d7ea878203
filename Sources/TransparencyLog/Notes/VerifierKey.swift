import Crypto

/// A public key with its name: whose signatures one believes.
///
/// As text `timeline.example.org/log+1f9b3b2a+AZ…`: name, id, base64(algorithm ‖ 32 bytes), with a `+` between
/// (C2SP signed-note, “Verifier keys”).
package struct VerifierKey: Sendable, Hashable {
    package let name: KeyName
    package let algorithm: KeyAlgorithm
    /// Ed25519, 32 bytes (RFC 8032).
    package let publicKey: [UInt8]
    package let id: KeyID

    init(name: KeyName, algorithm: KeyAlgorithm, publicKey: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        id = KeyID(name: name, algorithm: algorithm.rawValue, publicKey: publicKey)
    }

    /// Reads a key as it is written.
    package init(parsing text: String) throws(KeyError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        let form = "NAME+8 hexadecimal digits+base64"
        guard parts.count == 3 else { throw .malformed("this is no verifier key", expected: form) }
        let name = try KeyName(inKey: parts[0])
        let id = try KeyID(inKey: parts[1])
        let (algorithm, publicKey) = try KeyAlgorithm.key(Array(parts[2]))
        self.init(name: name, algorithm: algorithm, publicKey: publicKey)
        guard self.id == id else { throw .wrongID(stated: id, computed: self.id) }
    }

    /// Whether `signature` is one of this key over the text of a note.
    ///
    /// - Parameters:
    ///   - signature: without the key's id.
    ///   - text: with its last line feed, without the empty line.
    package func isValid(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        switch algorithm {
        case .note: return verifies(signature, of: text)
        case .cosignature:
            guard let time = CosignatureMessage.time(of: signature) else { return false }
            return verifies(
                Array(signature.dropFirst(CosignatureMessage.timeByteCount)),
                of: CosignatureMessage.bytes(text: text, time: time))
        }
    }

    private func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The key as it is written.
    package var description: String { "\(name)+\(id)+\(Base64.encode([algorithm.rawValue] + publicKey))" }
}
