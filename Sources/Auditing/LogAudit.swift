package import EventLog
package import LinuxIO
package import TransparencyLog

/// What an auditor wants to know of a log.
package struct AuditQuestion: Sendable {
    /// The head to judge the log by; nil for the one that lies beside it.
    package var checkpoint: SignedNote?
    /// The key to trust; nil for the one that lies beside the log.
    package var key: VerifierKey?
    /// Keys of witnesses whose cosignatures count.
    package var witnesses: [VerifierKey] = []
    /// A head that was kept, which the log must extend.
    package var against: SignedNote?
    /// More sizes at which the root is wanted.
    package var sizes: Set<UInt64> = []
    /// The subtrees whose hashes are wanted, by the size of the log's head; none where it has no head.
    package var subtrees: (@Sendable (UInt64) -> Set<Subtree>)?

    package init() {}
}

/// What is to be said of one head.
package enum HeadVerdict: Sendable {
    /// A known key signed it, and the log begins with what it says.
    case proven(VerifiedCheckpoint, key: VerifierKey)
    /// The log is not what it says, or it is not to be believed, and why.
    case refuted(Checkpoint?, reason: String)
    /// There is none, nor has there been.
    case missing
}

/// A whole log checked: every line, the tree, and the heads.
package struct LogAudit: Sendable {
    package var verification: Verification
    /// nil where no key is known.
    package var chain: KeyChain?
    /// The head as it was read.
    package var note: SignedNote?
    package var head: HeadVerdict
    /// nil where none was asked for.
    package var against: HeadVerdict?

    /// Checks a log.
    ///
    /// - Parameters:
    ///   - open: opens the log's directory, or a copy of it.
    ///   - progress: called now and then with the number of bytes done.
    package static func run(
        _ question: AuditQuestion, open: () throws(IOError) -> Directory, progress: (UInt64) -> Void = { _ in }
    ) throws(HeadError) -> LogAudit {
        let directory: Directory
        do throws(IOError) { directory = try open() } catch { throw .io(error) }
        // Before the lines, so that a daemon that writes meanwhile only makes the log longer than its head.
        let (stored, problem) = try storedHead(question, directory)
        let note = question.checkpoint ?? stored
        let publicKey = try HeadFiles.readPublicKey(in: directory)
        var key = question.key ?? publicKey
        // A daemon that was killed as it signed the first head has its key, and not yet the public one beside it.
        if key == nil { key = (try? HeadFiles.readKey(HeadFiles.key, in: directory))?.verifier }
        let size = note.flatMap(size)
        var demand = VerificationDemand(sizes: question.sizes, type: Rotation.type)
        if let size { demand.sizes.insert(size) }
        if let kept = question.against.flatMap(Self.size) { demand.sizes.insert(kept) }
        if let size, let subtrees = question.subtrees { demand.subtrees = subtrees(size) }
        let verification: Verification
        do throws(IOError) {
            verification = try LogVerifier(directory: directory).verify(demand, progress: progress)
        } catch { throw .io(error) }

        let rotations = verification.kept.compactMap { Rotation(seq: $0.seq, event: $0.event) }
        let chain = key.map { KeyChain(trusting: $0, rotations) }
        let judge = Judge(chain: chain, witnesses: question.witnesses, verification: verification)
        var head: HeadVerdict =
            if let note { judge.verdict(note) } else if let problem { .refuted(nil, reason: problem) } else { .missing }
        if case .missing = head, publicKey != nil {
            head = .refuted(nil, reason: "its signed head is missing, though it has had one")
        }
        return LogAudit(
            verification: verification, chain: chain, note: note, head: head,
            against: question.against.map(judge.verdict))
    }

    /// The head beside the log; where that is no note, what is wrong with it.
    private static func storedHead(
        _ question: AuditQuestion, _ directory: borrowing Directory
    ) throws(HeadError) -> (SignedNote?, String?) {
        guard question.checkpoint == nil else { return (nil, nil) }
        do throws(HeadError) { return (try HeadFiles.readCheckpoint(in: directory), nil) } catch {
            guard case .contradiction(let problem) = error else { throw error }
            return (nil, problem)
        }
    }

    private static func size(_ note: SignedNote) -> UInt64? { try? Checkpoint(parsing: note.text).size }
}

extension LogAudit {
    /// The head, where all lines are right and it is proven: what proofs and tiles are made from.
    ///
    /// - Throws: why there is none.
    package func provenHead() throws(HeadError) -> (note: SignedNote, head: VerifiedCheckpoint, key: VerifierKey) {
        if let damage = verification.damages.first { throw .contradiction("the log is damaged: \(damage)") }
        switch head {
        case .missing: throw .contradiction("the log has no signed head: timelined signs one when it starts")
        case .refuted(_, let reason): throw .contradiction("the log and its head: \(reason)")
        case .proven(let head, let key):
            guard let note else { preconditionFailure("what is proven was read") }
            return (note, head, key)
        }
    }
}

/// Holds heads against what the log is.
private struct Judge {
    var chain: KeyChain?
    var witnesses: [VerifierKey]
    var verification: Verification

    func verdict(_ note: SignedNote) -> HeadVerdict {
        let claimed = try? Checkpoint(parsing: note.text)
        guard let chain else {
            return .refuted(claimed, reason: "no key is known to verify it with: name one with --key")
        }
        do throws(CheckpointError) {
            let (head, key) = try chain.verify(note, witnesses: witnesses)
            if let reason = contradiction(to: head.checkpoint) { return .refuted(head.checkpoint, reason: reason) }
            return .proven(head, key: key)
        } catch { return .refuted(claimed, reason: "it is not to be believed: \(error)") }
    }

    private func contradiction(to head: Checkpoint) -> String? {
        guard verification.damages.isEmpty else {
            return "the log is damaged, so that its tree cannot be told"
        }
        guard head.size <= verification.tree.size else {
            return "it has \(head.size) entries, and the log has only \(verification.tree.size): entries are missing "
                + "at the end"
        }
        guard let root = verification.roots[head.size] else {
            preconditionFailure("the root was asked for, and the log reaches so far")
        }
        guard root == head.root else {
            return "the first \(head.size) entries are not those that were signed: the root of their tree is \(root), "
                + "and \(head.root) was signed"
        }
        return nil
    }
}
