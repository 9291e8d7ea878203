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
    /// Where the last head of the log is remembered; nil for a copy of which nothing is.
    package var memory: HeadMemory?
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
    /// Nothing speaks against it, and something is missing to prove it.
    case undetermined(Checkpoint?, reason: String)
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
    /// The head that was remembered outside of the log's directory; nil where none was.
    package var remembered: HeadVerdict?
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
        // Before the lines, so that a daemon that writes meanwhile only makes the log longer than its heads.
        let stored = try Stored(question, directory)
        let note = question.checkpoint ?? stored.note
        var demand = VerificationDemand(sizes: question.sizes, type: Rotation.type)
        let size = note?.statedSize
        for head in [note, question.against, stored.remembered.head] {
            if let size = head?.statedSize { demand.sizes.insert(size) }
        }
        if let size, let subtrees = question.subtrees { demand.subtrees = subtrees(size) }
        let verification: Verification
        do throws(IOError) {
            verification = try LogVerifier(directory: directory).verify(demand, progress: progress)
        } catch { throw .io(error) }

        let rotations = verification.kept.compactMap { Rotation(seq: $0.seq, event: $0.event) }
        let chain = (question.key ?? stored.key).map { KeyChain(trusting: $0, rotations) }
        let judge = Judge(
            chain: chain, keyProblem: stored.keyProblem, witnesses: question.witnesses, verification: verification)
        let head: HeadVerdict =
            if let note {
                judge.verdict(note)
            } else if let fault = stored.noteFault {
                fault
            } else if let reason = HeadKeeper.Found.missingHead(
                hasPublicKey: stored.hasPublicKey, stored.remembered, entries: verification.head.size,
                hasKey: stored.hasPrivateKey)
            {
                .refuted(nil, reason: reason)
            } else { .missing }
        return LogAudit(
            verification: verification, chain: chain, note: note, head: head,
            remembered: stored.memoryFault ?? stored.remembered.head.map(judge.verdict),
            against: question.against.map(judge.verdict))
    }

    /// What is to be said of another head, whose size was asked for.
    func verdict(of note: SignedNote) -> HeadVerdict {
        Judge(chain: chain, witnesses: [], verification: verification).verdict(note)
    }

    /// What lies beside the log, and what is remembered of it.
    private struct Stored {
        var note: SignedNote?
        /// What is wrong with the file of the head.
        var noteFault: HeadVerdict?
        /// The key to verify by.
        var key: VerifierKey?
        var hasPublicKey: Bool
        /// What is wrong with the file of the public key.
        var keyProblem: String?
        var hasPrivateKey: Bool
        var remembered = HeadMemory.Kept.nothing
        var memoryFault: HeadVerdict?

        init(_ question: AuditQuestion, _ directory: borrowing Directory) throws(HeadError) {
            do throws(HeadError) {
                if question.checkpoint == nil { note = try HeadFiles.readCheckpoint(in: directory) }
            } catch { noteFault = HeadVerdict(error) }
            do throws(HeadError) {
                key = try HeadFiles.readPublicKey(in: directory)
                hasPublicKey = key != nil
                // A daemon that was killed as it signed the first head has its key, and not yet the public one beside it.
                if key == nil { key = (try? HeadFiles.readKey(HeadFiles.key, in: directory))?.verifier }
            } catch {
                hasPublicKey = true
                keyProblem = "\(error)"
            }
            hasPrivateKey = try headIO { () throws(IOError) in try directory.holds(HeadFiles.key) }
            do throws(HeadError) {
                if let memory = question.memory { remembered = try memory.read() }
            } catch { memoryFault = HeadVerdict(error) }
        }
    }
}

extension HeadVerdict {
    /// Of a head whose file is wrong, or cannot be read so that nothing is known of it.
    fileprivate init(_ error: HeadError) {
        self =
            if case .contradiction(let reason) = error {
                .refuted(nil, reason: reason)
            } else { .undetermined(nil, reason: "it cannot be read: \(error)") }
    }
}

