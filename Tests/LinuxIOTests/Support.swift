import Glibc
import LinuxIO
import Testing

/// The same numbers on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A directory of its own, removed with the files in it when the test is done.
final class ScratchDirectory {
    let path: String

    init() throws {
        var template = "/tmp/timelined-io-XXXXXX".utf8CString.map { $0 }
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if let directory = try? open(), let names = try? directory.names() {
            for name in names { try? directory.remove(name) }
        }
        // The path lives through the call.
        _ = unsafe rmdir(path)
    }

    func open() throws -> Directory { try Directory.open(path) }

    func write(_ text: String, to name: String) throws {
        try open().create(#require(FileName(name)), mode: 0o644).write(Array(text.utf8))
    }

    func read(_ name: String) throws -> String {
        let bytes = try open().openForReading(#require(FileName(name))).readAll(size: 10, limit: 1 << 20)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names of all files, in natural order.
    func names() throws -> [String] { try open().names().sorted().map(\.escaped) }
}
