import LinuxIO
import Testing

@Suite struct `Printable text` {
    @Test(arguments: [
        ("a.yaml", "a.yaml"), ("größe.json", "größe.json"), ("", "\"\""), ("two words", "\"two words\""),
        ("a: accepted", "\"a: accepted\""), ("x\ny", "\"x\\ny\""), ("q\"q", "\"q\\\"q\""), ("b\\n", "\"b\\\\n\""),
        ("\u{1B}[31m", "\"\\x1B[31m\""), ("\u{202E}txt", "\"\\u{202E}txt\""), ("\u{2028}", "\"\\u{2028}\""),
        ("wide\u{3000}gap", "\"wide\\u{3000}gap\""), ("a\u{A0}b", "\"a\\u{A0}b\""),
        ("a\u{3164}b", "\"a\\u{3164}b\""), ("a\u{34F}b", "\"a\\u{34F}b\""),
    ])
    func `a name is quoted as soon as it could be mistaken`(name: String, expected: String) {
        #expect(Array(Printable.name(name.utf8).utf8) == Array(expected.utf8))
    }

    @Test(
        arguments: [
            ([0xFF], "\\xFF"), ([0x61, 0xC3], "a\\xC3"), ([0xC0, 0x80], "\\xC0\\x80"),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
            ([0x5C], "\\\\"), ([0x5C, 0x0A], "\\\\\\n"), ([0x7F], "\\x7F"), ([0xC2, 0x85], "\\u{85}"),
            ([0x22], "\""), ([0xEE, 0x80, 0x80], "\\u{E000}"),
        ] as [([UInt8], String)])
    func `bytes that do not show are escaped`(bytes: [UInt8], expected: String) {
        #expect(Printable.escaped(bytes) == expected)
    }

    @Test func `whatever the bytes, what is shown is printable and tells escaped names apart`() {
        var random = SeededGenerator(seed: 1)
        var seen: [String: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let alphabet: [UInt8] = [0x0A, 0x5C, 0x6E, 0x78, 0x41, 0xC3, 0xA4, 0xE2, 0x80, 0xAE, 0x1B, 0x22]
            let bytes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            for shown in [Printable.name(bytes), Printable.escaped(bytes)] {
                #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            }
            for shown in [Printable.name(bytes), "escaped " + Printable.escaped(bytes)] {
                #expect(seen.updateValue(bytes, forKey: shown) ?? bytes == bytes, "two names show as \(shown)")
            }
        }
    }

    @Test func `a sentence stays one line and is not escaped twice`() {
        #expect(Printable.line("a\nb\u{7}") == "a\\nb\\x07")
        let once = Printable.line("name \"x\\ny\"\r\n")
        #expect(once == "name \"x\\ny\"\\r\\n")
        #expect(Printable.line(once) == once)
    }

    @Test(arguments: 0..<12) func `a limit holds in bytes and splits no character`(limit: Int) {
        let cut = Printable.line("aöüß€", limit: limit)
        #expect(cut.utf8.count <= max(limit, 3))
        #expect(limit < 10 ? cut.hasSuffix("…") : cut == "aöüß€")
    }
}
