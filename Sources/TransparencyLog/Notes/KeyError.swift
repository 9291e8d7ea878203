/// Why a key cannot be used. Nothing of a private key is ever in it.
package enum KeyError: Error, Sendable, Hashable {
    case malformed(TextFault)
    /// The id written in the key is not that of its name and public key.
    case wrongID(stated: KeyID, computed: KeyID)
    /// A key of that algorithm cannot do what was asked of it.
    case wrongAlgorithm(KeyName, KeyAlgorithm, expected: KeyAlgorithm)
    /// A cosignature's time that its format forbids: above 2^63 − 1 seconds.
    case timeOutOfRange(UInt64)
    /// The library that signs refused.
    case signingFailed(KeyName)
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let fault): "\(fault)"
        case .wrongID(let stated, let computed):
            "the key says its id is \(stated) — expected \(computed), which its name and public key give"
        case .wrongAlgorithm(let name, let algorithm, let expected):
            "\(name) is a key for \(algorithm) — expected one for \(expected)"
        case .timeOutOfRange(let seconds): "a cosignature of second \(seconds) — expected at most 2^63 - 1"
        case .signingFailed(let name): "the key \(name) could not sign"
        }
    }
}
