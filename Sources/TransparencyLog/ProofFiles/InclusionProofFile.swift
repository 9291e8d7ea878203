/// That an entry is in a log, to be verified by anybody from this file, the entry and the log's public key
/// (C2SP tlog-proof). Kept with the ending `.tlog-proof`.
///
///     c2sp.org/tlog-proof@v1
///     extra YWdlLXYxLjIuMQ==          (may be missing)
///     index 73894
///     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
///     …one hash a line, from the leaf's sibling up; none in a log of one entry
///
///     …the checkpoint, a signed note
package struct InclusionProofFile: Sendable, Hashable {
    /// What somebody added: bytes of the application's own, which no signature covers. Not empty.
    package let extra: [UInt8]?
    /// Which entry, from 0.
    package let index: UInt64
    /// From the leaf's sibling up to the child of the root.
    package let hashes: [Digest]
    /// Of the tree that the proof leads to.
    package let checkpoint: SignedNote

    private static let title = "c2sp.org/tlog-proof@v1"

    /// - Parameter extra: what is empty is left out.
    package init(_ proof: InclusionProof, checkpoint: SignedNote, extra: [UInt8] = []) {
        self.extra = extra.isEmpty ? nil : extra
        index = proof.index
        hashes = proof.hashes
        self.checkpoint = checkpoint
    }

    /// Reads such a file. It proves nothing until it is verified.
    package init(parsing bytes: [UInt8]) throws(ProofFileError) {
        var lines = TextLines(bytes[...])
        do throws(TextFault) {
            try lines.first(Self.title)
            extra = lines.rest.starts(with: "extra ".utf8) ? try Self.extra(&lines) : nil
            let number = try lines.next(after: "index", "the number of the entry")
            index = try lines.decimal(number)
        } catch { throw .malformed(error) }
        let end = try ProofFileEnd(&lines)
        (hashes, checkpoint) = (end.hashes, end.checkpoint)
    }

    private static func extra(_ lines: inout TextLines) throws(TextFault) -> [UInt8] {
        guard let bytes = Base64.decode(try lines.next(after: "extra", "base64")), !bytes.isEmpty else {
            throw lines.fault("the extra data is malformed", expected: "base64 of at least one byte")
        }
        return bytes
    }

    private var head: [String] {
        [Self.title] + (extra.map { ["extra \(Base64.encode($0))"] } ?? []) + ["index \(index)"]
    }

    /// The file.
    package var bytes: [UInt8] { ProofFileEnd.bytes(head, hashes, checkpoint) }

    /// Verifies that the log has the entry.
    ///
    /// - Parameters:
    ///   - leaf: the leaf hash of the entry itself.
    ///   - log: the log's key.
    ///   - witnesses: those whose cosignatures count.
    /// - Returns: the checkpoint, of the log that has the entry.
    package func verify(
        leaf: Digest, log: VerifierKey, witnesses: [VerifierKey] = []
    ) throws(ProofFileError) -> VerifiedCheckpoint {
        let verified: VerifiedCheckpoint
        do throws(CheckpointError) {
            // The empty line is the one before the checkpoint.
            verified = try VerifiedCheckpoint(
                checkpoint, log: log, witnesses: witnesses, before: head.count + hashes.count + 1)
        } catch { throw .checkpoint(error) }
        do throws(ProofError) {
            try InclusionProof(index: index, size: verified.checkpoint.size, hashes: hashes)
                .verify(leaf: leaf, root: verified.checkpoint.root)
        } catch { throw .proof(error) }
        return verified
    }
}
