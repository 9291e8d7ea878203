package import LinuxIO

/// What the log asks of a file system: the seam where tests put one that tears, drops and reorders.
///
/// Segments are named by the sequence number of their first entry. One of them at a time is open for writing.
package protocol LogStorage: ~Copyable {
    /// What messages call the place.
    var path: String { get }

    /// Takes the one writer's lock, to be held as long as the storage lives.
    ///
    /// - Returns: false where another process has it.
    mutating func lock() throws(IOError) -> Bool

    /// The first sequence numbers of all segments, in order.
    func segments() throws(IOError) -> [UInt64]

    /// A segment's file as it is now.
    func status(of segment: UInt64) throws(IOError) -> SegmentStatus

    /// Bytes of a segment; fewer than asked for where it is shorter.
    func read(_ segment: UInt64, in range: Range<Int>) throws(IOError) -> [UInt8]

    /// Makes a new, empty segment, its name durable, and opens it for writing.
    mutating func create(_ segment: UInt64) throws(IOError)

    /// Opens a segment for writing at its end, its name durable.
    mutating func open(_ segment: UInt64) throws(IOError)

    /// Makes a segment that is full read-only, so that no editor or script changes it by mistake; what is so stays as it
    /// is.
    mutating func seal(_ segment: UInt64) throws(IOError)

    /// Writes at the end of the open segment; not durable before ``synchronize()``.
    mutating func append(_ bytes: [UInt8]) throws(IOError)

    /// Writes over bytes that the open segment has; not durable before ``synchronize()``.
    mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(IOError)

    /// Sets room aside behind the end of the open segment, so that a disk which others fill leaves the log its next
    /// batches. The segment's length stays as it is. Where there is no such thing, or little room, nothing happens.
    ///
    /// - Parameter size: of the open segment, in bytes.
    mutating func reserve(behind size: Int)

    /// Has the device begin with what was written, and does not wait: nothing is durable before ``synchronize()``.
    mutating func beginSynchronizing() throws(IOError)

    /// Makes all that was written durable.
    mutating func synchronize() throws(IOError)

    /// Shortens the open segment, durably.
    mutating func truncate(to size: Int) throws(IOError)

    /// Keeps bytes under a name beside the segments, durably.
    ///
    /// - Throws: EEXIST where the name is taken; nothing is left under it after any other error.
    mutating func save(_ bytes: [UInt8], as name: FileName) throws(IOError)
}

/// The log's directory on a real file system.
package struct DirectoryStorage: LogStorage, ~Copyable {
    private let directory: Directory
    private var lockFile: File?
    private var segment: File?
    /// How far room was set aside in the open segment, in bytes.
    private var reserved = 0

    /// How much room is set aside, in bytes; set aside again when half of it is used.
    private static let reserve = 64 << 20
    /// A disk with less room than this is too small for that, in bytes.
    private static let roomForReserve: UInt64 = 512 << 20

    /// - Parameter directory: the log's own directory, whose lock is taken when it is asked for.
    package init(_ directory: consuming Directory) {
        self.directory = directory
        lockFile = nil
        segment = nil
    }

    /// - Parameter lock: the lock of `directory`, which the caller keeps.
    package init(_ directory: consuming Directory, lock: borrowing LogLock) throws(IOError) {
        let file = try lock.share()
        self.directory = directory
        lockFile = consume file
        segment = nil
    }

    package var path: String { directory.path }

    /// The file whose lock the one writer holds.
    package static let lockName = name("lock")
    /// Under this a repair prepares the segment that it puts in the place of another.
    static let repairName = name("repair.tmp")

    private static func name(_ word: String) -> FileName {
        guard let name = FileName(word) else { preconditionFailure("a word is a name") }
        return name
    }

    package mutating func lock() throws(IOError) -> Bool {
        if lockFile != nil { return true }
        let file = try LogLock.open(in: directory)
        let isLocked = try file.tryLock()
        lockFile = consume file
        return isLocked
    }

    package func segments() throws(IOError) -> [UInt64] {
        try directory.names().compactMap(SegmentName.first).sorted()
    }

    package func status(of segment: UInt64) throws(IOError) -> SegmentStatus {
        SegmentStatus(segment, try directory.status(of: SegmentName.file(first: segment)))
    }

    // Not by a mapping: there, a sector that cannot be read kills the program instead of failing a call.
    package func read(_ segment: UInt64, in range: Range<Int>) throws(IOError) -> [UInt8] {
        let file = try directory.openForReading(SegmentName.file(first: segment))
        return try file.read(at: range.lowerBound, count: range.count)
    }

    package mutating func create(_ segment: UInt64) throws(IOError) {
        let file = try directory.create(SegmentName.file(first: segment), mode: 0o640)
        try directory.synchronize()
        self.segment = consume file
        reserved = 0
    }

    package mutating func open(_ segment: UInt64) throws(IOError) {
        let name = SegmentName.file(first: segment)
        // A log that was cut back or restored may end in a segment that was sealed.
        if try directory.status(of: name).mode & 0o200 == 0 { try directory.openForReading(name).setMode(0o640) }
        let file = try directory.openForWriting(name)
        try file.seekToEnd()
        // Whoever made it may have died before its name was durable.
        try directory.synchronize()
        self.segment = consume file
        reserved = 0
    }

    package mutating func reserve(behind size: Int) {
        guard reserved - size < Self.reserve / 2 else { return }
        // Not tried again in this segment where it fails.
        reserved = .max
        guard let room = try? directory.room().freeBytes, room >= Self.roomForReserve,
            (try? segment?.reserve(Self.reserve, at: size)) != nil
        else { return }
        reserved = size + Self.reserve
    }

    package mutating func seal(_ segment: UInt64) throws(IOError) {
        let name = SegmentName.file(first: segment)
        let status = try directory.status(of: name)
        guard status.mode & 0o222 != 0 else { return }
        // What was set aside behind its end is free again.
        try? directory.openForWriting(name).truncate(to: status.size)
        try directory.openForReading(name).setMode(status.mode & 0o440)
    }

    package mutating func append(_ bytes: [UInt8]) throws(IOError) { try segment?.write(bytes) }

    package mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(IOError) {
        try segment?.write(bytes, at: offset)
    }

    package mutating func beginSynchronizing() throws(IOError) { try segment?.beginSynchronizing() }

    package mutating func synchronize() throws(IOError) { try segment?.synchronizeData() }

    package mutating func truncate(to size: Int) throws(IOError) {
        try segment?.truncate(to: size)
        try segment?.seekToEnd()
        try segment?.synchronize()
    }

    package mutating func save(_ bytes: [UInt8], as name: FileName) throws(IOError) {
        let file = try directory.create(name, mode: 0o640)
        do throws(IOError) {
            try file.write(bytes)
            try file.synchronize()
            try directory.synchronize()
        } catch {
            // On a full disk, half a copy would take the room that the log needs.
            try? directory.remove(name)
            throw error
        }
    }
}
