/// Something in a JSON text that does not belong where it stands, and what people usually mean by it.
struct JSONSurprise {
    private let text: ArraySlice<UInt8>
    private let offset: Int

    /// - Parameter text: the whole text, at its place in the document's bytes.
    init(_ text: ArraySlice<UInt8>, _ offset: Int) {
        self.text = text
        self.offset = offset
    }

    /// Where a value belongs.
    func fault(expected: String) -> Fault {
        if let fault = common(expected: expected) { return fault }
        switch character {
        case "+": return fault("a number with a plus sign", expected, "remove the +")
        case ".": return fault("a number that begins with its decimal point", expected, "write a 0 before the point")
        case ",", "}", "]", ":": return fault("no value before \(character)", expected, nil)
        default: break
        }
        let hint: Hint? =
            switch word {
            case "": nil
            case "NaN", "Infinity": JSONFlaw.notNumbers
            case "True", "TRUE", "False", "FALSE": "write \(word.lowercased())"
            case "None", "NULL", "Null", "nil", "undefined": "write null, or leave the member out"
            default: "put quotes around a text"
            }
        return fault("unexpected \(shown)", expected, hint)
    }

    /// Where a key belongs.
    func faultForKey(expected: String) -> Fault {
        if let fault = common(expected: expected) { return fault }
        if !word.isEmpty {
            let rest = text[(offset + word.utf8.count)...].drop { $0 == 0x20 || $0 == 0x09 }
            let isWhole = rest.first == UInt8(ascii: ":")
            return fault(
                "a key without quotes", expected, isWhole ? "write \"\(word)\"" : "put the whole key in quotes")
        }
        if character == "," { return fault("a comma without a member before it", expected, "remove it") }
        let before = text[..<offset].suffix(2)
        let isThousands = isDigit(text[offset]) && before.last == UInt8(ascii: ",") && before.first.map(isDigit) == true
        return fault(
            "unexpected \(shown)", expected, isThousands ? "a number is written without commas" : nil)
    }

    /// Where the colon behind a key belongs.
    func faultAfterKey() -> Fault {
        if let fault = common(expected: "a colon") { return fault }
        return fault(
            "unexpected \(shown) after a key", "a colon",
            character == "=" ? "JSON puts a colon between key and value" : nil)
    }

    /// Where a comma or the end of an array or object belongs.
    func faultAfterValue(closing: String, other: String, noun: String) -> Fault {
        let expected = "a comma or \(closing)"
        if let fault = common(expected: expected) { return fault }
        if character == other { return fault("\(other) where \(closing) belongs", expected, nil) }
        if character == ";" { return fault("a semicolon", expected, "JSON separates with commas") }
        let isTouching = text[..<offset].last == before
        if before == UInt8(ascii: "\""), isTouching, character != ":", character != "\"" {
            return fault("text after a closing quote", expected, "a quote within a string is written \\\"")
        }
        if let before, isDigit(before), isTouching, character != ":", character != "\"" {
            return fault(
                "unexpected \(shown) in a number", expected, "put quotes around what is no number, such as a date")
        }
        if ["\"", "{", "["].contains(character) || isDigit(text[offset]) {
            return fault("no comma between two \(noun)", expected, "put a comma before this")
        }
        return fault("unexpected \(shown)", expected, nil)
    }

    /// Where nothing more belongs.
    func faultAfterText() -> Fault {
        let expected = "the end of the text"
        if let fault = common(expected: expected) { return fault }
        if character == "}" || character == "]" {
            return fault("a \(character) that closes nothing", expected, "remove it")
        }
        return fault(
            "unexpected \(shown) after the end of the JSON text", expected,
            "several events stand in an array, or one a line in a .ndjson file")
    }

    /// What surprises in the same way wherever it stands.
    private func common(expected: String) -> Fault? {
        guard offset < text.endIndex else {
            return fault("the text ends too early", expected, "is it complete?")
        }
        let rest = text[offset...]
        if rest.starts(with: "//".utf8) || rest.starts(with: "/*".utf8) || character == "#" {
            return fault("a comment", expected, "JSON has none: remove it, or write the event as YAML")
        }
        switch character {
        case "'": return fault("a single quote", expected, "JSON quotes with \"")
        case "“", "”", "„", "‘", "’", "«", "»", "`":
            return fault("the quote \(character)", expected, "JSON quotes with the straight \"")
        default: break
        }
        guard let scalar = character.unicodeScalars.first else { return nil }
        let isInvisible = scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
        guard isInvisible || scalar.value < 0x20 || scalar.value == 0x7F else { return nil }
        return fault("an invisible character (\(scalar.codePoint))", expected, "remove it")
    }

    private func fault(_ problem: String, _ expected: String, _ hint: Hint?) -> Fault {
        Fault(at: offset, problem, expected: expected, hint: hint)
    }

    // MARK: What stands there

    private var character: String {
        let scalars = String(decoding: text[offset...].prefix(4), as: UTF8.self).unicodeScalars
        return scalars.first.map { String($0) } ?? ""
    }

    /// The letters and digits that begin here with a letter.
    private var word: String {
        let letters = text[offset...].prefix(30).prefix { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || isDigit(byte) || byte == UInt8(ascii: "_")
        }
        return letters.first.map(isDigit) == false ? String(decoding: letters, as: UTF8.self) : ""
    }

    private var shown: String { word.isEmpty ? Fault.excerpt(character) : word }

    /// The last byte before this that is no white space.
    private var before: UInt8? {
        text[..<offset].last { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
