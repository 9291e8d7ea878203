import EventLog
import EventModel
import Glibc
import Intake
import LinuxIO

/// Appends events as the daemon does, a slice whenever it is told to: `benchmarks DIRECTORY EVENTS BATCH`.
///
/// Every line of standard input is a number: so many batches are appended to the log in DIRECTORY, and a line says how
/// many nanoseconds they took, and how many of these were spent in the log itself. Peers that speak the same protocol
/// take turns with it, so that what happens on the machine meanwhile happens to all of them.
@main
enum Benchmarks {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let size = Int(arguments[3]), size > 0 else {
            fail("usage: benchmarks DIRECTORY EVENTS BATCH, as Tests/benchmark calls it")
        }
        let samples = try samples(arguments[2])
        guard !samples.isEmpty else { fail("\(arguments[2]) has no events") }
        var append = try Append(directory: arguments[1], batch: size, samples: samples)
        report("ready")
        while let line = readLine() {
            guard let batches = Int(line), batches > 0 else { fail("not a number of batches: \(line)") }
            guard append.hasRoom(for: batches) else { fail("\(arguments[2]) has no events left") }
            let spent = try append.run(batches)
            report("\(spent.whole) \(spent.log)")
        }
    }

    /// The events of a file, one a line, in canonical form.
    private static func samples(_ path: String) throws -> [Event] {
        let place = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = try Directory.open(place.map { String(path[..<$0]) } ?? ".")
        guard let name = FileName(String(path[(place.map { path.utf8.index(after: $0) } ?? path.startIndex)...])) else {
            fail("\(path) is no file")
        }
        let file = try directory.openForReading(name)
        let bytes = try file.read(at: 0, count: file.status().size)
        return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
            let document = try Document(json: Array(line))
            var reader = EventReader(document, defaults: EventReader.Defaults())
            guard case .success(let event) = reader.read(document.root) else { fail("what is no event") }
            return event
        }
    }

    private static func report(_ line: String) {
        print(line)
        // Whoever reads it waits for it before the next slice.
        fflush(nil)
    }

    private static func fail(_ reason: String) -> Never {
        report("benchmarks: \(reason)")
        exit(2)
    }
}

/// The way of a batch behind the reading of its files: what Committer does between admission and archive.
struct Append: ~Copyable {
    private var writer: LogWriter<DirectoryStorage>
    private let index: LogIndex
    private let origin: Origin
    private let batch: Int
    private let samples: [Event]
    private var next = 0

    init(directory: String, batch: Int, samples: [Event]) throws {
        let writer = try LogWriter.open(directory: Directory.make(directory, mode: 0o700))
        let index = try LogIndex(LogReader(directory: Directory.open(directory)))
        try index.follow()
        guard let file = FileName("benchmark.ndjson") else { preconditionFailure("letters are a name") }
        self.writer = writer
        self.index = index
        origin = Origin(file: RelativePath(file), sha256: Array(repeating: 7, count: 32), uid: 0, userName: "root")
        self.batch = batch
        self.samples = samples
    }

    func hasRoom(for batches: Int) -> Bool { next + batches * batch <= samples.count }

    /// - Returns: nanoseconds of all of it, and of the log's part: lines with checksums, one write, one fdatasync, and
    ///   hashing. The rest looks up each identity before, and remembers it after.
    mutating func run(_ batches: Int) throws -> (whole: Int64, log: Int64) {
        var (whole, log): (Int64, Int64) = (0, 0)
        for _ in 0..<batches {
            let start = Self.now()
            var batch = Batch()
            var events: [LogIndex.Newcomer] = []
            events.reserveCapacity(self.batch)
            for _ in 0..<self.batch {
                let event = samples[next]
                next += 1
                guard try index.find(event.identity) == nil else { continue }
                batch.add(event.canonical, from: origin)
                events.append(index.newcomer(event, firstOf: events.isEmpty ? origin.sha256 : nil))
            }
            let middle = Self.now()
            let appended = try writer.append(batch, at: LocalSequencer().place(after: writer.head))
            log += Self.now() - middle
            if let appended { index.add(events, appended) }
            whole += Self.now() - start
        }
        return (whole, log)
    }

    private static func now() -> Int64 {
        var time = timespec()
        // The call fills in what it is given, and keeps nothing.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
