import EventModel
import Intake
import LinuxIO
import Projections
import Systemd
import Timeline

/// Keeps snapshots of the state in step with the log, in a process of its own, so that no commit waits for one.
struct Snapshotter {
    private let paths: Paths
    /// What the process is told beside `--snapshot`.
    private let arguments: [String]
    /// Of how many entries the last one is, or is going to be.
    private var last: UInt64
    /// How many entries the log had at the last look.
    private var seen: UInt64?
    private var process: ChildProcess?

    init(_ settings: Settings) {
        paths = settings.paths
        arguments = settings.arguments
        last = SnapshotStore(settings.paths).sizes().first ?? 0
        ChildProcess.forgetEnded()
    }

    /// Starts a snapshot where the log has grown enough.
    ///
    /// - Parameters:
    ///   - size: how many entries the log has.
    ///   - isLook: whether this is one of the looks that come by themselves; what has not grown since the last is at rest.
    /// - Throws: why no process could be started; it is tried again when the log has grown as much once more.
    mutating func follow(size: UInt64, isLook: Bool) throws(IOError) {
        let isAtRest = isLook && seen == size
        if isLook { seen = size }
        guard SnapshotStore.isDue(size: size, last: last, isAtRest: isAtRest), process?.isRunning != true else {
            return
        }
        last = size
        process = try ChildProcess.startSelf(arguments + ["--snapshot"])
    }

    /// Writes a snapshot of the whole log here and now, and what is as rarely done: a new base of the index.
    static func write(_ paths: Paths) throws {
        let reader = try TimelineReader.open(paths)
        try reader.writeSnapshot(try reader.fold(Projections.all))
        // Where it fails, the daemon's memory and the next index are larger for it, and that is all.
        try? IndexStore(paths.cache).consolidate()
    }
}
