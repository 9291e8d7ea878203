/// The head of a log: how many entries it has, and the root over them (C2SP tlog-checkpoint).
///
///     example.com/behind-the-sofa
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
package struct Checkpoint: Sendable {
    /// Which log: for ours, and in most others, the name of its key.
    package let origin: String
    /// How many entries there are.
    package let size: UInt64
    /// The root of the Merkle tree over them.
    package let root: Digest
    /// Lines behind the root that other logs may write. They mean nothing here, but are signed, and so kept.
    package let extensionLines: [String]

    /// A head of our own log: it never has extension lines.
    ///
    /// - Parameter origin: the name of the key that will sign it.
    package init(origin: KeyName, size: UInt64, root: Digest) {
        self.origin = origin.text
        self.size = size
        self.root = root
        extensionLines = []
    }

    /// Reads the text of a checkpoint's note, strictly.
    package init(parsing text: [UInt8], before: Int = 0) throws(TextFault) {
        try TextLines.check(text[...], before: before)
        var lines = TextLines(text[...], before: before)
        let origin = try lines.next("the origin, size and root of a log")
        guard !origin.isEmpty else { throw lines.fault("the line is empty", expected: "the origin of a log") }
        self.origin = String(decoding: origin, as: UTF8.self)
        size = try lines.nextDecimal("the size of the tree")
        root = try lines.nextDigest("the root of the tree")
        guard size > 0 || root == .emptyRoot else {
            throw lines.fault("\(root) is not the root of a tree without entries", expected: "\(Digest.emptyRoot)")
        }
        var extensionLines: [String] = []
        while !lines.isAtEnd {
            let line = try lines.next("a line")
            guard !line.isEmpty else {
                throw lines.fault("the line is empty", expected: "an extension line or the end")
            }
            extensionLines.append(String(decoding: line, as: UTF8.self))
        }
        self.extensionLines = extensionLines
    }

    /// The text that is signed: with its last line feed.
    package var text: [UInt8] {
        ([origin, String(size), root.base64] + extensionLines).flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }

    /// The checkpoint as the log publishes it.
    ///
    /// A log never signs a head that does not extend the last one it signed; that is for the caller to know.
    ///
    /// - Parameter key: the log's, whose name is the origin.
    package func signed(by key: SignerKey) throws(CheckpointError) -> SignedNote {
        guard key.verifier.name.text.utf8.elementsEqual(origin.utf8) else {
            throw .wrongOrigin(origin, expected: key.verifier.name)
        }
        do throws(TextFault) {
            // What nobody could read is not signed, such as an empty tree with another root than it has.
            _ = try Checkpoint(parsing: text)
        } catch { throw .malformed(error) }
        do throws(NoteError) {
            return try SignedNote(text, signedBy: key)
        } catch { throw .note(error) }
    }
}

extension Checkpoint: Hashable {
    // By bytes, as signatures are; Swift's own comparison of strings takes some that differ for the same.
    package static func == (left: Checkpoint, right: Checkpoint) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}
