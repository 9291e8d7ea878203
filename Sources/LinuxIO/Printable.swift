/// Text from outside, made fit to show: whatever a name holds, it forges no line, colour or direction of writing.
///
/// One spelling everywhere, that of a Swift literal: `\n`, `\t`, `\r`, `\xNN` for a byte that is no UTF-8 or another ASCII
/// control, `\u{…}` for any other character that does not show, digits above 9 in capitals. In names also spaces other than
/// the usual one are spelled out, as two names that differ only in them look the same.
package enum Printable {
    /// Whether `bytes` are UTF-8 and show as they stand: ``escaped(_:)`` changes nothing of them.
    package static func isPrintable(_ bytes: some Collection<UInt8>) -> Bool {
        escaped(bytes).utf8.elementsEqual(bytes)
    }

    /// `bytes` with backslashes doubled, so that no two texts look the same.
    package static func escaped(_ bytes: some Collection<UInt8>) -> String {
        literal(bytes, doubling: "\\", showing: showsInNames)
    }

    /// A name within a sentence: as it stands where it can't be mistaken for more than a name, otherwise quoted and
    /// escaped. A file called `a: accepted` thus says nothing in the daemon's name.
    package static func name(_ bytes: some Collection<UInt8>) -> String {
        let isPlain =
            !bytes.isEmpty && isPrintable(bytes)
            && String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && !":;,\"'()".unicodeScalars.contains($0)
            }
        return isPlain
            ? String(decoding: bytes, as: UTF8.self)
            : "\"" + literal(bytes, doubling: "\"\\", showing: showsInNames) + "\""
    }

    /// A path or a name from the command line, as names of files are shown.
    package static func escaped(argument: String) -> String { escaped(SystemText.bytes(argument)) }

    /// `text` on one line, without anything that does not show, cut to `limit` bytes with an ellipsis at the end.
    ///
    /// Backslashes stay single: the text is the daemon's own sentence, whose names are escaped already.
    package static func line(_ text: String, limit: Int = .max) -> String {
        // Cut before as well as after: escaping only ever makes it longer, and need not see what is left out.
        let isLong = text.utf8.count > limit
        let head = isLong ? prefix(of: text, limit) : text
        let shown =
            head.unicodeScalars.allSatisfy(shows)
            ? head : literal(head.utf8, doubling: "", showing: shows, escape: escape)
        guard isLong || shown.utf8.count > limit else { return shown }
        return prefix(of: shown, max(0, limit - ellipsis.utf8.count)) + ellipsis
    }

    /// A character of a sentence that does not show, as it is spelled here; the byte that it stands for, where it does
    /// (``SystemText``).
    package static func escape(_ scalar: Unicode.Scalar) -> String {
        SystemText.byte(scalar).map(escape) ?? escapeItself(scalar)
    }

    private static func escapeItself(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case _ where scalar.isASCII: escape(UInt8(truncatingIfNeeded: scalar.value))
        default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }

    /// As many whole characters (scalars) of `text` as fit in `limit` bytes.
    private static func prefix(of text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: limit)
        // An index into the scalars rounds down to where one begins.
        return String(text.unicodeScalars[..<end])
    }

    private static let ellipsis = "…"

    private static func shows(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// A filler has no shape, and a space of another kind that of the usual one.
    private static func showsInNames(_ scalar: Unicode.Scalar) -> Bool {
        let isAlike = scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace && scalar != " "
        return shows(scalar) && !isAlike
    }

    /// - Parameters:
    ///   - marks: what gets a backslash before it.
    ///   - escape: spells what does not show.
    private static func literal(
        _ bytes: some Collection<UInt8>, doubling marks: String, showing shows: (Unicode.Scalar) -> Bool,
        escape: (Unicode.Scalar) -> String = escapeItself
    ) -> String {
        var result = ""
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            // Nearly every text goes in whole here.
            let plain = rest.prefix { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") }
            result += String(decoding: plain, as: UTF8.self)
            rest = rest.dropFirst(plain.count)
            guard let first = rest.first else { break }
            guard let scalar = leadingScalar(rest) else {
                result += Self.escape(first)
                rest = rest.dropFirst()
                continue
            }
            if marks.unicodeScalars.contains(scalar) { result += "\\" }
            if shows(scalar) { result.unicodeScalars.append(scalar) } else { result += escape(scalar) }
            rest = rest.dropFirst(UTF8.width(scalar))
        }
        return result
    }

    private static func escape(_ byte: UInt8) -> String {
        (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16, uppercase: true)
    }

    /// The scalar that the bytes begin with; nil where they begin with no UTF-8.
    static func leadingScalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let lead = bytes.first else { return nil }
        let length =
            switch lead {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC2...: 2
            default: 1
            }
        return String(validating: bytes.prefix(length), as: UTF8.self)?.unicodeScalars.first
    }
}
