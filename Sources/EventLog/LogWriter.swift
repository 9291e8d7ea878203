package import LinuxIO

/// The one writer of a log. Owned by the loop that commits; nobody else can have it.
///
/// The happy path of a commit, as system calls: write (the whole batch), fdatasync, and a look at the file's status before
/// and after. When a segment is full, before that: openat (O_EXCL), fsync (of the directory).
package struct LogWriter<Storage: LogStorage & ~Copyable>: ~Copyable {
    private var storage: Storage
    private var segment: (first: UInt64, size: Int)?
    private var isTrusted = true
    private let segmentLimit: Int
    /// The lines of one batch, kept for the next: fresh memory costs more than filling it.
    private var lines: [UInt8] = []
    /// How far the log reaches, durably.
    package private(set) var head: LogHead
    private var files: [SegmentStatus]
    /// What was known when the log was opened, and not checked again; nil where everything was.
    package let start: CheckedPrefix?
    /// What opening the log had to cut off.
    package let tornTail: TornTail?

    /// A segment that has reached this size gets no further batch, in bytes.
    package static var defaultSegmentLimit: Int { 64 << 20 }

    /// How much memory a writer keeps between two batches, in bytes; a few thousand usual events have room in it.
    private static var keptCapacity: Int { 4 << 20 }

    /// Opens a log for writing: takes the lock, checks every line, cuts off what a crash left unfinished.
    ///
    /// - Parameters:
    ///   - segmentLimit: at which size, in bytes, a new segment is begun.
    ///   - known: what was checked before, the longest first; checking begins behind the first that is as it was.
    ///   - progress: called after each segment with the number of segments done and of all.
    /// - Throws: ``LogError/locked(path:)`` where another process writes; ``LogError/damaged(_:)`` where the log is not
    ///   as it was written, and then nothing of it has been touched.
    package static func open(
        _ storage: consuming Storage, segmentLimit: Int = Self.defaultSegmentLimit,
        startingAt known: [CheckedPrefix] = [], progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(LogError) -> LogWriter {
        var storage = storage
        let isLocked = try ioError { () throws(IOError) in try storage.lock() }
        guard isLocked else { throw .locked(path: storage.path) }
        let recovery = try Recovery.run(on: &storage, startingAt: known, progress: progress)
        return LogWriter(storage, segmentLimit, recovery)
    }

    private init(_ storage: consuming Storage, _ segmentLimit: Int, _ recovery: Recovery) {
        self.storage = storage
        self.segmentLimit = segmentLimit
        segment = recovery.segment
        head = recovery.head
        files = recovery.files
        start = recovery.start
        tornTail = recovery.tornTail
        files.indices.dropLast().forEach { seal($0) }
    }

    /// All of the log, as far as it was checked or written here.
    package var checked: CheckedPrefix { CheckedPrefix(files: files, head: head) }

    /// Appends a batch at its place, all of it or nothing; it is durable when this returns.
    ///
    /// After an error nothing that the kernel holds of this log is trusted any more, and every further call fails: the
    /// owner lets the writer go and opens the log anew, which checks it and cuts off what was not finished.
    ///
    /// - Parameter written: gets each line, without its line feed, and the first entry of its segment, once all of them
    ///   are durable.
    package mutating func append(
        _ batch: Batch, at placement: Placement, written: (_ line: RawSpan, _ segment: UInt64) -> Void = { _, _ in }
    ) throws(LogError) {
        guard isTrusted else { throw .untrusted }
        if batch.isEmpty { return }
        precondition(placement.first == head.size, "a batch follows the head")
        precondition(head.recorded.map { $0 < placement.recorded } ?? true, "time goes forward in the log")
        precondition((Placement.earliest...Placement.latest).contains(placement.recorded), "years have four digits")
        lines.removeAll(keepingCapacity: lines.capacity <= Self.keptCapacity)
        EntryLine.append(batch, at: placement, to: &lines)
        do throws(IOError) {
            try beginSegmentIfNeeded()
            try write(lines)
        } catch {
            isTrusted = false
            throw .io(error)
        }
        segment?.size += lines.count
        head = LogHead(size: head.size + UInt64(batch.count), recorded: placement.recorded)
        forEachLine(written)
    }

    private func forEachLine(_ body: (_ line: RawSpan, _ segment: UInt64) -> Void) {
        guard let segment else { return }
        // UInt8 has no padding that could be uninitialised.
        let bytes = unsafe lines.span.bytes
        var start = 0
        while let end = bytes.firstLineFeed(from: start) {
            body(bytes.extracting(start..<end), segment.first)
            start = end + 1
        }
    }

    private mutating func write(_ lines: [UInt8]) throws(IOError) {
        guard let segment, let last = files.indices.last else { preconditionFailure("a segment was begun") }
        try storage.change(&files[last]) { (storage) throws(IOError) in
            do throws(IOError) {
                try storage.append(lines)
            } catch {
                // Half a batch is taken back at once: on a full disk it would take the room in which the log could be
                // opened anew. Where that fails too, recovery does it. A batch that is whole but not durable stays:
                // readers may have seen it already.
                try? storage.truncate(to: segment.size)
                throw error
            }
            try storage.synchronize()
        }
    }

    private mutating func beginSegmentIfNeeded() throws(IOError) {
        if let segment, segment.size < segmentLimit { return }
        // An empty segment that a crash left behind has the same name: it is the one to go on in.
        if let segment, segment.first == head.size { return }
        try storage.create(head.size)
        segment = (head.size, 0)
        if let full = files.indices.last { seal(full) }
        files.append(try storage.status(of: head.size))
    }

    /// What cannot be made read-only is written all the same: the checksums tell of every change.
    private mutating func seal(_ index: Int) {
        let segment = files[index].first
        try? storage.change(&files[index]) { (storage) throws(IOError) in try storage.seal(segment) }
    }
}

extension LogWriter where Storage == DirectoryStorage {
    /// Opens the log in a directory.
    package static func open(
        directory: consuming Directory, startingAt known: [CheckedPrefix] = [],
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(LogError) -> LogWriter {
        try open(DirectoryStorage(directory), startingAt: known, progress: progress)
    }
}
