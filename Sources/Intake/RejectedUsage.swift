package import LinuxIO

/// How much of rejected/ the files of each submitter take, their reasons with them: what is rejected is never cleared unless
/// that was asked for, so that a member who drops mistakes without end could fill the disk.
package struct RejectedUsage: Sendable {
    package struct Share: Sendable, Hashable {
        package init() {}

        /// Files in rejected/, reasons included.
        package var files = 0
        package var bytes = 0

        fileprivate mutating func add(_ size: Int) {
            files += 1
            bytes = bytes.addingWithSaturation(RejectedUsage.cost(of: size))
        }

        fileprivate mutating func remove(_ size: Int) {
            files -= 1
            bytes -= RejectedUsage.cost(of: size)
        }
    }

    /// By user.
    package private(set) var shares: [UInt32: Share] = [:]
    /// When the folder had changed last before it was measured, in nanoseconds since 1970.
    private var changed: Int64?

    package init() {}

    /// Looks at all of rejected/, unless it is as it was when it was looked at last.
    package mutating func measure(_ folder: borrowing DropFolder) throws(IOError) {
        let now = try folder.rejected.status().changed
        guard now != changed else { return }
        var measured = RejectedUsage()
        var reasons: [(FileName, Int)] = []
        var found: [FileName: FileStatus] = [:]
        for name in try folder.rejected.names() {
            guard let status = try? folder.rejected.status(of: name) else { continue }
            if name.hasSuffix(DropFolder.reasonSuffix) { reasons.append((name, status.size)) }
            found[name] = status
            measured.shares[status.owner, default: Share()].add(status.size)
        }
        // A reason is the daemon's file, and the cost of the one whose file it is about.
        for (name, size) in reasons {
            guard let subject = FileName(bytes: name.bytes.dropLast(DropFolder.reasonSuffix.utf8.count)),
                let copy = found[subject], let writer = found[name]?.owner
            else { continue }
            if copy.owner != writer {
                measured.shares[writer]?.remove(size)
                measured.shares[copy.owner, default: Share()].add(size)
            } else if let submitter = Self.submitter(name, in: folder.rejected) {
                for size in [size, copy.size] {
                    measured.shares[writer]?.remove(size)
                    measured.shares[submitter, default: Share()].add(size)
                }
            }
        }
        measured.changed = now
        self = measured
    }

    /// Whose file it was of which the daemon has made a copy, by its reason.
    private static func submitter(_ reason: FileName, in folder: borrowing Directory) -> UInt32? {
        guard let bytes = try? folder.contents(of: reason, limit: 1 << 20),
            let line = bytes.split(separator: UInt8(ascii: "\n")).last, line.starts(with: DropFolder.submitterMark.utf8)
        else { return nil }
        return UInt32(String(decoding: line.dropFirst(DropFolder.submitterMark.utf8.count), as: UTF8.self))
    }

    /// A file and its reason have come, of these sizes in bytes.
    mutating func add(_ sizes: [Int], of user: UInt32) {
        for size in sizes { shares[user, default: Share()].add(size) }
    }

    /// What a file takes of a disk: whole blocks of 4 KiB, and one for its inode.
    private static func cost(of size: Int) -> Int {
        (max(0, size).addingWithSaturation(4_095) / 4_096 * 4_096).addingWithSaturation(4_096)
    }

    package func bytes(of user: UInt32) -> Int { shares[user]?.bytes ?? 0 }

    /// Of all submitters.
    package var total: Share {
        shares.values.reduce(into: Share()) { total, share in
            total.files += share.files
            total.bytes = total.bytes.addingWithSaturation(share.bytes)
        }
    }
}
