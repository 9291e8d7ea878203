/// A line of signature under a note: `— name base64(id ‖ signature)`.
package struct NoteSignature: Sendable, Hashable {
    /// Of the key that is said to have signed.
    package var name: KeyName
    package var id: KeyID
    /// As the key's algorithm makes it, without the id; at least one byte.
    package var bytes: [UInt8]

    package init(name: KeyName, id: KeyID, bytes: [UInt8]) {
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    /// What the line begins with: an em dash (U+2014) and a space.
    private static let mark = Array("— ".utf8)

    /// The line with its line feed.
    var line: [UInt8] { Self.mark + Array("\(name) \(Base64.encode(id.bytes + bytes))\n".utf8) }

    /// - Parameter lines: has read `line`, and says what is wrong with it.
    init(_ line: ArraySlice<UInt8>, _ lines: TextLines) throws(TextFault) {
        guard line.starts(with: Self.mark) else {
            throw lines.fault("\(TextFault.quote(line)) is no signature", expected: "“— ”, a name and base64")
        }
        let parts = line.dropFirst(Self.mark.count).split(
            separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = KeyName(parts[0]) else {
            throw lines.fault(
                "\(TextFault.quote(parts[0])) is no key's name", expected: "a word without white space and “+”")
        }
        guard parts.count == 2, let bytes = Base64.decode(parts[1]), bytes.count > 4 else {
            throw lines.fault(
                "the signature of \(name) is malformed", expected: "base64 of the key's id, 4 bytes, and a signature")
        }
        self.init(name: name, id: KeyID(bigEndian: bytes[..<4]), bytes: Array(bytes[4...]))
    }
}
