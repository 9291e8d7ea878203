import EventLog
package import TransparencyLog

/// Proofs for the signed head of a log, from what an audit has read.
package enum Prover {
    /// The subtrees whose hashes prove that an entry is in a tree of `size`; none where it is not.
    package static func subtrees(including index: UInt64, in size: UInt64) -> Set<Subtree> {
        collected { (read) throws(ProvingError<Never>) in
            _ = try InclusionProof(index: index, size: size, reading: read)
        }
    }

    /// The subtrees whose hashes prove that a tree of `size` begins with one of `old`; none where it cannot.
    package static func subtrees(from old: UInt64, to size: UInt64) -> Set<Subtree> {
        collected { (read) throws(ProvingError<Never>) in
            _ = try ConsistencyProof(oldSize: old, newSize: size, reading: read)
        }
    }

    private static func collected(
        _ prove: ((Subtree) -> Digest) throws(ProvingError<Never>) -> Void
    ) -> Set<Subtree> {
        var subtrees: Set<Subtree> = []
        // What cannot be proven needs no hash; the proof itself will say so.
        try? prove { subtree in
            subtrees.insert(subtree)
            return .emptyRoot
        }
        return subtrees
    }

    /// That an entry is in the log.
    ///
    /// - Parameters:
    ///   - audit: has read ``subtrees(including:in:)``.
    ///   - line: the entry's, without its line feed; it goes into the file, so that nothing else is needed to check it.
    package static func inclusion(
        of index: UInt64, line: [UInt8], _ audit: LogAudit
    ) throws(HeadError) -> InclusionProofFile {
        let (note, head, key) = try audit.provenHead()
        do {
            let proof = try InclusionProof(
                index: index, size: head.checkpoint.size, reading: reader(audit.verification))
            let file = InclusionProofFile(proof, checkpoint: note, extra: line)
            // What does not hold is not given away.
            _ = try file.verify(leaf: .leaf(line), log: key)
            return file
        } catch { throw .contradiction("entry #\(index) cannot be proven: \(error)") }
    }

    /// That the log begins with all that it had at `old` entries.
    ///
    /// - Parameter audit: has read ``subtrees(from:to:)`` and the root at `old`.
    package static func consistency(since old: UInt64, _ audit: LogAudit) throws(HeadError) -> ConsistencyProofFile {
        let (note, head, _) = try audit.provenHead()
        do {
            let proof = try ConsistencyProof(
                oldSize: old, newSize: head.checkpoint.size, reading: reader(audit.verification))
            guard let root = audit.verification.roots[old] else {
                throw HeadError.contradiction("the root at \(old) entries is unknown")
            }
            try proof.verify(oldRoot: root, newRoot: head.checkpoint.root)
            return ConsistencyProofFile(proof, oldRoot: root, checkpoint: note)
        } catch let error as HeadError { throw error } catch {
            throw .contradiction("no proof from \(old) entries: \(error)")
        }
    }

    private struct Unread: Error, CustomStringConvertible {
        var subtree: Subtree
        var description: String { "\(subtree) was not read" }
    }

    private static func reader(_ verification: Verification) -> (Subtree) throws(Unread) -> Digest {
        { (subtree) throws(Unread) in
            guard let hash = verification.hashes[subtree] else { throw Unread(subtree: subtree) }
            return hash
        }
    }
}