/// What is to be said of a log, all in all.
package enum LogVerdict: String, Sendable {
    case asWritten, damaged, undetermined
}

extension LogAudit {
    /// | found | verdict |
    /// |---|---|
    /// | a line is not as it was written | damaged |
    /// | the log does not extend a head, is shorter than one, or has a key and no head | damaged |
    /// | a segment, or the file of a head, cannot be read | undetermined |
    /// | a head that no key is known for, or whose key cannot be read | undetermined |
    /// | no head, nor was there one, and none that was kept is proven | undetermined |
    /// | anything else | as written |
    ///
    /// What comes first counts.
    package var verdict: LogVerdict {
        let heads = [head, remembered, against].compactMap { $0 }
        if !verification.damages.isEmpty || heads.contains(where: \.isRefuted) { return .damaged }
        if !verification.unreadable.isEmpty || heads.contains(where: \.isUndetermined) { return .undetermined }
        return heads.contains(where: \.isProven) ? .asWritten : .undetermined
    }
}

extension HeadVerdict {
    package var isRefuted: Bool { if case .refuted = self { true } else { false } }
    package var isProven: Bool { if case .proven = self { true } else { false } }
    package var isUndetermined: Bool { if case .undetermined = self { true } else { false } }
}

extension LogAudit {
    /// The head, where all lines are right and it is proven: what proofs and tiles are made from.
    ///
    /// - Throws: why there is none.
    package func provenHead() throws(HeadError) -> (note: SignedNote, head: VerifiedCheckpoint, key: VerifierKey) {
        if let damage = verification.damages.first { throw .contradiction("the log is damaged: \(damage)") }
        if let unread = verification.unreadable.first { throw .io(unread.error) }
        if case .refuted(_, let reason)? = remembered { throw .contradiction("the log and its heads: \(reason)") }
        switch head {
        case .missing: throw .contradiction("the log has no signed head: timelined signs one when it starts")
        case .refuted(_, let reason), .undetermined(_, let reason):
            throw .contradiction("the log and its head: \(reason)")
        case .proven(let head, let key):
            guard let note else { preconditionFailure("what is proven was read") }
            return (note, head, key)
        }
    }
}

/// Holds heads against what the log is.
private struct Judge {
    var chain: KeyChain?
    /// Why the key beside the log is not known.
    var keyProblem: String?
    var witnesses: [VerifierKey]
    var verification: Verification

    func verdict(_ note: SignedNote) -> HeadVerdict {
        let claimed = try? Checkpoint(parsing: note.text)
        guard let chain else {
            // Whoever signed it: a log that is not what it says has been changed, or it is another log's.
            if let claimed, let reason = contradiction(to: claimed) { return .refuted(claimed, reason: reason) }
            let problem = keyProblem.map { "the key to verify it with cannot be read: \($0)" }
            return .undetermined(
                claimed, reason: (problem ?? "no key is known to verify it with") + " — name one with --key")
        }
        do throws(CheckpointError) {
            let (head, key) = try chain.verify(note, witnesses: witnesses)
            if let reason = contradiction(to: head.checkpoint) { return .refuted(head.checkpoint, reason: reason) }
            guard verification.roots[head.checkpoint.size] != nil else {
                return .undetermined(head.checkpoint, reason: "a segment that it covers cannot be read")
            }
            return .proven(head, key: key)
        } catch { return .refuted(claimed, reason: "it is not to be believed: \(error)") }
    }

    private func contradiction(to head: Checkpoint) -> String? {
        guard verification.damages.isEmpty else {
            return "the log is damaged, so that its tree cannot be told"
        }
        guard let root = verification.roots[head.size] else {
            // The root was asked for: the log does not reach so far, or cannot be read so far.
            guard verification.unreadable.isEmpty else { return nil }
            return "it has \(head.size) entries, and the log has only \(verification.tree.size): entries are missing "
                + "at the end"
        }
        guard root == head.root else {
            return "the first \(head.size) entries are not those that were signed: the root of their tree is \(root), "
                + "and \(head.root) was signed"
        }
        return nil
    }
}
