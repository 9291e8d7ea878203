import EventModel
package import LinuxIO

/// What has to go so that a damaged log is whole again: it ends before the damage, and what stood behind it is kept.
package struct RepairPlan: Sendable, Hashable {
    /// The segment whose beginning is right: it is replaced by a copy of that beginning.
    package struct Cut: Sendable, Hashable {
        package var segment: UInt64
        /// How many bytes of whole batches it keeps, at least 1.
        package var byteCount: Int
    }

    /// Something to be done; nil where every segment stays as it is.
    package var cut: Cut?
    /// Segments that are moved away whole, in order.
    package var removed: [UInt64] = []
    /// How far the log reaches afterwards.
    package var head = LogHead.empty
    /// The first damage; nil where there is none.
    package var damage: LogDamage?
    /// What is set aside and can still be read, in the order in which it stands there.
    package var held: [HeldEntry] = []
    /// Bytes set aside.
    package var heldBytes = 0

    package var isEmpty: Bool { cut == nil && removed.isEmpty }

    /// An entry that is right by itself, but stands where the log does not reach any more.
    package struct HeldEntry: Sendable, Hashable {
        package var seq: UInt64
        /// The file it came in: that file lies in the archive and can be dropped again.
        package var file: RelativePath
        /// SHA-256 of that file, in hexadecimal digits.
        package var digest: String
    }
}

/// Makes a damaged log whole without changing a byte of what is there: whatever goes is moved to a directory beside it.
package struct LogRepair: ~Copyable {
    private let directory: Directory

    /// - Parameter directory: the log's, whose lock the caller has, so that nothing is appended meanwhile.
    package init(_ directory: consuming Directory) {
        self.directory = directory
    }

    /// Whether a name shows that a log lies in its directory (timeline-log(5), FILES).
    package static func isOfLog(_ name: FileName) -> Bool {
        name == DirectoryStorage.lockName || SegmentName.first(name) != nil
            || ["checkpoint", "signing.", "aside-", "torn-", "restore."].contains(where: name.hasPrefix)
    }

    /// Finds out what has to go. Nothing is changed.
    ///
    /// A segment that only stands where none belongs, as a copy or a renamed one does, goes alone; from real damage on
    /// everything goes, since the entries of a log have no gap.
    package func plan() throws(IOError) -> RepairPlan {
        let names = try directory.names().compactMap(SegmentName.first).sorted()
        var plan = RepairPlan()
        var hasEnded = false
        for (index, segment) in names.enumerated() {
            let file = try directory.openForReading(SegmentName.file(first: segment))
            let bytes = try file.read(at: 0, count: file.status().size)
            if hasEnded || segment != plan.head.size {
                if !hasEnded {
                    plan.damage =
                        plan.damage ?? Recovery.gap(segment, expected: plan.head.size, isFirst: index == 0)
                    hasEnded = !names[index...].contains(plan.head.size)
                }
                plan.removed.append(segment)
                plan.hold(bytes, from: 0)
                continue
            }
            hasEnded = plan.take(bytes, of: segment, isLast: index == names.count - 1)
        }
        return plan
    }

    /// Carries a plan out.
    ///
    /// Last things go first, and the cut segment is replaced in one step: a crash in between leaves a log that is as
    /// damaged as before, and another repair finishes the work.
    ///
    /// - Parameter name: what the directory is to be called that is made within the log's; a number is added where that
    ///   is taken.
    /// - Returns: its name.
    package func perform(_ plan: RepairPlan, keepingIn name: FileName) throws(IOError) -> FileName {
        let name = try freeName(like: name)
        let aside = try directory.makeDirectory(name, mode: 0o750)
        for segment in plan.removed.reversed() {
            let file = SegmentName.file(first: segment)
            try directory.rename(file, to: aside, as: file)
        }
        if let cut = plan.cut {
            let file = SegmentName.file(first: cut.segment)
            let draft = DirectoryStorage.repairName
            try? directory.remove(draft)
            let copy = try directory.create(draft, mode: 0o640)
            try copy.write(directory.openForReading(file).read(at: 0, count: cut.byteCount))
            try copy.synchronize()
            try keep(file, in: aside)
            try aside.synchronize()
            try directory.replace(file, with: draft)
        }
        try aside.synchronize()
        try directory.synchronize()
        return name
    }

    /// Gives a segment a second name; where the file system has no links, a copy has that name.
    private func keep(_ file: FileName, in aside: borrowing Directory) throws(IOError) {
        do throws(IOError) {
            try directory.link(file, to: aside, as: file)
        } catch {
            guard error.isWithoutLinks else { throw error }
            let whole = try directory.openForReading(file)
            let copy = try aside.create(file, mode: 0o640)
            try copy.write(whole.read(at: 0, count: whole.status().size))
            try copy.synchronize()
        }
    }

    /// Moves other files of the log's directory, those that are there, to where segments are kept.
    ///
    /// - Parameter name: a directory that ``perform(_:keepingIn:)`` has made; nil for a new one, called `new`.
    /// - Returns: its name.
    package func setAside(_ files: [FileName], keepingIn name: FileName?, new: FileName) throws(IOError) -> FileName {
        let name = if let name { name } else { try freeName(like: new) }
        try setAside(files, into: name)
        return name
    }

    /// The same into a directory that may be there and hold files of these names: what comes second gets a number.
    package func setAside(_ files: [FileName], into name: FileName) throws(IOError) {
        let aside = try directory.makeDirectory(name, mode: 0o750)
        for file in files where try directory.holds(file) {
            let free = try FreeName.like(file) { (name) throws(IOError) in try !aside.holds(name) }
            try directory.rename(file, to: aside, as: free)
        }
        try aside.synchronize()
        try directory.synchronize()
    }

    /// Gives a directory within the log's another name, with a number where that is taken.
    ///
    /// - Returns: the name that it has.
    package func rename(_ name: FileName, to wanted: FileName) throws(IOError) -> FileName {
        let free = try freeName(like: wanted)
        try directory.rename(name, to: directory, as: free)
        try directory.synchronize()
        return free
    }

    private func freeName(like name: FileName) throws(IOError) -> FileName {
        try FreeName.like(name) { (name) throws(IOError) in try !directory.holds(name) }
    }
}

