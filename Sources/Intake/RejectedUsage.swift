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
    }

    /// By user.
    package private(set) var shares: [UInt32: Share] = [:]
    /// Of each reason beside a copy of the daemon's own, when it had changed last and whose file that was.
    private var copies: Copies = [:]

    private typealias Copies = [RelativePath: (changed: Int64, submitter: UInt32?)]

    package init() {}

    /// Looks at all of rejected/, each time: a file stays its submitter's, and grows while a program has it open. A reason
    /// whose file was taken away, as to be tried again, goes, too.
    package mutating func measure(_ folder: borrowing DropFolder) throws(IOError) {
        let known = copies
        var measured = RejectedUsage()
        _ = try FolderTree(folder.rejected).walk(folder.rejected) { directory, visit in
            measured.add(visit, in: directory, known)
        }
        self = measured
    }

    private mutating func add(_ visit: FolderTree.Visit, in folder: borrowing Directory, _ known: Copies) {
        let files = Set(visit.files)
        // Of directories, those that have a reason, and none that the daemon made for files.
        let names = visit.files + visit.directories.filter { files.contains(DropFolder.reasonName(for: $0)) }
        var found: [FileName: FileStatus] = [:]
        for name in names { found[name] = try? folder.status(of: name) }
        let own = Account.effectiveUser
        for (name, status) in found {
            // A refused file that is called like a reason has one of its own.
            guard found[DropFolder.reasonName(for: name)] == nil, let subject = DropFolder.subject(ofReason: name)
            else {
                let reason = RelativePath(DropFolder.reasonName(for: name), in: visit.folder)
                var user = status.owner
                if let beside = found[reason.name] { user = payer(of: status, reason, beside, known, folder) }
                shares[user, default: Share()].add(status.size)
                continue
            }
            if let copy = found[subject] {
                let user = payer(of: copy, RelativePath(name, in: visit.folder), status, known, folder)
                shares[user, default: Share()].add(status.size)
            } else if status.owner != own || (try? folder.remove(name)) == nil {
                shares[status.owner, default: Share()].add(status.size)
            }
        }
    }

    /// Whose file it was that lies there, or of which the daemon has made a copy, by its reason: that one's cost are both.
    private mutating func payer(
        of file: FileStatus, _ path: RelativePath, _ reason: FileStatus, _ known: Copies, _ folder: borrowing Directory
    ) -> UInt32 {
        guard file.owner == reason.owner else { return file.owner }
        if copies[path] == nil {
            let before = known[path].flatMap { $0.changed == reason.changed ? $0 : nil }
            copies[path] = before ?? (reason.changed, Self.submitter(path.name, in: folder))
        }
        return copies[path]?.submitter ?? file.owner
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
