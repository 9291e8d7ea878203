import CText

/// Strings, numbers and words. Those that can find a flaw return false after they have noted it.
extension JSONScanner {
    @inline(__always)
    mutating func scanString(_ text: Text, _ tape: Tape) -> Bool {
        let quote = position
        var isEscaped = false
        position &+= 1
        while true {
            unsafe skipPlainText(text)
            guard position < end else { return fail(.endlessString, at: quote) }
            let byte = unsafe byte(text)
            if byte == UInt8(ascii: "\"") { break }
            guard byte == UInt8(ascii: "\\") else { return fail(.controlCharacter(position), at: quote) }
            isEscaped = true
            let escape = unsafe Self.escape(text, at: position, end)
            guard escape > 0 else { return fail(escape == 0 ? .escape : .unicodeEscape) }
            position += escape
        }
        unsafe push(.string, start: quote &+ 1, end: position, isEscaped: isEscaped, tape)
        position &+= 1
        return true
    }

    /// Steps over bytes that mean nothing special in a string, sixteen at a time.
    @inline(__always)
    private mutating func skipPlainText(_ text: Text) {
        while position &+ 16 <= end {
            // In bounds by the line above.
            let plain = unsafe Int(ctext_plain_in_json(text + position))
            position &+= plain
            if plain < 16 { return }
        }
        while position < end {
            let byte = unsafe byte(text)
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position &+= 1
        }
    }

    /// The length of the escape at `position`; 0 for one that does not exist, -1 for half a \u escape.
    @inline(never)
    private static func escape(_ text: Text, at position: Int, _ end: Int) -> Int {
        // The text reaches to `end`, and `position` lies below it.
        let rest = unsafe RawSpan(_unsafeStart: text + position, byteCount: end - position)
        // A text that ends behind a backslash is a string without an end.
        guard rest.byteCount > 1 else { return 1 }
        // Bounds are checked; any byte is a UInt8.
        switch unsafe rest.unsafeLoad(fromByteOffset: 1, as: UInt8.self) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for index in 2..<6 {
                guard index < rest.byteCount else { return -1 }
                let digit = unsafe rest.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                guard digit &- UInt8(ascii: "0") < 10 || (digit | 0x20) &- UInt8(ascii: "a") < 6 else { return -1 }
            }
            return 6
        default: return 0
        }
    }

    @inline(__always)
    mutating func scanNumber(_ text: Text, _ tape: Tape) -> Bool {
        let start = position
        if unsafe byte(text) == UInt8(ascii: "-") { position += 1 }
        let integer = position
        guard unsafe skipDigits(text, .minusSign, of: start) else { return false }
        if position - integer > 1, unsafe byte(text, at: integer) == UInt8(ascii: "0") {
            return fail(.leadingZero, at: start)
        }
        if position < end, unsafe byte(text) == UInt8(ascii: ".") {
            position += 1
            guard unsafe skipDigits(text, .fraction, of: start) else { return false }
        }
        if position < end, unsafe byte(text) | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < end, unsafe byte(text) == UInt8(ascii: "+") || byte(text) == UInt8(ascii: "-") {
                position += 1
            }
            guard unsafe skipDigits(text, .exponent, of: start) else { return false }
        }
        unsafe push(.number, start: start, end: position, tape)
        return true
    }

    @inline(__always)
    private mutating func skipDigits(_ text: Text, _ missing: JSONFlaw.Kind, of start: Int) -> Bool {
        let first = position
        while position < end, unsafe byte(text) &- UInt8(ascii: "0") < 10 { position &+= 1 }
        return position > first ? true : fail(missing, at: start)
    }

    /// true, false or null.
    @inline(__always)
    mutating func scanWord(_ text: Text, _ tape: Tape) -> Bool {
        let (kind, length) = unsafe Self.word(text, at: position, end)
        guard length > 0 else { return fail(.valueMissing) }
        unsafe push(kind, start: position, end: position + length, tape)
        position += length
        return true
    }

    /// The word at `position`; its length is 0 where it is none of the three.
    @inline(never)
    private static func word(_ text: Text, at position: Int, _ end: Int) -> (Document.Kind, length: Int) {
        var letters: UInt64 = 0
        var length = 0
        while position + length < end, length < 8 {
            // In bounds by the line above; any byte is a UInt8.
            let byte = unsafe text.load(fromByteOffset: position + length, as: UInt8.self)
            guard (byte | 0x20) &- UInt8(ascii: "a") < 26 else { break }
            letters = letters << 8 | UInt64(byte)
            length += 1
        }
        switch letters {
        case 0x74_72_75_65: return (.boolean, length)  // true
        case 0x66_61_6C_73_65: return (.boolean, length)  // false
        case 0x6E_75_6C_6C: return (.null, length)  // null
        default: return (.null, 0)
        }
    }
}
