import EventModel
import Intake
import Testing

@Suite struct FormatsEncodingTests {
    static let endings = ["json", "ndjson", "yaml"]

    private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let pair = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return bigEndian ? pair.reversed() : pair
        }
    }

    private func utf32(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            let word = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
            return bigEndian ? word.reversed() : word
        }
    }

    @Test(arguments: endings)
    func `a byte order mark and Windows line ends are accepted`(ending: String) {
        let reading = Reading("a.\(ending)", "\u{FEFF}{\"a\":\"b\"}\r\n")
        #expect(reading.faults == [])
        #expect(reading.events == [#"{"a":"b"}"#])
    }

    @Test(arguments: endings)
    func `places are counted from the file's first byte, columns from its first character`(ending: String) throws {
        let bytes = Array("\u{FEFF}{\"\u{20AC}\":\"b\"}".utf8)
        let file = EventFile.read(name: "a.\(ending)", bytes: bytes)
        let event = try #require(file.events.first)
        #expect(file.document.offset(event) == 3)
        #expect(file.document.members(event).map { file.document.offset($0.value) } == [10])
        #expect(Reading("a.\(ending)", "\u{FEFF}{\"\u{20AC}\":]").faults.first?.hasPrefix("1:6: ") == true)
    }

    @Test(arguments: endings, [true, false])
    func `UTF-16 and UTF-32 are named, with and without a byte order mark`(ending: String, bigEndian: Bool) {
        let text = #"{"a":"b"}"#
        for bytes in [utf16("\u{FEFF}" + text, bigEndian: bigEndian), utf16(text, bigEndian: bigEndian)] {
            #expect(
                Reading("a.\(ending)", bytes).faults == [
                    "1:1: the file is encoded in UTF-16 — expected UTF-8 — save it as UTF-8"
                ])
        }
        for bytes in [utf32("\u{FEFF}" + text, bigEndian: bigEndian), utf32(text, bigEndian: bigEndian)] {
            #expect(
                Reading("a.\(ending)", bytes).faults == [
                    "1:1: the file is encoded in UTF-32 — expected UTF-8 — save it as UTF-8"
                ])
        }
    }

    @Test(arguments: endings, [[], [0xEF, 0xBB, 0xBF]])
    func `an empty file is refused`(ending: String, bytes: [UInt8]) {
        #expect(
            Reading("a.\(ending)", bytes).faults == [
                "1:1: the file is empty — expected an event — was it copied completely?"
            ])
    }

    @Test(arguments: endings, [" ", "\n", "\r\n\r\n", " \t\n ", "\u{FEFF}\n"])
    func `a file of white space is refused`(ending: String, text: String) {
        #expect(
            Reading("a.\(ending)", text).faults == ["1:1: the file holds nothing but white space — expected an event"])
    }

    @Test(arguments: endings)
    func `a zero byte is refused where it stands`(ending: String) {
        let faults = Reading("a.\(ending)", "{\"a\":\n\"b\u{0}\"}").faults
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("2:3: a zero byte") == true)
    }

    @Test(arguments: [
        ([0x1F, 0x8B, 0x08, 0x00], "a gzip archive"),
        ([0x50, 0x4B, 0x03, 0x04, 0x14], "a zip archive or an office document"),
        ([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31], "a PDF document"), ([0x89, 0x50, 0x4E, 0x47, 0x0D], "a PNG image"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
    ])
    func `a file that is no text at all is named`(bytes: [UInt8], name: String) {
        #expect(Reading("a.json", bytes).faults == ["1:1: the file is \(name) — expected plain text in UTF-8"])
    }

    @Test func `many control characters are binary data, a few are their format's to refuse`() {
        let many = Array("{\"a\":\"b\"}".utf8) + (14...31)
        #expect(Reading("a.json", many).faults == ["1:1: the file holds binary data — expected plain text in UTF-8"])
        #expect(
            Reading("a.json", "{\"title\":\"\u{7}bell\"}").faults.first?.hasPrefix("1:11: a control character (0x07)")
                == true)
        #expect(
            Reading("a.yaml", "title: the \u{7} bell\n").faults.first?.hasPrefix("1:12: a control character") == true)
    }

    @Test(arguments: [
        ([0x61, 0x80], 1), ([0x61, 0xC3, 0x61], 1), ([0x61, 0x62, 0xC0, 0x80], 2), ([0xC1, 0xBF], 0),
        ([0x61, 0xE0, 0x80, 0x80], 1),
        ([0xED, 0xA0, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
        ([0xF5, 0x80, 0x80, 0x80], 0), ([0xFF], 0),
        ([0x61, 0xFE, 0x61], 1), ([0xF8, 0x88, 0x80, 0x80, 0x80], 0), ([0xC3, 0xA9, 0xE9, 0x74], 2),
        ([0x93, 0x61, 0x94], 0),
    ])
    func `a byte that is not UTF-8 is refused where it stands`(bytes: [UInt8], offset: Int) {
        for ending in Self.endings {
            let faults = EventFile.read(name: "a.\(ending)", bytes: bytes).faults
            #expect(faults.map(\.offset) == [offset])
            #expect(
                faults.first?.problem
                    == "the byte 0x\(String(bytes[offset], radix: 16, uppercase: true)) is not UTF-8 here")
        }
    }

    @Test(arguments: [[0x61, 0xC3], [0x61, 0xE2, 0x82], [0x61, 0xF0, 0x9F, 0x98]])
    func `a file cut within a character says so`(bytes: [UInt8]) {
        let faults = Reading("a.yaml", bytes).faults
        #expect(
            faults == [
                "1:2: the file ends in the middle of a character — expected text in UTF-8 — was it copied completely?"
            ])
    }
}
