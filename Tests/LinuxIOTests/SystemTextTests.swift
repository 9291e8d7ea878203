import LinuxIO
import Testing

@Suite("Words of the system")
struct SystemTextTests {
    /// Bytes of which many are parts of characters, and some are the characters that stand for bytes.
    private static func bytes(_ generator: inout SystemRandomNumberGenerator) -> [UInt8] {
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("/".utf8), Array("é".utf8), Array("中".utf8), Array("🧭".utf8),
            Array("\u{10FF80}".utf8), Array("\u{10FFFF}".utf8), Array("\u{10FF7F}".utf8), [0xEF], [0x80], [0xF4],
            [0xC3],
            [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xF4, 0x8F, 0xBE],
        ]
        return (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ in
            pieces.randomElement(using: &generator) ?? []
        }
    }

    @Test func `every byte is kept, and no two words are one`() {
        var generator = SystemRandomNumberGenerator()
        var seen: [String: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let bytes = Self.bytes(&generator)
            let text = SystemText.text(bytes: bytes)
            #expect(SystemText.bytes(text) == bytes)
            #expect(seen.updateValue(bytes, forKey: text) ?? bytes == bytes)
            #expect(Printable.escaped(argument: text) == Printable.escaped(bytes))
            // Without such characters a text is what it was.
            let stands = bytes.indices.contains { place in bytes[place...].starts(with: [0xF4, 0x8F]) }
            if let plain = String(validating: bytes, as: UTF8.self), !stands { #expect(text == plain) }
        }
    }

    @Test func `the last part of a path is what stands behind its last slash`() {
        #expect(FileName(lastOf: "a/b.yaml")?.bytes == Array("b.yaml".utf8))
        #expect(FileName(lastOf: SystemText.text(bytes: [0x2F, 0xEF]))?.bytes == [0xEF])
        for path in ["", "/", "a/", "a/.", ".."] { #expect(FileName(lastOf: path) == nil) }
    }
}
