package import LinuxIO

/// Which files of the drop folder are whole, and when to look at the others again.
///
/// Pure: it is told what was noticed and what the clocks say, and answers what is due.
package struct Arrivals {
    private struct Sighting {
        var status: FileStatus
        /// When it has stood still long enough, in microseconds of the monotonic clock.
        var due: Int64
        /// How long it has to stand still.
        var patience: Int64
    }

    private var pending: [RelativePath: Sighting] = [:]
    /// Files that are whole, to be taken.
    package private(set) var ready = ReadyFiles()
    /// Files that are whole and wait for events that others may bring, the longest first.
    private var postponed: [RelativePath] = []
    /// Those and the ones that are in hand again, each with how many entries the log had when it was put off.
    private var putOff: [RelativePath: UInt64] = [:]
    /// How long size and ctime must stand still, in microseconds.
    package var settleTime: Int64

    /// For a file that was begun before our eyes and not yet closed: its writer may pause longer than the settle time.
    private static let openPatience: Int64 = 5_000_000

    /// - Parameter settleTime: how long size and ctime must stand still, in microseconds.
    package init(settleTime: Int64) { self.settleTime = settleTime }

    /// How many files are known that are to be taken.
    package var count: Int { ready.count + postponed.count + pending.count }

    /// Whether no file is known that is to be taken.
    package var isEmpty: Bool { ready.isEmpty && postponed.isEmpty && pending.isEmpty }

    /// Whether a file can be taken now.
    package var hasReady: Bool { !ready.isEmpty || !postponed.isEmpty }

    /// When to ask ``settle(now:status:)`` again, in microseconds of the monotonic clock; nil where nothing waits.
    package var nextDue: Int64? { pending.values.map(\.due).min() }

    /// A file was renamed in: it is whole.
    package mutating func movedIn(_ name: RelativePath) {
        pending[name] = nil
        ready.insert(name)
    }

    /// A file was closed after writing; nil status where it is gone already.
    package mutating func closed(_ name: RelativePath, _ status: FileStatus?, now: Int64) {
        wait(name, status, patience: settleTime, now: now)
    }

    /// A name appeared. What is neither a plain file nor a directory will not change by waiting: it is refused at once. A
    /// second name may be one that is about to go (``LinkedDrafts``), and an empty directory one that is being filled.
    package mutating func created(_ name: RelativePath, _ status: FileStatus?, now: Int64) {
        wait(name, status, patience: max(settleTime, Self.openPatience), now: now)
    }

    /// A scan met a file. Nobody has seen it closed: it is whole when two looks find the same, and what is written to it
    /// later, ``ArchiveWatch`` tells.
    ///
    /// - Parameter now: the monotonic clock, in microseconds.
    package mutating func scanned(_ name: RelativePath, _ status: FileStatus?, now: Int64) {
        guard !ready.contains(name), putOff[name] == nil, pending[name] == nil else { return }
        wait(name, status, patience: settleTime, now: now)
    }

    private mutating func wait(_ name: RelativePath, _ status: FileStatus?, patience: Int64, now: Int64) {
        guard let status else {
            pending[name] = nil
            return
        }
        guard status.kind == .directory || status.kind == .regular && status.links <= 2 else { return movedIn(name) }
        pending[name] = Sighting(status: status, due: now + patience, patience: patience)
    }

    /// Looks again at the files that are due: those that stood still are ready, the others wait once more.
    package mutating func settle(now: Int64, status: (RelativePath) -> FileStatus?) {
        for (name, sighting) in pending where sighting.due <= now {
            guard let current = status(name) else {
                pending[name] = nil
                continue
            }
            if current.isUnchanged(since: sighting.status) {
                movedIn(name)
            } else {
                wait(name, current, patience: sighting.patience, now: now)
            }
        }
    }

    /// A file is to be taken once more behind all others, as it corrects what they may bring.
    ///
    /// - Parameter size: how many entries the log has.
    package mutating func postpone(_ name: RelativePath, at size: UInt64) {
        putOff[name] = size
        postponed.append(name)
    }

    /// Whether a file that corrects what is not there may be put off: something else waits that has not been looked at
    /// since the log grew last.
    ///
    /// - Parameters:
    ///   - size: how many entries the log has.
    ///   - hasLater: whether files that were taken with this one wait, too.
    package func mayWait(_ name: RelativePath, at size: UInt64, hasLater: Bool) -> Bool {
        (hasLater || !(ready.isEmpty && postponed.isEmpty)) && putOff[name] != size
    }

    /// Files that were taken did not fit into a commit: they are the first of the next.
    package mutating func putBack(_ names: [RelativePath]) { ready.putBack(names) }

    /// It is settled what becomes of a file.
    package mutating func decided(_ name: RelativePath) { putOff[name] = nil }

    /// Takes up to `count` files, in natural order of their names; those that were postponed come when nothing else is
    /// left, the longest waiting first.
    package mutating func take(_ count: Int) -> [RelativePath] {
        if !ready.isEmpty { return ready.take(count) }
        let names = postponed.prefix(count)
        postponed.removeFirst(names.count)
        return names.sorted()
    }
}

/// Files that are whole, taken in natural order of their names.
package struct ReadyFiles {
    private var names: Set<RelativePath> = []
    /// The same, the last to be taken first: sorted, but for what came since.
    private var order: [RelativePath] = []
    private var isSorted = true

    package var count: Int { names.count }
    package var isEmpty: Bool { names.isEmpty }

    func contains(_ name: RelativePath) -> Bool { names.contains(name) }

    mutating func insert(_ name: RelativePath) {
        guard names.insert(name).inserted else { return }
        order.append(name)
        isSorted = false
    }

    /// - Parameter names: of the last that were taken, in their order.
    mutating func putBack(_ names: [RelativePath]) {
        // What has come since is sorted in the next time, and in that order they are the first of what was there.
        order += names.reversed().filter { self.names.insert($0).inserted }
    }

    /// Takes up to `count` files. A backlog of a hundred thousand is sorted once, not again for each commit.
    mutating func take(_ count: Int) -> [RelativePath] {
        if !isSorted { order.sort(by: >) }
        isSorted = true
        let taken = Array(order.suffix(count).reversed())
        order.removeLast(taken.count)
        names.subtract(taken)
        return taken
    }
}
