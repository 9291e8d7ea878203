import LinuxIO

/// Files of which `timelinectl submit` has not taken away the first name yet.
///
/// Where the file system has no rename that covers nothing, submit gives a draft, `.NAME.tmp`, its name by a link and
/// then removes the draft. A file that it leaves in between, for ever where it is killed there, has two names; its inode
/// tells that the other one is that draft, and the daemon removes it. Any other file with two names is refused.
///
/// One listing of each folder serves a whole commit.
package struct LinkedDrafts {
    private struct File: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: FileStatus) {
            device = status.device
            inode = status.inode
        }
    }

    /// By folder, below incoming/.
    private var names: [[FileName]: [File: FileName]] = [:]

    package init() {}

    /// - Parameter folder: the one that the file lies in.
    /// - Returns: whether the file has one name now.
    mutating func finish(_ file: RelativePath, in folder: borrowing Directory) -> Bool {
        guard let status = try? folder.status(of: file.name), status.kind == .regular else { return false }
        guard status.links == 2 else { return status.links == 1 }
        let drafts = names[file.folder] ?? Self.drafts(in: folder)
        names[file.folder] = drafts
        // It may have been listed and removed since.
        if let draft = drafts[File(status)], (try? folder.status(of: draft)).map(File.init) == File(status) {
            try? folder.remove(draft)
        }
        return (try? folder.status(of: file.name).links) == 1
    }

    private static func drafts(in folder: borrowing Directory) -> [File: FileName] {
        var drafts: [File: FileName] = [:]
        for name in (try? folder.names()) ?? [] where name.hasPrefix(".") && name.hasSuffix(".tmp") {
            guard let status = try? folder.status(of: name), status.links == 2 else { continue }
            drafts[File(status)] = name
        }
        return drafts
    }
}
