/// One pass over a JSON text, from its first byte to its last, leaving a tape.
struct JSONScanner {
    private(set) var tape: [Document.Entry]
    private var position = 0
    /// The containers that are open, outermost first.
    private var open: [Int] = []

    /// - Parameter tape: an empty tape whose memory is to be used.
    init(tape: consuming [Document.Entry]) {
        self.tape = tape
    }

    mutating func scan(_ text: RawSpan) throws(Fault) {
        guard text.byteCount <= UInt32.max else { throw Fault(at: 0, "the text is larger than 4 GiB") }
        nextValue: while true {
            skipWhitespace(text)
            let byte = try peek(text, expected: "a value")
            switch byte {
            case UInt8(ascii: "{"):
                try begin(.object)
                skipWhitespace(text)
                if try peek(text, expected: "a key in quotes, or }") == UInt8(ascii: "}") {
                    end()
                } else {
                    try scanKey(text)
                    continue nextValue
                }
            case UInt8(ascii: "["):
                try begin(.array)
                skipWhitespace(text)
                if try peek(text, expected: "a value, or ]") == UInt8(ascii: "]") {
                    end()
                } else {
                    continue nextValue
                }
            case UInt8(ascii: "\""):
                try scanString(text)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try scanNumber(text)
            default:
                try scanWord(text)
            }
            // A value has ended: close what ends with it, or go on to the next in the innermost open container.
            while let container = open.last {
                let isObject = tape[container].kind == .object
                skipWhitespace(text)
                let byte = try peek(text, expected: isObject ? "a comma or }" : "a comma or ]")
                if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    end()
                } else {
                    try scanComma(text, isObject: isObject)
                    continue nextValue
                }
            }
            break
        }
        skipWhitespace(text)
        guard position == text.byteCount else {
            throw Fault(
                at: position, "\(describe(text)) after the end of the JSON text", expected: "the end of the file",
                hint: "several events in one file stand in an array, or one a line in a .ndjson file")
        }
    }

    // MARK: Structure

    private mutating func begin(_ kind: Document.Kind) throws(Fault) {
        guard open.count < Document.maximumDepth else {
            throw Fault(
                at: position, "more than \(Document.maximumDepth) arrays and objects inside each other",
                expected: "at most \(Document.maximumDepth) levels of nesting")
        }
        open.append(tape.count)
        push(kind, start: position, end: position, offset: position)
        position += 1
    }

    private mutating func end() {
        position += 1
        guard let node = open.popLast() else { return }
        tape[node].end = UInt32(truncatingIfNeeded: position)
        tape[node].next = UInt32(truncatingIfNeeded: tape.count)
    }

    private mutating func scanComma(_ text: RawSpan, isObject: Bool) throws(Fault) {
        let comma = position
        let closing = isObject ? "}" : "]"
        guard byte(text, position) == UInt8(ascii: ",") else {
            throw Fault(at: position, describe(text), expected: "a comma or \(closing)")
        }
        position += 1
        skipWhitespace(text)
        let next = try peek(text, expected: isObject ? "a key in quotes" : "a value")
        if next == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            throw Fault(
                at: comma, "a comma before \(closing)",
                expected: isObject ? "another member, or \(closing)" : "another value, or \(closing)",
                hint: "remove the comma")
        }
        if isObject { try scanKey(text) }
    }

    private mutating func scanKey(_ text: RawSpan) throws(Fault) {
        guard byte(text, position) == UInt8(ascii: "\"") else {
            throw Fault(
                at: position, describe(text), expected: "a key in quotes",
                hint: byte(text, position) == UInt8(ascii: "'") ? "JSON quotes with \", not with '" : nil)
        }
        try scanString(text)
        skipWhitespace(text)
        guard try peek(text, expected: "a colon") == UInt8(ascii: ":") else {
            throw Fault(at: position, "\(describe(text)) after a key", expected: "a colon")
        }
        position += 1
    }

    // MARK: Scalars

    private mutating func scanString(_ text: RawSpan) throws(Fault) {
        let quote = position
        position += 1
        var isEscaped = false
        while true {
            skipPlainText(text)
            guard position < text.byteCount else {
                throw Fault(
                    at: quote, "the string that begins here never ends", expected: "a closing \"",
                    hint: "is the file complete?")
            }
            switch byte(text, position) {
            case UInt8(ascii: "\""):
                push(.string, start: quote + 1, end: position, offset: quote, isEscaped: isEscaped)
                position += 1
                return
            case UInt8(ascii: "\\"):
                isEscaped = true
                try scanEscape(text)
            case let control where control < 0x20:
                throw Fault(
                    at: position, "a raw control character (\(hex(control))) in a string", expected: "an escape",
                    hint: "write \(JSONEscapes.spelling(of: control))")
            default:
                position += 1
            }
        }
    }

    /// Steps over bytes that mean nothing special in a string, eight at a time.
    @inline(__always)
    private mutating func skipPlainText(_ text: RawSpan) {
        while position + 8 <= text.byteCount {
            // In bounds by the line above; any eight bytes are a UInt64.
            let word = unsafe text.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
            // Sets the high bit of every byte that is a quote, a backslash or below 0x20 (Mycroft's zero-byte test);
            // a borrow may also mark the byte above a true hit, never one below it.
            let quotes = word ^ 0x2222_2222_2222_2222
            let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let special =
                ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
                | ((word &- 0x2020_2020_2020_2020) & ~word)
            let hits = UInt64(littleEndian: special) & 0x8080_8080_8080_8080
            if hits != 0 {
                position += hits.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < text.byteCount {
            let byte = byte(text, position)
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position += 1
        }
    }

    private mutating func scanEscape(_ text: RawSpan) throws(Fault) {
        let backslash = position
        guard position + 1 < text.byteCount else {
            position = text.byteCount
            return
        }
        switch byte(text, position + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            for index in 2..<6 {
                guard position + index < text.byteCount, isHexDigit(byte(text, position + index)) else {
                    throw Fault(
                        at: backslash, "an incomplete \\u escape", expected: "\\u and four hexadecimal digits")
                }
            }
            position += 6
        default:
            throw Fault(
                at: backslash, "an unknown escape", expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
                hint: "a backslash itself is written \\\\")
        }
    }

    private mutating func scanNumber(_ text: RawSpan) throws(Fault) {
        let start = position
        if byte(text, position) == UInt8(ascii: "-") { position += 1 }
        let integer = position
        skipDigits(text)
        guard position > integer else {
            throw Fault(at: start, "a minus sign without a number", expected: "a digit after -")
        }
        if position - integer > 1, byte(text, integer) == UInt8(ascii: "0") {
            throw Fault(at: start, "a number with a leading zero", expected: "a number such as 0 or 12")
        }
        if position < text.byteCount, byte(text, position) == UInt8(ascii: ".") {
            position += 1
            let fraction = position
            skipDigits(text)
            guard position > fraction else {
                throw Fault(at: start, "a number that ends in its decimal point", expected: "a digit after the point")
            }
        }
        if position < text.byteCount, byte(text, position) | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.byteCount,
                byte(text, position) == UInt8(ascii: "+") || byte(text, position) == UInt8(ascii: "-")
            {
                position += 1
            }
            let exponent = position
            skipDigits(text)
            guard position > exponent else {
                throw Fault(at: start, "a number with an empty exponent", expected: "digits after e")
            }
        }
        push(.number, start: start, end: position, offset: start)
    }

    private mutating func scanWord(_ text: RawSpan) throws(Fault) {
        let start = position
        var end = start
        while end < text.byteCount, end - start < 16, isLetter(byte(text, end)) { end += 1 }
        let word = text.extracting(start..<end)
        let kind: Document.Kind
        if equal(word, "true") || equal(word, "false") {
            kind = .boolean
        } else if equal(word, "null") {
            kind = .null
        } else {
            throw Fault(
                at: start, describe(text), expected: "a value: an object, array, string, number, true, false or null",
                hint: byte(text, start) == UInt8(ascii: "'")
                    ? "JSON quotes with \", not with '" : end > start ? "text stands in quotes" : nil)
        }
        position = end
        push(kind, start: start, end: end, offset: start)
    }

    @inline(__always)
    private mutating func push(_ kind: Document.Kind, start: Int, end: Int, offset: Int, isEscaped: Bool = false) {
        // Every position is below 2^32: scan(_:) has seen to it.
        tape.append(
            Document.Entry(
                kind: kind, isEscaped: isEscaped, start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end), next: UInt32(truncatingIfNeeded: tape.count + 1),
                offset: UInt32(truncatingIfNeeded: offset)))
    }

    // MARK: Bytes

    @inline(__always)
    private func byte(_ text: RawSpan, _ index: Int) -> UInt8 {
        // Bounds-checked by the span; any byte is a UInt8.
        unsafe text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    private func peek(_ text: RawSpan, expected: String) throws(Fault) -> UInt8 {
        guard position < text.byteCount else {
            throw Fault(
                at: position, text.byteCount == 0 ? "the text is empty" : "the text ends too early",
                expected: expected, hint: "is the file complete?")
        }
        return byte(text, position)
    }

    @inline(__always)
    private mutating func skipWhitespace(_ text: RawSpan) {
        while position < text.byteCount {
            switch byte(text, position) {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func skipDigits(_ text: RawSpan) {
        while position < text.byteCount, case UInt8(ascii: "0")...UInt8(ascii: "9") = byte(text, position) {
            position += 1
        }
    }

    private func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }

    private func equal(_ span: RawSpan, _ literal: StaticString) -> Bool {
        guard span.byteCount == literal.utf8CodeUnitCount else { return false }
        // A literal lives for ever and holds as many bytes as it says.
        for index in 0..<span.byteCount where unsafe byte(span, index) != literal.utf8Start[index] { return false }
        return true
    }

    private func hex(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// What stands at the current position, for a message.
    private func describe(_ text: RawSpan) -> String {
        guard position < text.byteCount else { return "the text ends too early" }
        let byte = byte(text, position)
        switch byte {
        case 0x21..<0x7F:
            var end = position
            while end < text.byteCount, end - position < 20, isLetter(self.byte(text, end)) { end += 1 }
            if end == position { end += 1 }
            var word = ""
            for index in position..<end { word.unicodeScalars.append(Unicode.Scalar(self.byte(text, index))) }
            return "unexpected \(word)"
        case 0x00..<0x21, 0x7F: return "an unexpected control character (\(hex(byte)))"
        default: return "an unexpected character"
        }
    }
}
