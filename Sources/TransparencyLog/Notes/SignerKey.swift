import Crypto

/// A private key with its name: what a log, or a witness of it, signs with.
///
/// As text `PRIVATE+KEY+name+id+base64(algorithm ‖ 32 bytes)`, as the Go project's note package writes it. That text is
/// a secret; only ``secretText`` tells it, never a description or an error.
package struct SignerKey: Sendable {
    /// The public half, to be given to everybody who verifies.
    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    private init(name: KeyName, algorithm: KeyAlgorithm, key: Curve25519.Signing.PrivateKey) {
        self.key = key
        verifier = VerifierKey(name: name, algorithm: algorithm, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// A new key, from the system's random numbers: the one thing here that does not follow from what is given.
    package static func random(name: KeyName, algorithm: KeyAlgorithm = .note) -> SignerKey {
        SignerKey(name: name, algorithm: algorithm, key: Curve25519.Signing.PrivateKey())
    }

    /// The key of a seed (RFC 8032 §5.1.5).
    ///
    /// - Parameter seed: 32 bytes.
    package init(name: KeyName, algorithm: KeyAlgorithm = .note, seed: [UInt8]) throws(KeyError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .malformed("the seed of the key has \(seed.count) bytes", expected: "32")
        }
        self.init(name: name, algorithm: algorithm, key: key)
    }

    /// Reads a key as it is written.
    package init(parsing text: String) throws(KeyError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        let form = "PRIVATE+KEY+NAME+8 hexadecimal digits+base64"
        guard parts.count == 5, parts[0].elementsEqual("PRIVATE".utf8), parts[1].elementsEqual("KEY".utf8) else {
            throw .malformed("this is no signer key", expected: form)
        }
        let name = try KeyName(inKey: parts[2])
        let id = try KeyID(inKey: parts[3])
        let (algorithm, seed) = try KeyAlgorithm.key(Array(parts[4]))
        try self.init(name: name, algorithm: algorithm, seed: seed)
        guard verifier.id == id else { throw .wrongID(stated: id, computed: verifier.id) }
    }

    /// The key as it is written. Whoever reads it can sign in the name of the log.
    package var secretText: String {
        let secret = Base64.encode([verifier.algorithm.rawValue] + Array(key.rawRepresentation))
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.id)+\(secret)"
    }

    /// Signs the text of a note.
    ///
    /// - Parameter text: with its last line feed, without the empty line.
    package func sign(_ text: [UInt8]) throws(KeyError) -> NoteSignature {
        try require(.note)
        return NoteSignature(name: verifier.name, id: verifier.id, bytes: try signature(of: text))
    }

    /// Signs the text of a checkpoint as a witness that saw it, and that it extends what it saw before.
    ///
    /// - Parameters:
    ///   - text: the checkpoint's, with its last line feed, without the empty line.
    ///   - time: seconds since 1970, at most 2^63 − 1.
    package func cosign(_ text: [UInt8], time: UInt64) throws(KeyError) -> NoteSignature {
        try require(.cosignature)
        guard time <= CosignatureMessage.latest else { throw .timeOutOfRange(time) }
        let signature = try signature(of: CosignatureMessage.bytes(text: text, time: time))
        return NoteSignature(
            name: verifier.name, id: verifier.id, bytes: CosignatureMessage.bytes(of: time) + signature)
    }

    private func require(_ algorithm: KeyAlgorithm) throws(KeyError) {
        guard verifier.algorithm == algorithm else {
            throw .wrongAlgorithm(verifier.name, verifier.algorithm, expected: algorithm)
        }
    }

    private func signature(of message: [UInt8]) throws(KeyError) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else { throw .signingFailed(verifier.name) }
        return Array(signature)
    }
}

extension SignerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "the private key of \(verifier.name)+\(verifier.id)" }

    package var debugDescription: String { description }

    /// Nothing to look into, whatever prints it.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
