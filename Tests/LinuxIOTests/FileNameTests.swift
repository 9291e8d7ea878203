import LinuxIO
import Testing

@Suite struct FileNameTests {
    @Test(arguments: ["", ".", "..", "a/b", "/", "a\0b"]) func `what the kernel takes for no name is none`(text: String)
    {
        #expect(FileName(text) == nil)
    }

    @Test(arguments: [
        ("a.yaml", "a.yaml"), ("Ä 漢字 🙂.json", "Ä 漢字 🙂.json"), ("a\nb", "a\\nb"), ("\u{1B}[31m", "\\x1B[31m"),
        ("a\\b", "a\\\\b"), ("\u{202E}lmay.exe", "\\u{202E}lmay.exe"), ("a\u{7F}", "a\\x7F"),
        ("\u{200B}", "\\u{200B}"), ("\u{FEFF}a", "\\u{FEFF}a"),
    ])
    func `what a terminal would act upon is escaped`(text: String, escaped: String) throws {
        let name = try #require(FileName(text))
        #expect(name.escaped.utf8.elementsEqual(escaped.utf8))
        #expect(name.isPrintable == text.utf8.elementsEqual(escaped.utf8))
    }

    @Test func `bytes that are no text are escaped one by one`() throws {
        let name = try #require(FileName(bytes: [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80]))
        #expect(name.escaped == "a\\xFF\\xC3(\\xED\\xA0\\x80")
        #expect(name.text == nil && !name.isPrintable)
    }

    @Test func `an escaped name is printable and tells names apart, whatever their bytes`() throws {
        var random = SeededGenerator(seed: 3)
        let bytes: [UInt8] = [0x5C, 0x78, 0x30, 0xC3, 0xA4, 0xFF, 0x0A]
        var seen: [[UInt8]: FileName] = [:]
        for _ in 0..<3_000 {
            let length = Int.random(in: 1...6, using: &random)
            let text = (0..<length).compactMap { _ in bytes.randomElement(using: &random) }
            let name = try #require(FileName(bytes: text))
            #expect(name.escaped.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            let other = seen.updateValue(name, forKey: Array(name.escaped.utf8))
            #expect(other == nil || other == name)
        }
    }

    @Test func `names are ordered as people count`() throws {
        let ordered = [
            "01", "1", "2.yaml", "9.yaml", "10.yaml", "99999999999999999999998", "99999999999999999999999", "B", "a",
            "a1", "a1b", "a2", "a02b", "a10", "b",
        ]
        let names = try ordered.map { try #require(FileName($0)) }
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20 { #expect(names.shuffled(using: &random).sorted() == names) }
    }

    @Test func `the order is total: of two names one comes first, and of three they agree`() throws {
        var random = SeededGenerator(seed: 4)
        let letters = Array("019a.".utf8)
        let names = try (0..<60).map { _ in
            let length = Int.random(in: 1...5, using: &random)
            let text = (0..<length).compactMap { _ in letters.randomElement(using: &random) }
            return try #require(FileName(bytes: [0x78] + text))
        }
        for a in names {
            for b in names {
                #expect((a < b ? 1 : 0) + (b < a ? 1 : 0) + (a == b ? 1 : 0) == 1, "\(a) \(b)")
                for c in names.prefix(20) where a < b && b < c { #expect(a < c, "\(a) \(b) \(c)") }
            }
        }
    }
}
