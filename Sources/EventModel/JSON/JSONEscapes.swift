/// The escapes of JSON strings (RFC 8259 §7), read and written in one place.
package enum JSONEscapes {
    /// The bytes that an escaped string stands for. Syntax is the scanner's business; a lone surrogate reads as U+FFFD.
    static func decode(_ escaped: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(escaped.count)
        var index = escaped.startIndex
        while index < escaped.endIndex {
            let byte = escaped[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < escaped.endIndex else {
                result.append(byte)
                index += 1
                continue
            }
            index += 2
            switch escaped[index - 1] {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                let (scalar, end) = codePoint(escaped, at: index)
                result.append(contentsOf: Array(String(Character(scalar ?? "\u{FFFD}")).utf8))
                index = end
            case let other: result.append(other)
            }
        }
        return result
    }

    /// The index of the first `\u` escape that stands for no character, and the noncharacter that it is, or nil for half a
    /// surrogate pair; nil where every one stands for a character.
    static func noCharacter(in escaped: ArraySlice<UInt8>) -> (index: Int, noncharacter: Unicode.Scalar?)? {
        var index = escaped.startIndex
        while index + 1 < escaped.endIndex {
            guard escaped[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard escaped[index + 1] == UInt8(ascii: "u") else {
                index += 2
                continue
            }
            let (scalar, end) = codePoint(escaped, at: index + 2)
            guard let scalar else { return (index, nil) }
            if scalar.isNoncharacter { return (index, scalar) }
            index = end
        }
        return nil
    }

    /// The scalar whose hexadecimal digits begin at `index`, its second half included, and the index after it.
    private static func codePoint(_ text: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar?, Int) {
        guard let first = unit(text, at: index) else { return (nil, text.endIndex) }
        guard first & 0xFC00 == 0xD800 else { return (Unicode.Scalar(first), index + 4) }
        guard index + 6 <= text.endIndex, text[index + 4] == UInt8(ascii: "\\"), text[index + 5] == UInt8(ascii: "u"),
            let second = unit(text, at: index + 6), second & 0xFC00 == 0xDC00
        else { return (nil, index + 4) }
        return (Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)), index + 10)
    }

    private static func unit(_ text: ArraySlice<UInt8>, at index: Int) -> UInt32? {
        guard index + 4 <= text.endIndex else { return nil }
        return UInt32(String(decoding: text[index..<index + 4], as: UTF8.self), radix: 16)
    }

    /// Appends `text` in quotes, escaped as RFC 8785 §3.2.2.2 says: the short escapes where there are any, `\u00xx` in
    /// lower case for other control characters, everything else as it is.
    package static func append(_ text: String, to output: inout [UInt8]) {
        append(text.utf8.span, to: &output)
    }

    /// The same of a text in UTF-8.
    package static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        append(part: text, to: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// The same of what stands between the quotes.
    package static func append(part text: Span<UInt8>, to output: inout [UInt8]) {
        // Nearly every text goes in whole.
        var start = 0
        var index = plain(text, from: 0)
        while index < text.count {
            output.append(text.extracting(start..<index))
            start = index + 1
            let byte = text[index]
            if byte < 0x20 {
                output.append(contentsOf: spelling(of: byte).utf8)
            } else {
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            }
            index = plain(text, from: start)
        }
        output.append(text.extracting(start..<text.count))
    }

    /// The first place from `start` on where something stands that needs an escape.
    @inline(__always)
    private static func plain(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + 8 <= text.count {
            let plain = EightBytes.plainInJSON(text.word(index))
            index += plain
            if plain < 8 { return index }
        }
        while index < text.count, !needsEscape(text[index]) { index += 1 }
        return index
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The escape of a control character below 0x20.
    static func spelling(of control: UInt8) -> String {
        switch control {
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        default: "\\u00" + (control < 16 ? "0" : "") + String(control, radix: 16)
        }
    }
}
