import EventLog
import EventModel
import Intake
import LinuxIO
import Timeline

/// What has become of a dropped file.
enum Fate {
    /// Still in incoming/.
    case waiting
    /// In the log; the first and the last of its entries.
    case accepted(ClosedRange<UInt64>)
    /// Gone from incoming/, and nothing of it is new: the log had all of its events before.
    case known
    /// In rejected/ under this path, with the lines of its reason.
    case rejected(path: String, reason: [String])

    /// The daemon renames a refused file, perhaps to a free name: its inode tells it.
    fileprivate static func rejection(of drop: Drop, _ path: String) -> Fate? {
        guard let rejected = try? Directory.open(path) else { return nil }
        return rejection(of: drop, drop.path.folder[...], in: rejected)
    }

    /// So it does with a folder whose name something else has.
    private static func rejection(
        of drop: Drop, _ folder: ArraySlice<FileName>, in rejected: borrowing Directory
    ) -> Fate? {
        guard let wanted = folder.first else { return rejection(of: drop, in: rejected) }
        for number in 1...1_000 {
            let name = wanted.numbered(number)
            guard (try? rejected.holds(name)) == true else { return nil }
            if let next = try? rejected.openDirectory(name),
                let fate = rejection(of: drop, folder.dropFirst(), in: next)
            {
                return fate
            }
        }
        return nil
    }

    private static func rejection(of drop: Drop, in rejected: borrowing Directory) -> Fate? {
        for number in 1...1_000 {
            let name = drop.path.name.numbered(number)
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

/// Finds out what became of dropped files, however many: what the log has grown by is read once for all of them.
struct Fates {
    private struct Origin: Hashable {
        var name: String
        var digest: String
    }

    private let reader: TimelineReader
    private var next: UInt64
    private var entries: [Origin: ClosedRange<UInt64>] = [:]

    /// - Parameter reader: opened before the first of them was dropped.
    init(_ reader: TimelineReader) {
        self.reader = reader
        next = reader.head.size
    }

    /// - Parameter folder: where `drop` was put.
    mutating func of(_ drop: Drop, in folder: borrowing Directory) throws(Trouble) -> Fate {
        if let status = try? folder.status(of: drop.path.name), status.inode == drop.inode { return .waiting }
        // The daemon moves a file only when its events are durable, so what is not in the log now never will be.
        if let rejection = Fate.rejection(of: drop, reader.paths.rejected) { return rejection }
        let origin = Origin(name: drop.path.escaped, digest: drop.digest)
        if entries[origin] == nil { try follow() }
        return entries[origin].map(Fate.accepted) ?? .known
    }

    private mutating func follow() throws(Trouble) {
        do {
            try reader.refresh()
            try reader.forEach(from: next) { entry in
                next = entry.seq + 1
                let origin = Origin(name: entry.fileName ?? "", digest: entry.fileHash)
                let first = entries[origin]?.lowerBound ?? entry.seq
                entries[origin] = first...entry.seq
                return true
            }
        } catch {
            throw Trouble(error)
        }
    }
}
