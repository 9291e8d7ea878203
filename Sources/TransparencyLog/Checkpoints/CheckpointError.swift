/// Why a checkpoint must not be believed, or is not signed.
package enum CheckpointError: Error, Sendable, Hashable {
    /// Its text is none of a checkpoint.
    case malformed(TextFault)
    /// It is no note that the log signed, or a known witness's signature does not fit.
    case note(NoteError)
    /// It belongs to another log.
    case wrongOrigin(String, expected: KeyName)
    /// The log's key, or a witness's, is of the other kind.
    case key(KeyError)
}

extension CheckpointError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let fault): "\(fault)"
        case .note(let error): "\(error)"
        case .wrongOrigin(let origin, let expected):
            "the checkpoint is of the log \(TextFault.quote(Array(origin.utf8))) — expected \(expected)"
        case .key(let error): "\(error)"
        }
    }
}
