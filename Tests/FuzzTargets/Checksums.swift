import LinuxIO

/// Puts right the checksums of lines that were changed, so that what stands behind the checksum is tried, too.
enum Checksums {
    private static let key = Array(#""crc32c":""#.utf8)

    static func repair(_ segment: inout [UInt8]) {
        var start = 0
        while start < segment.count {
            let end = segment[start...].firstIndex(of: UInt8(ascii: "\n")) ?? segment.count
            repair(&segment, start..<end)
            start = end + 1
        }
    }

    private static func repair(_ segment: inout [UInt8], _ line: Range<Int>) {
        // It stands near the beginning.
        let head = segment[line].prefix(200)
        guard let place = head.indices.first(where: { head[$0...].starts(with: key) }).map({ $0 + key.count }),
            place + 8 <= line.upperBound
        else { return }
        let digits = place..<place + 8
        segment.replaceSubrange(digits, with: Array("00000000".utf8))
        let sum = String(CRC32C.of(Array(segment[line])), radix: 16)
        segment.replaceSubrange(digits, with: Array((String(repeating: "0", count: 8 - sum.utf8.count) + sum).utf8))
    }
}
