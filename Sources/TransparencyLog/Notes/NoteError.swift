/// Why a note must not be believed.
package enum NoteError: Error, Sendable, Hashable {
    case malformed(TextFault)
    /// A known key's signature does not fit the text: one of them was changed.
    case badSignature(KeyName, KeyID)
    /// None of the keys that are known signed it.
    case unsigned(known: [KeyName])
    /// Two keys that are known have the same name and id, so that it cannot be told whose a signature is.
    case ambiguous(KeyName, KeyID)
    /// It could not be signed.
    case key(KeyError)
}

extension NoteError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let fault): "\(fault)"
        case .badSignature(let name, let id):
            "the signature of \(name)+\(id) does not fit the text — expected the text and the signature as they were made"
        case .unsigned(let known) where known.isEmpty: "no key is known — expected at least one to verify with"
        case .unsigned(let known):
            "no key that is known signed this — expected a signature of \(known.map(\.text).joined(separator: " or "))"
        case .ambiguous(let name, let id): "two known keys are \(name)+\(id) — expected one of that name and id"
        case .key(let error): "\(error)"
        }
    }
}
