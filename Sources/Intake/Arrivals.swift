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
    /// Those and the ones that are in hand again, each with how often it was put off.
    private var putOff: [RelativePath: Int] = [:]
    /// Whether those taken last were postponed ones, of which nothing else is left.
    private var isLast = false
    /// How long size and ctime must stand still, in microseconds.
    package var settleTime: Int64

    /// For a file that was begun before our eyes and not yet closed: its writer may pause longer than the settle time.
    private static let openPatience: Int64 = 5_000_000
    /// So often a file is put off at most: each time it is read and checked again, when something has come that it waited for.
    private static let maximumDelays = 16

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

    /// A file corrects what others may bring: it is to be taken when that has come (``free(_:)``), or when nothing else is
    /// left.
    package mutating func postpone(_ name: RelativePath) {
        putOff[name, default: 0] += 1
        postponed.append(name)
    }

    /// An event has come for which these postponed files have waited.
    package mutating func free(_ names: [RelativePath]) {
        let freed = Set(names).intersection(postponed)
        guard !freed.isEmpty else { return }
        postponed.removeAll(where: freed.contains)
        freed.forEach { ready.insert($0) }
    }

    /// It is not known any more for which events files wait.
    package mutating func freeAll() { free(postponed) }

    /// Whether a file that corrects what is not there may be put off: something waits that has not been looked at.
    ///
    /// - Parameter hasLater: whether files wait that were taken with this one, or have been freed since.
    package func mayWait(_ name: RelativePath, hasLater: Bool) -> Bool {
        (hasLater || !ready.isEmpty) && !isLast && putOff[name, default: 0] < Self.maximumDelays
    }

    /// Files that were taken did not fit into a commit: they are the first of the next.
    package mutating func putBack(_ names: [RelativePath]) {
        if isLast { postponed.insert(contentsOf: names, at: 0) } else { ready.putBack(names) }
    }

    /// It is settled what becomes of a file.
    package mutating func decided(_ name: RelativePath) { putOff[name] = nil }

    /// Takes up to `count` files, in natural order of their names; those that were postponed come when nothing else is
    /// left, the longest waiting first.
    package mutating func take(_ count: Int) -> [RelativePath] {
        isLast = ready.isEmpty
        if !isLast { return ready.take(count) }
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
