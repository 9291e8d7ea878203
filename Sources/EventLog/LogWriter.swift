import Glibc
package import LinuxIO
import TransparencyLog

/// The one writer of a log. Owned by the loop that commits; nobody else can have it.
///
/// The happy path of a commit, as system calls: write (the whole batch, by 4 MiB where it is larger), sync_file_range,
/// fdatasync, and a look at the file's status before and after; every 32 MiB, fallocate. When a segment is full, before that: openat (O_EXCL),
/// fsync (of the directory).
package struct LogWriter<Storage: LogStorage & ~Copyable>: ~Copyable {
    private var storage: Storage
    private var segment: (first: UInt64, size: Int)?
    private var isTrusted = true
    private let segmentLimit: Int
    /// Lines of a batch, kept for the next: fresh memory costs more than filling it.
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

    /// How much of a batch is made and written at once, in bytes; a few thousand usual events have room in it.
    private static var piece: Int { 4 << 20 }

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
    /// - Parameter progress: called now and then while much is written.
    /// - Returns: nil for a batch of nothing.
    @discardableResult
    package mutating func append(
        _ batch: Batch, at placement: Placement, progress: () -> Void = {}
    ) throws(LogError) -> AppendedBatch? {
        guard isTrusted else { throw .untrusted }
        if batch.isEmpty { return nil }
        precondition(placement.first == head.size, "a batch follows the head")
        precondition(head.recorded.map { $0 < placement.recorded } ?? true, "time goes forward in the log")
        guard (Placement.earliest...Placement.latest).contains(placement.recorded) else {
            // Behind an entry of the last microsecond of the year 9999 there is no room for another.
            throw .io(IOError("clock_gettime", errno: EOVERFLOW, path: storage.path))
        }
        do throws(LogError) {
            let segment = try ioError { () throws(IOError) in try beginSegmentIfNeeded() }
            let leaves = try write(batch, at: placement, progress)
            head = LogHead(size: leaves.end, recorded: placement.recorded)
            return AppendedBatch(leaves: leaves, segment: segment, recorded: placement.recorded)
        } catch {
            isTrusted = false
            throw error
        }
    }

    /// - Returns: what the lines are in the log's tree.
    /// - Throws: ``LogError/damaged(_:)`` where somebody has moved the segment's end: a cut would leave a hole there.
    private mutating func write(
        _ batch: Batch, at placement: Placement, _ progress: () -> Void
    ) throws(LogError) -> TreePiece {
        guard let segment, let last = files.indices.last else { preconditionFailure("a segment was begun") }
        let before = try ioError { () throws(IOError) in try storage.status(of: segment.first) }
        guard before.size == segment.size else {
            throw .damaged(
                LogDamage(
                    segment: SegmentName.text(first: segment.first), seq: head.size,
                    byteOffset: min(before.size, segment.size),
                    reason: "the file has \(before.size) bytes instead of \(segment.size): somebody else has changed it"
                ))
        }
        let (leaves, count) = try ioError { () throws(IOError) in
            try write(batch, at: placement, behind: segment.size, progress)
        }
        self.segment?.size += count
        // Where somebody else has changed the file since it was noted, that stays, and never fits again.
        if before == files[last] {
            files[last] = try ioError { () throws(IOError) in try storage.status(of: segment.first) }
        }
        return leaves
    }

    /// - Returns: what the lines are in the log's tree, and how many bytes they have.
    private mutating func write(
        _ batch: Batch, at placement: Placement, behind size: Int, _ progress: () -> Void
    ) throws(IOError) -> (TreePiece, Int) {
        var leaves = TreePiece(startingAt: placement.first)
        var (next, count) = (0, 0)
        while next < batch.count {
            lines.removeAll(keepingCapacity: true)
            next = EntryLine.append(batch, from: next, limit: Self.piece, at: placement, to: &lines)
            do throws(IOError) {
                try storage.append(lines)
            } catch {
                // Half a batch is taken back at once: on a full disk it would take the room in which the log could be
                // opened anew. Where that fails too, recovery does it. A batch that is whole but not durable stays:
                // readers may have seen it already.
                try? storage.truncate(to: size)
                throw error
            }
            try storage.beginSynchronizing()
            // To hash takes as long as to write, and the processor would only wait for the device.
            leaves.append(lines)
            count += lines.count
            progress()
        }
        try storage.synchronize()
        storage.reserve(behind: size + count)
        return (leaves, count)
    }

    /// - Returns: the segment to go on in.
    private mutating func beginSegmentIfNeeded() throws(IOError) -> UInt64 {
        // An empty segment that a crash left behind has the name that a new one would have: it is the one to go on in.
        if let segment, segment.size < segmentLimit || segment.first == head.size { return segment.first }
        try storage.create(head.size)
        segment = (head.size, 0)
        if let full = files.indices.last { seal(full) }
        files.append(try storage.status(of: head.size))
        return head.size
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

extension TreePiece {
    /// Adds the leaves that lines are, each of which ends in a line feed.
    fileprivate mutating func append(_ lines: [UInt8]) {
        // UInt8 has no padding that could be uninitialised.
        let bytes = unsafe lines.span.bytes
        var start = 0
        while let end = bytes.firstLineFeed(from: start) {
            append(.leaf(bytes.extracting(start..<end)))
            start = end + 1
        }
    }
}
