/// A SHA-256 digest as text: 64 hexadecimal digits in lower case.
package enum SHA256Digest {
    /// Whether `text`, in UTF-8, is such a digest.
    static func isDigest(_ text: Span<UInt8>) -> Bool {
        guard text.count == 64 else { return false }
        for index in text.indices where !text[index].isLowercaseHex { return false }
        return true
    }

    /// What is wrong with `text` as such a digest; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        if isDigest(text.utf8.span) { return nil }
        let bytes = Array(text.utf8)
        let expected = "64 hexadecimal digits, 0-9 and a-f"
        if let offset = bytes.firstIndex(where: { !$0.isLowercaseHex }) {
            let isUpper = bytes.count == 64 && bytes.allSatisfy { $0.isHex }
            return Fault(
                at: offset, "unexpected \(TextCursor.describe(bytes[offset...])) in a SHA-256", expected: expected,
                hint: isUpper ? .write(text.lowercased()) : nil)
        }
        return Fault(at: min(bytes.count, 64), "a SHA-256 of \(bytes.count) digits", expected: expected)
    }
}

/// An item of Wikidata: `Q42`.
package enum WikidataItem {
    /// What is wrong with `text` as the name of an item; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        guard let offset = offense(in: Array(text.utf8)) else { return nil }
        // An item's address, and a small q.
        let bare = text.bare
        let place = addresses.first { bare.hasPrefix($0) }
        let name = String(bare.dropFirst(place?.count ?? 0)).uppercasedASCII
        let hint = name.utf8.count <= 20 && offense(in: Array(name.utf8)) == nil ? Hint.write(name) : nil
        return Fault(
            at: offset, "\(text.isEmpty ? "there is" : "this is") no item of Wikidata",
            expected: "Q and a number, such as Q42", hint: hint)
    }

    /// Where Wikidata has its items.
    private static let addresses = ["https://", "http://"].flatMap { scheme in
        ["www.wikidata.org/wiki/", "www.wikidata.org/entity/"].map { scheme + $0 }
    }

    private static func offense(in bytes: [UInt8]) -> Int? {
        guard bytes.first == UInt8(ascii: "Q") else { return 0 }
        guard bytes.count > 1, bytes[1] != UInt8(ascii: "0") else { return 1 }
        return bytes.dropFirst().firstIndex { $0.decimalDigit == nil }
    }
}

/// A Legal Entity Identifier (ISO 17442): 18 capital letters or digits, and two check digits.
package enum LEI {
    /// What is wrong with `text` as an LEI; nil where it is one.
    package static func fault(in text: String) -> Fault? {
        let bytes = Array(text.utf8)
        let expected = "18 capital letters or digits, then two check digits"
        if let offset = bytes.firstIndex(where: { !$0.isASCIIUppercase && $0.decimalDigit == nil }) {
            let tidy = String(text.bare.filter { $0 != " " && $0 != "-" }).uppercasedASCII
            let isMeant = tidy.utf8.elementsEqual(text.utf8) ? false : fault(in: tidy) == nil
            return Fault(
                at: offset, "unexpected \(TextCursor.describe(bytes[offset...])) in an LEI", expected: expected,
                hint: isMeant ? .write(tidy) : nil)
        }
        guard bytes.count == 20 else {
            return Fault(at: min(bytes.count, 20), "an LEI of \(bytes.count) characters", expected: expected)
        }
        if let offset = bytes[18...].firstIndex(where: { $0.decimalDigit == nil }) {
            return Fault(at: offset, "a check digit that is no digit", expected: expected)
        }
        guard remainder(bytes) != 1 else { return nil }
        return Fault(
            at: 18, "the check digits do not fit the rest", expected: "the LEI as it is registered",
            hint: "compare it with search.gleif.org: a character is wrong, or two are swapped")
    }

    /// ISO 7064 MOD 97-10: letters count 10 to 35, and the whole number leaves 1 when divided by 97.
    private static func remainder(_ bytes: [UInt8]) -> Int {
        bytes.reduce(0) { remainder, byte in
            if let digit = byte.decimalDigit { return (remainder * 10 + digit) % 97 }
            return (remainder * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
        }
    }
}
