/// A place in the bytes of a short text that a value is read from.
///
/// It speaks of what stands there in the words that faults use, so that all values complain alike.
struct TextCursor {
    let bytes: [UInt8]
    var index: Int
    /// Where the text ends for this reader: a part of a whole is read as if nothing came after it.
    let end: Int

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        self.bytes = bytes
        index = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    var isAtEnd: Bool { index >= end }

    /// The byte here; nil at the end.
    var byte: UInt8? { index < end ? bytes[index] : nil }

    /// Steps over `character` where it stands here.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// The number that exactly `places` digits make; nil, and no step, where there are fewer.
    mutating func number(places: Int) -> Int? {
        guard index + places <= end else { return nil }
        var value = 0
        for offset in index..<index + places {
            guard let digit = bytes[offset].decimalDigit else { return nil }
            value = value * 10 + digit
        }
        index += places
        return value
    }

    /// A fault here: what stands here cannot.
    func unexpected(_ expected: String, hint: Hint? = nil) -> Fault {
        Fault(
            at: index, index < bytes.count ? "unexpected \(Self.describe(bytes[index...]))" : "the text ends too early",
            expected: expected, hint: hint)
    }

    /// The first character of `bytes` in words.
    static func describe(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first?.described ?? "end"
    }
}

extension UInt8 {
    /// The value of an ASCII digit.
    var decimalDigit: Int? {
        let value = self &- UInt8(ascii: "0")
        return value < 10 ? Int(value) : nil
    }

    var isASCIIUppercase: Bool { UInt8(ascii: "A") <= self && self <= UInt8(ascii: "Z") }
    var isASCIILowercase: Bool { UInt8(ascii: "a") <= self && self <= UInt8(ascii: "z") }
    var isASCIILetter: Bool { isASCIIUppercase || isASCIILowercase }
    var isASCIIAlphanumeric: Bool { isASCIILetter || decimalDigit != nil }
    /// 0 to 9, a to f.
    var isLowercaseHex: Bool { decimalDigit != nil || (UInt8(ascii: "a") <= self && self <= UInt8(ascii: "f")) }
    var isHex: Bool { isLowercaseHex || (UInt8(ascii: "A") <= self && self <= UInt8(ascii: "F")) }
}
