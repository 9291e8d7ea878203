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
    /// When each folder of it had changed last before it was measured, in nanoseconds since 1970.
    private var changed: [[FileName]: Int64] = [:]

    package init() {}

    /// Looks at all of rejected/, unless it is as it was when it was looked at last.
    package mutating func measure(_ folder: borrowing DropFolder) throws(IOError) {
        let tree = try FolderTree(folder.rejected)
        if !changed.isEmpty, isUnchanged(folder.rejected, tree) { return }
        var measured = RejectedUsage()
        _ = try tree.walk(folder.rejected) { directory, visit in
            measured.changed[visit.folder] = visit.changed
            measured.add(visit, in: directory)
        }
        self = measured
    }

    private func isUnchanged(_ rejected: borrowing Directory, _ tree: FolderTree) -> Bool {
        changed.allSatisfy { names, then in
            let now = names.isEmpty ? try? rejected.status() : try? tree.open(names[...], below: rejected).status()
            return now?.changed == then
        }
    }

    private mutating func add(_ visit: FolderTree.Visit, in folder: borrowing Directory) {
        let files = visit.files
        let all = Set(files)
        // Of directories, those that were refused, and none that the daemon made for files.
        let names = files + visit.directories.filter { all.contains(DropFolder.reasonName(for: $0)) }
        var reasons: [(FileName, Int)] = []
        var found: [FileName: FileStatus] = [:]
        for name in names {
            guard let status = try? folder.status(of: name) else { continue }
            if name.hasSuffix(DropFolder.reasonSuffix) { reasons.append((name, status.size)) }
            found[name] = status
            shares[status.owner, default: Share()].add(status.size)
        }
        // A reason is the daemon's file, and the cost of the one whose file it is about.
        for (name, size) in reasons {
            guard let subject = FileName(bytes: name.bytes.dropLast(DropFolder.reasonSuffix.utf8.count)),
                let copy = found[subject], let writer = found[name]?.owner
            else { continue }
            if copy.owner != writer {
                shares[writer]?.remove(size)
                shares[copy.owner, default: Share()].add(size)
            } else if let submitter = Self.submitter(name, in: folder) {
                for size in [size, copy.size] {
                    shares[writer]?.remove(size)
                    shares[submitter, default: Share()].add(size)
                }
            }
        }
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
