/// What a key signs, by the byte that stands before the key (C2SP signed-note, “Signature types”).
package enum KeyAlgorithm: UInt8, Sendable, Hashable {
    /// Ed25519 over the text of a note.
    case note = 0x01
    /// Ed25519 over a time and the text of a checkpoint (C2SP tlog-cosignature, v1).
    case cosignature = 0x04
}

extension KeyAlgorithm: CustomStringConvertible {
    package var description: String {
        switch self {
        case .note: "notes (type 0x01)"
        case .cosignature: "cosignatures (type 0x04)"
        }
    }
}
