package import LinuxIO
package import TransparencyLog

/// Signs the heads of a log for its one writer, none of which ever contradicts one before.
package struct HeadKeeper: Sendable {
    /// What was there when the log was opened, before any entry of it was read.
    package struct Found: Sendable {
        /// The last signed head, not verified.
        package var note: SignedNote?
        package var publicKey: VerifierKey?
        /// What was known of the log outside of its directory.
        package var remembered: HeadMemory.Kept

        package init(in directory: borrowing Directory, _ memory: HeadMemory) throws(HeadError) {
            note = try HeadFiles.readCheckpoint(in: directory)
            publicKey = try HeadFiles.readPublicKey(in: directory)
            remembered = try memory.read()
        }

        /// The sizes at which the root of the log's tree is asked for: of the last head, and of the one that was
        /// remembered.
        package var sizes: Set<UInt64> {
            Set([note, remembered.head].compactMap { $0?.statedSize })
        }

        /// Why a log without a head must have had one; nil where it need not.
        ///
        /// - Parameters:
        ///   - entries: how many the log has.
        ///   - hasKey: whether there is a private key to sign it with.
        static func missingHead(
            hasPublicKey: Bool, _ remembered: HeadMemory.Kept, entries: UInt64, hasKey: Bool
        ) -> String? {
            if hasPublicKey { return "its signed head is missing, though it has had one" }
            switch remembered {
            case .head: return "its signed head is missing, though it has had one: heads/last remembers it"
            case .unsigned: return nil
            case .nothing where hasKey && entries > 0:
                return "its signed head is missing, though it has entries and a private key to sign them with"
            case .nothing: return nil
            }
        }
    }

    /// What reading the log has told.
    package struct Replay: Sendable {
        package var tree: CompactRange
        /// The roots at ``Found/sizes``, as far as the log reaches.
        package var roots: [UInt64: Digest]
        package var rotations: [Rotation]

        package init(tree: CompactRange, roots: [UInt64: Digest], rotations: [Rotation]) {
            self.tree = tree
            self.roots = roots
            self.rotations = rotations
        }
    }

    private let signer: SignerKey
    private let memory: HeadMemory
    /// Whether the last head is remembered outside of the log's directory.
    private var isRemembered = false
    /// The last head that is durable; nil where there is none.
    package private(set) var signed: Checkpoint?
    /// Where the key still has to be stored; nil where it lies.
    private var unstored: Storing?
    private var isPublicKeyStored: Bool
    /// Whether the log had entries and had never been signed.
    package let isFirstOfMany: Bool

    private enum Storing {
        /// It was made just now.
        case new
        /// It is to take the place of this one: a rotation was interrupted after the log was told.
        case next(SignerKey?)
    }

    package var verifier: VerifierKey { signer.verifier }

    /// Whether the key was made just now, and is not stored yet.
    package var isNewKey: Bool { if case .new? = unstored { true } else { false } }

    /// Checks that the log extends its last signed head and the one that was remembered, and finds or makes the key. Nothing is written before
    /// ``sign(_:in:)``.
    ///
    /// - Parameters:
    ///   - directory: the log's, whose lock the caller has.
    ///   - origin: the name that the key must have, or is to be made with; nil for any, or the host's.
    /// - Throws: ``HeadError/contradiction(_:)`` where it does not.
    package static func open(
        _ directory: borrowing Directory, _ memory: HeadMemory, _ found: Found, _ replay: Replay, origin: String?,
        host: String, credentials: String?
    ) throws(HeadError) -> HeadKeeper {
        let keys = try SigningKeys.all(in: directory, credentials: credentials)
        guard let choice = try choose(keys, found, replay) else {
            let name =
                if let origin { try SigningKeys.origin(origin) } else { try SigningKeys.defaultOrigin(host: host) }
            return HeadKeeper(SignerKey.random(name: name), memory, nil, .new, found, replay)
        }
        let (key, head) = choice
        if let origin, origin != key.key.verifier.name.text {
            throw .key(
                place: key.place,
                reason: "this log is \(key.key.verifier.name) and stays so — expected no --origin, or that one")
        }
        let old = keys.first { !$0.isNext }?.key
        return HeadKeeper(key.key, memory, head, key.isNext ? .next(old) : nil, found, replay)
    }

    private init(
        _ signer: SignerKey, _ memory: HeadMemory, _ signed: Checkpoint?, _ unstored: Storing?, _ found: Found,
        _ replay: Replay
    ) {
        self.signer = signer
        self.memory = memory
        self.signed = signed
        self.unstored = unstored
        isPublicKeyStored = found.publicKey == signer.verifier
        isFirstOfMany = signed == nil && replay.tree.size > 0
        if let kept = found.remembered.head, kept.bytes == found.note?.bytes { isRemembered = true }
    }

    /// Signs the head of `tree` unless it is signed already, and stores it durably; before that the key, where it is
    /// new.
    ///
    /// - Parameter tree: of entries that are durable, grown from the tree signed last.
    package mutating func sign(_ tree: CompactRange, in directory: borrowing Directory) throws(IOError) {
        switch unstored {
        case nil: if signed?.size != tree.size { try write(tree, nil, directory) }
        case .new:
            // From here on a key without a head would say that somebody took the head away.
            try memory.keepUnsigned()
            try storeKey(in: directory)
            unstored = nil
            try write(tree, nil, directory)
        case .next(let old):
            try write(tree, old, directory)
            try directory.replace(HeadFiles.key, with: HeadFiles.nextKey)
            try directory.synchronize()
            unstored = nil
        }
        if !isRemembered, let note = try? HeadFiles.readCheckpoint(in: directory) {
            try memory.keep(note)
            isRemembered = true
        }
        // Last: where it lies without a head, somebody took the head away.
        guard !isPublicKeyStored else { return }
        try HeadFiles.write(verifier, in: directory)
        isPublicKeyStored = true
    }

    private func storeKey(in directory: borrowing Directory) throws(IOError) {
        do throws(IOError) {
            try HeadFiles.create(signer, as: HeadFiles.key, in: directory)
        } catch {
            // An earlier attempt may have failed only to make its name durable.
            guard error.isTaken, let there = try? HeadFiles.readKey(HeadFiles.key, in: directory),
                there.verifier == verifier
            else { throw error }
            try directory.synchronize()
        }
    }

    private mutating func write(
        _ tree: CompactRange, _ other: SignerKey?, _ directory: borrowing Directory
    ) throws(IOError) {
        let checkpoint = Checkpoint(origin: verifier.name, size: tree.size, root: tree.root)
        guard var note = try? checkpoint.signed(by: signer) else {
            preconditionFailure("a checkpoint of its own name is one that the key signs")
        }
        if let other, let signature = try? other.sign(note.text) { note.add(signature) }
        // The head before its memory: without the head, the memory would say that somebody took it away.
        isRemembered = false
        try HeadFiles.write(note, in: directory)
        signed = checkpoint
        try memory.keep(note)
        isRemembered = true
    }

    /// Whether there is something to sign.
    package func isBehind(_ tree: CompactRange) -> Bool {
        signed?.size != tree.size || unstored != nil || !isPublicKeyStored || !isRemembered
    }
}

