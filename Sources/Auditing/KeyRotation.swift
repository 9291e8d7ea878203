package import EventLog
import LinuxIO
package import TransparencyLog

/// Gives a log a new key, and tells the log so.
///
/// 1. the new private key is stored beside the old one;
/// 2. the entry is appended that both keys sign;
/// 3. the head after it is signed by both keys, and the new key takes the place of the old one.
///
/// The last step is what every start of the daemon does where it finds 2 done: a crash at any point leaves the old key in
/// force, or the new one.
package struct KeyRotation: ~Copyable {
    private let path: String
    private let memory: HeadMemory
    private let credentials: String?
    private var keeper: HeadKeeper

    /// The key in force.
    package var verifier: VerifierKey { keeper.verifier }

    /// Checks the log and its head.
    ///
    /// - Parameters:
    ///   - path: the log's directory, whose lock the caller has.
    ///   - memory: of the log's heads.
    ///   - credentials: the directory of the service's credentials, where the key is one.
    /// - Throws: ``LogError`` or ``HeadError``.
    package static func open(
        _ path: String, _ memory: HeadMemory, credentials: String?
    ) throws -> KeyRotation {
        let keeper = try keeper(path, memory, credentials)
        return KeyRotation(path: path, memory: memory, credentials: credentials, keeper: keeper)
    }

    /// Does it.
    ///
    /// - Parameters:
    ///   - submitter: the user who asks for it.
    ///   - lock: the log's.
    /// - Returns: the new key, and the number of the entry that says so.
    package consuming func rotate(submitter: UInt32, lock: borrowing LogLock) throws -> (key: VerifierKey, seq: UInt64)
    {
        let directory = try Directory.open(path)
        let old = keeper.verifier
        guard
            let signer = try SigningKeys.all(in: directory, credentials: credentials)
                .first(where: { $0.key.verifier == old })?.key
        else { throw HeadError.key(place: path, reason: "the private key of \(old) is gone") }
        let new: SignerKey
        if let prepared = try HeadFiles.readKey(HeadFiles.nextKey, in: directory), prepared.verifier.name == old.name {
            new = prepared
        } else {
            new = SignerKey.random(name: old.name)
            try HeadFiles.create(new, as: HeadFiles.nextKey, in: directory)
        }
        var writer = try LogWriter.open(DirectoryStorage(Directory.open(path), lock: lock))
        let seq = writer.head.size
        let event = try Rotation.event(from: signer, to: new)
        var batch = Batch()
        batch.add(
            event,
            from: Origin(
                file: RelativePath(HeadFiles.name("key-rotation.json")), sha256: Digest.sha256(event).bytes,
                uid: submitter,
                userName: Account.name(uid: submitter)))
        try writer.append(batch, at: LocalSequencer().place(after: writer.head))
        keeper = try Self.keeper(path, memory, credentials)
        return (keeper.verifier, seq)
    }

    /// What the daemon does when it starts.
    private static func keeper(_ path: String, _ memory: HeadMemory, _ credentials: String?) throws -> HeadKeeper {
        let directory = try Directory.open(path)
        let found = try HeadKeeper.Found(in: directory, memory)
        guard found.note != nil else {
            throw HeadError.contradiction("it has no signed head yet: timelined signs one when it starts")
        }
        let read = try LogVerifier(directory: Directory.open(path)).verify(
            VerificationDemand(sizes: found.sizes, type: Rotation.type))
        if let unread = read.unreadable.first { throw unread.error }
        if let damage = read.damages.first { throw LogError.damaged(damage) }
        let replay = HeadKeeper.Replay(
            tree: read.tree, roots: read.roots,
            rotations: read.kept.compactMap { Rotation(seq: $0.seq, event: $0.event) })
        var keeper = try HeadKeeper.open(
            directory, memory, found, replay, origin: nil, host: Host.name, credentials: credentials)
        try keeper.sign(read.tree, in: directory)
        return keeper
    }
}
