import ArgumentParser
import EventLog
import EventModel
import LinuxIO
import Projections
import Timeline

struct LogCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show the entries of the log, newest last.",
        discussion: """
            Options of one kind are alternatives, different ones hold together:
              timelinectl log --actor putin --kind directive --since yesterday
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "Which entries") var filters: LogFilterOptions
    @OptionGroup(title: "Of which events") var events: EventOptions

    @OptionGroup(title: "From where it is seen") var point: PointOptions

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("lines")],
        help: ArgumentHelp("The last N entries.", valueName: "N"))
    var count: UInt64?

    @Flag(name: .shortAndLong, help: "Newest first.")
    var reverse = false

    @Flag(name: .shortAndLong, help: "Go on with entries as they are recorded.")
    var follow = false

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output: EntryFormat = .short

    func validate() throws {
        if follow, point.knownAt != nil { throw ValidationError("--follow and --known-at contradict each other") }
        if follow, reverse { throw ValidationError("--follow and --reverse contradict each other") }
    }

    func run(_ console: Console) throws {
        let now = Clock.instant
        var filter = try filters.filter(now: now)
        let (begun, knownAt) = try point.limits(now: now)
        filter.begun = begun
        let reader = try global.open()
        let names = events.namesActors || !filters.subject.isEmpty
        let naming = names ? reader.naming(at: try point.resolved(now: now).point, knownAt) : ActorNaming()
        try events.addTo(&filter, reader, knownAt, naming)
        let end = reader.size(knownAt: knownAt)
        if !follow { console.page(atEnd: !reverse) }
        let printer = EntryPrinter(format: output, console: console, marks: try marks(reader, knownAt, console))
        let next = try list(reader, upTo: end, filter, printer)
        if follow { try Follower(reader: reader, filter: filter).run(from: next, printer, console) }
        if printer.count == 0, !follow {
            console.remark(end == 0 ? "the log is empty" : "no entry is like that")
        }
    }

    private func marks(
        _ reader: TimelineReader, _ knownAt: PointExpression.KnownAt?, _ console: Console
    ) throws -> CorrectionMarks {
        guard EntryPrinter.isForPeople(output, console) else { return CorrectionMarks() }
        let fold = try reader.fold([Corrections.self], showing: "Reading", on: global)
        let point = reader.point(Point(asOf: .max), knownAt: knownAt)
        return CorrectionMarks(fold, at: point) { reader.entry($0) }
    }

    /// Prints what there is; returns the number of the entry that comes next.
    private func list(
        _ reader: TimelineReader, upTo end: UInt64, _ filter: EntryFilter, _ printer: EntryPrinter
    ) throws -> UInt64 {
        guard end > 0 else { return 0 }
        // Followers see the last ten first, as those of other logs do.
        let count = count ?? (follow ? 10 : nil)
        if count == nil, !reverse {
            try reader.forEach(knownAt: .entry(end - 1), containing: filter.needle) { entry in
                if filter.wants(entry) { printer.write(entry) }
                return filter.until.map { entry.recorded <= $0 } ?? true
            }
            return end
        }
        var chosen: [LoggedEntry] = []
        try backwards(from: end, reader, filter) { entry in
            if let since = filter.since, entry.recorded < since { return false }
            if filter.wants(entry) {
                if reverse { printer.write(entry) } else { chosen.append(entry) }
            }
            return (reverse ? UInt64(printer.count) : UInt64(chosen.count)) < count ?? .max
        }
        chosen.reversed().forEach(printer.write)
        return end
    }

    /// Calls `body` with each entry before `end`, the newest first, until it says false.
    private func backwards(
        from end: UInt64, _ reader: TimelineReader, _ filter: EntryFilter, _ body: (LoggedEntry) -> Bool
    ) throws(TimelineError) {
        guard count != 0 else { return }
        // The log is read forwards; a piece at a time is held.
        let piece: UInt64 =
            filters.isEmpty && events.isEmpty && filter.begun == nil ? min(count ?? 1_024, 1_024) : 1_024
        // Whoever looks at the time of every entry to stop there must see every entry.
        let needle = filters.since == nil ? filter.needle : nil
        var end = end
        while end > 0 {
            let start = end > piece ? end - piece : 0
            var entries: [LoggedEntry] = []
            try reader.forEach(from: start, knownAt: .entry(end - 1), containing: needle) { entry in
                entries.append(entry)
                return true
            }
            for entry in entries.reversed() where !body(entry) { return }
            end = start
        }
    }
}

extension LogFilterOptions {
    /// Whether every entry is wanted.
    var isEmpty: Bool {
        kind.isEmpty && verb.isEmpty && subject.isEmpty && id.isEmpty && file.isEmpty && occurred == nil
    }
}
