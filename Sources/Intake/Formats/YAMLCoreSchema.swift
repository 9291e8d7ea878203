import EventModel

/// What a text without quotes stands for by the core schema (YAML 1.2.2, section 10.3.2): other people's events are read
/// by it, so that they say in YAML what they say in JSON.
enum YAMLCoreSchema {
    enum Value: Equatable {
        case text, null
        case boolean(Bool)
        /// A number as JSON spells it.
        case number(String)
        /// An infinity, or what is no number: JSON has neither.
        case notFinite
    }

    /// - Parameter text: in UTF-8.
    static func value(of text: [UInt8]) -> Value {
        // The longest word has five letters.
        if text.count <= 5 {
            switch String(decoding: text, as: UTF8.self) {
            case "", "~", "null", "Null", "NULL": return .null
            case "true", "True", "TRUE": return .boolean(true)
            case "false", "False", "FALSE": return .boolean(false)
            case ".nan", ".NaN", ".NAN": return .notFinite
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF": return .notFinite
            default: break
            }
        }
        return (whole(text[...]) ?? decimal(text[...])).map { .number($0) } ?? .text
    }

    /// `0o17`, `0x1F`.
    private static func whole(_ text: ArraySlice<UInt8>) -> String? {
        guard text.count > 2, text.first == UInt8(ascii: "0") else { return nil }
        let base: UInt64
        switch text[1] {
        case UInt8(ascii: "o"): base = 8
        case UInt8(ascii: "x"): base = 16
        default: return nil
        }
        var number = WholeNumber()
        let digits = text.dropFirst(2)
        guard digits.allSatisfy({ digit($0, below: base) != nil }) else { return nil }
        // Four hundred lie beyond every double in either base; more of them would only take time.
        for byte in digits.drop(while: { $0 == UInt8(ascii: "0") }).prefix(400) {
            number.append(digit(byte, below: base) ?? 0, base: base)
        }
        return number.digits.isEmpty ? "0" : number.digits
    }

    private static func digit(_ byte: UInt8, below base: UInt64) -> UInt64? {
        let value: UInt64
        switch byte {
        case 0x30...0x39: value = UInt64(byte - 0x30)
        case 0x41...0x46: value = UInt64(byte - 0x41) + 10
        case 0x61...0x66: value = UInt64(byte - 0x61) + 10
        default: return nil
        }
        return value < base ? value : nil
    }

    /// `12`, `+1.50`, `.5`, `1.`, `-1e3`: a sign, digits with a point among them or none, a power of ten or none.
    private static func decimal(_ text: ArraySlice<UInt8>) -> String? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let integer = takeDigits(&rest)
        var fraction = ArraySlice<UInt8>()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        guard !integer.isEmpty || !fraction.isEmpty else { return nil }
        var exponent = ""
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                exponent = sign == UInt8(ascii: "-") ? "-" : ""
                rest.removeFirst()
            }
            let digits = takeDigits(&rest)
            guard !digits.isEmpty else { return nil }
            exponent = "e" + exponent + string(digits)
        }
        guard rest.isEmpty else { return nil }
        // JSON has neither zeros before a number nor a point without digits on both sides.
        let significant = string(integer.drop { $0 == UInt8(ascii: "0") })
        return (isNegative ? "-" : "") + (significant.isEmpty ? "0" : significant)
            + (fraction.isEmpty ? "" : "." + string(fraction)) + exponent
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix { 0x30...0x39 ~= $0 }
        text = text.dropFirst(digits.count)
        return digits
    }

    private static func string(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
}