// MARK: Opening

extension HeadKeeper {
    private typealias Choice = (key: PlacedKey, head: Checkpoint?)

    /// The key that signs this log now, and the last head; nil where the log has never been signed and has no key.
    private static func choose(
        _ keys: [PlacedKey], _ found: Found, _ replay: Replay
    ) throws(HeadError) -> Choice? {
        guard let note = found.note else {
            let reason = Found.missingHead(
                hasPublicKey: found.publicKey != nil, found.remembered, entries: replay.tree.size, hasKey: !keys.isEmpty
            )
            if let reason { throw .contradiction(reason) }
            return keys.first.map { ($0, nil) }
        }
        guard !keys.isEmpty else {
            throw .key(
                place: HeadFiles.key.escaped, reason: "the private key is missing, though the log is signed")
        }
        var problem: HeadError?
        for key in keys {
            let chain = KeyChain(trusting: key.key.verifier, replay.rotations)
            let head: Checkpoint
            do throws(CheckpointError) { head = try chain.verify(note).head.checkpoint } catch {
                problem = problem ?? .contradiction("its signed head is not to be believed: \(error)")
                continue
            }
            guard chain.current == key.key.verifier else {
                problem = .key(
                    place: key.place,
                    reason: "the log has replaced this key by \(chain.current), whose private key is not there")
                continue
            }
            try check(head, replay)
            if let kept = found.remembered.head { try check(remembered: kept, chain, replay) }
            return (key, head)
        }
        // Nothing but the private key is another's.
        if case .contradiction? = problem, let owner = try? owner(of: note, found, replay) {
            throw .key(
                place: keys[0].place, reason: "it is not the log's, whose head \(owner) signed — put that key there")
        }
        throw problem ?? .contradiction("no key signed its head")
    }

    /// Whose log it is by its public key, with which all that is known of its heads agrees.
    private static func owner(
        of note: SignedNote, _ found: Found, _ replay: Replay
    ) throws -> VerifierKey? {
        guard let key = found.publicKey else { return nil }
        let chain = KeyChain(trusting: key, replay.rotations)
        try check(chain.verify(note).head.checkpoint, replay)
        if let kept = found.remembered.head { try check(remembered: kept, chain, replay) }
        return chain.current
    }

    private static func check(remembered note: SignedNote, _ chain: KeyChain, _ replay: Replay) throws(HeadError) {
        let head: Checkpoint
        do throws(CheckpointError) { head = try chain.verify(note).head.checkpoint } catch {
            throw .contradiction("the head remembered in heads/last is not to be believed: \(error)")
        }
        try check(head, replay, "the head remembered in heads/last")
    }

    private static func check(
        _ head: Checkpoint, _ replay: Replay, _ what: String = "its signed head"
    ) throws(HeadError) {
        guard head.size <= replay.tree.size else {
            throw .contradiction(
                "\(what) has \(head.size) entries, and the log has only \(replay.tree.size): "
                    + "entries are missing at the end")
        }
        let root = replay.roots[head.size]
        guard head.root == root else {
            throw .contradiction(
                "its first \(head.size) entries are not those that were signed: the root of their tree is "
                    + "\(root?.base64 ?? "unknown"), and \(what) says \(head.root.base64)")
        }
    }
}
