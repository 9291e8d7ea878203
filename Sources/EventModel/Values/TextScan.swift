/// What texts are looked through for, in their UTF-8.
package enum TextScan {
    /// The text without white space at both ends.
    static func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        var (start, end) = (0, text.count)
        while start < end, isSpace(text[start]) { start += 1 }
        while start < end, isSpace(text[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The text without line ends and spaces behind its last line.
    static func withoutEnd(_ text: Span<UInt8>) -> Range<Int> {
        var end = text.count
        while end > 0, text[end - 1] == 0x0A || text[end - 1] == 0x0D || text[end - 1] == 0x20 { end -= 1 }
        return 0..<end
    }

    /// Where the first control character stands: all that Unicode has of the category Cc.
    ///
    /// - Parameter isProse: whether line ends and tabs are none.
    static func control(in text: Span<UInt8>, _ range: Range<Int>, isProse: Bool = false) -> Int? {
        var index = printableASCII(text, range.lowerBound, range.upperBound)
        while index < range.upperBound {
            let byte = text[index]
            switch byte {
            case 0x09, 0x0A, 0x0D: if !isProse { return index }
            case ..<0x20, 0x7F: return index
            // U+0080 to U+009F.
            case 0xC2: if index + 1 < range.upperBound, text[index + 1] < 0xA0 { return index }
            default: break
            }
            index = printableASCII(text, index + 1, range.upperBound)
        }
        return nil
    }

    /// Where the first control character or noncharacter stands: U+FDD0 to U+FDEF, and the last two of each plane.
    static func controlOrNoncharacter(in text: Span<UInt8>) -> Int? {
        let control = control(in: text, 0..<text.count)
        var index = printableASCII(text, 0, control ?? text.count)
        while index < control ?? text.count {
            if text[index] >= 0xEF, isNoncharacter(text, index) { return index }
            index = printableASCII(text, index + 1, control ?? text.count)
        }
        return control
    }

    private static func isNoncharacter(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let scalar = scalar(at: index, in: text).value
        return scalar & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= scalar
    }

    /// The character that begins at `index`.
    static func scalar(at index: Int, in text: Span<UInt8>) -> Unicode.Scalar {
        let bytes = text.extracting(index..<min(index + 4, text.count)).array()
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    /// How many characters (Unicode scalars) stand in `range`, carriage returns aside.
    static func characters(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for index in range where text[index] & 0xC0 != 0x80 && text[index] != 0x0D { count &+= 1 }
        return count
    }

    static func holds(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == byte { return true }
        return false
    }

    /// How many bytes of a text are zero, and how many are control characters of ASCII but for tabs and line ends.
    package static func controls(in text: Span<UInt8>) -> (zeros: Int, all: Int) {
        var (zeros, all, index) = (0, 0, 0)
        while index < text.count {
            if index + 8 <= text.count, EightBytes.isAboveControls(text.word(index)) {
                index += 8
                continue
            }
            let byte = text[index]
            if byte == 0 { zeros += 1 }
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { all += 1 }
            index += 1
        }
        return (zeros, all)
    }

    /// The first place from `start` on that is not printable ASCII.
    @inline(__always)
    private static func printableASCII(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let plain = EightBytes.printableASCII(text.word(index))
            index += plain
            if plain < 8 { return index }
        }
        while index < end, 0x20..<0x7F ~= text[index] { index += 1 }
        return index
    }
}
