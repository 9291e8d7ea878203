import LinuxIO
import Testing

/// Vectors of RFC 3720 §B.4, and the "check" value of the catalogue of CRC algorithms.
@Suite struct CRC32CTests {
    static let vectors: [([UInt8], UInt32)] = [
        ([], 0),
        (Array("123456789".utf8), 0xE306_9283),
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        (Array(0..<32), 0x46DD_794E),
        (Array((0..<32).reversed()), 0x113F_DB5C),
    ]

    @Test(arguments: vectors) func `known texts have their known checksum`(text: [UInt8], expected: UInt32) {
        #expect(CRC32C.of(text) == expected)
        #expect(CRC32C.portable(text) == expected)
    }

    @Test func `the processor's instruction and the table agree at every length and alignment`() {
        var random = SeededGenerator(seed: 1)
        let bytes = (0..<9_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for length in [0, 1, 2, 3, 7, 8, 9, 63, 64, 65, 660, 767, 768, 769, 1_023, 4_096, 8_900] {
            for start in 0..<9 {
                let part = Array(bytes[start..<(start + length)])
                #expect(CRC32C.of(part) == CRC32C.portable(part), "\(length) bytes from \(start)")
            }
        }
    }

    @Test func `a checksum of parts is the checksum of the whole`() {
        var random = SeededGenerator(seed: 2)
        let bytes = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for _ in 0..<200 {
            let cut = Int.random(in: 0...bytes.count, using: &random)
            var sum = CRC32C()
            // UInt8 has no padding that could be uninitialised.
            unsafe sum.add(bytes.span.bytes.extracting(0..<cut))
            unsafe sum.add(bytes.span.bytes.extracting(cut..<bytes.count))
            #expect(sum.value == CRC32C.of(bytes))
        }
    }
}
