import EventLog
import EventModel
import Intake
import LinuxIO
import Projections
import Timeline

/// What holds of every file in cache/, which no start and no question may take on trust.
enum CacheProperties {
    private static let index = name("index")

    /// A log in `scratch`, with an index and the parts of a state, each of them an input.
    static func seeds(_ files: [(name: String, bytes: [UInt8])], in scratch: ScratchLog) throws -> [[UInt8]] {
        _ = try scratch.written(files)
        let storage = try DirectoryStorage(scratch.open())
        let writer = try LogWriter<DirectoryStorage>.open(storage)
        let log = LogIndex(try LogReader(directory: scratch.open(), checked: writer.checked))
        try log.follow()
        // Later than any file can have been changed.
        try log.save(to: IndexStore(scratch.cache), writer.checked, now: Clock.now() + 3_600_000_000)
        let file = try Directory.open(scratch.cache).openForReading(index)
        let bytes = try file.readAll(size: file.status().size, limit: 1 << 20)
        let parts = try state(of: scratch)
        return [[0] + bytes, [1] + bytes] + parts.enumerated().map { [UInt8($0.offset + 2)] + $0.element }
    }

    /// - Parameter input: a byte that says which file, and the file: an index as it is or with its header's checksum put
    ///   right, or one of the parts of a state.
    static func check(_ input: [UInt8], in scratch: ScratchLog) throws {
        guard let first = input.first else { return }
        var bytes = Array(input.dropFirst())
        if first > 1 { return check(part: Int(first) - 2, bytes) }
        if first == 1 { repair(&bytes) }
        let cache = try Directory.make(scratch.cache, mode: 0o700)
        try? cache.remove(index)
        try cache.create(index, mode: 0o600).write(bytes)
        try opens(scratch, isRepaired: first == 1)
    }

    /// With any index a start finds the log that is there, or begins anew.
    private static func opens(_ scratch: ScratchLog, isRepaired: Bool) throws {
        let kept = KeptIndex(IndexStore(scratch.cache), atMost: .max)
        let writer: LogWriter<DirectoryStorage>
        do {
            writer = try LogWriter<DirectoryStorage>.open(
                DirectoryStorage(scratch.open()), startingAt: kept?.places ?? [])
        } catch LogError.damaged { return try Broken.unless(isRepaired, "an index makes a log a damaged one") }
        let reader = try LogReader(directory: scratch.open(), checked: writer.checked)
        let log = LogIndex(reader, from: writer.start.flatMap { kept?.restored(at: $0) })
        do { try log.follow() } catch LogError.damaged { return }
        guard !isRepaired else { return }
        try Broken.unless(log.count == reader.head.size, "\(log.count) entries of \(reader.head.size) are known")
    }

    private static func check(part: Int, _ bytes: [UInt8]) {
        let names = Fold.parts()
        guard part < names.count, part < whole.count else { return }
        var reader = FoldReader(Projections.all)
        for (number, name) in names.enumerated() {
            let state = number == part ? bytes : whole[number]
            // What does not fit is passed over; only a crash is a fault. The array outlives the call, and nothing keeps
            // its bytes.
            guard (try? unsafe reader.read(name, state.span.bytes)) != nil else { return }
        }
        _ = try? reader.fold()
    }

    /// The parts of a state of no entries, for one to be tried among others that are right.
    private static let whole: [[UInt8]] = Fold.parts().compactMap { Fold(Projections.all).archive($0)?.bytes }

    private static func state(of scratch: ScratchLog) throws -> [[UInt8]] {
        var paths = Paths(root: scratch.path)
        paths.log = scratch.path
        let fold = try TimelineReader.open(paths).fold(Projections.all)
        return Fold.parts().compactMap { fold.archive($0)?.bytes }
    }

    private static func repair(_ bytes: inout [UInt8]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 9 else { return }
        let sum = String(CRC32C.of(Array(bytes[9..<end])), radix: 16)
        bytes.replaceSubrange(0..<8, with: Array((String(repeating: "0", count: 8 - sum.utf8.count) + sum).utf8))
    }

    private static func name(_ text: String) -> FileName {
        guard let name = FileName(text) else { preconditionFailure("letters are a name") }
        return name
    }
}
