import LinuxIO
import TestSupport
import Testing

/// A real log, cut into several segments, to be damaged.
struct DamagedLog {
    let drops: Drops
    /// Where each batch ends, in bytes of the whole.
    private let ends: [Int]

    /// `batches` files of two events each, a batch each, in segments of `perSegment` batches.
    init(batches: Int, perSegment: Int) throws {
        drops = try Drops()
        for _ in 0..<batches {
            try drops.drop(events: 2)
            _ = try drops.daemon("--once").run()
        }
        let bytes = try Self.read(drops, 0)
        let lines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        ends = stride(from: 1, to: lines.count, by: 2).map { lines[$0] + 1 }
        try drops.shell("rm log/*.ndjson")
        for first in stride(from: 0, to: batches, by: perSegment) {
            let start = first == 0 ? 0 : ends[first - 1]
            try write(Array(bytes[start..<ends[min(first + perSegment, batches) - 1]]), to: first * 2)
        }
    }

    static func name(_ first: Int) -> String {
        let digits = "\(first)"
        return String(repeating: "0", count: 20 - digits.count) + digits + ".ndjson"
    }

    private static func read(_ drops: Drops, _ first: Int) throws -> [UInt8] {
        try Command("cat", "\(drops.root)/log/\(name(first))").run().output
    }

    func read(_ first: Int) throws -> [UInt8] { try Self.read(drops, first) }

    func write(_ bytes: [UInt8], to first: Int) throws {
        var command = Command("sh", "-c", "cat > '\(drops.root)/log/\(Self.name(first))'")
        command.input = .bytes(bytes)
        #expect(try command.run().succeeded)
    }

    /// What a damage does to a log of three segments, 0, 6 and 12, of three batches each.
    static let damages: [(name: String, script: String)] = [
        ("a turned bit in the middle", "printf 'X' | dd of=\(name(6)) bs=1 seek=1300 conv=notrunc"),
        ("a turned bit in the first line", "printf 'X' | dd of=\(name(0)) bs=1 seek=40 conv=notrunc"),
        ("a missing segment", "rm \(name(6))"),
        ("a missing first segment", "rm \(name(0))"),
        ("an empty segment", "truncate -s 0 \(name(6))"),
        ("swapped segments", "mv \(name(6)) x && mv \(name(12)) \(name(6)) && mv x \(name(12))"),
        ("a doubled segment", "cp \(name(6)) \(name(9))"),
        ("a segment that breaks off", "truncate -s -10 \(name(6))"),
        ("a hole", "dd if=/dev/zero of=\(name(6)) bs=1 seek=600 count=100 conv=notrunc"),
    ]
}
