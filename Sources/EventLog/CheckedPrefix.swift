package import LinuxIO

/// The file of a segment as it was at some moment.
///
/// Whoever changes the file changes this: nobody can set back when an inode last changed, so that when its contents were
/// modified, which its owner can set, would tell nothing more.
package struct SegmentStatus: Sendable, Hashable {
    /// The sequence number of its first entry, which names it.
    package var first: UInt64
    /// Bytes.
    package var size: Int
    package var inode: UInt64
    /// When inode or contents last changed, in nanoseconds of UTC since 1970, exact to a tick of the kernel's clock.
    package var changed: Int64

    package init(first: UInt64, size: Int, inode: UInt64, changed: Int64) {
        self.first = first
        self.size = size
        self.inode = inode
        self.changed = changed
    }

    /// Whether the file is still as it was.
    ///
    /// - Parameter directory: the log's.
    package func isNow(in directory: borrowing Directory) -> Bool {
        guard let status = try? directory.status(of: SegmentName.file(first: first)) else { return false }
        return self == SegmentStatus(first, status)
    }

    init(_ first: UInt64, _ status: FileStatus) {
        self.init(first: first, size: status.size, inode: status.inode, changed: status.changed)
    }
}

/// The beginning of a log that a writer has checked or written, and made durable: while none of its files has changed,
/// neither has what they hold, and nobody need read it again.
package struct CheckedPrefix: Sendable, Hashable {
    /// Its segments, all of each, in order.
    package var files: [SegmentStatus]
    /// The log up to their end.
    package var head: LogHead

    package init(files: [SegmentStatus], head: LogHead) {
        self.files = files
        self.head = head
    }

    /// Whether a log whose files are `other` begins with it.
    func isBeginning(of other: [SegmentStatus]) -> Bool { other.starts(with: files) }

    /// The part of it that ends with the segment before which the log had this head.
    package func beginning(before head: LogHead) -> CheckedPrefix {
        CheckedPrefix(files: files.filter { $0.first < head.size }, head: head)
    }

    /// How long until a change of its files would show, in microseconds: within one tick of the kernel's clock two changes
    /// bear the same time. 0 where every change from now on would.
    ///
    /// - Parameter now: microseconds of UTC since 1970.
    package func unsettled(now: Int64) -> Int64 {
        files.map { $0.changed / 1_000 }.filter { abs(now - $0) <= Self.tick }.map { $0 + Self.tick + 1 - now }.max()
            ?? 0
    }

    /// The longest tick there is (CONFIG_HZ=100), in microseconds.
    package static let tick: Int64 = 10_000
}

extension LogStorage where Self: ~Copyable {
    /// Has `body` change the file of a segment, and takes note of how it is then.
    ///
    /// Where somebody else has changed it since `status` was noted, that stays, and never fits again.
    mutating func change<Result>(
        _ status: inout SegmentStatus, _ body: (inout Self) throws(IOError) -> Result
    ) throws(IOError) -> Result {
        let isOurs = try self.status(of: status.first) == status
        let result = try body(&self)
        if isOurs { status = try self.status(of: status.first) }
        return result
    }
}
