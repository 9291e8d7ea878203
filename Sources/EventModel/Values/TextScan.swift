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

    /// The text without the white space behind it.
    static func withoutEnd(_ text: Span<UInt8>) -> Range<Int> { 0..<trimmed(text).upperBound }

    /// The text with a line feed for each of its line ends: CR LF, CR or LF.
    static func withLineFeeds(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for (index, byte) in text.enumerated() {
            if byte != 0x0D {
                result.append(byte)
            } else if index + 1 == text.count || text[index + 1] != 0x0A {
                result.append(0x0A)
            }
        }
        return result
    }

    /// What a text is for: what may not stand in it.
    enum Use {
        /// An attribute of CloudEvents: no control character, which is what Unicode has of the category Cc.
        case attribute
        /// One line: neither those nor any other end of a line.
        case line
        /// Several lines: tabs and line feeds may stand there, too.
        case prose
    }

    /// Where the first character stands that a text for `use` may not hold; nil where it is fit.
    static func unfit(in text: Span<UInt8>, _ range: Range<Int>, for use: Use) -> Int? {
        var index = printableASCII(text, range.lowerBound, range.upperBound)
        while index < range.upperBound {
            let byte = text[index]
            switch byte {
            case 0x09, 0x0A: if use != .prose { return index }
            case ..<0x20, 0x7F: return index
            // U+0080 to U+009F.
            case 0xC2: if index + 1 < range.upperBound, text[index + 1] < 0xA0 { return index }
            // U+2028 and U+2029, the separators of lines and paragraphs.
            case 0xE2 where use != .attribute && index + 2 < range.upperBound:
                if text[index + 1] == 0x80, text[index + 2] | 1 == 0xA9 { return index }
            default: break
            }
            index = printableASCII(text, index + 1, range.upperBound)
        }
        return nil
    }

    /// Where the first noncharacter stands (``Unicode/Scalar/isNoncharacter``).
    static func noncharacter(in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if index + 8 <= range.upperBound, text.word(index) & EightBytes.highBits == 0 {
                index += 8
                continue
            }
            let left = range.upperBound - index
            switch text[index] {
            // U+FDD0 to U+FDEF, U+FFFE, U+FFFF.
            case 0xEF where left > 2:
                let (second, third) = (text[index + 1], text[index + 2])
                if second == 0xB7 && 0x90...0xAF ~= third || second == 0xBF && third >= 0xBE { return index }
            // Of four bytes the last 16 bits are in the last three, but for those above the lowest four of the second.
            case 0xF0... where left > 3:
                if text[index + 1] & 0x0F == 0x0F, text[index + 2] == 0xBF, text[index + 3] >= 0xBE { return index }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The character that begins at `index`.
    static func scalar(at index: Int, in text: Span<UInt8>) -> Unicode.Scalar {
        let bytes = text.extracting(index..<min(index + 4, text.count)).array()
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    /// How many characters (Unicode scalars) stand in `range`.
    static func characters(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for index in range where text[index] & 0xC0 != 0x80 { count &+= 1 }
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
