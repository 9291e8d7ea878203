// The parts that verifier and signer keys have in common, as they are written.

extension KeyName {
    init(inKey text: some Collection<UInt8>) throws(KeyError) {
        do throws(TextFault) {
            try self.init(String(decoding: text, as: UTF8.self))
        } catch { throw .malformed(error) }
    }
}

extension KeyID {
    init(inKey text: some Collection<UInt8>) throws(KeyError) {
        guard text.count == 8, let bytes = Hexadecimal.decode(text) else {
            throw .malformed("the id of the key is malformed", expected: "8 hexadecimal digits")
        }
        self.init(bigEndian: bytes[...])
    }
}

extension KeyAlgorithm {
    /// Takes base64(algorithm ‖ 32 bytes) apart. What is wrong is said without it: it may be a private key.
    static func key(_ text: [UInt8]) throws(KeyError) -> (KeyAlgorithm, [UInt8]) {
        guard let bytes = Base64.decode(text[...]), let first = bytes.first else {
            throw .malformed("the last part of the key is malformed", expected: "base64")
        }
        guard let algorithm = KeyAlgorithm(rawValue: first) else {
            throw .malformed(
                "the key has the type 0x\(Hexadecimal.encode([first]))",
                expected: "0x01 (Ed25519) or 0x04 (cosignature)")
        }
        guard bytes.count == 33 else {
            throw .malformed("the key has \(bytes.count - 1) bytes", expected: "32 behind its type, as Ed25519 has")
        }
        return (algorithm, Array(bytes.dropFirst()))
    }
}

extension KeyError {
    static func malformed(_ problem: String, expected: String) -> KeyError {
        .malformed(TextFault(line: nil, problem: problem, expected: expected))
    }
}
