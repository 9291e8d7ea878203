import EventLog
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
    /// Of how many entries contradictions have been told.
    private var remarked: UInt64?
    /// How many entries the log had at the last look.
    private var seen: UInt64?
    private var process: ChildProcess?

    init(_ settings: Settings) {
        paths = settings.paths
        arguments = settings.arguments
        last = SnapshotStore(settings.paths).size
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
        let told = remarked ?? size
        remarked = told
        let isDue = SnapshotStore.isDue(size: size, last: last, isAtRest: isAtRest)
        guard isDue || isAtRest && told < size, process?.isRunning != true else { return }
        if isDue { last = size }
        remarked = size
        process = try ChildProcess.startSelf(arguments + ["--snapshot", "--remark-from", "\(told)"])
    }

    /// Does here and now what needs the state of the whole log: a snapshot and a new base of the index, where they are
    /// due, and remarks on what contradicts itself since `first`.
    ///
    /// - Parameters:
    ///   - first: the entry from which on contradictions are told; nil tells of none, and writes a snapshot in any case.
    ///   - send: puts a message into the journal.
    static func write(_ paths: Paths, remarksFrom first: UInt64?, _ send: (Message) -> Void) throws {
        let reader = try TimelineReader.open(paths)
        let last = SnapshotStore(paths).size
        // Who starts it by hand wants one.
        if first == nil || SnapshotStore.isDue(size: reader.head.size, last: last, isAtRest: true) {
            let fold = try reader.saveSnapshot()
            // Where it fails, the daemon's memory and the next index are larger for it, and that is all.
            try? IndexStore(paths.cache).consolidate()
            if let first { remark(from: first, reader, fold, send) }
        } else if let first, first < reader.head.size {
            remark(from: first, reader, try reader.fold([Directives.self]), send)
        }
    }

    /// Says of which directives something cannot be since an entry from `first` on.
    private static func remark(
        from first: UInt64, _ reader: TimelineReader, _ fold: Fold, _ send: (Message) -> Void
    ) {
        for contradiction in fold.contradictions(from: first, words: reader.words(of: fold)).prefix(limit) {
            send(
                .contradiction(
                    subject: contradiction.subject, what: contradiction.what, sequences: contradiction.seqs))
        }
    }

    /// How many contradictions are told at once: who wants them all asks for them.
    private static let limit = 20
}
