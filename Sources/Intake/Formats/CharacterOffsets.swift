/// Turns libyaml's indexes, which count characters, into offsets, which count bytes.
struct CharacterOffsets {
    private let bytes: [UInt8]
    /// Where the text begins in its file, in bytes.
    let start: Int
    // Where the last answer ended. Marks come in the order of the text, but for those of errors.
    private var character = 0
    private var byte: Int

    init(_ text: SourceText) {
        bytes = text.bytes
        start = text.start
        byte = text.start
    }

    /// The offset in the file of a character of the text; the end of the file for one behind its last.
    mutating func byteOffset(ofCharacter index: Int) -> Int {
        if index < character {
            character = 0
            byte = start
        }
        while character < index, byte < bytes.count {
            // The text is UTF-8: the first byte of a character says how many it has.
            byte += bytes[byte] < 0x80 ? 1 : bytes[byte] < 0xE0 ? 2 : bytes[byte] < 0xF0 ? 3 : 4
            character += 1
        }
        return min(byte, bytes.count)
    }
}
