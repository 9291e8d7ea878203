import LinuxIO
package import TransparencyLog

/// What a witness knows of a log: its key, and the last head that it cosigned.
///
///     timelined witness-state v1
///     log timeline.example.org/log+1f9b3b2a+AZ…
///
///     …the head, a signed note
package struct WitnessState: Sendable, Hashable {
    package var log: VerifierKey
    package var note: SignedNote

    private static let title = "timelined witness-state v1"

    package init(log: VerifierKey, note: SignedNote) {
        self.log = log
        self.note = note
    }

    /// - Throws: what is wrong with the file.
    package init(parsing bytes: [UInt8]) throws(HeadError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        let words = lines.map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 4, words[0] == Self.title, words[1].hasPrefix("log "), words[2].isEmpty,
            let log = try? VerifierKey(parsing: String(words[1].dropFirst(4))),
            let note = try? SignedNote(parsing: Array(lines[3]))
        else { throw .contradiction("this is no state of a witness — expected “\(Self.title)” and a head") }
        self.init(log: log, note: note)
    }

    package var bytes: [UInt8] { Array("\(Self.title)\nlog \(log)\n\n".utf8) + note.bytes }
}

/// A second party that cosigns the heads of a log, none of which contradicts one that it cosigned before
/// (C2SP tlog-cosignature).
package struct Witness: Sendable {
    private let key: SignerKey

    package init(_ key: SignerKey) { self.key = key }

    /// Checks a head against what is known, and cosigns it.
    ///
    /// - Parameters:
    ///   - note: the head.
    ///   - log: the log's key.
    ///   - state: what was cosigned last; nil where nothing was, and then anything that the log signed is believed.
    ///   - proof: that the head extends the one of the state; needed where it is larger.
    ///   - time: seconds since 1970.
    /// - Returns: the note with the cosignature beside those it had, and the state to be kept before it is given away.
    /// - Throws: why it is not cosigned.
    package func cosign(
        _ note: SignedNote, of log: VerifierKey, after state: WitnessState?, proof: ConsistencyProofFile?, time: UInt64
    ) throws(HeadError) -> (note: SignedNote, state: WitnessState) {
        let head = try verified(note, log, "the head")
        if let state {
            guard state.log.name == log.name else {
                throw .contradiction("the state is of the log \(state.log.name), the head of \(log.name)")
            }
            try check(head, log, extends: try verified(state.note, state.log, "the head in the state"), proof)
        }
        var cosigned = note
        do throws(KeyError) { cosigned.add(try key.cosign(note.text, time: time)) } catch {
            throw .key(place: "the witness's key", reason: "\(error)")
        }
        return (cosigned, WitnessState(log: log, note: note))
    }

    private func verified(
        _ note: SignedNote, _ log: VerifierKey, _ what: String
    ) throws(HeadError) -> Checkpoint {
        do throws(CheckpointError) { return try VerifiedCheckpoint(note, log: log).checkpoint } catch {
            throw .contradiction("\(what) is not to be believed: \(error)")
        }
    }

    private func check(
        _ head: Checkpoint, _ log: VerifierKey, extends old: Checkpoint, _ proof: ConsistencyProofFile?
    ) throws(HeadError) {
        guard head.size >= old.size else {
            throw .contradiction(
                "the head has \(head.size) entries, and one of \(old.size) was cosigned before: it is older, or the log "
                    + "was shortened")
        }
        if head.size == old.size {
            guard head.root == old.root else {
                throw .contradiction(
                    "two heads of \(head.size) entries with different roots: the log shows different people different "
                        + "things; keep both")
            }
            return
        }
        // Any tree begins with the empty one.
        if old.size == 0 { return }
        guard let proof else {
            throw .contradiction(
                "the head is larger than the one of \(old.size) entries that was cosigned before — expected a proof "
                    + "that it extends that, as from: timelinectl prove --since \(old.size)")
        }
        do throws(ProofFileError) {
            let proven = try proof.verify(since: old, log: log).checkpoint
            guard proven == head else {
                throw ProofFileError.otherCheckpoint(
                    size: proven.size, root: proven.root, knownSize: head.size, knownRoot: head.root)
            }
        } catch { throw .contradiction("the head is not proven to extend the one cosigned before: \(error)") }
    }
}
