/// That a log has only grown since a checkpoint that somebody kept. C2SP has no file for it; this one is ours, in the
/// manner of tlog-proof, and its first line is its version.
///
///     timelined consistency-proof v1
///     old-size 70
///     old-root CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
///     …one hash a line, in the order of RFC 9162 §2.1.4.1; none where nothing was appended, or all of it
///
///     …the newer checkpoint, a signed note
///
/// Decimals are without leading zeros, hashes are 44 characters of base64, and each line ends with a line feed. The
/// older checkpoint is named by its size and root alone, which no signature covers here: whoever verifies compares them
/// with the checkpoint they kept.
package struct ConsistencyProofFile: Sendable, Hashable {
    /// Of the older checkpoint.
    package let oldSize: UInt64
    package let oldRoot: Digest
    /// In the order of RFC 9162 §2.1.4.1.
    package let hashes: [Digest]
    /// The newer one.
    package let checkpoint: SignedNote

    private static let title = "timelined consistency-proof v1"

    /// - Parameter oldRoot: the root of the tree that the proof begins with.
    package init(_ proof: ConsistencyProof, oldRoot: Digest, checkpoint: SignedNote) {
        oldSize = proof.oldSize
        self.oldRoot = oldRoot
        hashes = proof.hashes
        self.checkpoint = checkpoint
    }

    /// Reads such a file. It proves nothing until it is verified.
    package init(parsing bytes: [UInt8]) throws(ProofFileError) {
        var lines = TextLines(bytes[...])
        do throws(TextFault) {
            try lines.first(Self.title)
            let size = try lines.next(after: "old-size", "the size of the older tree")
            oldSize = try lines.decimal(size)
            let root = try lines.next(after: "old-root", "the root of the older tree")
            oldRoot = try lines.digest(root)
        } catch { throw .malformed(error) }
        let end = try ProofFileEnd(&lines)
        (hashes, checkpoint) = (end.hashes, end.checkpoint)
    }

    private var head: [String] { [Self.title, "old-size \(oldSize)", "old-root \(oldRoot.base64)"] }

    /// The file.
    package var bytes: [UInt8] { ProofFileEnd.bytes(head, hashes, checkpoint) }

    /// Verifies that the log begins with all that it had at an older checkpoint.
    ///
    /// - Parameters:
    ///   - old: the checkpoint that was kept, verified when it was.
    ///   - log: the log's key.
    ///   - witnesses: those whose cosignatures count.
    /// - Returns: the newer checkpoint, to be kept from now on.
    package func verify(
        since old: Checkpoint, log: VerifierKey, witnesses: [VerifierKey] = []
    ) throws(ProofFileError) -> VerifiedCheckpoint {
        guard old.origin.utf8.elementsEqual(log.name.text.utf8) else {
            throw .checkpoint(.wrongOrigin(old.origin, expected: log.name))
        }
        guard oldSize == old.size, oldRoot == old.root else {
            throw .otherCheckpoint(size: oldSize, root: oldRoot, knownSize: old.size, knownRoot: old.root)
        }
        let verified: VerifiedCheckpoint
        do throws(CheckpointError) {
            // The empty line is the one before the checkpoint.
            verified = try VerifiedCheckpoint(
                checkpoint, log: log, witnesses: witnesses, before: head.count + hashes.count + 1)
        } catch { throw .checkpoint(error) }
        do throws(ProofError) {
            try ConsistencyProof(oldSize: oldSize, newSize: verified.checkpoint.size, hashes: hashes)
                .verify(oldRoot: oldRoot, newRoot: verified.checkpoint.root)
        } catch { throw .proof(error) }
        return verified
    }
}
