import Glibc
import Timeline

/// Prints entries as they are recorded, until it is interrupted.
struct Follower {
    /// Between two looks at the log.
    private static let pauseMicroseconds: UInt32 = 200_000

    let reader: TimelineReader
    let filter: EntryFilter

    func run(from first: UInt64, _ printer: EntryPrinter, _ console: Console) throws {
        var next = first
        while true {
            console.output.flush()
            usleep(Self.pauseMicroseconds)
            try reader.refresh()
            try reader.forEach(from: next) { entry in
                next = entry.seq + 1
                if filter.wants(entry) { printer.write(entry) }
                return true
            }
        }
    }
}
