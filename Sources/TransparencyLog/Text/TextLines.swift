/// Reads a text line by line: each ends with a line feed, the last one too.
struct TextLines {
    /// What has not been read.
    private(set) var rest: ArraySlice<UInt8>
    /// The number of the line read last, from 1.
    private(set) var number: Int

    /// - Parameter before: the number of the line that precedes the text, where it is a part of another.
    init(_ text: ArraySlice<UInt8>, before: Int = 0) {
        rest = text
        number = before
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next line without its line feed.
    ///
    /// - Parameter expected: what a reader is told when there is none.
    mutating func next(_ expected: String) throws(TextFault) -> ArraySlice<UInt8> {
        number += 1
        guard !rest.isEmpty else { throw fault("the text ends here", expected: expected) }
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            throw fault("the text ends within the line", expected: "a line feed at its end")
        }
        defer { rest = rest[(end + 1)...] }
        return rest[rest.startIndex..<end]
    }

    /// The next line as a number.
    ///
    /// - Parameter what: what a reader is told when there is no line.
    mutating func nextDecimal(_ what: String) throws(TextFault) -> UInt64 {
        let line = try next(what)
        return try decimal(line)
    }

    /// The next line as a hash.
    ///
    /// - Parameter what: what a reader is told when there is no line.
    mutating func nextDigest(_ what: String) throws(TextFault) -> Digest {
        let line = try next(what)
        return try digest(line)
    }

    /// What is wrong with the line read last.
    func fault(_ problem: String, expected: String) -> TextFault {
        TextFault(line: number, problem: problem, expected: expected)
    }

    /// The line read last, or a part of it, as a number.
    func decimal(_ text: ArraySlice<UInt8>) throws(TextFault) -> UInt64 {
        let digits = text.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits, !text.isEmpty, text.first != UInt8(ascii: "0") || text.count == 1,
            let number = UInt64(String(decoding: text, as: UTF8.self))
        else {
            throw fault(
                "\(TextFault.quote(text)) is no number",
                expected: "decimal digits without leading zeros, below 2^64")
        }
        return number
    }

    /// The line read last, or a part of it, as a hash.
    func digest(_ text: ArraySlice<UInt8>) throws(TextFault) -> Digest {
        guard let digest = Digest(base64: text) else {
            throw fault("\(TextFault.quote(text)) is no hash", expected: "32 bytes in base64, 44 characters")
        }
        return digest
    }
}

extension TextLines {
    /// What every text here has to be (C2SP signed-note): UTF-8 without control characters but the line feed.
    ///
    /// - Parameter before: the number of the line that precedes the text.
    static func check(_ text: ArraySlice<UInt8>, before: Int = 0) throws(TextFault) {
        var number = before
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if let control = line.first(where: { $0 < 0x20 }) {
                throw TextFault(
                    line: number, problem: "the byte 0x\(Hexadecimal.encode([control])) is a control character",
                    expected: "text")
            }
            guard String(validating: line, as: UTF8.self) != nil else {
                throw TextFault(line: number, problem: "these bytes are not UTF-8", expected: "text in UTF-8")
            }
        }
    }
}
