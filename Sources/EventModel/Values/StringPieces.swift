extension String {
    /// Whether both are the same code units: `==` takes two spellings of a letter for one.
    package func hasSameBytes(as other: String) -> Bool {
        // Both buffers live for the calls, and are only read.
        let isSame = unsafe utf8.withContiguousStorageIfAvailable { left in
            unsafe other.utf8.withContiguousStorageIfAvailable { right in
                unsafe left.count == right.count && left.elementsEqual(right)
            }
        }
        return isSame.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
    }
}

extension Unicode.Scalar {
    /// Whether nothing of it can be seen, not even a space.
    var isShapeless: Bool { properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format }

    /// `p`, `space`, `р (U+0440 CYRILLIC SMALL LETTER ER)`, `U+00A0 NO-BREAK SPACE`: what is not of ASCII is named, since
    /// it may look like what is, or like nothing.
    var described: String {
        if self == " " { return "space" }
        if 0x20..<0x7F ~= value { return String(self) }
        let name = (properties.name ?? properties.nameAlias).map { " \($0)" } ?? ""
        switch properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark, .spacingMark, .surrogate:
            return codePoint + name
        default: return "\(self) (\(codePoint)\(name))"
        }
    }
}

/// What Foundation would do to strings, for hints.
extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace ?? false { rest = rest.dropFirst() }
        while rest.last?.isWhitespace ?? false { rest = rest.dropLast() }
        return String(rest)
    }

    /// The same without characters that have no shape, such as U+200B ZERO WIDTH SPACE: what a person sees of it.
    var bare: String { String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isShapeless })).trimmed }

    /// In capitals, where it is ASCII: others may turn into several letters, or into another one's.
    var uppercasedASCII: String {
        String(decoding: utf8.map { $0.isASCIILowercase ? $0 & ~0x20 : $0 }, as: UTF8.self)
    }

    var lowercasedASCII: String {
        String(decoding: utf8.map { $0.isASCIIUppercase ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// `, as it holds U+00A0 NO-BREAK SPACE`: the first character that is not of ASCII, for values that are; empty for none.
    var strange: String {
        unicodeScalars.first { !$0.isASCII || $0.value < 0x20 }.map { ", as it holds \($0.described)" } ?? ""
    }

    /// The text where a message can name it; “this” where it is long, or has characters that would spoil a line.
    var named: String {
        let isPlain = utf8.count <= 40 && utf8.allSatisfy { 0x20..<0x7F ~= $0 }
        return isPlain ? self : "this"
    }

    /// The parts between the occurrences of `separator`, which is not empty; itself alone where there are none.
    func split(at separator: String) -> [String] {
        var parts: [String] = []
        var part = Substring()
        var rest = Substring(self)
        while !rest.isEmpty {
            if rest.hasPrefix(separator) {
                parts.append(String(part))
                part = Substring()
                rest = rest.dropFirst(separator.count)
            } else {
                part.append(rest.removeFirst())
            }
        }
        return parts + [String(part)]
    }
}
