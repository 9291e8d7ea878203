/// A checkpoint that its log signed, with the witnesses that are known to have seen it. It can't be had otherwise.
package struct VerifiedCheckpoint: Sendable, Hashable {
    package let checkpoint: Checkpoint
    /// One for each known witness that cosigned, in the order of the note.
    package let cosignatures: [Cosignature]

    /// That a witness saw the checkpoint, and that it extends all that it saw before (C2SP tlog-cosignature).
    package struct Cosignature: Sendable, Hashable {
        package let witness: VerifierKey
        /// When, in seconds since 1970, as the witness says.
        package let time: UInt64
    }

    /// Verifies a checkpoint.
    ///
    /// - Parameters:
    ///   - log: the log's key; its name is the origin that is expected.
    ///   - witnesses: keys for cosignatures. How many must have signed is for the caller to judge.
    /// - Throws: where the log did not sign it, it is of another log, or a known witness's cosignature does not fit.
    package init(
        _ note: SignedNote, log: VerifierKey, witnesses: [VerifierKey] = [], before: Int = 0
    ) throws(CheckpointError) {
        try Self.require(.note, log)
        for witness in witnesses { try Self.require(.cosignature, witness) }
        let verified: [(key: VerifierKey, signature: NoteSignature)]
        do throws(NoteError) {
            verified = try note.verified(by: [log] + witnesses)
            // Witnesses say what they saw; only the log says what it is.
            guard verified.contains(where: { $0.key == log }) else { throw .unsigned(known: [log.name]) }
        } catch { throw .note(error) }
        do throws(TextFault) {
            checkpoint = try Checkpoint(parsing: note.text, before: before)
        } catch { throw .malformed(error) }
        guard checkpoint.origin.utf8.elementsEqual(log.name.text.utf8) else {
            throw .wrongOrigin(checkpoint.origin, expected: log.name)
        }
        cosignatures = verified.compactMap { key, signature in
            guard key.algorithm == .cosignature, let time = CosignatureMessage.time(of: signature.bytes) else {
                return nil
            }
            return Cosignature(witness: key, time: time)
        }
    }

    private static func require(_ algorithm: KeyAlgorithm, _ key: VerifierKey) throws(CheckpointError) {
        guard key.algorithm == algorithm else {
            throw .key(.wrongAlgorithm(key.name, key.algorithm, expected: algorithm))
        }
    }
}
