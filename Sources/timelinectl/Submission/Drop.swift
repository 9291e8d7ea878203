import EventLog
import Glibc
import Intake
import LinuxIO

/// A file put into the drop folder: whole, durable, under a name that nobody had.
struct Drop {
    /// Below incoming/.
    var path: RelativePath
    /// What it is, whatever it is renamed to.
    var inode: UInt64
    var device: UInt64
    /// SHA-256 of its bytes, in hexadecimal digits.
    var digest: String

    /// Writes `bytes` beside their place, makes them durable, and renames them into it.
    ///
    /// - Parameters:
    ///   - path: what it is to be called; `a-2.yaml` and so on where `a.yaml` waits there already.
    ///   - folder: the one that `path` lies in.
    static func put(
        _ bytes: [UInt8], as path: RelativePath, into folder: borrowing Directory
    ) throws(Trouble) -> Drop {
        let name = path.name
        do throws(IOError) {
            let draft = try write(bytes, for: name, in: folder)
            do throws(IOError) {
                // Asked of the draft: once it has its name, the daemon may be quicker.
                let status = try folder.status(of: draft)
                let digest = try digest(of: draft, in: folder)
                var drop = Drop(path: path, inode: status.inode, device: status.device, digest: digest)
                if let free = try rename(draft, to: name, in: folder) {
                    drop.path = RelativePath(free, in: path.folder)
                } else {
                    let (free, inode) = try write(bytes, to: name, in: folder)
                    (drop.path, drop.inode) = (RelativePath(free, in: path.folder), inode)
                    try folder.remove(draft)
                }
                try folder.synchronize()
                return drop
            } catch {
                try? folder.remove(draft)
                throw error
            }
        } catch {
            throw Trouble("cannot drop \(name.escaped) into \(folder.path): \(error.reason)", hint: advice(error))
        }
    }

    private static func advice(_ error: IOError) -> String? {
        switch error.errno {
        case EACCES, EPERM: "membership of the group timeline is needed"
        case ENOSPC, EDQUOT: "make room on its file system"
        default: nil
        }
    }

    /// A draft's name begins with a dot and ends in .tmp: the daemon leaves such files alone.
    private static func write(
        _ bytes: [UInt8], for name: FileName, in folder: borrowing Directory
    ) throws(IOError) -> FileName {
        for number in 1...1_000 {
            let ending = Array("\(number == 1 ? "" : "-\(number)").tmp".utf8)
            let stem = name.bytes.prefix(FileName.maximumLength - ending.count - 1)
            guard let draft = FileName(bytes: [UInt8(ascii: ".")] + stem + ending) else { continue }
            do throws(IOError) {
                let file = try folder.create(draft, mode: 0o640)
                do throws(IOError) {
                    // The group comes from the folder; the umask must not keep the daemon from reading. Where files have
                    // no mode of their own, there is nothing to set.
                    if try file.status().mode & 0o640 != 0o640 { try file.setMode(0o640) }
                    try file.write(bytes)
                    try file.synchronize()
                } catch {
                    try? folder.remove(draft)
                    throw error
                }
                return draft
            } catch {
                guard error.isTaken else { throw error }
            }
        }
        throw .taken("open", path: folder.child(name))
    }

    /// Gives the draft its name in one step.
    ///
    /// - Returns: nil where the file system can do so neither by a rename that covers nothing nor by a link.
    private static func rename(
        _ draft: FileName, to name: FileName, in folder: borrowing Directory
    ) throws(IOError) -> FileName? {
        for number in 1...1_000 {
            let free = name.numbered(number)
            do throws(IOError) {
                try rename(draft, toFree: free, in: folder)
                return free
            } catch {
                if error.isWithoutLinks { return nil }
                guard error.isTaken else { throw error }
            }
        }
        throw .taken("rename", path: folder.child(name))
    }

    private static func rename(
        _ draft: FileName, toFree name: FileName, in folder: borrowing Directory
    ) throws(IOError) {
        do throws(IOError) {
            try folder.renameAtOnce(draft, to: folder, as: name)
        } catch {
            guard error.isUnsupported else { throw error }
            try folder.link(draft, to: folder, as: name)
            // The daemon takes the second name away where it is quicker.
            do throws(IOError) { try folder.remove(draft) } catch { if !error.isMissing { throw error } }
        }
    }

    /// Writes the file under its own name: whole once it is closed, which the daemon waits for.
    private static func write(
        _ bytes: [UInt8], to name: FileName, in folder: borrowing Directory
    ) throws(IOError) -> (FileName, inode: UInt64) {
        for number in 1...1_000 {
            let free = name.numbered(number)
            do throws(IOError) {
                let file = try folder.create(free, mode: 0o640)
                do throws(IOError) {
                    try file.write(bytes)
                    try file.synchronize()
                    return (free, try file.status().inode)
                } catch {
                    try? folder.remove(free)
                    throw error
                }
            } catch {
                guard error.isTaken else { throw error }
            }
        }
        throw .taken("open", path: folder.child(name))
    }

    private static func digest(of name: FileName, in folder: borrowing Directory) throws(IOError) -> String {
        guard case .read(let candidate) = Candidate.read(name, in: folder, limit: 1 << 30) else { return "" }
        return EntryLine.hexadecimal(candidate.sha256)
    }
}
