import EventLog
import EventModel
import Intake
import LinuxIO
import Timeline

/// What has become of a dropped file.
enum Fate {
    /// Still in incoming/.
    case waiting
    /// In the log, as these entries.
    case accepted([LoggedEntry])
    /// Gone from incoming/, and nothing of it is new: the log had all of its events before.
    case known
    /// In rejected/ under this path, with the lines of its reason.
    case rejected(path: String, reason: [String])

    /// Looks for `drop`, the log's entries from `first` on.
    static func of(
        _ drop: Drop, in reader: TimelineReader, from first: UInt64, folder: borrowing Directory
    ) throws(Trouble) -> Fate {
        if let status = try? folder.status(of: drop.name), status.inode == drop.inode { return .waiting }
        // The daemon moves a file only when its events are durable, so what is not in the log now never will be.
        if let rejection = rejection(of: drop, reader.paths.rejected) { return rejection }
        var entries: [LoggedEntry] = []
        do {
            try reader.refresh()
            try reader.forEach(from: first) { entry in
                if entry.fileName == drop.name.escaped, entry.fileHash == drop.digest { entries.append(entry) }
                return true
            }
        } catch {
            throw Trouble(error)
        }
        return entries.isEmpty ? .known : .accepted(entries)
    }

    /// The daemon renames a refused file, perhaps to a free name: its inode tells it.
    private static func rejection(of drop: Drop, _ path: String) -> Fate? {
        guard let rejected = try? Directory.open(path) else { return nil }
        for number in 1...1_000 {
            let name = drop.name.numbered(number)
            guard let status = try? rejected.status(of: name) else { return nil }
            guard status.inode == drop.inode, status.device == drop.device else { continue }
            return .rejected(path: rejected.child(name), reason: reason(for: name, in: rejected))
        }
        return nil
    }

    private static func reason(for name: FileName, in rejected: borrowing Directory) -> [String] {
        guard let file = try? rejected.openForReading(DropFolder.reasonName(for: name)),
            let bytes = try? file.readAll(size: 4_096, limit: 1 << 20)
        else { return [] }
        return Printable.lines(String(decoding: bytes, as: UTF8.self)).filter { !$0.isEmpty }
    }
}
