import Timeline

/// Prints entries as they are recorded, until it is interrupted.
struct Follower {
    /// Between two looks at the log.
    private static let pauseMilliseconds: Int32 = 200

    let reader: TimelineReader
    let filter: EntryFilter

    func run(from first: UInt64, _ printer: EntryPrinter, _ console: Console) throws {
        var next = first
        while true {
            console.output.flush()
            console.output.pause(milliseconds: Self.pauseMilliseconds)
            try reader.refresh()
            try reader.forEach(from: next) { entry in
                next = entry.seq + 1
                if filter.wants(entry) { printer.write(entry) }
                return true
            }
        }
    }
}
