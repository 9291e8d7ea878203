/// Why a file with a proof proves nothing.
package enum ProofFileError: Error, Sendable, Hashable {
    /// It is not written as such a file is.
    case malformed(TextFault)
    /// The checkpoint in it must not be believed.
    case checkpoint(CheckpointError)
    /// Its hashes do not prove it.
    case proof(ProofError)
    /// It proves from another checkpoint than the one that is known.
    case otherCheckpoint(size: UInt64, root: Digest, knownSize: UInt64, knownRoot: Digest)
}

extension ProofFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let fault): "\(fault)"
        case .checkpoint(let error): "\(error)"
        case .proof(let error): "\(error)"
        case .otherCheckpoint(let size, let root, let knownSize, let knownRoot):
            "the proof begins with a tree of \(size) entries and root \(root) — expected \(knownSize) and \(knownRoot), "
                + "as in the checkpoint that is known"
        }
    }
}

/// What both files have below their first lines: hashes, an empty line, a checkpoint.
struct ProofFileEnd {
    var hashes: [Digest] = []
    var checkpoint: SignedNote

    init(_ lines: inout TextLines) throws(ProofFileError) {
        do throws(TextFault) {
            while true {
                let line = try lines.next("a hash, or an empty line and a checkpoint")
                if line.isEmpty { break }
                hashes.append(try lines.digest(line))
            }
        } catch { throw .malformed(error) }
        do throws(NoteError) {
            checkpoint = try SignedNote(parsing: Array(lines.rest), before: lines.number)
        } catch { throw .checkpoint(.note(error)) }
    }

    static func bytes(_ head: [String], _ hashes: [Digest], _ checkpoint: SignedNote) -> [UInt8] {
        (head + hashes.map(\.base64) + [""]).flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] } + checkpoint.bytes
    }
}

extension TextLines {
    /// The next line, which has to be `word`, a space and something.
    ///
    /// - Returns: what is behind the space.
    mutating func next(after word: String, _ what: String) throws(TextFault) -> ArraySlice<UInt8> {
        let line = try next("“\(word)” and \(what)")
        guard line.starts(with: (word + " ").utf8) else {
            throw fault("\(TextFault.quote(line)) stands here", expected: "“\(word)” and \(what)")
        }
        return line.dropFirst(word.utf8.count + 1)
    }

    /// The first line, which says what the file is.
    mutating func first(_ title: String) throws(TextFault) {
        let line = try next("“\(title)”")
        guard line.elementsEqual(title.utf8) else {
            throw fault("\(TextFault.quote(line)) stands here", expected: "“\(title)”")
        }
    }
}
