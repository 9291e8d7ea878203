/// URIs and references to them (RFC 3986), checked for their syntax byte by byte.
package enum URIReference {
    /// What is wrong with `text` as a URI-reference (§4.1); nil where it is one. An empty one says nothing, and is
    /// refused.
    package static func fault(in text: String) -> Fault? { check(text, isAbsolute: false) }

    /// What is wrong with `text` as a URI with its scheme (§3); nil where it is one.
    package static func absoluteFault(in text: String) -> Fault? { check(text, isAbsolute: true) }

    /// Whether `text`, in UTF-8, is a URI-reference.
    static func isReference(_ text: Span<UInt8>) -> Bool { isGood(text.array(), isAbsolute: false) }

    /// Whether `text`, in UTF-8, is a URI with its scheme.
    static func isAbsolute(_ text: Span<UInt8>) -> Bool { isGood(text.array(), isAbsolute: true) }

    private static func check(_ text: String, isAbsolute: Bool) -> Fault? {
        let bytes = Array(text.utf8)
        let example = isAbsolute ? "a URI such as https://example.org/page" : "a URI or a path"
        guard !bytes.isEmpty else { return Fault(at: 0, "there is no URI", expected: example) }
        do {
            try URISyntax(bytes).check(isAbsolute: isAbsolute)
            return nil
        } catch {
            var fault = error
            if fault.hint == nil { fault.hint = hint(for: text, isAbsolute: isAbsolute) }
            return fault
        }
    }

    /// The URI that was most likely meant: percent-encoded, with a scheme, without space around it.
    private static func hint(for text: String, isAbsolute: Bool) -> Hint? {
        guard text.utf8.count <= 1_000 else { return nil }
        let trimmed = text.trimmed
        // What nobody sees was hardly meant, and hardly meant to be encoded.
        guard !trimmed.unicodeScalars.contains(where: { $0.isShapeless || $0.properties.isWhitespace && $0 != " " })
        else {
            let bare = String(String.UnicodeScalarView(trimmed.unicodeScalars.filter { !$0.isShapeless }))
            return isGood(Array(bare.utf8), isAbsolute: isAbsolute) ? .ask(bare) : nil
        }
        let encoded = percentEncoded(trimmed)
        for candidate in [trimmed, encoded] where !candidate.utf8.elementsEqual(text.utf8) {
            if isGood(Array(candidate.utf8), isAbsolute: isAbsolute) { return .write(candidate) }
        }
        guard isAbsolute, !trimmed.contains(":"), let dot = trimmed.firstIndex(of: "."), dot > trimmed.startIndex,
            isGood(Array("https://\(encoded)".utf8), isAbsolute: true)
        else { return nil }
        return .ask("https://\(encoded)")
    }

    private static func isGood(_ text: [UInt8], isAbsolute: Bool) -> Bool {
        !text.isEmpty && (try? URISyntax(text).check(isAbsolute: isAbsolute)) != nil
    }

    /// What no URI may hold, as `%` and hexadecimal digits; so is a `%` that has none behind it.
    private static func percentEncoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isEscape = byte == UInt8(ascii: "%") && bytes[(index + 1)...].prefix(2).filter { $0.isHex }.count == 2
            if isEscape || byte.isURICharacter {
                output.append(byte)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                output.append(contentsOf: ("%" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

extension UInt8 {
    /// Unreserved (§2.3).
    var isURIUnreserved: Bool {
        isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "~")
    }

    /// Delimiters that may stand for themselves (§2.2, sub-delims).
    var isURISubDelimiter: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// May stand somewhere in a URI by itself.
    fileprivate var isURICharacter: Bool {
        switch self {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: isURIUnreserved || isURISubDelimiter
        }
    }
}
