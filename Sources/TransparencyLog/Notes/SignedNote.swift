/// A text with signatures under it (C2SP signed-note). Nothing in it is to be believed before ``verified(by:)``.
///
///     If you think cryptography is the answer to your problem,
///     then you don't know what your problem is.
///
///     — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
package struct SignedNote: Sendable, Hashable {
    /// What is signed: UTF-8 without control characters but the line feed, with which it ends.
    package let text: [UInt8]
    /// At least one.
    package private(set) var signatures: [NoteSignature]

    /// The most signatures a note may have to be read, as in Go: they cost time, and anybody can add some.
    package static let maximumSignatures = 100

    /// A text, signed.
    ///
    /// - Parameter text: ends with a line feed; in UTF-8, without any other control character.
    package init(_ text: [UInt8], signedBy signer: SignerKey) throws(NoteError) {
        do throws(TextFault) {
            guard text.last == UInt8(ascii: "\n") else {
                throw TextFault(line: nil, problem: "the text of the note has no end", expected: "a line feed there")
            }
            try TextLines.check(text[...])
        } catch { throw .malformed(error) }
        do throws(KeyError) {
            signatures = [try signer.sign(text)]
        } catch { throw .key(error) }
        self.text = text
    }

    /// Reads a note, strictly.
    ///
    /// - Parameter before: the number of the line that precedes it, where it is a part of another text.
    package init(parsing bytes: [UInt8], before: Int = 0) throws(NoteError) {
        do throws(TextFault) {
            try TextLines.check(bytes[...], before: before)
            let lineFeed = UInt8(ascii: "\n")
            // The last empty line: a text may have some of its own.
            let end = bytes.indices.dropLast().last { bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed }
            guard let end else {
                throw TextFault(
                    line: before + 1, problem: "this is no signed note", expected: "a text, an empty line, signatures")
            }
            text = Array(bytes[...end])
            var lines = TextLines(bytes[(end + 2)...], before: before + text.count { $0 == lineFeed } + 1)
            signatures = []
            repeat {
                let line = try lines.next("a signature")
                guard signatures.count < Self.maximumSignatures else {
                    throw lines.fault(
                        "there are too many signatures", expected: "at most \(Self.maximumSignatures)")
                }
                signatures.append(try NoteSignature(line, lines))
            } while !lines.isAtEnd
        } catch { throw .malformed(error) }
    }

    /// The note as it is written.
    package var bytes: [UInt8] { text + [UInt8(ascii: "\n")] + signatures.flatMap(\.line) }

    /// Adds a signature, as a witness does; one of the same key is replaced.
    package mutating func add(_ signature: NoteSignature) {
        signatures.removeAll { $0.name == signature.name && $0.id == signature.id }
        signatures.append(signature)
    }

    /// The signatures of known keys; every one of them is valid.
    ///
    /// - Parameter keys: those that are believed. What others signed is ignored, under whatever name or id.
    /// - Returns: one for each key that signed, in the order of the note; at least one.
    /// - Throws: where a known key's signature does not fit, or no known key signed.
    package func verified(
        by keys: [VerifierKey]
    ) throws(NoteError) -> [(key: VerifierKey, signature: NoteSignature)] {
        var verified: [(key: VerifierKey, signature: NoteSignature)] = []
        for signature in signatures {
            let matching = Set(keys.filter { $0.name == signature.name && $0.id == signature.id })
            guard let key = matching.first else { continue }
            guard matching.count == 1 else { throw .ambiguous(key.name, key.id) }
            guard key.isValid(signature.bytes, of: text) else { throw .badSignature(key.name, key.id) }
            if !verified.contains(where: { $0.key == key }) { verified.append((key, signature)) }
        }
        guard !verified.isEmpty else { throw .unsigned(known: keys.map(\.name)) }
        return verified
    }
}
