import EventLog
import EventModel
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

/// 2025-01-09T12:00:00Z
let noon: Int64 = 1_736_424_000_000_000

func origin(_ name: String = "a.yaml") throws -> Origin {
    Origin(
        file: try #require(RelativePath(name)), sha256: [UInt8](repeating: 0xAB, count: 32), uid: 1_000,
        userName: "anna")
}

/// An event whose content says which it is, with `padding` bytes more.
func event(_ number: Int, padding: Int = 0) -> [UInt8] {
    Array("{\"id\":\"\(number)\",\"text\":\"\(String(repeating: "x", count: padding))\"}".utf8)
}

func batch(_ numbers: Range<Int>, padding: Int = 0) throws -> Batch {
    var batch = Batch()
    for number in numbers { batch.add(event(number, padding: padding), from: try origin()) }
    return batch
}

/// A directory of its own, removed with the files in it when the test is done.
final class Scratch {
    let path: String

    init() throws {
        var template = "/tmp/timelined-log-XXXXXX".utf8CString.map { $0 }
        // mkdtemp writes within the template, which ends with NUL.
        try #require(unsafe mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if let directory = try? Directory.open(path), let names = try? directory.names() {
            for name in names { try? directory.remove(name) }
        }
        // The path lives through the call.
        _ = unsafe rmdir(path)
    }

    func open() throws -> Directory { try Directory.open(path) }

    /// Opens the log for writing. The lock of a writer that was let go of outlives it for the moment in which another test
    /// starts a program: between fork and exec the new process has a copy of every descriptor.
    func writer(startingAt known: [CheckedPrefix] = []) throws -> LogWriter<DirectoryStorage> {
        for _ in 0..<1_000 {
            do { return try LogWriter.open(directory: open(), startingAt: known) } catch LogError.locked {
                Clock.sleep(microseconds: 1_000)
            }
        }
        return try LogWriter.open(directory: open(), startingAt: known)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let directory = try open()
        let name = try #require(FileName(name))
        try? directory.remove(name)
        try directory.create(name, mode: 0o644).write(bytes)
    }

    func read(_ name: String) throws -> [UInt8] {
        try open().openForReading(try #require(FileName(name))).readAll(size: 1 << 20, limit: 1 << 28)
    }

    func remove(_ name: String) throws { try open().remove(try #require(FileName(name))) }

    /// The names of all files, sorted.
    func names() throws -> [String] { try open().names().map(\.escaped).sorted() }

    /// The names of all segments, in order.
    func segments() throws -> [String] { try names().filter { $0.hasSuffix(".ndjson") } }

    /// A log of batches of these sizes, with numbers from 0 on; each its own microsecond after noon.
    func makeLog(batches sizes: [Int], segmentLimit: Int = 64 << 20, padding: Int = 0) throws {
        var writer = try LogWriter<DirectoryStorage>.open(DirectoryStorage(open()), segmentLimit: segmentLimit)
        var next = Int(writer.head.size)
        for size in sizes {
            let placement = LocalSequencer(now: { noon }).place(after: writer.head)
            try writer.append(batch(next..<(next + size), padding: padding), at: placement)
            next += size
        }
    }

    /// The ids of all events as a reader finds them, in order.
    func ids(from: UInt64 = 0) throws -> [Int] {
        var ids: [Int] = []
        try LogReader(directory: open()).forEach(from: from) { entry, _ in
            ids.append(try id(of: entry))
            return true
        }
        return ids
    }

    /// The damage that opening it for writing finds; nil where there is none.
    func damageFoundByWriter() throws -> LogDamage? {
        do throws(LogError) {
            _ = try LogWriter<DirectoryStorage>.open(directory: Self.opened(path))
            return nil
        } catch {
            guard case .damaged(let damage) = error else { throw error }
            return damage
        }
    }

    private static func opened(_ path: String) throws(LogError) -> Directory {
        do throws(IOError) { return try Directory.open(path) } catch { throw .io(error) }
    }

    /// The damage that reading it finds, and the ids before it.
    func damageFoundByReader() throws -> (damage: LogDamage?, ids: [Int]) {
        var ids: [Int] = []
        do {
            try LogReader(directory: open()).forEach { entry, _ in
                ids.append(try id(of: entry))
                return true
            }
            return (nil, ids)
        } catch LogError.damaged(let damage) { return (damage, ids) }
    }
}

func id(of entry: LogEntry) throws -> Int {
    let node = try #require(entry.document.member(entry.document.root, "id"))
    return try #require(Int(entry.document.string(node)))
}
