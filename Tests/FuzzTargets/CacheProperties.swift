import EventLog
import EventModel
import Intake
import LinuxIO
import Projections
import Timeline

/// What holds of every file in cache/, which no start and no question may take on trust.
enum CacheProperties {
    private static let index = name("index")

    /// A log in `scratch`, with an index and the columns of a state, each of them an input.
    static func seeds(_ files: [(name: String, bytes: [UInt8])], in scratch: ScratchLog) throws -> [[UInt8]] {
        _ = try scratch.written(files)
        let writer = try scratch.writer()
        let log = LogIndex(try LogReader(directory: scratch.open(), checked: writer.checked))
        try log.follow()
        // Later than any file can have been changed.
        try log.save(to: IndexStore(scratch.cache), writer.checked, now: Clock.now() + 3_600_000_000)
        let file = try Directory.open(scratch.cache).openForReading(index)
        let bytes = try file.readAll(size: file.status().size, limit: 1 << 20)
        let columns = try state(of: scratch)
        return [[0] + bytes, [1] + bytes] + columns.enumerated().map { [UInt8($0.offset + 2)] + $0.element.bytes }
    }

    /// - Parameter input: a byte that says which file, and the file: an index as it is or with its header's checksum put
    ///   right, or one of the columns of a state.
    static func check(_ input: [UInt8], in scratch: ScratchLog) throws {
        guard let first = input.first else { return }
        var bytes = Array(input.dropFirst())
        if first > 1 { return try check(column: Int(first) - 2, bytes, in: scratch) }
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
            writer = try scratch.writer(startingAt: kept?.places ?? [])
        } catch LogError.damaged { return try Broken.unless(isRepaired, "an index makes a log a damaged one") }
        let reader = try LogReader(directory: scratch.open(), checked: writer.checked)
        let log = LogIndex(reader, from: writer.start.flatMap { kept?.restored(at: $0) })
        do { try log.follow() } catch LogError.damaged { return }
        guard !isRepaired else { return }
        try Broken.unless(log.count == reader.head.size, "\(log.count) entries of \(reader.head.size) are known")
    }

    /// Among the columns of a small log, which are right, one may hold anything: it is refused, or the state can be asked.
    private static func check(column: Int, _ bytes: [UInt8], in scratch: ScratchLog) throws {
        var columns = Dictionary(uniqueKeysWithValues: whole.columns)
        guard column < whole.columns.count else { return }
        columns[whole.columns[column].name] = bytes
        let reading: FoldReader.Columns = { (name, body) throws(ColumnError) in
            // The array outlives the call, and nothing keeps its bytes.
            guard let bytes = columns[name] else { throw .cut }
            try body(unsafe bytes.span.bytes)
        }
        var reader = FoldReader(Projections.all, entries: whole.count)
        var states: [any Projection] = []
        do throws(ColumnError) {
            try reader.readShared(reading)
            for type in reader.projections { states.append(try reader.read(type, reading)) }
        } catch { return }
        let fold = reader.fold(of: states)
        for type in Projections.all { _ = fold.rows(of: type, at: Point(asOf: .max), words: .none) }
    }

    /// The columns of a log of one event, for one to be tried among others that are right.
    private static let whole: (columns: [(name: String, bytes: [UInt8])], count: UInt64) = {
        var fold = Fold()
        let event =
            #"{"data":{"actors":[{"ref":"p","role":"by"}],"occurred":"2025","provisions":[{"due":"2026","id":"x"}],"#
            + #""relations":[{"target":"directive/e","type":"amends"}],"title":"T"},"id":"d:issued:2025","#
            + #""source":"/desk","subject":"directive/d","type":"timeline.directive.issued.v1"}"#
        if let document = try? Document(json: Array(event.utf8)) {
            fold.apply(document, event: document.root, seq: 0, recorded: 0)
        }
        return (columns(of: fold), fold.count)
    }()

    private static func columns(of fold: Fold) -> [(name: String, bytes: [UInt8])] {
        var columns: [(name: String, bytes: [UInt8])] = []
        fold.forEachColumn { name, _, from in
            // The bytes are copied while they are there.
            from(0) { bytes in columns.append((name, unsafe bytes.withUnsafeBytes { unsafe Array($0) })) }
        }
        return columns
    }

    private static func state(of scratch: ScratchLog) throws -> [(name: String, bytes: [UInt8])] {
        var paths = Paths(root: scratch.path)
        paths.log = scratch.path
        return try columns(of: TimelineReader.open(paths).fold(Projections.all))
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