extension RepairPlan {
    /// Takes in a segment that stands where it belongs.
    ///
    /// - Returns: whether the log ends in it.
    fileprivate mutating func take(_ bytes: [UInt8], of segment: UInt64, isLast: Bool) -> Bool {
        // UInt8 has no padding that could be uninitialised.
        let (scan, tail) = unsafe Recovery.walk(bytes.span.bytes, after: head)
        head = scan.committed.head
        let end = scan.committed.offset
        switch tail {
        case .clean: return false
        // Every start cuts that off by itself.
        case .torn where isLast: return true
        case .torn:
            damage =
                damage
                ?? LogDamage(
                    segment: SegmentName.text(first: segment), seq: scan.next, byteOffset: end,
                    reason: "a batch breaks off, and another segment follows")
        case .damaged(let offset, let seq, let reason):
            damage =
                damage
                ?? LogDamage(
                    segment: SegmentName.text(first: segment), seq: seq, byteOffset: offset, reason: reason)
        }
        if end > 0 { cut = Cut(segment: segment, byteCount: end) } else { removed.append(segment) }
        hold(bytes, from: end)
        return true
    }

    /// Notes what can be read of bytes that are set aside.
    fileprivate mutating func hold(_ bytes: [UInt8], from offset: Int) {
        heldBytes += bytes.count - offset
        // UInt8 has no padding that could be uninitialised.
        let span = unsafe bytes.span.bytes
        var start = offset
        while let end = span.firstLineFeed(from: start) {
            let line = span.extracting(start..<end)
            if let envelope = try? LineEnvelope(line), envelope.isIntact(line), let file = envelope.file(in: line) {
                held.append(HeldEntry(seq: envelope.seq, file: file, digest: envelope.digest(in: line)))
            }
            start = end + 1
        }
    }
}
