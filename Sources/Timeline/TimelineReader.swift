package import EventLog
import EventModel
import Glibc
package import LinuxIO

/// A timeline to be questioned: the one place through which readers reach the log.
///
/// It takes no lock and writes nothing, so it works while the daemon writes, and on a copied directory.
package struct TimelineReader {
    package let paths: Paths
    let log: LogReader

    /// - Throws: why the log cannot be read, and what to do.
    package static func open(_ paths: Paths) throws(TimelineError) -> TimelineReader {
        do {
            return TimelineReader(paths: paths, log: try LogReader(directory: try Directory.open(paths.log)))
        } catch let error as IOError {
            throw TimelineError(error, log: paths.log)
        } catch {
            throw TimelineError(error, log: paths.log)
        }
    }

    /// What opens readers for threads, each of which needs one of its own: they see what this one sees.
    var opening: @Sendable () throws(TimelineError) -> TimelineReader {
        { [paths, view = log.view] () throws(TimelineError) in
            let directory = try Self.directory(paths)
            return TimelineReader(paths: paths, log: LogReader(directory: directory, showing: view))
        }
    }

    /// The log's directory, for whoever reads the files themselves.
    ///
    /// - Throws: why it cannot be read, and what to do.
    package static func directory(_ paths: Paths) throws(TimelineError) -> Directory {
        do throws(IOError) { return try Directory.open(paths.log) } catch { throw TimelineError(error, log: paths.log) }
    }

    /// How far the log reached when it was opened, or last looked at.
    package var head: LogHead { log.head }
    /// Bytes of all complete batches.
    package var byteCount: Int { log.byteCount }
    package var segmentCount: Int { log.segmentCount }

    /// Looks at what was appended since.
    package func refresh() throws(TimelineError) {
        try translated { try log.refresh() }
    }

    /// The entry with this number; nil where there is none.
    package func entry(_ seq: UInt64) -> LoggedEntry? {
        log.withEntry(at: seq) { LoggedEntry($0, line: $1) }
    }

    /// How many entries `knownAt` reaches: all of them where it is nil.
    package func size(knownAt: PointExpression.KnownAt?) -> UInt64 {
        switch knownAt {
        case nil: return head.size
        case .entry(let seq)?: return seq < head.size ? seq + 1 : head.size
        case .instant(let instant)?:
            // Recorded times never go back: by bisection.
            var (low, high) = (UInt64(0), head.size)
            while low < high {
                let middle = low + (high - low) / 2
                let isWithin = log.withEntry(at: middle) { entry, _ in entry.recorded <= instant } ?? false
                if isWithin { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// Calls `body` with each entry in order, from the entry `first` on, as far as `knownAt` reaches, until it says
    /// false.
    ///
    /// - Parameter needle: what the lines of interest contain; others are passed over.
    package func forEach(
        from first: UInt64 = 0, knownAt: PointExpression.KnownAt? = nil, containing needle: Needle? = nil,
        _ body: (LoggedEntry) -> Bool
    ) throws(TimelineError) {
        try walk(from: first, knownAt: knownAt, where: { line in needle?.isIn(line) ?? true }) { entry, line in
            body(LoggedEntry(entry, line: line))
        }
    }

    /// So many entries are read before threads would be of use.
    static let shortLog: UInt64 = 20_000

    static func all<Answer>(_ answers: [Result<Answer, TimelineError>]) throws(TimelineError) -> [Answer] {
        var found: [Answer] = []
        for answer in answers { found.append(try answer.get()) }
        return found
    }

    /// ``forEach(from:knownAt:containing:_:)`` without keeping anything of an entry.
    func walk(
        from first: UInt64 = 0, knownAt: PointExpression.KnownAt?, where isWanted: (RawSpan) -> Bool = { _ in true },
        _ body: (LogEntry, RawSpan) -> Bool
    ) throws(TimelineError) {
        let end = knownAt == nil ? .max : size(knownAt: knownAt)
        try translated { try log.forEach(from: first, to: end, where: isWanted, body) }
    }

    private func translated(_ body: () throws -> Void) throws(TimelineError) {
        do {
            try body()
        } catch {
            throw TimelineError(error, log: paths.log)
        }
    }
}

/// Why a timeline cannot be read, in words for people.
package struct TimelineError: Error, Sendable, Hashable {
    package var message: String
    package var hint: String?

    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    init(_ error: any Error, log: String) {
        switch error {
        case let error as IOError where error.isMissing:
            self.init("there is no log in \(log)", hint: "name the timeline's directory with --root DIR")
        case let error as IOError where error.errno == EACCES:
            self.init("you may not read \(log)", hint: "ask to be made a member of the group timeline, or use sudo")
        case LogError.io(let error): self.init(error, log: log)
        case LogError.damaged(let damage):
            self.init("the log is damaged: \(damage)", hint: "what stands before it was read; restore it from a copy")
        default: self.init("cannot read the log in \(log): \(error)")
        }
    }
}
