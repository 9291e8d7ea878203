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

/// What Foundation would do to strings, for hints.
extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace ?? false { rest = rest.dropFirst() }
        while rest.last?.isWhitespace ?? false { rest = rest.dropLast() }
        return String(rest)
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
