/// What is wrong with the syntax of a JSON text, before it is put into words.
struct JSONFlaw {
    enum Kind {
        case valueMissing, firstElementMissing, elementEndMissing, commaBeforeBracket
        case keyMissing, firstKeyMissing, colonMissing, memberEndMissing, commaBeforeBrace
        case endMissing
        case tooDeep(Int)
        case endlessString
        /// A control character in a string, and where; the flaw's offset is the string's.
        case controlCharacter(Int)
        case escape, unicodeEscape
        case minusSign, leadingZero, fraction, exponent
    }

    var kind: Kind
    /// Where, in bytes from the start of the document's bytes.
    var offset: Int

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// The flaw in words.
    ///
    /// - Parameter text: the text that was scanned, at its place in the document's bytes.
    func fault(in text: ArraySlice<UInt8>) -> Fault {
        switch kind {
        case .valueMissing: JSONSurprise(text, offset).fault(expected: "a value")
        case .firstElementMissing: JSONSurprise(text, offset).fault(expected: "a value, or ]")
        case .elementEndMissing: JSONSurprise(text, offset).faultAfterValue(closing: "]", other: "}", noun: "values")
        case .memberEndMissing: JSONSurprise(text, offset).faultAfterValue(closing: "}", other: "]", noun: "members")
        case .commaBeforeBracket: Self.trailingComma(before: "]", at: offset)
        case .commaBeforeBrace: Self.trailingComma(before: "}", at: offset)
        case .keyMissing: JSONSurprise(text, offset).faultForKey(expected: "a key in quotes")
        case .firstKeyMissing: JSONSurprise(text, offset).faultForKey(expected: "a key in quotes, or }")
        case .colonMissing: JSONSurprise(text, offset).faultAfterKey()
        case .endMissing: JSONSurprise(text, offset).faultAfterText()
        case .tooDeep(let limit):
            Fault(
                at: offset, "more than \(limit) arrays and objects inside each other",
                expected: "at most \(limit) levels of nesting")
        case .endlessString:
            Fault(
                at: offset, "the string that begins here never ends", expected: "a closing \"",
                hint: "is the text complete?")
        case .controlCharacter(let place): Self.controlCharacter(text[place], at: place, inStringAt: offset)
        case .escape:
            Fault(
                at: offset, "an unknown escape", expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
                hint: "a backslash itself is written \\\\")
        case .unicodeEscape:
            Fault(at: offset, "an incomplete \\u escape", expected: "\\u and four hexadecimal digits")
        case .minusSign:
            Fault(
                at: offset, "a minus sign without a number", expected: "a digit after -",
                hint: text[(offset + 1)...].starts(with: "Inf".utf8) ? Self.notNumbers : nil)
        case .leadingZero:
            Fault(
                at: offset, "a number with a leading zero", expected: "a number such as 0 or 12",
                hint: "put quotes around what is no number, such as a code or a date")
        case .fraction:
            Fault(at: offset, "a number that ends in its decimal point", expected: "a digit after the point")
        case .exponent: Fault(at: offset, "a number with an empty exponent", expected: "digits after e")
        }
    }

    static let notNumbers: Hint = "JSON has no NaN and no Infinity: leave the member out"

    private static func trailingComma(before closing: String, at offset: Int) -> Fault {
        Fault(
            at: offset, "a comma before \(closing)",
            expected: closing == "}" ? "another member, or }" : "another value, or ]", hint: "remove the comma")
    }

    private static func controlCharacter(_ byte: UInt8, at offset: Int, inStringAt quote: Int) -> Fault {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            return Fault(
                at: quote, "the string that begins here does not end on its line", expected: "a closing \"",
                hint: "a line break within a string is written \\n")
        }
        let hex = "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        let name = byte == UInt8(ascii: "\t") ? "a tab" : "a control character (\(hex))"
        return Fault(
            at: offset, "\(name) in a string", expected: "an escape", hint: "write \(JSONEscapes.spelling(of: byte))")
    }
}
