import EventModel

/// The bytes of a dropped file once they are known to be text: UTF-8, not empty, no binary data.
///
/// Every format reads from here, so that what an editor or an export may do to a text is judged in one place.
struct SourceText: Sendable {
    /// The whole file; offsets of faults and nodes count from its first byte.
    let bytes: [UInt8]
    /// Where the text begins: behind a byte order mark, if there is one.
    let start: Int

    /// The nodes of a document hold their offsets in 32 bits, and decoding may lengthen a YAML text by half.
    static let maximumByteCount = 1 << 30

    init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.maximumByteCount else {
            throw Fault(at: 0, "the file is larger than 1 GiB", hint: "split it into several files")
        }
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard bytes.count > start else {
            throw Fault(at: start, "the file is empty", expected: "an event", hint: "was it copied completely?")
        }
        try Self.refuseOtherEncodings(bytes)
        try Self.refuseBinaryData(bytes)
        try Self.requireUTF8(bytes)
        guard !isBlank(start..<bytes.count) else {
            throw Fault(at: start, "the file holds nothing but white space", expected: "an event")
        }
    }

    /// Whether there is only white space between two offsets.
    func isBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    /// The offsets of the line around `offset`, without its line end; of a very long line, what is near.
    func line(around offset: Int) -> Range<Int> {
        let place = min(max(offset, start), bytes.count)
        let near = max(start, place - 1_000)..<min(bytes.count, place + 1_000)
        let from = bytes[near.lowerBound..<place].lastIndex(where: Self.isBreak).map { $0 + 1 } ?? near.lowerBound
        return from..<(bytes[place..<near.upperBound].firstIndex(where: Self.isBreak) ?? near.upperBound)
    }

    /// Whether no line ends between two offsets.
    func isOneLine(_ range: Range<Int>) -> Bool { !bytes[range].contains(where: Self.isBreak) }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension SourceText {
    private static func refuseOtherEncodings(_ bytes: [UInt8]) throws(Fault) {
        func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0xAA }
        let name: String? =
            switch (byte(0), byte(1), byte(2), byte(3)) {
            // Byte order marks; that of UTF-32 begins with that of UTF-16.
            case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF): "UTF-32"
            case (0xFF, 0xFE, _, _), (0xFE, 0xFF, _, _): "UTF-16"
            // Without a mark: the text of an event begins with two ASCII characters (RFC 4627 §3).
            case (1..., 0, 0, 0), (0, 0, 0, 1...): "UTF-32"
            case (1..., 0, 1..., 0), (0, 1..., 0, 1...): "UTF-16"
            default: nil
            }
        guard let name else { return }
        throw Fault(at: 0, "the file is encoded in \(name)", expected: "UTF-8", hint: "save it as UTF-8")
    }

    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x1F, 0x8B], "a gzip archive"), ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an office document"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"), ([0xFD, 0x37, 0x7A, 0x58], "an xz archive"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ]

    private static func refuseBinaryData(_ bytes: [UInt8]) throws(Fault) {
        if let found = signatures.first(where: { bytes.starts(with: $0.bytes) }) {
            throw Fault(at: 0, "the file is \(found.name)", expected: "plain text in UTF-8")
        }
        let (zeros, controls) = TextScan.controls(in: bytes.span)
        if zeros > 0, let zero = bytes.firstIndex(of: 0) {
            throw Fault(
                at: zero, "a zero byte: the file is damaged, or no text", expected: "plain text in UTF-8",
                hint: "was it copied completely?")
        }
        // A few may have strayed into a text; what reads it says where.
        guard controls <= max(8, bytes.count / 10) else {
            throw Fault(at: 0, "the file holds binary data", expected: "plain text in UTF-8")
        }
    }

    private static func requireUTF8(_ bytes: [UInt8]) throws(Fault) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let offset = error.byteOffsets.lowerBound
            let byte = "0x" + String(bytes[offset], radix: 16, uppercase: true)
            let isCut = error.kind == .truncatedScalar && error.byteOffsets.upperBound == bytes.count
            throw Fault(
                at: offset,
                isCut ? "the file ends in the middle of a character" : "the byte \(byte) is not UTF-8 here",
                expected: "text in UTF-8",
                hint: isCut
                    ? "was it copied completely?"
                    : "if the text is in an older encoding (Windows-1252, ISO 8859), save it as UTF-8")
        }
    }
}
